"""A lead answers: sees what a copy holds or what an erasure does, leaves out with a reason, erases with the person's word."""

import html
import io
import json
import re
import zipfile
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import pytest

from interlab.accounts.models import Account
from interlab.core.dates import today
from interlab.journeys.actions import add_document
from interlab.journeys.models import SessionNote
from interlab.notices.models import Message
from interlab.people.models import Person
from interlab.privacy.models import DataRequest
from interlab.privacy.personal import all_personal
from interlab.privacy.requests import ask_for_data
from interlab.privacy.retaining import retain
from tests.factories import PersonFactory, SessionFactory, a_pdf
from tests.privacy.whole_file import a_whole_file

pytestmark = pytest.mark.django_db
# Not everybody has these.
_NOT_THEIRS = ("account.emailaddress", "accounts.invitation", "mfa.authenticator", "people.merge", "people.notthesame")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def person(incubator, lead) -> Person:
    return a_whole_file(lead, other=PersonFactory(incubator=incubator, full_name="Idrissa Diallo", called="Idrissa"))


@pytest.fixture
def asked(person, lead) -> DataRequest:
    return ask_for_data("access", person=person, by=lead, how="spoken")


def archive_of(asked: DataRequest) -> zipfile.ZipFile:
    asked.refresh_from_db()
    with asked.archive.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_a_colleague_notes_that_somebody_asked(client_for, coach, incubator):
    person = PersonFactory(incubator=incubator)
    said = {"kind": "access", "how": "spoken", "on": (today() - timedelta(days=3)).isoformat()}
    assert client_for(coach).post(f"/liege/people/{person.code}/data/request/", said).status_code == 302
    request = DataRequest.objects.get()
    assert (request.asked_by, request.due_on) == (coach, today() + timedelta(days=27))
    bad = client_for(coach).post(f"/liege/people/{person.code}/data/request/", {**said, "kind": "erasure", "on": "1999-01-01"})
    assert bad.status_code == 422


def test_it_waits_under_to_decide_until_it_is_answered(client_for, lead, coach, asked):
    def waits(who) -> list:
        piles = [pile for column in client_for(who).get("/liege/today/?who=team").context["columns"] for pile in column]
        return [row for pile in piles if pile.key == "decide" for row in pile.rows if asked.code in row.act_address]

    assert len(waits(lead)) == 1
    assert waits(coach) == []
    client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {})
    assert waits(lead) == []


def test_the_copy_tells_every_declared_column(client_for, lead, person, asked):
    assert client_for(lead).get(f"/liege/data-requests/{asked.code}/").status_code == 200
    assert client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {}).status_code == 302
    archive = archive_of(asked)
    data = json.loads(archive.read("data.json"))["sections"]
    for one in all_personal():
        if one.told and not one.is_derived and one.label not in _NOT_THEIRS:
            told = {name for row in data[one.label]["rows"] for name in row}
            # A column that is empty in every row says nothing.
            assert told <= set(one.told), one.label
            assert data[one.label]["rows"], one.label
    assert any(name.startswith("documents/") and name.endswith("canary.pdf") for name in archive.namelist())
    bodies = [row["body"] for row in data["journeys.sessionnote"]["rows"]]
    assert "canary note" in bodies


def test_the_copy_asks_nothing_of_the_network(client_for, lead, asked):
    client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {})
    page = archive_of(asked).read("index.html").decode()
    assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", page)
    assert "<script" not in page


def test_the_copy_is_in_the_persons_language(client_for, lead, asked):
    client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {})
    page = archive_of(asked).read("index.html").decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_markup_in_what_people_wrote_stays_text(client_for, lead, person, asked):
    Person.objects.filter(pk=person.pk).update(migration_value="<img src=x onerror=alert(1)>")
    client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {})
    page = archive_of(asked).read("index.html").decode()
    assert "<img" not in page
    assert "&lt;img" in page


def test_every_document_is_reached_from_the_page_whatever_its_name(client_for, lead, person, asked):
    name = "Plan #2 à 50%25 ?.pdf"
    add_document(person, upload=a_pdf(name), title="Plan", dated_on=today(), shared=True, by=lead)
    client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {})
    archive = archive_of(asked)
    links = re.findall(r'href="(documents/[^"]+)"', archive.read("index.html").decode())
    assert sorted(unquote(urlsplit(html.unescape(link)).path) for link in links) == sorted(
        one for one in archive.namelist() if one.startswith("documents/")
    )
    assert any(one.endswith(name) for one in archive.namelist())


