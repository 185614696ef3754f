"""Rounds: their rubric, who reads in them, who reads what, reminders, the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.errors import DomainError
from interlab.intake.models import Call, Criterion, Reader, Reading, Round
from interlab.intake.sharing import share
from interlab.matching.readings import TooFewReaders
from interlab.network.models import Sector
from interlab.notices.actions import Recipient, queue_message
from interlab.notices.sign_in import addresses_of
from interlab.privacy.actions import record_act


@dataclass(frozen=True)
class Line:
    """One line of a rubric: its name, how much it weighs (1 to 5), and five levels in words. `code` of one that is there already."""

    name: str
    weight: int
    anchors: Sequence[str]
    code: str = ""


@dataclass(frozen=True)
class RoundFacts:
    """What a round is like."""

    name: str
    kind: str = Round.Kind.READING
    readings_each: int = 3
    is_blind: bool = True
    wants_sector: bool = False
    wants_language: bool = False
    ends_on: date | None = None


@transaction.atomic
def open_round(call: Call, facts: RoundFacts, *, rubric: Sequence[Line], by: Membership) -> Round:
    """Open a round of a call with its rubric. Nobody reads in it yet."""
    Call.objects.select_for_update().get(pk=call.pk)
    last = call.rounds.order_by("-number").values_list("number", flat=True).first() or 0
    row = Round(incubator=call.incubator, call=call, number=last + 1)
    _take(row, facts)
    row.save()
    _write_rubric(row, rubric)
    record_act(row, "round.opened", by=by)
    return row


@transaction.atomic
def change_round(row: Round, facts: RoundFacts, *, rubric: Sequence[Line], by: Membership) -> Round:
    """Correct a round. Once somebody has begun to score, the rubric stays as it is: scores lean on it."""
    row = _held(row)
    _check_open(row)
    changed = _differs(row, rubric)
    if changed and row.readings.filter(saved_at__isnull=False).exists():
        raise DomainError(_("Somebody has begun to score. The lines stay as they are."), field="name_0")
    if facts.kind != row.kind and row.readings.exists():
        raise DomainError(_("Applications are shared out already. Open another round instead."), field="kind")
    _take(row, facts)
    row.save()
    if changed:
        _write_rubric(row, rubric)
    record_act(row, "round.changed", by=by)
    return row


def _take(row: Round, facts: RoundFacts) -> None:
    row.name, row.kind, row.readings_each = facts.name, facts.kind, facts.readings_each
    # Whoever met somebody knows who they are.
    row.is_blind = facts.is_blind and facts.kind == Round.Kind.READING
    row.wants_sector, row.wants_language, row.ends_on = facts.wants_sector, facts.wants_language, facts.ends_on


def _differs(row: Round, rubric: Sequence[Line]) -> bool:
    known = [(one.code, one.name, one.weight, list(one.anchors)) for one in row.criteria.all()]
    return known != [(line.code, line.name, line.weight, list(line.anchors)) for line in rubric]


def _write_rubric(row: Round, rubric: Sequence[Line]) -> None:
    if not rubric:
        raise DomainError(_("A round looks at one thing at least."), field="name_0")
    for n, line in enumerate(rubric):
        if len(line.anchors) != 5 or not all(line.anchors):
            raise DomainError(_("Say in five lines what each level means, from 0 to 4."), field=f"anchors_{n}")
    known = {one.code: one for one in row.criteria.all()}
    kept = {line.code for line in rubric if line.code in known}
    row.criteria.exclude(code__in=kept).delete()
    for n, line in enumerate(rubric):
        one = known.get(line.code) or Criterion(incubator=row.incubator, round=row)
        one.name, one.weight, one.anchors, one.position = line.name, line.weight, list(line.anchors), n
        one.save()


@transaction.atomic
def name_reader(
    row: Round, member: Membership, *, capacity: int | None, languages: Sequence[str], sectors: Sequence[Sector], by: Membership
) -> Reader:
    """Let a member read in a round, or correct what they know and how much they can take."""
    row = _held(row)
    _check_open(row)
    if member.incubator_id != row.incubator_id or member.ended_at or not member.can(Ability.READ_APPLICATIONS):
        raise DomainError(_("%(name)s doesn’t read applications here.") % {"name": member.name}, field="member")
    reader, _new = Reader.objects.get_or_create(incubator=row.incubator, round=row, member=member)
    reader.capacity, reader.languages = capacity, list(languages)
    reader.save()
    reader.sectors.set(sectors)
    record_act(reader, "reader.named", by=by)
    return reader


@transaction.atomic
def drop_reader(reader: Reader, *, by: Membership) -> Reader:
    """Let somebody read no more in a round: what they have not begun waits for somebody else; what they finished stays."""
    _check_open(_held(reader.round))
    reader.readings.filter(saved_at=None, handed_back_at=None).delete()
    if reader.readings.exists():
        reader.capacity = 0
        reader.readings.standing().filter(done_at=None).update(handed_back_at=timezone.now())
        reader.save(update_fields=["capacity"])
        record_act(reader, "reader.dropped", by=by)
    else:
        record_act(reader, "reader.dropped", by=by)
        reader.delete()
    return reader


@transaction.atomic
def share_out_round(row: Round, *, by: Membership) -> Round:
    """Give every application of a round its readers, evenly. What was begun stays; what was only given moves as little as can be."""
    row = _held(row)
    _check_open(row)
    try:
        plan = share(row)
    except TooFewReaders as short:
        raise DomainError(in_words(short, row)) from short
    if not plan.applications and row.kind == Round.Kind.READING:
        raise DomainError(_("There is nothing to read yet."))
    Reading.objects.filter(pk__in=[reading.pk for reading in plan.dropped]).delete()
    Reading.objects.bulk_create(
        [
            Reading(incubator=row.incubator, round=row, application=application, reader=reader)
            for application, reader in plan.added
        ]
    )
    row.shared_out_at = timezone.now()
    row.save(update_fields=["shared_out_at"])
    record_act(row, "round.shared_out", by=by, readings=len(plan.added))
    return row


def in_words(short: TooFewReaders, row: Round) -> str:
    """Say what is missing so that every application finds its readers."""
    if short.short:
        spoken = dict(row.call.applications.filter(code__in=short.short).values_list("code", "spoken"))
        names = ", ".join(sorted(spoken.values())[:5])
        return _("Too few readers may read %(applications)s. Name another reader, or ask for fewer readings.") % {
            "applications": names
        }
    words = ngettext(
        "%(missing)s reading is missing: the readers can take %(possible)s, %(needed)s are needed. Name another reader, or let somebody read more.",
        "%(missing)s readings are missing: the readers can take %(possible)s, %(needed)s are needed. Name another reader, or let somebody read more.",
        short.missing,
    )
    return words % {"missing": short.missing, "possible": short.possible, "needed": short.needed}


@transaction.atomic
def remind_readers(row: Round, *, by: Membership, site: str) -> int:
    """Write to every reader who has something left to read; once a day at most. Return to how many."""
    row = _held(row)
    _check_open(row)
    told = 0
    for reader in row.readers.select_related("member__account"):
        left = reader.readings.standing().filter(done_at=None, application__withdrawn_at=None).count()
        account = reader.member.account
        if not left or account is None:
            continue
        about = {
            "name": reader.member.name,
            "round": row.name,
            "incubator": row.incubator.name,
            "left": str(left),
            "link": f"{site.rstrip('/')}/{row.incubator.slug}/readings/",
        }
        to = Recipient(reader.member.name, account.language, addresses_of(account), member=reader.member)
        key = f"round:{row.code}:{reader.code}:{timezone.localdate():%Y%m%d}"
        told += queue_message("intake.round_reminder", to, incubator=row.incubator, about=about, key=key, by=by) is not None
    record_act(row, "round.reminded", by=by, readers=told)
    return told


@transaction.atomic
def close_round(row: Round, *, by: Membership) -> Round:
    """End a round: nobody scores in it any more."""
    row = _held(row)
    if row.closed_at is None:
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
        record_act(row, "round.closed", by=by)
    return row


@transaction.atomic
def reopen_round(row: Round, *, by: Membership) -> Round:
    """Let readers score in a closed round again."""
    row = _held(row)
    if row.closed_at is not None:
        row.closed_at = None
        row.save(update_fields=["closed_at"])
        record_act(row, "round.reopened", by=by)
    return row


def _held(row: Round) -> Round:
    return Round.objects.select_for_update().get(pk=row.pk)


def _check_open(row: Round) -> None:
    if row.closed_at is not None:
        raise DomainError(_("This round is closed. Open it again first."))
