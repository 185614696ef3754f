"""What is done about somebody's own data, and what happens to accounts (privacy/witness.py), in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts(
    {
        "consent.given": Act(Kind.CHANGED, _("%(by)s noted that %(person)s said yes"), _("noted that you said yes")),
        "consent.withdrawn": Act(
            Kind.CHANGED, _("%(by)s noted that %(person)s says no longer yes"), _("noted that you say no longer yes")
        ),
        "request.asked": Act(
            Kind.CHANGED, _("%(by)s noted what %(person)s asks about their data"), _("noted what you ask about your data")
        ),
        "request.withdrawn": Act(
            Kind.CHANGED,
            _("%(by)s took back what %(person)s asked about their data"),
            _("took back what you asked about your data"),
        ),
        "request.refused": Act(
            Kind.CHANGED, _("%(by)s refused what %(person)s asked about their data"), _("refused what you asked about your data")
        ),
        "request.answered": Act(
            Kind.CHANGED, _("%(by)s answered %(person)s about their data"), _("answered you about your data")
        ),
        "archive.downloaded": Act(
            Kind.TAKEN, _("%(by)s downloaded the copy of the data of %(person)s"), _("downloaded the copy of your data")
        ),
        "file.announced": Act(
            Kind.CHANGED, _("%(by)s announced that the file of %(person)s ends"), _("announced that your file ends")
        ),
        "file.kept": Act(Kind.CHANGED, _("%(by)s keeps the file of %(person)s"), _("keeps your file")),
        "person.erased": Act(Kind.CHANGED, _("%(by)s erased a person")),
        "member.erased": Act(Kind.SETTINGS, _("%(by)s erased a colleague")),
        "member.copied": Act(Kind.TAKEN, _("%(by)s took the copy of a colleague’s data")),
    }
)
# Accounts lie below the trail: what happens to them is told to it, and put in words here.
register_acts(
    {
        name: Act(Kind.SETTINGS, sentence)
        for name, sentence in {
            "account.contact_changed": _("%(by)s changed the address by which somebody signs in"),
            "account.not_me": _("%(by)s said that a sign-in was not theirs"),
            "account.signed_out_everywhere": _("%(by)s signed out of every device"),
            "invitation.sent": _("%(by)s sent an invitation"),
            "invitation.shown": _("%(by)s handed an invitation over"),
            "invitation.accepted": _("%(by)s accepted an invitation"),
            "invitation.withdrawn": _("%(by)s took an invitation back"),
            "recovery_codes.renewed": _("%(by)s made new recovery codes"),
            "second_factor.set": _("%(by)s added a second factor"),
            "second_factor.removed": _("%(by)s removed a second factor"),
            "second_factor.reset": _("%(by)s had the second factor of somebody taken away"),
        }.items()
    }
)
