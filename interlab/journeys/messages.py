"""What is written to a person about their own space; and whose messages a colleague may not read without saying why first."""

from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.journeys.actions.files import closed_files
from interlab.notices.ways import register_closed
from interlab.notices.wording import Wording, register_wording
from interlab.people.merging import by_code
from interlab.people.models import Person

register_wording(
    Wording(
        "journeys.invitation",
        variables={
            "name": "Yordi",
            "incubator": "InterLab Liège",
            "link": "https://interlab.example/account/invitation/?key=k3f9",
        },
        subject=_("Your space at %(incubator)s is open"),
        body=_(
            "Hello %(name)s,\n\nYour own space at %(incubator)s is open. You find there your next step and your path.\n\n"
            "Press here to come in. It works once, for seven days:\n%(link)s\n\n"
            "Afterwards you come in with a code. No password is needed.\n\nSee you soon,\n%(incubator)s"
        ),
        text=_("%(name)s, your space at %(incubator)s is open. Press here to come in (once, seven days): %(link)s"),
        secret=True,
    )
)


def _closed(member: Membership, codes: list[str]) -> set[str]:
    if member.can(Ability.OPEN_ANY_FILE):
        return set()
    persons = by_code(Person.objects.visible_to(member), member.incubator_id, codes)
    closed = closed_files(list(persons.values()), by=member)
    return {code for code in codes if code not in persons or persons[code].pk in closed}


register_closed(_closed)
