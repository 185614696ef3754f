"""The dated facts of a journey. Files are split by noun."""

from interlab.journeys.models.documents import Document
from interlab.journeys.models.next_acts import NextAct
from interlab.journeys.models.participations import Participation, ParticipationMove
from interlab.journeys.models.projects import Launch, Project, ProjectHolder, StageMove
from interlab.journeys.models.sessions import Attendance, Session, SessionNote

__all__ = [
    "Attendance",
    "Document",
    "Launch",
    "NextAct",
    "Participation",
    "ParticipationMove",
    "Project",
    "ProjectHolder",
    "Session",
    "SessionNote",
    "StageMove",
]
