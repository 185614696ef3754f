"""Workbook: the spreadsheet a team keeps today, read and understood.

Pure: bytes in, what they mean out; no Django, no files, no clock. Every record says which row it came from, and every row
that gave none says why. Nothing here writes to the incubator, and nothing left aside (nationality, papers, national number…)
ever reaches a record.
"""

from .opening import read_workbook
from .reasons import REASONS
from .shapes import (
    NOT_COMPUTED,
    Column,
    EnterpriseNumber,
    KnownPerson,
    Meaning,
    PersonRow,
    Phone,
    Question,
    Reading,
    Reason,
    RejectedRow,
    Row,
    SessionRow,
    Sheet,
    SheetReading,
    UnreadableWorkbook,
    Workbook,
)
from .understanding import understand

__all__ = [
    "NOT_COMPUTED",
    "REASONS",
    "Column",
    "EnterpriseNumber",
    "KnownPerson",
    "Meaning",
    "PersonRow",
    "Phone",
    "Question",
    "Reading",
    "Reason",
    "RejectedRow",
    "Row",
    "SessionRow",
    "Sheet",
    "SheetReading",
    "UnreadableWorkbook",
    "Workbook",
    "read_workbook",
    "understand",
]
