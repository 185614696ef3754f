"""What is written to a person about their own space."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

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
