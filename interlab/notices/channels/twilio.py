"""SMS through Twilio's public interface (Programmable Messaging, 2010-04-01), and its delivery reports.

It knows no key against doubles: a request whose answer is lost is in doubt, and never repeated by itself.
"""

import base64
import http.client
import ipaddress
import json
import ssl
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from interlab.notices.channels import NotTaken, Unanswered
from interlab.notices.channels.signing import signature_of
from interlab.notices.models import Problem

TIMEOUT = 15
_LARGEST_ANSWER = 64 * 1024
# Numbers that can't be reached by SMS, for good: invalid, no mobile, refused by its owner, unknown to its operator.
_DEAD_NUMBERS = {21211, 21214, 21217, 21407, 21610, 21612, 21614, 30005, 30006}
# Our own account, credit or sender: no message is to blame.
_OUR_SETTINGS = {20003, 20005, 20404, 21212, 21603, 21606, 21659, 21660, 30002}


class TwilioGateway:
    """Sends one SMS a request, from the number or the name that is set."""

    def send(self, to: str, text: str, reference: str, hand_over: Callable[[], None]) -> str:
        """Send `text` to `to`, and ask for a report on its delivery. Raises NotTaken or Unanswered."""
        fields = {"To": to, "From": settings.SMS_FROM, "Body": text[:1600]}
        if settings.SITE:
            fields["StatusCallback"] = settings.SITE + reverse("notices:sms_report", args=[reference, signature_of(reference)])
        connection = self._connected()
        try:
            hand_over()
            status, answer = self._asked(connection, fields)
        finally:
            connection.close()
        return _taken(status, answer)

    def _connected(self) -> http.client.HTTPConnection:
        address = urlsplit(settings.SMS_URL)
        connection: http.client.HTTPConnection
        if address.scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(address.hostname or "", address.port, timeout=TIMEOUT, context=context)
        else:
            connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT)
        try:
            connection.connect()
            _refuse_inner_network(connection, is_secure=address.scheme == "https")
        except OSError as error:
            connection.close()
            raise NotTaken(Problem.AWAY, str(error) or type(error).__name__, away=True) from error
        return connection

    def _asked(self, connection: http.client.HTTPConnection, fields: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        account = f"{settings.SMS_ACCOUNT}:{settings.SMS_TOKEN}".encode()
        headers = {
            "Authorization": f"Basic {base64.b64encode(account).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        path = f"{urlsplit(settings.SMS_URL).path.rstrip('/')}/2010-04-01/Accounts/{quote(settings.SMS_ACCOUNT)}/Messages.json"
        try:
            connection.request("POST", path, urlencode(fields), headers)
            response = connection.getresponse()
            raw = response.read(_LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(str(error) or type(error).__name__) from error
        try:
            answer = json.loads(raw)
        except ValueError:
            answer = {}
        return response.status, answer if isinstance(answer, dict) else {}


def _refuse_inner_network(connection: http.client.HTTPConnection, *, is_secure: bool) -> None:
    """Raise OSError when what was reached isn't on the public internet: a name may lead anywhere."""
    if settings.SMS_MAY_BE_LOCAL:
        return
    peer = ipaddress.ip_address(connection.sock.getpeername()[0].split("%")[0])
    if not peer.is_global or not is_secure:
        raise OSError(f"{peer} is no public address, or isn't reached by https")


def _taken(status: int, answer: Mapping[str, Any]) -> str:
    """Return Twilio's name for the message it took. Raises NotTaken or Unanswered for any other answer."""
    code, said = answer.get("code"), f"{status} {answer.get('code', '')} {answer.get('message', '')}".strip()[:500]
    if status in (200, 201) and answer.get("sid"):
        return str(answer["sid"])
    if status in (429, 503):
        raise NotTaken(Problem.LATER, said)
    if status >= 500 or status < 400:
        # A server that fails in the middle may have taken it.
        raise Unanswered(said)
    if status in (401, 403) or code in _OUR_SETTINGS:
        raise NotTaken(Problem.NOT_SET, said, away=True)
    raise NotTaken(Problem.REFUSED if code in _DEAD_NUMBERS else Problem.CONTENT, said, for_good=True)


def problem_of(code: str) -> str:
    """Return why a phone got nothing, from the code of a delivery report."""
    return Problem.REFUSED if code.isdigit() and int(code) in _DEAD_NUMBERS else Problem.UNDELIVERED
