"""One client on one kept connection, and the server it asks."""

import gzip
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 60


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process group, and the seconds until its first answer."""

    port: int
    group: int
    seconds: float


@contextmanager
def serving(environment: dict[str, str], port: int, *, workers: int = 1) -> Iterator[Server]:
    """Run the real server, as `manage.py serve` would."""
    command = [
        "-m",
        "config.server",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "error", "config.wsgi:application"]
    begun = time.monotonic()
    # Its own group: a server killed alone leaves its worker behind.
    server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | environment, start_new_session=True)
    try:
        while not _answers(port):
            if server.poll() is not None or time.monotonic() - begun > READY_WITHIN:
                raise SystemExit("the server didn't start")
            time.sleep(0.02)
        yield Server(port, server.pid, time.monotonic() - begun)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def memory_of(group: int) -> tuple[float, float]:
    """Return the MiB of a process group: what each process shows added up (RSS), and what they truly take together (PSS)."""
    rss = pss = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            if os.getpgid(int(process.name)) != group:
                continue
            told = dict(re.findall(r"(\w+):\s+(\d+) kB", (process / "smaps_rollup").read_text()))
            rss, pss = rss + int(told["Rss"]), pss + int(told["Pss"])
    return rss / 1024, pss / 1024


def _answers(port: int) -> bool:
    try:
        return Client(port).get("/healthz/").status == 200
    except OSError:
        return False


@dataclass(frozen=True)
class Answer:
    """What came back, and the milliseconds until its last byte."""

    status: int
    headers: dict[str, str]
    body: bytes
    ms: float

    @property
    def text(self) -> str:
        """The page, unpacked when it came packed by gzip."""
        return (gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body).decode()


@dataclass
class Client:
    """A browser without a screen: cookies, one connection, no redirects."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, path: str, *, accept: str = "gzip") -> Answer:
        return self._ask("GET", path, None, accept)

    def post(self, path: str, typed: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(typed), "gzip")

    def _ask(self, method: str, path: str, body: str | None, accept: str) -> Answer:
        headers = {"Accept-Encoding": accept, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        read = response.read()
        ms = (time.perf_counter() - begun) * 1000
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, read, ms)

    def first_visit(self, path: str) -> tuple[int, int]:
        """Return the bytes and requests of a page and of all that it asks for, packed as for a browser; web fonts aside."""
        page = self.get(path, accept="gzip, br")
        if page.status != 200:
            return 0, 0
        html = self.get(path, accept="identity").body.decode()
        wanted = re.findall(r'<(?:script|link|img)\b[^>]*?(?:src|href)="(/static/[^"#]+)', html)
        assets = [self.get(name, accept="gzip, br") for name in dict.fromkeys(wanted)]
        for name, asset in zip(dict.fromkeys(wanted), assets, strict=True):
            if asset.status != 200:
                raise SystemExit(f"{name} answered {asset.status}")
        return len(page.body) + sum(len(asset.body) for asset in assets), 1 + len(assets)
