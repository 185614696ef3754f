"""Run the web server and the worker together, until told to stop."""

import ctypes
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections, connections
from django.utils.crypto import get_random_string

from interlab.core import maintenance
from interlab.core.background import worker_ended

logger = logging.getLogger(__name__)
READY_WITHIN = 60
# Each may hold one database connection; Python runs one of them at a time.
THREADS = 4
STOP_WITHIN = 15
_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed: an orphan would keep the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    """Start a Python child in a process group of its own, so that Ctrl+C reaches it once: through us."""
    return subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        process_group=0,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread runs yet
    )


class Command(BaseCommand):
    help = "Run the web server and the worker; stop both on Ctrl+C or SIGTERM."

    server: "subprocess.Popen[bytes]"
    worker: "subprocess.Popen[bytes] | None" = None
    worker_id = ""
    has_worker = True
    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")
        parser.add_argument("--no-worker", action="store_true", help="start no worker: `manage.py work` runs elsewhere")

    def handle(self, *args: Any, host: str, port: int, workers: int, no_worker: bool, **options: Any) -> None:
        self.has_worker = not no_worker
        self.refuse_a_taken_port(host, port)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        self.server = start(
            *("-m", "config.server", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)),
            *("--blocking-threads", str(THREADS), "--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
            "config.wsgi:application",
        )
        try:
            self.announce(host, port)
            self.watch()
        finally:
            self.end_children()
        if not self.stopping:
            raise CommandError(f"the web server ended by itself (code {self.server.returncode})")

    def refuse_a_taken_port(self, host: str, port: int) -> None:
        """Stop now if somebody else listens there: two servers would share the port without a word."""
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"port {port} can't be used ({error.strerror}): choose another, make run PORT=8001") from error

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def announce(self, host: str, port: int) -> None:
        """Print the address once the server answers."""
        deadline = time.monotonic() + READY_WITHIN
        while not self.stopping and self.server.poll() is None and time.monotonic() < deadline:
            if self.answers(host, port):
                shown = "localhost" if host == "127.0.0.1" else host
                self.stdout.write(f"InterLab is ready: http://{shown}:{port}/  (Ctrl+C stops it)")
                self.stdout.flush()
                return
            time.sleep(0.05)

    def answers(self, host: str, port: int) -> bool:
        known = settings.ALLOWED_HOSTS[0].lstrip(".*") or host
        connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
        try:
            connection.request("GET", "/healthz/", headers={"Host": known})
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def start_worker(self) -> None:
        self.worker_id = get_random_string(32)
        self.worker = start(str(settings.BASE_DIR / "manage.py"), "work", "--worker-id", self.worker_id)

    def watch(self) -> None:
        """Keep the worker alive, until told to stop or until the server ends."""
        while not self.stopping and self.server.poll() is None:
            if maintenance.current() is not None:
                # Closed: the worker lets go of the database too, after the task it is at.
                self.rest_worker()
            elif self.worker is None:
                # Only now that the server answers: two starting at once are slower than one after the other.
                if self.has_worker:
                    self.start_worker()
            elif self.worker.poll() is not None:
                logger.error("the worker ended (code %s): starting it again", self.worker.returncode)
                self.bury(self.worker_id)
                # One that dies at once must not keep the machine busy.
                time.sleep(1)
                self.start_worker()
            time.sleep(0.2)

    def rest_worker(self) -> None:
        """Ask the worker to end; another is started once InterLab is open again."""
        connections.close_all()
        if self.worker is not None:
            self.worker.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.worker.wait(STOP_WITHIN)
                self.worker = None

    def bury(self, worker_id: str) -> None:
        """Give back what a dead worker held; where the database doesn't answer, other workers do so later."""
        try:
            close_old_connections()
            worker_ended(worker_id)
        except DatabaseError:
            logger.exception("the work of a lost worker could not be given back")

    def end_children(self) -> None:
        """Ask both children to finish what they do; kill whoever takes too long."""
        children = [child for child in (self.server, self.worker) if child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for child in children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            # A server that was killed leaves its processes behind, and these keep the port.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
