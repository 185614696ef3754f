"""Where an application stands, for its writer: what comes next, and the way so far. A decision that isn't told doesn't exist here."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlab.core.dates import today
from interlab.intake.models import Application, Decision, InterviewSlot, Reading, Round
from interlab.journeys.models.participations import State
from interlab.privacy.models import DataRequest

# How long somebody who took an application back may think better of it.
CHANGE_OF_MIND = timedelta(hours=48)
# A time to meet is given back at the latest so long before.
LAST_CHANGE = timedelta(hours=24)
_FREE = timedelta(hours=2)


@dataclass(frozen=True)
class Step:
    """One step of the way. `on` None: no day yet; `before`: the day is the last one; `at` says the time too."""

    what: str
    on: date | None = None
    state: str = "todo"
    before: bool = False
    at: datetime | None = None
    note: str = ""


@dataclass
class Standing:
    """An application as its writer sees it. `kind` is what comes next in one word; the template says it in a sentence."""

    application: Application
    kind: str
    answer_by: date | None
    decision: Decision | None
    slot: InterviewSlot | None
    erasure: DataRequest | None
    readings: list[Reading]
    rounds: list[Round]
    steps: list[Step] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        return self.answer_by is not None and self.answer_by < today()

    @property
    def is_read(self) -> bool:
        """Whether everybody who was to read it has."""
        return bool(self.readings) and all(reading.done_at is not None for reading in self.readings)

    @property
    def meets_on(self) -> date | None:
        return timezone.localdate(self.slot.starts_at) if self.slot else None

    @property
    def may_change(self) -> bool:
        return may_still_change(self.application, self.rounds, self.decision)

    @property
    def may_withdraw(self) -> bool:
        return may_withdraw(self.application, self.decision)

    @property
    def may_return(self) -> bool:
        return may_return(self.application, self.decision)


def told_decision(application: Application) -> Decision | None:
    """Return what its writer was answered last."""
    return application.decisions.filter(told_at__isnull=False).order_by("told_at", "pk").last()


def may_still_change(application: Application, rounds: list[Round], decision: Decision | None) -> bool:
    """Whether answers may still be changed: until somebody begins to read."""
    if application.withdrawn_at is not None or decision is not None:
        return False
    return all(one.shared_out_at is None for one in rounds)


def may_withdraw(application: Application, decision: Decision | None) -> bool:
    """Whether there is something to take back: neither taken back yet, nor answered with yes or not now."""
    if application.withdrawn_at is not None or (decision is not None and decision.kind != Decision.Kind.WAIT):
        return False
    participation = application.participation
    return participation is None or participation.state in (State.APPLIED, State.WAITLISTED)


def may_return(application: Application, decision: Decision | None) -> bool:
    """Whether its writer may still think better of having taken it back."""
    if application.withdrawn_at is None or not application.is_sent or decision is not None:
        return False
    return timezone.now() < application.withdrawn_at + CHANGE_OF_MIND and application.call.may_finish()


def free_slots(application: Application) -> "list[InterviewSlot]":
    """Return the times to meet that its writer may pick."""
    soonest = timezone.now() + _FREE
    rows = InterviewSlot.objects.filter(incubator_id=application.incubator_id, call=application.call_id, starts_at__gt=soonest)
    return list(rows.filter(application=None, outcome="").select_related("member").order_by("starts_at", "pk")[:100])


def may_move(slot: InterviewSlot) -> bool:
    """Whether a time that was picked may still be changed or given back."""
    return slot.outcome == "" and timezone.now() < slot.starts_at - LAST_CHANGE


def standing_of(application: Application) -> Standing:
    """Return where a sent application stands. Costs five queries, however many read it."""
    decision = told_decision(application)
    slot = application.slots.filter(outcome__in=("", "held")).select_related("member").order_by("starts_at").last()
    standing = Standing(
        application=application,
        kind="",
        answer_by=application.answer_due_on,
        decision=decision,
        slot=slot,
        erasure=_erasure_of(application),
        readings=list(application.readings.filter(handed_back_at=None).select_related("round", "reader__member")),
        rounds=list(Round.objects.filter(incubator_id=application.incubator_id, call=application.call_id).order_by("number")),
    )
    standing.kind = _kind_of(standing)
    standing.steps = _steps_of(standing)
    return standing


def _erasure_of(application: Application) -> DataRequest | None:
    if application.person is None:
        return None
    rows = DataRequest.objects.open().filter(incubator_id=application.incubator_id, kind=DataRequest.Kind.ERASURE)
    return rows.about(application.person.code).first()


def _kind_of(standing: Standing) -> str:
    application, decision, slot = standing.application, standing.decision, standing.slot
    if application.withdrawn_at is not None:
        return "withdrawn"
    if decision is not None:
        return str(decision.kind)
    if slot is not None and slot.outcome == "" and slot.starts_at > timezone.now():
        return "meeting"
    if application.invited_at is not None and slot is None:
        return "pick"
    if standing.is_read:
        return "read"
    return "reading" if any(one.shared_out_at for one in standing.rounds) else "sent"


def _steps_of(standing: Standing) -> list[Step]:
    application = standing.application
    sent = timezone.localdate(application.submitted_at) if application.submitted_at else None
    steps = [Step(_("You sent your application"), sent, "done"), *_reading_steps(standing), *_meeting_steps(standing)]
    if application.withdrawn_at is not None:
        done = [step for step in steps if step.state == "done"]
        return [*done, Step(_("You took it back"), timezone.localdate(application.withdrawn_at), "done")]
    if standing.decision is not None:
        steps.append(Step(_("We answered you"), timezone.localdate(standing.decision.told_at), "done"))
        if standing.decision.kind == Decision.Kind.WAIT and standing.decision.answer_by is not None:
            steps.append(Step(_("You hear from us"), standing.decision.answer_by, before=True))
    else:
        steps.append(Step(_("We answer you"), standing.answer_by, before=True))
    if application.call.cohort is not None and standing.kind not in ("not_now", "wait"):
        starts = application.call.cohort.starts_on
        steps.append(Step(_("The group starts"), starts, "done" if starts < today() else "todo"))
    return _with_the_one_here(steps)


def _with_the_one_here(steps: list[Step]) -> list[Step]:
    """Mark the first step that is still to come as the one where things stand."""
    here = next((step for step in steps if step.state == "todo"), None)
    return [Step(s.what, s.on, "here" if s is here else s.state, s.before, s.at, s.note) for s in steps]


def _reading_steps(standing: Standing) -> list[Step]:
    if not any(one.shared_out_at for one in standing.rounds) and not standing.readings:
        return []
    done = [reading.done_at for reading in standing.readings if reading.done_at is not None]
    if not standing.is_read:
        # Whoever is invited or answered is past this, even if somebody never finished reading.
        past = standing.decision is not None or standing.application.invited_at is not None
        return [] if past else [Step(_("We read your application"))]
    return [Step(_read_by(standing.readings), timezone.localdate(max(done)), "done")]


def _read_by(readings: list[Reading]) -> str:
    """Say who read: by name where the reading wasn't blind, else how many."""
    names = list(dict.fromkeys(str(reading.reader.member) for reading in readings if not reading.round.is_blind))
    if len(names) == len(readings):
        return _("%(names)s read it") % {"names": named(names)}
    return ngettext("%(n)s person read it", "%(n)s people read it", len(readings)) % {"n": len(readings)}


def named(names: list[str]) -> str:
    """Return names as one says them: Nora, Nora and Thomas, Nora, Thomas and Lucie."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _meeting_steps(standing: Standing) -> list[Step]:
    slot, application = standing.slot, standing.application
    if slot is not None:
        past = slot.outcome == "held" or slot.starts_at < timezone.now()
        text, state = (_("We talked"), "done") if past else (_("We talk together"), "todo")
        return [Step(text, timezone.localdate(slot.starts_at), state, at=slot.starts_at, note=slot.place)]
    if standing.decision is not None:
        return []
    if application.invited_at is not None:
        return [Step(_("You choose a time to talk"))]
    return [Step(_("We talk together"))] if any(one.kind == Round.Kind.INTERVIEW for one in standing.rounds) else []
