"""Who reads what: everything is read, nobody reads what they may not, and what was begun stays."""

import pytest
from django.urls import reverse

from interlab.accounts.roles import Role
from interlab.core.errors import DomainError
from interlab.intake.actions.readings import declare_conflict, hand_back, save_reading
from interlab.intake.actions.rounds import name_reader, share_out_round
from interlab.intake.models import Conflict
from tests.conftest import make_member
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers
from tests.factories.readings import a_round, all_levels

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(incubator):
    return [make_member(incubator, f"Lecteur{n} Un", Role.REVIEWER) for n in range(6)]


def test_sixty_applications_are_each_read_thrice_and_evenly(incubator, lead, readers):
    call = CallFactory(incubator=incubator)
    applications = [ApplicationFactory(call=call, answers=some_answers(name={"full_name": f"Demandeuse {n}"})) for n in range(60)]
    for n, application in enumerate(applications[::5]):
        Conflict.objects.create(incubator=incubator, application=application, member=readers[n % 6], reason="friend")
    row = share_out_round(a_round(call, readers, by=lead, readings_each=3), by=lead)
    given = list(row.readings.select_related("reader"))
    assert len(given) == 180
    assert len({(one.application_id, one.reader_id) for one in given}) == 180
    assert {sum(one.reader_id == reader.pk for one in given) for reader in row.readers.all()} == {30}
    said = set(Conflict.objects.values_list("application", "member"))
    assert not said & {(one.application_id, one.reader.member_id) for one in given}


def test_an_application_sent_later_finds_its_readers_and_what_was_begun_stays(incubator, lead, readers):
    call = CallFactory(incubator=incubator)
    for _ in range(4):
        ApplicationFactory(call=call)
    row = share_out_round(a_round(call, readers[:3], by=lead, readings_each=2), by=lead)
    begun = row.readings.first()
    save_reading(begun, scores={}, for_team="À revoir", for_applicant="", done=False, by=begun.reader.member)
    late = ApplicationFactory(call=call)
    share_out_round(row, by=lead)
    assert row.readings.filter(application=late).count() == 2
    begun.refresh_from_db()
    assert begun.for_team == "À revoir"
    assert row.readings.count() == 10


def test_whoever_helped_to_write_it_does_not_receive_it(incubator, lead, coach, other_coach):
    call = CallFactory(incubator=incubator)
    application = ApplicationFactory(call=call, helped_by=coach)
    row = share_out_round(a_round(call, [coach, other_coach], by=lead), by=lead)
    assert [one.reader.member for one in row.readings.filter(application=application)] == [other_coach]


def test_what_was_given_back_goes_to_somebody_else(incubator, lead, readers):
    call = CallFactory(incubator=incubator)
    ApplicationFactory(call=call)
    row = share_out_round(a_round(call, readers[:3], by=lead), by=lead)
    first = row.readings.get()
    hand_back(first, by=first.reader.member)
    share_out_round(row, by=lead)
    second = row.readings.standing().get()
    assert second.reader != first.reader
    declare_conflict(second, reason="family", by=second.reader.member)
    share_out_round(row, by=lead)
    assert row.readings.standing().get().reader not in (first.reader, second.reader)


def test_a_reader_who_knows_the_language_is_found(incubator, lead, readers):
    call = CallFactory(incubator=incubator)
    arabic = ApplicationFactory(call=call, language="ar")
    for _ in range(2):
        ApplicationFactory(call=call, language="fr")
    row = a_round(call, readers[:3], by=lead, wants_language=True)
    name_reader(row, readers[2], capacity=None, languages=["ar"], sectors=[], by=lead)
    share_out_round(row, by=lead)
    assert row.readings.get(application=arabic).reader.member == readers[2]


def test_too_little_room_is_said_in_numbers(incubator, lead, readers, client_for):
    call = CallFactory(incubator=incubator)
    for _ in range(15):
        ApplicationFactory(call=call)
    row = a_round(call, readers[:3], by=lead, readings_each=3)
    for member in readers[:3]:
        name_reader(row, member, capacity=14, languages=[], sectors=[], by=lead)
    with pytest.raises(DomainError, match=r"3 .* 42.* 45"):
        share_out_round(row, by=lead)
    page = client_for(lead).get(reverse("intake:round_detail", args=[incubator.slug, row.code]))
    assert "42" in page.content.decode()
    assert client_for(lead).post(reverse("intake:round_share_out", args=[incubator.slug, row.code])).status_code == 302
    assert not row.readings.exists()


def test_an_application_that_too_few_may_read_is_named(incubator, lead, readers):
    call = CallFactory(incubator=incubator)
    application = ApplicationFactory(call=call)
    Conflict.objects.create(incubator=incubator, application=application, member=readers[0], reason="friend")
    row = a_round(call, readers[:1], by=lead)
    with pytest.raises(DomainError, match=application.spoken):
        share_out_round(row, by=lead)


def test_finished_scores_are_not_changed_by_sharing_out_again(incubator, lead, readers):
    call = CallFactory(incubator=incubator)
    ApplicationFactory(call=call)
    row = share_out_round(a_round(call, readers[:2], by=lead), by=lead)
    reading = row.readings.get()
    save_reading(reading, scores=all_levels(reading, 3), for_team="", for_applicant="", done=True, by=reading.reader.member)
    share_out_round(row, by=lead)
    assert row.readings.get() == reading
