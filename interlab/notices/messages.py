"""What is written to people about signing in, and a trial by which a lead sees that messages arrive."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

register_wording(
    Wording(
        "accounts.code",
        variables={"code": "482615"},
        title=_("Your code"),
        subject=_("%(code)s is your InterLab code"),
        body=_(
            "Hello,\n\nHere is your code:\n\n%(code)s\n\nType it on the page where you asked for it. It works for ten minutes.\n\n"
            "You didn't ask for it? Then do nothing: without this code nobody comes in.\n\nSee you soon,\nInterLab"
        ),
        text=_("Your InterLab code: %(code)s. It works for ten minutes. Nobody of the team ever asks you for it."),
        secret=True,
    )
)
register_wording(
    Wording(
        "accounts.changed",
        variables={"name": "Nadège Collard", "when": "24/11/2026 10:30"},
        subject=_("The way you sign in has changed"),
        body=_(
            "Hello %(name)s,\n\nOn %(when)s somebody changed your password, or what proves that it is you, on InterLab.\n\n"
            "It was you? Then all is well.\n\nIt wasn't you? Sign in now with a code, open “My devices” and sign out everywhere. "
            "Then tell your programme lead.\n\nInterLab"
        ),
        text=_("InterLab: the way you sign in was changed on %(when)s. It wasn't you? Tell your programme lead at once."),
    )
)
register_wording(
    Wording(
        "notices.trial",
        variables={"name": "Lucie", "incubator": "InterLab Liège"},
        title=_("Trial message"),
        subject=_("Trial of the messages of %(incubator)s"),
        body=_("Hello %(name)s,\n\nyou are reading this: the messages of %(incubator)s arrive.\n"),
        text=_("%(incubator)s: this trial arrived."),
    )
)
