"""Who reads what in a round: what the database knows, put before `matching.readings`, and what its answer changes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from interlab.core.text import fold
from interlab.intake.blinding import questionnaire_of
from interlab.intake.models import Application, Conflict, InterviewSlot, Reader, Reading, Round
from interlab.matching.readings import Pair, Shared, Wishes, share_out


@dataclass(frozen=True)
class Plan:
    """What sharing a round out would do: readings to give and to take back, and how many each reader would have."""

    applications: list[Application]
    added: list[tuple[Application, Reader]]
    dropped: list[Reading]
    shared: Shared


def share(row: Round) -> Plan:
    """Return who would read what in a round. Raises TooFewReaders. Costs eight queries, however many rows."""
    readers = list(row.readers.select_related("member").prefetch_related("sectors"))
    applications = list(applications_of(row))
    readings = list(row.readings.select_related("application", "reader"))
    if row.kind == Round.Kind.INTERVIEW:
        return _as_met(row, applications, readers, readings)
    pairs = {(one.application.code, one.reader.code): one for one in readings}
    standing = {pair for pair, one in pairs.items() if one.handed_back_at is None and one.saved_at is not None}
    current = {pair for pair, one in pairs.items() if one.handed_back_at is None and one.saved_at is None}
    forbidden = _conflicts(row, applications, readers) | {pair for pair, one in pairs.items() if one.handed_back_at is not None}
    shared = share_out(
        [one.code for one in applications],
        [one.code for one in readers],
        each=row.readings_each,
        forbidden=forbidden,
        standing=standing - forbidden,
        current=current,
        capacities={one.code: one.capacity for one in readers if one.capacity is not None},
        wishes=_wishes(row, applications, readers),
    )
    return _plan(applications, readers, pairs, current, shared)


def applications_of(row: Round) -> Iterable[Application]:
    """Return the applications of a round in the order in which they came: all that were sent, or those invited to meet."""
    rows = Application.objects.sent().filter(incubator_id=row.incubator_id, call=row.call_id).select_related("form")
    if row.kind == Round.Kind.INTERVIEW:
        rows = rows.filter(invited_at__isnull=False)
    return rows.order_by("submitted_at", "pk")


def _plan(
    applications: list[Application], readers: list[Reader], pairs: dict[Pair, Reading], current: set[Pair], shared: Shared
) -> Plan:
    by_code, reads = {one.code: one for one in applications}, {one.code: one for one in readers}
    added = [(by_code[a], reads[r]) for a, r in shared.pairs if (a, r) not in pairs]
    dropped = [pairs[pair] for pair in current - set(shared.pairs) if pair[0] in by_code]
    return Plan(applications, added, dropped, shared)


def _conflicts(row: Round, applications: list[Application], readers: list[Reader]) -> set[Pair]:
    rows = Conflict.objects.filter(incubator_id=row.incubator_id, application__call=row.call_id, taken_back_at=None)
    said = set(rows.values_list("application", "member"))
    # Whoever helped to write it can't judge it, whether they say so or not.
    return {
        (application.code, reader.code)
        for application in applications
        for reader in readers
        if (application.pk, reader.member_id) in said or application.helped_by_id == reader.member_id
    }


def _wishes(row: Round, applications: list[Application], readers: list[Reader]) -> Wishes:
    languages = {reader.code: set(reader.languages) for reader in readers}
    trades = {reader.code: {fold(word) for one in reader.sectors.all() for word in (one.code, str(one))} for reader in readers}
    speaks = {(a.code, code) for a in applications for code, spoken in languages.items() if a.language in spoken}
    knows: set[Pair] = set()
    if row.wants_sector:
        for application in applications:
            trade = _trade(application)
            knows |= {(application.code, code) for code, known in trades.items() if trade and trade in known}
    return Wishes(frozenset(knows), frozenset(speaks), row.wants_sector, row.wants_language)


def _trade(application: Application) -> str:
    asked = questionnaire_of(application).filling("sector")
    answer = json.loads(application.answers).get(asked.id) if asked else None
    if not asked or not isinstance(answer, str):
        return ""
    option = asked.option(answer)
    return fold(next(iter(option.label.values()), answer) if option else answer)


def _as_met(row: Round, applications: list[Application], readers: list[Reader], readings: list[Reading]) -> Plan:
    """After meeting, whoever met somebody scores them: nothing is chosen."""
    known = {(one.application_id, one.reader.member_id) for one in readings}
    by_member, by_pk = {one.member_id: one for one in readers}, {one.pk: one for one in applications}
    slots = InterviewSlot.objects.filter(incubator_id=row.incubator_id, call=row.call_id, outcome=InterviewSlot.Outcome.HELD)
    added = []
    for application, member in slots.filter(application__isnull=False).values_list("application", "member"):
        if application not in by_pk or (application, member) in known:
            continue
        if member not in by_member:
            by_member[member] = Reader.objects.create(incubator_id=row.incubator_id, round=row, member_id=member)
        known.add((application, member))
        added.append((by_pk[application], by_member[member]))
    return Plan(applications, added, [], Shared((), {}))
