"""The chain of the audit trail: whatever is touched afterwards, a check names it."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.core.recurring import all_recurring
from interlab.privacy.actions import entry_of, record_act, record_acts
from interlab.privacy.chain import check_trail, drop_old_segments, empty_details, seal_trail, verify_trail
from interlab.privacy.digests import digest_of_entry
from interlab.privacy.models import AuditCheck, AuditEntry, AuditSegment
from interlab.privacy.triggers import remove_triggers, write_triggers

pytestmark = pytest.mark.django_db

ENTRY, SEGMENT = "privacy_auditentry", "privacy_auditsegment"


@pytest.fixture
def trail(incubator, lead):
    """Three segments of three entries each; the reasons were typed."""
    for number in range(9):
        record_act(lead, "person.opened", by=lead, person_code=f"person{number % 3}", reason=f"because {number}")
        if number % 3 == 2:
            seal_trail(incubator)
    return incubator


@pytest.fixture
def _hands_in_the_database():
    """Somebody who may do anything in the database: the triggers don't hold them, only the chain shows it."""
    remove_triggers()
    yield
    write_triggers()


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def pks(incubator):
    return list(AuditEntry.objects.filter(incubator=incubator).order_by("pk").values_list("pk", flat=True))


def test_an_act_is_one_insert(lead):
    with CaptureQueriesContext(connection) as asked:
        record_act(lead, "person.opened", by=lead, reason="x")
    assert [query["sql"].split()[0] for query in asked] == ["INSERT"]


def test_an_untouched_trail_holds(trail):
    verdict = verify_trail(trail)
    assert (verdict.entries, verdict.segment_number, verdict.fault) == (9, 3, None)
    assert verdict.since == AuditEntry.objects.earliest("pk").at


def test_an_empty_trail_holds(incubator):
    assert verify_trail(incubator).fault is None
    assert check_trail(incubator).fault == ""


def test_each_incubator_has_its_own_chain(trail, neighbour, lead):
    record_act(neighbour, "member.added", by=neighbour)
    assert seal_trail(neighbour.incubator) == 1
    assert AuditSegment.objects.get(incubator=neighbour.incubator).number == 1
    assert verify_trail(trail).entries == 9


def test_many_entries_make_segments_of_a_thousand(incubator, lead):
    record_acts([entry_of(lead, "person.opened", by=lead) for _ in range(1003)])
    assert seal_trail(incubator) == 1003
    assert list(AuditSegment.objects.values_list("number", "count")) == [(1, 1000), (2, 3)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00"),
        ("by_id", None),
        ("act", "person.updated"),
        ("subject_kind", "x"),
        ("subject_code", "x"),
        ("person_code", "x"),
        ("details", '{"reason": "another"}'),
        ("details_salt", "x"),
        ("details_digest", "x"),
        ("code", "x"),
    ],
)
@pytest.mark.usefixtures("_hands_in_the_database")
def test_a_changed_entry_is_named(trail, column, value):
    changed = pks(trail)[4]
    run(f"UPDATE {ENTRY} SET {column} = %s WHERE id = %s", value, changed)
    fault = verify_trail(trail).fault
    assert (fault.kind, fault.segment, fault.entry) == ("changed", 2, changed)


@pytest.mark.usefixtures("_hands_in_the_database")
def test_a_removed_entry_is_named(trail):
    removed = pks(trail)[4]
    run(f"DELETE FROM {ENTRY} WHERE id = %s", removed)
    assert str(verify_trail(trail).fault) == f"removed:2:{removed}"


@pytest.mark.usefixtures("_hands_in_the_database")
def test_an_entry_slipped_into_a_sealed_segment_is_named(trail, lead):
    entry = entry_of(lead, "person.opened", by=lead)
    entry.segment = AuditSegment.objects.get(number=2)
    record_acts([entry])
    assert str(verify_trail(trail).fault) == f"inserted:2:{entry.pk}"


@pytest.mark.usefixtures("_hands_in_the_database")
def test_entries_that_changed_places_are_named(trail):
    a, b = pks(trail)[3:5]
    for was, becomes in ((a, -1), (b, a), (-1, b)):
        run(f"UPDATE {ENTRY} SET id = %s WHERE id = %s", becomes, was)
    assert str(verify_trail(trail).fault) == f"changed:2:{a}"


@pytest.mark.usefixtures("_hands_in_the_database")
def test_leaves_rewritten_with_their_entry_are_found(trail):
    """Somebody thorough changes the entry and what the segment says of it: the segment's digest tells."""
    changed = AuditEntry.objects.get(pk=pks(trail)[4])
    run(f"UPDATE {ENTRY} SET act = 'x' WHERE id = %s", changed.pk)
    leaves = AuditSegment.objects.get(number=2).leaves
    changed.refresh_from_db()
    QuerySet(AuditSegment).filter(number=2).update(
        leaves=[[pk, digest_of_entry(changed) if pk == changed.pk else digest] for pk, digest in leaves]
    )
    assert str(verify_trail(trail).fault) == "segment:2:"


@pytest.mark.usefixtures("_hands_in_the_database")
def test_a_removed_segment_is_named(trail):
    run(f"DELETE FROM {ENTRY} WHERE segment_id = %s", AuditSegment.objects.get(number=2).pk)
    run(f"DELETE FROM {SEGMENT} WHERE number = 2")
    assert str(verify_trail(trail).fault) == "segment:2:"


