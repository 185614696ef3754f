"""What messages ask about persons: by which other ways one of them can be reached."""

from interlab.notices.ways import register_addresses
from interlab.people.models import Person
from interlab.people.reach import addresses_of


def _addresses(incubator_id: int, person_code: str) -> list[tuple[str, str]]:
    person = Person.objects.filter(incubator_id=incubator_id, code=person_code).select_related("account").first()
    return addresses_of(person) if person else []


register_addresses(_addresses)
