"""What intake keeps."""

from interlab.intake.models.applications import Application, Recommendation, Upload
from interlab.intake.models.calls import GRACE, Call, CallForm, Interest, Outreach
from interlab.intake.models.decisions import Composition, Decision
from interlab.intake.models.readings import Conflict, Criterion, InterviewSlot, Reader, Reading, Round

__all__ = [
    "GRACE",
    "Application",
    "Call",
    "CallForm",
    "Composition",
    "Conflict",
    "Criterion",
    "Decision",
    "Interest",
    "InterviewSlot",
    "Outreach",
    "Reader",
    "Reading",
    "Recommendation",
    "Round",
    "Upload",
]