def test_what_is_left_out_needs_a_reason_which_is_told(client_for, lead, person, asked):
    client = client_for(lead)
    looked = client.get(f"/liege/data-requests/{asked.code}/").context["looked"]
    notes = SessionNote.objects.filter(visibility="confidential", session__attendances__person=person)
    confidential = next(note for note in notes if note.body == "canary note")
    key = f"journeys.sessionnote:{confidential.pk}"
    assert key in [item.key for _title, item in looked]
    assert "canary note" not in client.get(f"/liege/data-requests/{asked.code}/").content.decode(), (
        "reading it is noted elsewhere"
    )
    refused = client.post(f"/liege/data-requests/{asked.code}/answer/", {"withheld": [key], "reason": " "})
    assert refused.status_code == 422
    foreign = client.post(f"/liege/data-requests/{asked.code}/answer/", {"withheld": ["people.person:1"], "reason": "x"})
    assert foreign.status_code == 422
    client.post(f"/liege/data-requests/{asked.code}/answer/", {"withheld": [key], "reason": "Parle de sa voisine."})
    page = archive_of(asked).read("index.html").decode()
    assert "canary note" not in page
    assert "Parle de sa voisine." in page
    assert asked.withheld == 1


def test_what_was_written_since_the_page_was_read_is_read_first(client_for, lead, person, asked):
    client, page = client_for(lead), f"/liege/data-requests/{asked.code}/"
    seen = client.get(page).context["form"]["seen"].value()
    session = SessionFactory(persons=[person], by=lead, notes={"confidential": "Sa voisine a tout raconté."})
    refused = client.post(f"{page}answer/", {"seen": seen})
    assert refused.status_code == 422
    asked.refresh_from_db()
    assert asked.is_open
    key = f"journeys.sessionnote:{session.notes.get().pk}"
    assert key in [item.key for _title, item in refused.context["looked"]]
    again = {"seen": refused.context["form"]["seen"].value(), "withheld": [key], "reason": "Parle de sa voisine."}
    assert client.post(f"{page}answer/", again).status_code == 302
    assert "raconté" not in archive_of(asked).read("index.html").decode()


def test_the_person_hears_that_the_copy_is_ready(client_for, lead, asked, person):
    client_for(lead).post(f"/liege/data-requests/{asked.code}/answer/", {})
    # Mail doesn't arrive there any more: it goes to the phone.
    message = Message.objects.filter(person_code=person.code).latest("pk")
    assert (message.wording, message.address, message.language) == ("people.archive_ready", "+32470654321", "ar")


def test_a_no_has_its_reason(client_for, lead, asked):
    client = client_for(lead)
    assert client.post(f"/liege/data-requests/{asked.code}/refuse/", {"reason": ""}).status_code == 422
    client.post(f"/liege/data-requests/{asked.code}/refuse/", {"reason": "Déjà reçu hier."})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("refused", "Déjà reçu hier.")
    assert client.post(f"/liege/data-requests/{asked.code}/answer/", {}).status_code == 422


def test_an_erasure_waits_thirty_days(person, lead):
    asked = ask_for_data("erasure", person=person, by=lead)
    retain(today() + timedelta(days=29))
    assert Person.objects.filter(pk=person.pk).exists()
    retain(today() + timedelta(days=30))
    assert not Person.objects.filter(pk=person.pk).exists()
    asked.refresh_from_db()
    assert asked.state == "answered"


def test_with_the_persons_word_it_is_done_at_once(client_for, lead, person):
    asked = ask_for_data("erasure", person=person, by=lead)
    client = client_for(lead)
    page = client.get(f"/liege/data-requests/{asked.code}/")
    assert page.context["plan"].goes > 10
    assert client.post(f"/liege/data-requests/{asked.code}/erase/", {}).status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()
    assert client.post(f"/liege/data-requests/{asked.code}/erase/", {"confirmed": "on"}).status_code == 302
    assert not Person.objects.filter(pk=person.pk).exists()
    assert client.get(f"/liege/data-requests/{asked.code}/").status_code == 200
    assert client.get("/liege/data-requests/").status_code == 200


def test_a_copy_is_no_way_to_erase(client_for, lead, asked, person):
    assert client_for(lead).post(f"/liege/data-requests/{asked.code}/erase/", {"confirmed": "on"}).status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()


# Members ---------------------------------------------------------------------------------------------------------


def test_a_mentor_gets_a_copy_and_is_erased(client_for, lead, mentor):
    client = client_for(lead)
    assert client.get(f"/liege/members/{mentor.code}/data/").status_code == 200
    response = client.post(f"/liege/members/{mentor.code}/data/copy/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert json.loads(archive.read("data.json"))["sections"]["accounts.account"]["rows"][0]["name"] == mentor.name
    assert client.post(f"/liege/members/{mentor.code}/data/", {"confirmed": "on"}).status_code == 302
    assert not Account.objects.filter(pk=mentor.account_id).exists()


def test_the_last_lead_can_not_be_erased(client_for, lead):
    response = client_for(lead).post(f"/liege/members/{lead.code}/data/", {"confirmed": "on"})
    assert response.status_code == 422
    assert Account.objects.filter(pk=lead.account_id).exists()
