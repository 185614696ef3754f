"""The chain of the audit trail: sealing entries into it, checking it, and the two doors by which an entry changes.

These doors go through the base QuerySet, since the trail's own refuses; triggers of the database (triggers.py) hold them to
what they may do: set the segment once, empty the details, delete what a dropped segment held.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.privacy.digests import digest_of_details, digest_of_entry, digest_of_segment
from interlab.privacy.models import AuditCheck, AuditEntry, AuditSegment

LARGEST_SEGMENT = 1000
KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Fault:
    """The first thing in a trail that doesn't fit: `kind` is changed, removed, inserted, reordered, segment or cut."""

    kind: str
    segment: int
    entry: int | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.segment}:{self.entry or ''}"


@dataclass(frozen=True)
class Verdict:
    """What a check found: how many entries hold, since when, the last digest, and the first fault (None: unbroken)."""

    entries: int
    since: datetime | None
    segment_number: int
    digest: str
    fault: Fault | None = None


def _rows(model: type[Any]) -> QuerySet[Any]:
    """Return the rows of a trail model through a QuerySet that doesn't refuse."""
    return QuerySet(model)


# Sealing ---------------------------------------------------------------------------------------------------------


def seal_trail(incubator: Incubator) -> int:
    """Seal all entries that wait, and return how many. Two sealers wait for each other; acts wait for neither."""
    sealed = 0
    while count := _seal_some(incubator):
        sealed += count
    return sealed


@transaction.atomic
def _seal_some(incubator: Incubator) -> int:
    # Not the key: an act that names the incubator needs that, and must not wait.
    Incubator.objects.select_for_update(no_key=True).get(pk=incubator.pk)
    waiting = AuditEntry.objects.filter(incubator=incubator, segment=None)
    entries = list(waiting.order_by("pk")[:LARGEST_SEGMENT])
    if not entries:
        return 0
    last = AuditSegment.objects.filter(incubator=incubator).order_by("-number").first()
    previous, number = (last.digest, last.number + 1) if last else ("", 1)
    digests = [digest_of_entry(entry) for entry in entries]
    segment = AuditSegment.objects.create(
        incubator=incubator,
        number=number,
        previous=previous,
        digest=digest_of_segment(previous, number, digests),
        first_entry=entries[0].pk,
        last_entry=entries[-1].pk,
        last_entry_at=max(entry.at for entry in entries),
        count=len(entries),
        leaves=[[entry.pk, digest] for entry, digest in zip(entries, digests, strict=True)],
    )
    # By their numbers: an entry committed meanwhile, with a lower number, waits for the next segment.
    _rows(AuditEntry).filter(pk__in=[entry.pk for entry in entries]).update(segment=segment)
    return len(entries)


def seal_all_trails() -> None:
    """Seal what waits, in every incubator."""
    for incubator in Incubator.objects.order_by("pk"):
        seal_trail(incubator)


# Checking --------------------------------------------------------------------------------------------------------


def check_trail(incubator: Incubator, *, by: Membership | None = None) -> AuditCheck:
    """Seal what waits, check the whole chain, and note what was found."""
    seal_trail(incubator)
    verdict = verify_trail(incubator)
    return AuditCheck.objects.create(
        incubator=incubator,
        by=by,
        entries=verdict.entries,
        since=verdict.since,
        segment_number=verdict.segment_number,
        digest=verdict.digest,
        fault=str(verdict.fault or ""),
    )


def verify_trail(incubator: Incubator, *, expected: str = "") -> Verdict:
    """Check every sealed entry against the chain, and name the first thing that doesn't fit.

    The digests of earlier checks, and the one `expected`, must still be in the chain: so a tail cut off is found too.
    """
    anchors = set(AuditCheck.objects.filter(incubator=incubator).exclude(digest="").values_list("digest", flat=True))
    anchors |= {expected} if expected else set()
    entries, since, previous, number = 0, None, "", 0
    for segment in AuditSegment.objects.filter(incubator=incubator).order_by("number").iterator(chunk_size=20):
        fault = _fault_of_link(segment, previous, number) or _fault_of_entries(segment)
        if fault:
            return Verdict(entries, since, number, previous, fault)
        previous, number = segment.digest, segment.number
        anchors.discard(segment.digest)
        entries += 0 if segment.dropped_at else segment.count
        since = since or (None if segment.dropped_at else _first_day(segment))
    return Verdict(entries, since, number, previous, Fault("cut", number) if anchors else None)


