"""The command that runs everything: it answers, it stops cleanly, it survives its worker, and no work is lost with one."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from interlab.core.background import LONGEST_RUN, MOST_ATTEMPTS, revive_lost_tasks
from tests.architecture import ROOT


def running(*, minutes: float = 1, workers: tuple[str, ...] = ("w1",)) -> DBTaskResult:
    now = timezone.now()
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=now - timedelta(minutes=minutes),
        run_after=now,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="none.such",
        backend_name="default",
        worker_ids=list(workers),
    )


def status(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def test_work_that_runs_too_long_is_queued_again(db: None):
    old, young = running(minutes=LONGEST_RUN.total_seconds() / 60 + 1), running()
    assert revive_lost_tasks() == 1
    assert (status(old), status(young)) == ("READY", "RUNNING")


def test_work_of_a_dead_worker_is_queued_again_at_once(db: None):
    lost, others = running(workers=("w2", "w1")), running(workers=("w1", "w2"))
    assert revive_lost_tasks("w1") == 1
    assert (status(lost), status(others)) == ("READY", "RUNNING")


def test_work_that_loses_every_worker_fails(db: None):
    lost = running(workers=("w1",) * MOST_ATTEMPTS)
    assert revive_lost_tasks("w1") == 1
    assert status(lost) == "FAILED"
    assert "lost" in lost.traceback


def test_a_healthy_queue_is_left_alone(db: None):
    running()
    assert revive_lost_tasks() == 0


# The real thing -------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid: int) -> dict[int, str]:
    """Return the command lines of the processes that `pid` started."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == pid:
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
    return found


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


class Served:
    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", "1"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wait_for(self.answers)

    def answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz/", timeout=5).status == 200
        except OSError:
            return False

    def workers(self) -> list[int]:
        return [pid for pid, line in children(self.process.pid).items() if "manage.py work" in line]

    def server(self) -> int:
        return next(pid for pid, line in children(self.process.pid).items() if "config.server" in line)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("var")
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "INTERLAB_DEMO")}
    environment |= {"INTERLAB_VAR": str(folder)}
    for _ in range(2):
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[Served]:
    served = Served(environment)
    yield served
    served.process.kill()
    served.process.communicate()


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_stops_cleanly(served: Served, number: signal.Signals):
    wait_for(served.workers)
    started = list(children(served.process.pid))
    served.process.send_signal(number)
    out, _ = served.process.communicate(timeout=20)
    assert served.process.returncode == 0, out
    assert f"http://localhost:{served.port}/" in out
    assert "Traceback" not in out
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


@pytest.mark.slow
@pytest.mark.once
def test_serve_starts_a_dead_worker_again(served: Served):
    wait_for(served.workers)
    (first,) = served.workers()
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: served.workers() not in ([], [first]))
    assert served.answers()


@pytest.mark.slow
@pytest.mark.once
def test_serve_fails_when_the_server_does_and_frees_the_port(served: Served):
    os.kill(served.server(), signal.SIGKILL)
    out, _ = served.process.communicate(timeout=20)
    assert served.process.returncode != 0, out
    wait_for(lambda: not served.answers(), 5)


@pytest.mark.slow
@pytest.mark.once
def test_serve_refuses_a_taken_port(served: Served, environment: dict[str, str]):
    command = [sys.executable, "manage.py", "serve", "--port", str(served.port)]
    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert second.returncode != 0
    assert "make run PORT=" in second.stderr
