"""What is killed: the real web server with all its processes, and a PostgreSQL that writes through to the disk."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from bench.client import ROOT, Client

READY_WITHIN = 60


def children(pid: int) -> list[int]:
    """Return the processes that `pid` started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                    found.append(int(folder.name))
    return found


def kill_with_children(pid: int) -> None:
    """Kill a process and what it started, all in the same instant as far as the system allows."""
    for one in (pid, *children(pid)):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


class Web:
    """The web server as `manage.py serve` runs it, in a process group of its own."""

    name = "web server"

    def __init__(self, port: int, environment: dict[str, str], log: Path) -> None:
        self.port, self.environment, self.log = port, os.environ | environment, log

    def start(self) -> None:
        command = [
            "-m",
            "config.server",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--workers",
            "1",
        ]
        command += ["--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "--log-level", "warning"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command, "config.wsgi:application"],
                cwd=ROOT,
                env=self.environment,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_one_process(self) -> None:
        """Kill only the process that answers: the server starts another by itself."""
        for child in children(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def wait_until_it_answers(self) -> float:
        """Return the seconds until it answers, its database too."""
        begun = time.monotonic()
        while time.monotonic() - begun < READY_WITHIN:
            client = Client(self.port)
            with suppress(OSError), closing(client.connection):
                if client.get("/healthz/").status == 200:
                    return time.monotonic() - begun
            # Granian gives up when one process dies twice within seconds; systemd then starts it anew, as we do here.
            if self.process.poll() is not None:
                self.start()
            time.sleep(0.02)
        raise SystemExit("the web server doesn't answer any more")


class Postgres:
    """A PostgreSQL of our own, with everything that keeps data safe switched on."""

    name = "PostgreSQL"

    def __init__(self, place: Path) -> None:
        self.environment = os.environ | {"INTERLAB_VAR": str(place)}
        self.place = place
        self.address = self._run("start", "durable").strip()

    def _run(self, *arguments: str) -> str:
        command = [str(ROOT / "scripts" / "postgres"), *arguments]
        return subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True).stdout

    def start(self) -> None:
        self._run("again")

    def kill(self) -> None:
        data = Path((self.place / "postgres.where").read_text().strip())
        pid = int((data / "postmaster.pid").read_text().split()[0])
        kill_with_children(pid)
        while any(Path(f"/proc/{one}").exists() for one in (pid,)):
            time.sleep(0.01)

    def halt(self) -> None:
        """Stop it cleanly; `start` starts it again."""
        self._run("halt")

    def stop(self) -> None:
        """Stop it and take its data away."""
        self._run("stop")
