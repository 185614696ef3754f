"""What is done in intake, in words: for whoever answers for the incubator, and for the person concerned."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

# Applying and following, the applicant's own acts.
_APPLYING: dict[str, Act] = {
    "application.started": Act(Kind.CHANGED, _("an application was started")),
    "application.sent": Act(Kind.ACCOMPANIED, _("%(person)s sent an application")),
}
# What comes after: taking it back, picking a time to meet.
_FOLLOWING: dict[str, Act] = {
    "application.dropped": Act(Kind.CHANGED, _("an application that was not sent yet was deleted by its writer")),
    "application.withdrawn": Act(Kind.CHANGED, _("%(person)s took their application back")),
    "application.sent_again": Act(Kind.CHANGED, _("%(person)s let their application stand after all")),
    "slot.picked": Act(Kind.ACCOMPANIED, _("%(person)s picked a time to meet")),
    "slot.given_back": Act(Kind.ACCOMPANIED, _("%(person)s gave a time to meet back")),
    "interest.told": Act(Kind.ACCOMPANIED, _("those who asked were told that a call is open")),
}
# Calls and their forms.
_CALLS: dict[str, Act] = {
    "call.exported": Act(Kind.TAKEN, _("%(by)s took away the numbers of a call")),
    **{
        name: Act(Kind.SETTINGS, sentence)
        for name, sentence in {
            "call.created": _("%(by)s prepared a call"),
            "call.updated": _("%(by)s changed a call"),
            "call.published": _("%(by)s published a call"),
            "call.closed": _("%(by)s closed a call"),
            "call.reopened": _("%(by)s opened a call again"),
            "form.question_added": _("%(by)s added a question to a form"),
            "form.question_changed": _("%(by)s changed a question of a form"),
            "form.question_moved": _("%(by)s moved a question of a form"),
            "form.question_removed": _("%(by)s took a question out of a form"),
            "form.replaced": _("%(by)s replaced the questions of a form"),
            "form.discarded": _("%(by)s threw away a version of a form"),
            "form.published": _("%(by)s published a version of a form"),
            "outreach.added": _("%(by)s noted how many people were told of a call"),
            "outreach.updated": _("%(by)s corrected how many people were told of a call"),
            "outreach.removed": _("%(by)s took back how many people were told of a call"),
        }.items()
    },
}
# The desk: helping, recommendations, opening an application.
_DESK: dict[str, Act] = {
    "application.help_began": Act(Kind.ACCOMPANIED, _("%(by)s began to fill in an application with its writer")),
    "application.helped": Act(
        Kind.ACCOMPANIED, _("%(by)s filled in an application with %(person)s"), _("filled in your application with you")
    ),
    "application.source_set": Act(Kind.CHANGED, _("%(by)s noted how an applicant found us")),
    "application.recording_taken": Act(Kind.TAKEN, _("%(by)s opened a recording of %(person)s"), _("listened to your recording")),
    "recommendation.contacted": Act(Kind.ACCOMPANIED, _("%(by)s reached somebody whom a partner recommended")),
}
# Readings and interviews.
_READINGS: dict[str, Act] = {
    "round.opened": Act(Kind.CHANGED, _("%(by)s opened a round of readings")),
    "round.changed": Act(Kind.CHANGED, _("%(by)s changed a round of readings")),
    "round.shared_out": Act(Kind.CHANGED, _("%(by)s shared out who reads what")),
    "round.reminded": Act(Kind.CHANGED, _("%(by)s reminded the readers")),
    "round.closed": Act(Kind.CHANGED, _("%(by)s closed a round of readings")),
    "round.reopened": Act(Kind.CHANGED, _("%(by)s opened a round of readings again")),
    "reader.named": Act(Kind.CHANGED, _("%(by)s named a reader")),
    "reader.dropped": Act(Kind.CHANGED, _("%(by)s took a reader out of a round")),
    "reading.opened": Act(Kind.OPENED, _("%(by)s read the application of %(person)s"), _("read your application")),
    "reading.saved": Act(Kind.ACCOMPANIED, _("%(by)s began to score the application of %(person)s")),
    "reading.done": Act(
        Kind.ACCOMPANIED, _("%(by)s scored the application of %(person)s"), _("gave their view of your application")
    ),
    "reading.handed_back": Act(Kind.CHANGED, _("%(by)s gave a reading back")),
    "conflict.declared": Act(Kind.CHANGED, _("%(by)s said that they can’t judge an application"), reason=lambda details: ""),
    "upload.written_down": Act(Kind.OPENED, _("%(by)s wrote down a recording of %(person)s"), _("wrote down what you recorded")),
    "comparison.opened": Act(
        Kind.OPENED, _("%(by)s compared the readings of %(person)s"), _("compared the readings of your application")
    ),
    "application.invited": Act(Kind.ACCOMPANIED, _("%(by)s invited %(person)s to meet"), _("invited you to meet")),
    "slots.offered": Act(Kind.CHANGED, _("%(by)s offered times to meet")),
    "slot.cancelled": Act(Kind.CHANGED, _("%(by)s cancelled a meeting")),
    "slot.held": Act(Kind.ACCOMPANIED, _("%(by)s met %(person)s"), _("met you")),
    "slot.missed": Act(Kind.ACCOMPANIED, _("%(by)s noted that %(person)s did not come")),
}
# Composing and answering.
_DECIDING: dict[str, Act] = {
    "group.chosen": Act(Kind.CHANGED, _("%(by)s chose a group of %(chosen)s for %(places)s places")),
    "decision.prepared": Act(
        Kind.CHANGED, _("%(by)s prepared an answer for %(person)s"), _("prepared the answer to your application")
    ),
    "decision.told": Act(Kind.ACCOMPANIED, _("%(by)s gave %(person)s their answer"), _("answered your application")),
    "decision.moved": Act(
        Kind.CHANGED, _("%(by)s moved %(person)s on the waiting list"), _("changed your place on the waiting list")
    ),
}
# Partners who send us somebody.
_RECOMMENDING: dict[str, Act] = {
    "recommendation.received": Act(Kind.CHANGED, _("A partner sent us somebody")),
}

for _named in (_APPLYING, _FOLLOWING, _CALLS, _DESK, _READINGS, _DECIDING, _RECOMMENDING):
    register_acts(_named)
