"""What is done on journeys, in words: for whoever answers for the incubator, and for the person concerned."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from interlab.privacy.trail import Act, Kind, register_acts


class Reason(models.TextChoices):
    """Why somebody opens the file of a person outside their caseload; the person reads it."""

    REPLACES = "replaces", _("I replace a colleague")
    ASKED = "asked", _("the person asked me to")
    TOGETHER = "together", _("we meet together")
    CHECKING = "checking", _("I check or complete data")
    OTHER = "other", pgettext_lazy("reason", "another reason")


_TOLD = {
    Reason.REPLACES: _("replaces a colleague"),
    Reason.ASKED: _("the person asked for it"),
    Reason.TOGETHER: _("to meet together"),
    Reason.CHECKING: _("to check or complete data"),
}


def told_reason(details: Mapping[str, Any]) -> str:
    """Return in words why a file was opened: the reason chosen, then what was typed."""
    chosen = str(_TOLD.get(details.get("reason", ""), ""))
    return " · ".join(filter(None, [chosen, str(details.get("words", ""))]))


_FILES = {
    "person.opened": Act(Kind.OPENED, _("%(by)s opened the file of %(person)s"), _("opened your file")),
    # The person reads the reason itself, beside the opening that follows.
    "person.reason_given": Act(Kind.OPENED, _("%(by)s said why they open the file of %(person)s"), reason=told_reason),
    "confidential_notes.opened": Act(
        Kind.OPENED, _("%(by)s opened the confidential notes about %(person)s"), _("read the confidential notes")
    ),
    "document.downloaded": Act(Kind.TAKEN, _("%(by)s downloaded a document of %(person)s"), _("downloaded a document")),
}
_SESSIONS = {
    "session.noted": Act(
        Kind.ACCOMPANIED,
        ngettext_lazy(
            "%(by)s noted a session with %(person)s",
            "%(by)s noted a session with %(persons)s persons, %(person)s first",
            "persons",
        ),
        _("noted a session"),
    ),
    "session.corrected": Act(Kind.CHANGED, _("%(by)s corrected a session with %(person)s"), _("corrected a session")),
    "session.voided": Act(Kind.CHANGED, _("%(by)s took a session back")),
    "session.restored": Act(Kind.CHANGED, _("%(by)s let a session count again")),
}
_NEXT_ACTS = {
    "next_act.created": Act(Kind.ACCOMPANIED, _("%(by)s noted a promise with %(person)s"), _("noted a promise")),
    "next_act.completed": Act(Kind.ACCOMPANIED, _("%(by)s ticked off a promise with %(person)s"), _("ticked off a promise")),
    "next_act.reopened": Act(
        Kind.ACCOMPANIED, _("%(by)s put a promise with %(person)s back on the list"), _("put a promise back on the list")
    ),
    "next_act.postponed": Act(
        Kind.ACCOMPANIED, _("%(by)s moved a promise with %(person)s to another day"), _("moved a promise to another day")
    ),
    "next_act.dropped": Act(Kind.ACCOMPANIED, _("%(by)s dropped a promise with %(person)s"), _("dropped a promise")),
}
_DOCUMENTS = {
    "document.added": Act(Kind.ACCOMPANIED, _("%(by)s added a document to the file of %(person)s"), _("added a document")),
    "document.removed": Act(Kind.TAKEN, _("%(by)s removed a document of %(person)s"), _("removed a document")),
}
_PARTICIPATIONS = {
    "participation.opened": Act(Kind.ACCOMPANIED, _("%(by)s let %(person)s enter a programme"), _("noted you in a programme")),
    "participation.moved": Act(Kind.ACCOMPANIED, _("%(by)s noted where %(person)s stands"), _("noted where you stand")),
    "participation.coach_set": Act(Kind.CHANGED, _("%(by)s said who accompanies %(person)s"), _("said who accompanies you")),
    "participation.updated": Act(
        Kind.CHANGED, _("%(by)s corrected the participation of %(person)s"), _("corrected your participation")
    ),
}
_PROJECTS = {
    "project.created": Act(Kind.ACCOMPANIED, _("%(by)s entered a project of %(person)s"), _("entered a project")),
    "project.updated": Act(Kind.CHANGED, _("%(by)s corrected a project")),
    "project.holder_added": Act(Kind.CHANGED, _("%(by)s noted that %(person)s carries a project"), _("noted your project")),
    "project.holder_removed": Act(
        Kind.CHANGED, _("%(by)s noted that %(person)s no longer carries a project"), _("noted that you left a project")
    ),
    "project.moved": Act(Kind.ACCOMPANIED, _("%(by)s noted the stage of a project")),
    "project.move_voided": Act(Kind.CHANGED, _("%(by)s took the stage of a project back")),
    "project.launched": Act(Kind.ACCOMPANIED, _("%(by)s noted the enterprise of a project")),
}
for _named in (_FILES, _SESSIONS, _NEXT_ACTS, _DOCUMENTS, _PARTICIPATIONS, _PROJECTS):
    register_acts(_named)