@pytest.mark.usefixtures("_hands_in_the_database")
def test_a_tail_cut_off_after_a_check_is_found(trail):
    digest = check_trail(trail).digest
    run(f"DELETE FROM {ENTRY} WHERE segment_id = %s", AuditSegment.objects.get(number=3).pk)
    run(f"DELETE FROM {SEGMENT} WHERE number = 3")
    assert str(verify_trail(trail).fault) == "cut:2:"
    run("DELETE FROM privacy_auditcheck")
    assert verify_trail(trail).fault is None
    assert verify_trail(trail, expected=digest).fault.kind == "cut"


def test_emptied_details_leave_the_chain_whole(trail):
    assert empty_details(trail.pk, ["person1"]) == 3
    assert "because 1" not in str(list(AuditEntry.objects.values_list("details", "details_salt")))
    assert AuditEntry.objects.filter(details={}, details_salt="").exclude(details_digest="").count() == 3
    assert verify_trail(trail).fault is None


def test_what_is_older_than_a_year_is_dropped_whole(trail, lead):
    assert drop_old_segments(trail) == 0
    border = AuditSegment.objects.get(number=2).last_entry_at + timedelta(microseconds=1)
    assert drop_old_segments(trail, before=border) == 6
    assert AuditEntry.objects.count() == 3
    assert [(s.number, bool(s.dropped_at), s.leaves == []) for s in AuditSegment.objects.all()] == [
        (1, True, True),
        (2, True, True),
        (3, False, False),
    ]
    record_act(lead, "member.added", by=lead)
    verdict = check_trail(trail)
    assert (verdict.fault, verdict.entries, verdict.segment_number) == ("", 4, 4)


@pytest.mark.parametrize("model", [AuditEntry, AuditSegment, AuditCheck])
def test_no_queryset_changes_or_deletes(trail, model):
    check_trail(trail)
    rows = model.objects.all()
    for forbidden in (rows.delete, lambda: rows.update(code="x"), lambda: rows.bulk_update(list(rows), ["code"])):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        rows.first().delete()


@pytest.mark.parametrize(
    "sql",
    [
        f"DELETE FROM {ENTRY}",
        f"UPDATE {ENTRY} SET act = 'x'",
        f"UPDATE {ENTRY} SET by_id = NULL",
        f"UPDATE {ENTRY} SET person_code = 'x'",
        f"UPDATE {ENTRY} SET details = '{{\"a\": 1}}'",
        f"UPDATE {ENTRY} SET segment_id = NULL",
        f"DELETE FROM {SEGMENT}",
        f"UPDATE {SEGMENT} SET digest = 'x'",
        f"UPDATE {SEGMENT} SET leaves = '[]'",
        "DELETE FROM privacy_auditcheck",
        "UPDATE privacy_auditcheck SET fault = 'x'",
    ],
)
def test_the_database_itself_refuses(trail, sql):
    check_trail(trail)
    with pytest.raises(IntegrityError), transaction.atomic():
        run(sql)
    assert verify_trail(trail).fault is None


def test_the_command_names_what_does_not_fit(trail, capsys):
    call_command("verify_audit", incubator="liege")
    assert "liege: 9 entries, 3 segments" in capsys.readouterr().out
    removed = pks(trail)[0]
    remove_triggers()
    run(f"DELETE FROM {ENTRY} WHERE id = %s", removed)
    write_triggers()
    with pytest.raises(CommandError, match=f"liege: removed at segment 1, entry {removed}"):
        call_command("verify_audit")


@pytest.mark.parametrize("options", [{"incubator": "nowhere"}, {"incubator": "\x00"}, {"expect": "abc"}])
def test_the_command_refuses_what_it_can_not_check(trail, options):
    with pytest.raises(CommandError):
        call_command("verify_audit", **options)


def test_the_trail_seals_itself_every_minute(incubator, lead):
    record_act(lead, "member.added", by=lead)
    work = {one.name: one for one in all_recurring()}
    assert work["privacy.seal"].every == timedelta(minutes=1)
    for name in ("privacy.seal", "privacy.drop", "privacy.check"):
        work[name].run()
    assert AuditEntry.objects.get().segment.number == 1
    assert AuditCheck.objects.get(incubator=incubator).entries == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_committed_late_is_sealed_later(incubator, lead):
    """An act that began first and ended last has a lower number than what is sealed already."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    began, finish = threading.Event(), threading.Event()

    def slow_act():
        with transaction.atomic():
            record_act(lead, "slow", by=lead)
            began.set()
            finish.wait(10)
        connection.close()

    slow = threading.Thread(target=slow_act)
    slow.start()
    began.wait(10)
    record_act(lead, "quick", by=lead)
    assert seal_trail(incubator) == 1
    finish.set()
    slow.join()
    assert seal_trail(incubator) == 1
    late, first = AuditEntry.objects.get(act="slow"), AuditEntry.objects.get(act="quick")
    assert late.pk < first.pk
    assert (first.segment.number, late.segment.number) == (1, 2)
    assert verify_trail(incubator).fault is None


@pytest.mark.django_db(transaction=True)
def test_sealing_at_the_same_time_seals_each_entry_once(incubator, lead):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    record_acts([entry_of(lead, "person.opened", by=lead) for _ in range(1500)])

    def seal():
        seal_trail(incubator)
        connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(AuditSegment.objects.values_list("count", flat=True)) == 1500
    assert verify_trail(incubator).fault is None


def test_old_entries_are_older_than_the_limit(trail):
    assert drop_old_segments(trail, before=timezone.now() - timedelta(days=1)) == 0
