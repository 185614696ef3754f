"""What is written to colleagues about their place in an incubator."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

_LINK = "https://interlab.example/account/invitation/?key=k3f9"

register_wording(
    Wording(
        "setup.invitation",
        variables={"name": "Karim", "incubator": "InterLab Liège", "by": "Hélène Warnier", "link": _LINK},
        subject=_("%(by)s invites you to %(incubator)s"),
        body=_(
            "Hello %(name)s,\n\n%(by)s invites you to work with %(incubator)s on InterLab.\n\nYour way in, once, for seven days:\n"
            "%(link)s\n\nAfterwards you come in with a code sent to this address, or with a passkey.\n\nSee you soon,\nInterLab"
        ),
        text=_("%(by)s invites you to %(incubator)s on InterLab. Your way in, once, for seven days: %(link)s"),
        secret=True,
    )
)
register_wording(
    Wording(
        "setup.second_factor_reset",
        variables={"name": "Karim", "by": "Hélène Warnier", "link": _LINK},
        subject=_("Your second proof was taken away"),
        body=_(
            "Hello %(name)s,\n\n%(by)s has just taken away your second proof on InterLab, because it was lost. When you next sign in, "
            "you set up a new one.\n\nYou didn't ask for it? Then press here at once:\n%(link)s\n\nInterLab"
        ),
        text=_("InterLab: %(by)s took away your second proof. It wasn't you who asked? %(link)s"),
        secret=True,
    )
)
