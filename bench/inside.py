"""The same screens and floors asked inside one process: their processor time is steady even on a busy machine.

Run by bench/run.py in a process of its own, with Django set up. Prints by screen the milliseconds of the page and of its floor.
"""

import io
import json
import sys
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings

from bench.measure import measured, screens


class FloorHandler(WSGIHandler):
    """The floor, with its own few middleware and its own addresses."""

    def load_middleware(self, is_async: bool = False) -> None:
        from bench import settings as floor

        with override_settings(MIDDLEWARE=floor.MIDDLEWARE):
            super().load_middleware(is_async)

    def get_response(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.urls"  # type: ignore[attr-defined]
        return super().get_response(request)


@dataclass
class Answer:
    """What came back, and the milliseconds of processor time it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    ms: float


class Client:
    """Calls a handler as the server would."""

    def __init__(self, handler: WSGIHandler, cookie: str) -> None:
        self.handler, self.cookies = handler, {"sessionid": cookie} if cookie else {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"")

    def post(self, path: str, typed: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(typed).encode())

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        path, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_HOST": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            "wsgi.multithread": True,
        }
        told: list[Any] = []
        begun = time.process_time()
        response = self.handler(environ, lambda status, headers, error=None: told.extend((status, headers)))  # type: ignore[arg-type]
        read = b"".join(response)
        response.close()  # type: ignore[attr-defined]
        ms = (time.process_time() - begun) * 1000
        for name, value in told[1]:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return Answer(int(told[0].split()[0]), {name.lower(): value for name, value in told[1]}, read, ms)


def main() -> None:
    data, times, only = json.loads(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "sqlite"
    product, floor = WSGIHandler(), FloorHandler()

    def asker(handler: WSGIHandler) -> Any:
        return lambda who: Client(handler, data["cookies"].get(who, ""))

    found = {}
    for screen in screens(data, asker(product), asker(floor), on_sqlite=only):
        measure = measured(screen, times)
        found[screen.name] = (measure.ms, measure.floor)
    print(json.dumps(found))
