"""One application on the team's desk: what was told, what happened since, how its writer is reached."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.intake.models import Decision, InterviewSlot, Reader, Reading, Recommendation, Round, Upload
from interlab.network.models import Source
from interlab.notices.actions import EMAIL, Recipient, queue_message
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers

pytestmark = pytest.mark.django_db


def page_of(application, tail=""):
    return f"/{application.incubator.slug}/applications/{application.code}/{tail}"


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call)


def recording(application, media_type="audio/ogg"):
    kept = Upload(incubator=application.incubator, application=application, question="idea", media_type=media_type, size=4)
    kept.seconds = 42
    kept.file.save("x", ContentFile(b"OggS"), save=True)
    return kept


def of_a_colleague(application, colleague):
    application.participation.coach = colleague
    application.participation.save()


def test_answers_are_told_in_the_readers_language(client_for, coach, application):
    html = client_for(coach).get(page_of(application)).content.decode()
    assert "Hanan Darwish" in html
    assert "Où en êtes-vous ?" in html
    assert "J’ai déjà essayé." in html
    assert "arabe (langue maternelle), français" in html
    assert "Je veux ouvrir un atelier de couture" in html
    assert application.spoken in html


def test_what_somebody_typed_is_shown_as_text(client_for, coach, call):
    idea = {"way": "written", "text": "<script>alert(1)</script>\nثانيًا"}
    html = client_for(coach).get(page_of(ApplicationFactory(call=call, answers=some_answers(idea=idea)))).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>ثانيًا" in html


def test_opening_one_opens_the_file_of_its_writer(client_for, coach, application):
    client_for(coach).get(page_of(application))
    assert AuditEntry.objects.filter(act="person.opened", person_code=application.person.code, by=coach).count() == 1


@pytest.mark.parametrize("tail", ["", "source/"])
def test_outside_the_caseload_a_reason_is_asked(client_for, coach, other_coach, lead, application, tail):
    of_a_colleague(application, other_coach)
    answer = client_for(coach).get(page_of(application, tail))
    assert answer.status_code == 302
    assert f"/people/{application.person.code}/reason/" in answer["Location"]
    assert client_for(other_coach).get(page_of(application, tail)).status_code == 200
    assert client_for(lead).get(page_of(application, tail)).status_code == 200


def test_one_that_is_not_sent_shows_without_a_person(client_for, coach, call):
    application = ApplicationFactory(call=call, sent=False)
    response = client_for(coach).get(page_of(application))
    assert response.context["person"] is None
    assert f"{page_of(application)}help/" in response.content.decode()
    assert not AuditEntry.objects.filter(act="person.opened").exists()


def test_what_is_not_sent_stays_its_writers_but_for_whoever_writes_it_with_them(client_for, coach, lead, call):
    application = ApplicationFactory(call=call, sent=False, helped_by=coach)
    kept = recording(application)
    tail = f"recordings/{kept.code}/"
    assert "Hanan Darwish" in client_for(coach).get(page_of(application)).content.decode()
    assert b"".join(client_for(coach).get(page_of(application, tail))) == b"OggS"
    assert "Hanan Darwish" not in client_for(lead).get(page_of(application)).content.decode()
    assert client_for(lead).get(page_of(application, tail)).status_code == 404


def test_what_happened_is_told_in_order_and_readings_are_only_counted(client_for, coach, lead, application):
    owned = {"incubator": application.incubator}
    reading_round = Round.objects.create(**owned, call=application.call, number=1, name="Première lecture")
    for member, done_at in ((lead, timezone.now()), (coach, None)):
        reader = Reader.objects.create(**owned, round=reading_round, member=member)
        facts = {"round": reading_round, "reader": reader, "done_at": done_at, "for_team": "Trop risqué"}
        Reading.objects.create(**owned, application=application, **facts)
    InterviewSlot.objects.create(
        **owned, call=application.call, member=lead, starts_at=timezone.now(), place="Salle bleue", application=application
    )
    Decision.objects.create(
        **owned,
        application=application,
        kind="not_now",
        reason="no_place",
        door="partner",
        words="À bientôt",
        told_at=timezone.now(),
    )
    response = client_for(coach).get(page_of(application))
    assert [one.icon for one in response.context["history"]] == ["pencil", "send", "book-open", "messages-square", "mail"]
    texts = " ".join(f"{one.title} {one.text}" for one in response.context["history"])
    assert "Première lecture" in texts
    assert "Salle bleue" in texts
    assert "À bientôt" in texts
    assert "Trop risqué" not in response.content.decode()


def test_messages_are_told_with_what_became_of_them(client_for, coach, application):
    to = Recipient("Hanan", "fr", [(EMAIL, "hanan@example.org")], person_code=application.person.code)
    queue_message("notices.trial", to, incubator=application.incubator, about={"name": "Hanan", "incubator": "x"})
    response = client_for(coach).get(page_of(application))
    assert [message.person_code for message in response.context["messages_sent"]] == [application.person.code]


def test_whatsapp_opens_with_words_in_the_applicants_language(client_for, coach, call):
    contact = {"kind": "whatsapp", "value": "0470 12 34 56"}
    application = ApplicationFactory(call=call, answers=some_answers(contact=contact), language="en")
    address = client_for(coach).get(page_of(application)).context["whatsapp"]
    assert address.startswith("https://wa.me/32470123456?text=Hello%2C%20this%20is%20")
    assert application.spoken in address
    phone = ApplicationFactory(call=call, answers=some_answers(name={"full_name": "Autre", "called": ""}))
    assert client_for(coach).get(page_of(phone)).context["whatsapp"] == ""


def test_a_recording_is_saved_never_shown_as_a_page(client_for, coach, application):
    kept = recording(application)
    answer = client_for(coach).get(page_of(application, f"recordings/{kept.code}/"))
    assert b"".join(answer) == b"OggS"
    assert answer["Content-Type"] == "audio/ogg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AuditEntry.objects.filter(act="application.recording_taken", person_code=application.person.code).exists()
    html = client_for(coach).get(page_of(application)).content.decode()
    assert f"recordings/{kept.code}/" in html


def test_a_file_of_another_kind_is_bytes(client_for, coach, application):
    kept = recording(application, "text/html")
    answer = client_for(coach).get(page_of(application, f"recordings/{kept.code}/"))
    assert b"".join(answer) == b"OggS"
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_recording_of_a_colleagues_person_asks_why_and_one_of_another_application_is_not_found(
    client_for, coach, other_coach, call, application
):
    kept = recording(application)
    other = ApplicationFactory(call=call, answers=some_answers(name={"full_name": "Autre", "called": ""}))
    assert client_for(coach).get(page_of(other, f"recordings/{kept.code}/")).status_code == 404
    of_a_colleague(application, other_coach)
    assert client_for(coach).get(page_of(application, f"recordings/{kept.code}/")).status_code == 302


def test_a_recording_whose_file_is_gone_is_not_found(client_for, coach, application):
    kept = recording(application)
    kept.file.storage.delete(kept.file.name)
    assert client_for(coach).get(page_of(application, f"recordings/{kept.code}/")).status_code == 404


def test_the_source_is_corrected_for_the_participation_too(client_for, coach, application):
    source = Source.objects.filter(incubator=application.incubator).first()
    facts = {"organisation": "CPAS", "name": "Awa", "kind": "phone", "value": "0470 11 22 33", "language": "fr"}
    recommendation = Recommendation.objects.create(incubator=application.incubator, **facts)
    answer = client_for(coach).post(
        page_of(application, "source/"), {"source": source.code, "recommendation": recommendation.code}
    )
    assert answer.status_code == 302
    application.refresh_from_db()
    assert (application.source, application.recommendation) == (source, recommendation)
    application.participation.refresh_from_db()
    assert application.participation.source == source
    assert AuditEntry.objects.filter(act="application.source_set").count() == 1
    client_for(coach).post(page_of(application, "source/"), {"source": source.code, "recommendation": recommendation.code})
    assert AuditEntry.objects.filter(act="application.source_set").count() == 1


def test_a_source_of_another_incubator_is_refused(client_for, coach, application, neighbour_incubator):
    foreign = Source.objects.filter(incubator=neighbour_incubator).first()
    answer = client_for(coach).post(page_of(application, "source/"), {"source": foreign.code})
    assert answer.status_code == 422
    application.refresh_from_db()
    assert application.source is None


def test_whoever_may_not_enters_nothing(client_for, reviewer, neighbour, application):
    assert client_for(reviewer).get(page_of(application)).status_code == 403
    assert client_for(neighbour).get(page_of(application)).status_code == 404
    assert client_for(neighbour).get(f"/namur/applications/{application.code}/").status_code == 404
    assert client_for(neighbour).post(page_of(application)).status_code in (404, 405)


def test_the_number_of_queries_does_not_grow(client_for, coach, lead, call):
    counts = []
    for number in (1, 3):
        name = {"full_name": f"Personne {number}", "called": ""}
        application = ApplicationFactory(call=call, answers=some_answers(name=name))
        owned = {"incubator": application.incubator}
        for n in range(number):
            reading_round = Round.objects.create(**owned, call=call, number=10 * number + n, name="Lecture")
            reader = Reader.objects.create(**owned, round=reading_round, member=lead)
            Reading.objects.create(**owned, round=reading_round, application=application, reader=reader)
            starts_at = timezone.now() + timedelta(hours=10 * number + n)
            slot = {"member": lead, "starts_at": starts_at, "place": "Ici", "application": application, "outcome": "held"}
            InterviewSlot.objects.create(**owned, call=call, **slot)
            Decision.objects.create(**owned, application=application, kind="accept", told_at=timezone.now())
            to = Recipient("X", "fr", [(EMAIL, f"x{n}@example.org")], person_code=application.person.code)
            queue_message("notices.trial", to, incubator=application.incubator, about={"name": "X", "incubator": "x"})
        client = client_for(coach)
        client.get(page_of(application))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(application)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
