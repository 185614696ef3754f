"""What is done with messages by hand, in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts(
    {
        "message.retried": Act(
            Kind.ACCOMPANIED, _("%(by)s had a message to %(person)s sent once more"), _("sent you a message once more")
        ),
        "message.sent_otherwise": Act(
            Kind.ACCOMPANIED, _("%(by)s sent a message to %(person)s another way"), _("sent you a message another way")
        ),
        "message.cancelled": Act(Kind.CHANGED, _("%(by)s cancelled a message to %(person)s"), _("cancelled a message to you")),
        "message.settled": Act(Kind.CHANGED, _("%(by)s settled a message to %(person)s"), _("settled a message to you")),
        "message.handed_over": Act(
            Kind.ACCOMPANIED, _("%(by)s passed a message on to %(person)s by hand"), _("passed a message on to you")
        ),
        "message.address_trusted": Act(
            Kind.CHANGED, _("%(by)s uses an address of %(person)s again"), _("uses one of your addresses again")
        ),
        "wording.set": Act(Kind.SETTINGS, _("%(by)s changed the words of a message")),
        "wording.reset": Act(Kind.SETTINGS, _("%(by)s took back the words of a message")),
        "quiet_hours.set": Act(Kind.SETTINGS, _("%(by)s changed the quiet hours")),
    }
)
