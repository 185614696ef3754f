"""The one message of this app's own: a trial, by which a lead sees that messages arrive."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

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