def _first_day(segment: AuditSegment) -> datetime | None:
    return segment.entries.order_by("pk").values_list("at", flat=True).first()


def _fault_of_link(segment: AuditSegment, previous: str, number: int) -> Fault | None:
    if segment.number != number + 1 or segment.previous != previous:
        return Fault("segment", number + 1)
    return None


def _fault_of_entries(segment: AuditSegment) -> Fault | None:
    entries = list(AuditEntry.objects.filter(incubator_id=segment.incubator_id, segment=segment).order_by("pk"))
    if segment.dropped_at:
        return Fault("inserted", segment.number, entries[0].pk) if entries else None
    leaves = [(int(pk), str(digest)) for pk, digest in segment.leaves]
    fault = _fault_of_leaves(segment.number, leaves, entries)
    if fault:
        return fault
    digest = digest_of_segment(segment.previous, segment.number, [digest for _pk, digest in leaves])
    return None if digest == segment.digest and segment.count == len(leaves) else Fault("segment", segment.number)


def _fault_of_leaves(number: int, leaves: list[tuple[int, str]], entries: list[AuditEntry]) -> Fault | None:
    sealed = dict(leaves)
    there = {entry.pk for entry in entries}
    if leaves != sorted(leaves):
        return Fault("reordered", number, next(b[0] for a, b in pairwise(leaves) if b < a))
    for pk in sorted(sealed.keys() | there):
        if pk not in there:
            return Fault("removed", number, pk)
        if pk not in sealed:
            return Fault("inserted", number, pk)
    return next((Fault("changed", number, entry.pk) for entry in entries if not _holds(entry, sealed[entry.pk])), None)


def _holds(entry: AuditEntry, sealed: str) -> bool:
    if digest_of_entry(entry) != sealed:
        return False
    if entry.details or entry.details_salt:
        return digest_of_details(entry.details, entry.details_salt) == entry.details_digest
    return True


# The two doors ---------------------------------------------------------------------------------------------------


def empty_details(incubator_id: int, person_codes: Collection[str]) -> int:
    """Empty the details of every entry about these persons, for good, and return how many. The chain still holds."""
    about = _rows(AuditEntry).filter(incubator_id=incubator_id, person_code__in=person_codes)
    return about.exclude(details_digest="").update(details={}, details_salt="")


def empty_details_of(entries: Collection[int]) -> int:
    """Empty the details of these entries, for good, and return how many. The chain still holds."""
    named = _rows(AuditEntry).filter(pk__in=entries)
    return named.exclude(details_digest="").update(details={}, details_salt="")


@transaction.atomic
def drop_old_segments(incubator: Incubator, *, before: datetime | None = None) -> int:
    """Drop whole segments whose last entry is older than a year, oldest first, and return how many entries went."""
    limit, gone = before or timezone.now() - KEPT_FOR, 0
    for pk, last_entry_at in _kept_segments(incubator):
        if last_entry_at >= limit:
            break
        _rows(AuditSegment).filter(pk=pk).update(dropped_at=timezone.now(), leaves=[])
        entries = _rows(AuditEntry).filter(incubator=incubator, segment_id=pk)
        gone += entries._raw_delete(entries.db)
    return gone


def _kept_segments(incubator: Incubator) -> Iterator[tuple[int, datetime]]:
    kept = AuditSegment.objects.filter(incubator=incubator, dropped_at=None).order_by("number")
    yield from kept.values_list("pk", "last_entry_at")[:200]


def drop_all_old_segments() -> None:
    """Drop what is older than a year, in every incubator."""
    for incubator in Incubator.objects.order_by("pk"):
        drop_old_segments(incubator)
