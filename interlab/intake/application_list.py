"""Which applications a list shows, in which order, and what each row tells."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.paging import Page, page_by_key
from interlab.intake.models import Application, Call
from interlab.intake.steps import COLOURS, NARROWED, Step, step_of, with_steps
from interlab.journeys.actions.files import outside_caseload
from interlab.network.models import Source
from interlab.people.languages import language_name
from interlab.people.models import found_by

SIZE = 25
COUNTED = 100
# What somebody reads out on the phone: LUNE-4821.
_SPOKEN = re.compile(r"\w+-\d+")


@dataclass(frozen=True)
class Asked:
    """What a list is asked to show. Empty values ask nothing; without a step it shows what waits for an answer."""

    q: str = ""
    step: str = ""
    call: Call | None = None
    source: Source | None = None
    language: str = ""


@dataclass(frozen=True)
class ApplicationRow:
    """One application in a list. Nobody is known by one that wasn't sent; of a colleague's person no more than the name is told."""

    application: Application
    name: str
    step: Step
    since: date
    due_on: date | None
    language: str = ""
    source: str = ""

    @property
    def colour(self) -> str:
        return COLOURS.get(self.step, "")

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < today()


def listed(member: Membership, asked: Asked) -> QuerySet[Application]:
    """Return what `member` may see of what is `asked`."""
    rows: QuerySet[Application] = Application.objects.visible_to(member)
    wanted: dict[str, Any] = {name: getattr(asked, name) for name in ("call", "source", "language") if getattr(asked, name)}
    rows = NARROWED[asked.step][0](rows.filter(**wanted))
    if _SPOKEN.fullmatch(asked.q.strip()):
        return rows.filter(spoken=asked.q.strip().upper())
    return found_by(rows, asked.q, member.incubator_id, to="person_id") if asked.q.strip() else rows


def counted(rows: QuerySet[Application]) -> int:
    """Return how many are listed, up to one more than COUNTED."""
    return len(rows.order_by().values_list("pk")[: COUNTED + 1])


def applications_page(
    rows: QuerySet[Application], step: str, member: Membership, *, after: str = "", before: str = ""
) -> tuple[Page[Application], list[ApplicationRow]]:
    """Return one page of what is `listed`: what waits longest first, what is over latest first."""
    key = NARROWED[step][1]
    rows = with_steps(rows).select_related("call", "person", "source").defer("answers")
    page = page_by_key(rows, key=key, descending=key != "submitted_at", after=after, before=before, size=SIZE)
    persons = {row.person_id for row in page.rows if row.person_id is not None}
    closed = outside_caseload(persons, member)
    return page, [_row(row, closed=row.person_id in closed) for row in page.rows]


def _row(application: Application, *, closed: bool) -> ApplicationRow:
    step = step_of(application)
    waits = step in (Step.SENT, Step.READING, Step.INTERVIEW)
    return ApplicationRow(
        application=application,
        name=application.person.short_name if application.person else "",
        step=step,
        since=timezone.localdate(application.submitted_at or application.saved_at),
        due_on=application.answer_due_on if waits else None,
        language="" if closed else language_name(application.language),
        source="" if closed or application.source is None else application.source.name,
    )
