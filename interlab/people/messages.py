"""What is written to persons about their own data; and by which other ways one of them can be reached."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.ways import register_addresses
from interlab.notices.wording import Wording, register_wording
from interlab.people.merging import person_called
from interlab.people.models import Person
from interlab.people.reach import addresses_of

register_wording(
    Wording(
        "people.file_will_go",
        variables={"name": "Patricia", "incubator": "InterLab Liège", "day": "lundi 4 janvier"},
        subject=_("Your file at %(incubator)s"),
        body=_(
            "Hello %(name)s,\n\n"
            "We have not met for a long time. On %(day)s we delete what we know about you: your name, your sessions, your documents.\n\n"
            "Do you want us to keep it? Sign in and press “Keep my file”, or answer this message.\n"
            "Do you want it deleted? You have nothing to do.\n\n"
            "%(incubator)s"
        ),
        text=_("%(incubator)s: on %(day)s we delete your file. To keep it, sign in or answer this message."),
    )
)
register_wording(
    Wording(
        "people.archive_ready",
        variables={"name": "Patricia", "incubator": "InterLab Liège"},
        subject=_("What we know about you"),
        body=_(
            "Hello %(name)s,\n\n"
            "You asked what %(incubator)s knows about you. It is ready: sign in, open “My data”, and download it within 7 days.\n"
            "You have no account? Your coach hands it over.\n\n"
            "%(incubator)s"
        ),
        text=_("%(incubator)s: what we know about you is ready. Sign in, open “My data”, download it within 7 days."),
    )
)


def _addresses(incubator_id: int, person_code: str) -> list[tuple[str, str]]:
    person = person_called(
        Person.objects.standing().filter(incubator_id=incubator_id).select_related("account"), incubator_id, person_code
    )
    return addresses_of(person) if person else []


register_addresses(_addresses)
