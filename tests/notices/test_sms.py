"""SMS through a gateway that speaks Twilio's interface, here on this machine; and its reports, believed only by the address it was given."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from interlab.notices.actions import Recipient
from interlab.notices.channels.signing import signature_of
from interlab.notices.models import FailingAddress, Message, Problem, State
from interlab.notices.sending import Postman
from interlab.people.models import Person
from tests.notices.conftest import write_to

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-tests"
SITE = "https://interlab.example"


class Gateway(ThreadingHTTPServer):
    """Answers as Twilio does: 201 with a name, or what `answer` says; `silent` hangs up instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answer: tuple[int, dict[str, Any]] | None = None
        self.silent = False


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        gateway: Any = self.server
        fields = {
            name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        gateway.asked.append((self.path, self.headers["Authorization"], fields))
        if gateway.silent:
            self.close_connection = True
            return
        status, body = gateway.answer or (201, {"sid": f"SM{len(gateway.asked)}", "status": "queued"})
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    server = Gateway()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SMS_GATEWAY, settings.SMS_MAY_BE_LOCAL = "twilio", True
    settings.SMS_URL, settings.SMS_ACCOUNT, settings.SMS_TOKEN = f"http://127.0.0.1:{server.server_port}", "AC1", TOKEN
    settings.SITE = SITE
    yield server
    server.shutdown()
    server.server_close()


def text(person: Person, address: str = "+32470123456", **more: Any) -> Message:
    return write_to(person, to=Recipient("Patricia", "fr", [("sms", address)], person_code=person.code), **more)


def sent(message: Message) -> Message:
    postman = Postman("w1")
    while postman.turn():
        pass
    message.refresh_from_db()
    return message


def report(message: Message, status: str, *, signed: bool = True, **fields: str) -> int:
    path = f"/hooks/sms/{message.reference}/{signature_of(message.reference) if signed else 'f' * 40}/"
    said = {"MessageSid": message.provider_id, "MessageStatus": status, **fields}
    status_code: int = Client(enforce_csrf_checks=True).post(path, said).status_code
    message.refresh_from_db()
    return status_code


def test_a_text_leaves_in_its_short_form(gateway: Gateway, patricia: Person):
    message = sent(text(patricia))
    ((path, authorization, fields),) = gateway.asked
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert base64.b64decode(authorization.split()[1]).decode() == f"AC1:{TOKEN}"
    assert (fields["To"], fields["Body"]) == ("+32470123456", "À demain Patricia")
    assert fields["StatusCallback"] == f"{SITE}/hooks/sms/{message.reference}/{signature_of(message.reference)}/"
    assert (message.state, message.provider_id) == (State.SENT, "SM1")


def test_a_number_that_cannot_get_texts_is_avoided(gateway: Gateway, patricia: Person):
    gateway.answer = (400, {"code": 21614, "message": "not a mobile number", "status": 400})
    message = sent(text(patricia))
    assert (message.state, message.problem) == (State.FAILED, Problem.REFUSED)
    assert FailingAddress.objects.filter(address="+32470123456").exists()


@pytest.mark.parametrize("status", [429, 503])
def test_a_gateway_that_is_busy_is_asked_later(gateway: Gateway, patricia: Person, status: int):
    gateway.answer = (status, {})
    message = sent(text(patricia))
    assert (message.state, message.problem) == (State.QUEUED, Problem.LATER)


def test_a_wrong_password_of_ours_blames_no_message(gateway: Gateway, patricia: Person):
    gateway.answer = (401, {"code": 20003, "message": "Authenticate"})
    message = sent(text(patricia))
    assert (message.state, message.problem) == (State.QUEUED, Problem.NOT_SET)


@pytest.mark.parametrize("failure", ["silence", "500", "nonsense"])
def test_an_answer_that_is_lost_leaves_a_doubt_and_no_double(gateway: Gateway, patricia: Person, failure: str):
    gateway.silent = failure == "silence"
    gateway.answer = {"500": (500, {}), "nonsense": (200, {"hello": "world"})}.get(failure)
    message = sent(text(patricia))
    assert (message.state, len(gateway.asked)) == (State.DOUBTFUL, 1)
    assert message.wants_a_human


def test_a_gateway_that_is_away_keeps_the_message_here(gateway: Gateway, patricia: Person, settings: Any):
    settings.SMS_URL = "http://127.0.0.1:9"
    message = sent(text(patricia))
    assert (message.state, message.problem) == (State.QUEUED, Problem.AWAY)


def test_a_private_address_is_never_spoken_to(gateway: Gateway, patricia: Person, settings: Any):
    settings.SMS_MAY_BE_LOCAL = False
    message = sent(text(patricia))
    assert (message.state, gateway.asked) == (State.QUEUED, [])
    assert "no public address" in message.error


@pytest.mark.parametrize("number", ["0470123456", "+", "+32 abc", "+32470123456;+33"])
def test_only_international_numbers_are_dialled(gateway: Gateway, patricia: Person, number: str):
    assert (sent(text(patricia, number)).state, gateway.asked) == (State.FAILED, [])


def test_without_a_gateway_a_human_is_told_why(patricia: Person, settings: Any):
    settings.SMS_GATEWAY = ""
    assert "INTERLAB_SMS_GATEWAY" in sent(text(patricia)).error


def test_in_development_texts_are_read_where_the_worker_runs(patricia: Person, settings: Any, capsys: Any):
    settings.SMS_GATEWAY = "console"
    assert sent(text(patricia)).state == State.SENT
    assert "À demain Patricia" in capsys.readouterr().out


# Reports ---------------------------------------------------------------------------------------------------------


def test_a_report_says_that_it_arrived_and_twice_changes_nothing(gateway: Gateway, patricia: Person):
    message = sent(text(patricia))
    assert report(message, "sent") == 204
    assert message.state == State.SENT
    assert report(message, "delivered") == 204
    arrived_at = message.delivered_at
    assert (report(message, "delivered"), message.state, message.delivered_at) == (204, State.DELIVERED, arrived_at)
    assert (report(message, "undelivered"), message.state) == (204, State.DELIVERED)


def test_a_report_by_another_address_is_not_believed(gateway: Gateway, patricia: Person):
    message, other = sent(text(patricia)), sent(text(patricia, key="other"))
    assert (report(message, "delivered", signed=False), message.state) == (403, State.SENT)
    path = f"/hooks/sms/{message.reference}/{signature_of(other.reference)}/"
    assert Client().post(path, {"MessageStatus": "delivered"}).status_code == 403


def test_a_report_about_another_message_changes_nothing(gateway: Gateway, patricia: Person):
    message = sent(text(patricia))
    assert (report(message, "delivered", MessageSid="SM-other"), message.state) == (204, State.SENT)


def test_a_report_settles_a_doubt(gateway: Gateway, patricia: Person):
    gateway.silent = True
    message = sent(text(patricia))
    report(message, "delivered", MessageSid="SM9")
    assert (message.state, message.provider_id, message.wants_a_human) == (State.DELIVERED, "SM9", False)


def test_a_phone_that_got_nothing_makes_the_next_way_tried(gateway: Gateway, patricia: Person):
    to = Recipient("Patricia", "fr", [("sms", "+32470123456"), ("email", "p@example.org")], person_code=patricia.code)
    message = sent(write_to(patricia, to=to))
    report(message, "undelivered", ErrorCode="30003")
    assert (message.state, message.channel, message.problem) == (State.QUEUED, "email", Problem.UNDELIVERED)
    assert not FailingAddress.objects.exists(), "a phone that is off today may be on tomorrow"


def test_a_code_that_did_not_arrive_is_not_sent_otherwise(gateway: Gateway, patricia: Person):
    to = Recipient("Patricia", "fr", [("sms", "+32470123456"), ("email", "p@example.org")])
    message = sent(write_to(patricia, "tests.code", to=to))
    report(message, "failed", ErrorCode="30006")
    assert message.state == State.FAILED
    assert FailingAddress.objects.get().address == "+32470123456"


@pytest.mark.parametrize("reference", ["x", "1", "1-nobodys", "99999999999999999999-a"])
def test_a_report_about_nothing_is_no_error(gateway: Gateway, reference: str):
    assert Client().post(f"/hooks/sms/{reference}/{signature_of(reference)}/").status_code == 204
