"""What messages ask about files: whose messages a colleague may not read without saying why first."""

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.journeys.actions.files import closed_files
from interlab.notices.ways import register_closed
from interlab.people.merging import by_code
from interlab.people.models import Person


def _closed(member: Membership, codes: list[str]) -> set[str]:
    if member.can(Ability.OPEN_ANY_FILE):
        return set()
    persons = by_code(Person.objects.visible_to(member), member.incubator_id, codes)
    closed = closed_files(list(persons.values()), by=member)
    return {code for code in codes if code not in persons or persons[code].pk in closed}


register_closed(_closed)
