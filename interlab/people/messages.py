"""What messages ask about persons: by which other ways one of them can be reached."""

from interlab.notices.ways import register_addresses
from interlab.people.merging import person_called
from interlab.people.models import Person
from interlab.people.reach import addresses_of


def _addresses(incubator_id: int, person_code: str) -> list[tuple[str, str]]:
    standing = Person.objects.filter(incubator_id=incubator_id, merged_into=None).select_related("account")
    person = person_called(standing, incubator_id, person_code)
    return addresses_of(person) if person else []


register_addresses(_addresses)
