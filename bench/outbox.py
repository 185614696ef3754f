"""Kill the mail server and the workers while messages leave, then count: what arrived once, what never, what twice, what a human is told.

    MESSAGES=1000 SERVER_KILLS=20 WORKER_KILLS=20 WORKERS=2 DELAY=0.002 python bench/outbox.py

Uses the database of DATABASE_URL, emptied of messages, or a new SQLite one.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

GIVE_UP_AFTER = 600


def _number(name: str, otherwise: float) -> float:
    return float(os.environ.get(name, otherwise))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Drill:
    """The processes, and who is killed next."""

    def __init__(self, folder: Path) -> None:
        self.accepted = folder / "accepted.txt"
        self.port = free_port()
        self.delay = str(_number("DELAY", 0.0))
        self.server: subprocess.Popen[bytes] | None = None
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.names = 0

    def start_server(self) -> None:
        command = [sys.executable, "-m", "bench.mail_server", str(self.port), str(self.accepted), self.delay]
        self.server = subprocess.Popen(command, cwd=ROOT)

    def start_worker(self) -> None:
        self.names += 1
        name = f"drill-{self.names}-{random.getrandbits(32):x}"
        command = [sys.executable, "manage.py", "work", "--worker-id", name]
        self.workers[name] = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"INTERLAB_LOG": "CRITICAL"})

    def kill_server(self) -> None:
        assert self.server is not None
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()
        time.sleep(random.uniform(0.0, 0.5))
        self.start_server()

    def kill_worker(self) -> None:
        """Kill one worker as a crash does, then do what `serve` does when it sees that."""
        from interlab.core.background import worker_ended

        name = random.choice(list(self.workers))
        process = self.workers.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()
        worker_ended(name)
        self.start_worker()

    def end(self) -> None:
        for process in [*self.workers.values(), *([self.server] if self.server else [])]:
            process.kill()
            process.wait()


def written(number: int) -> None:
    """Write the messages down: one a person, all due now."""
    from django.db import transaction

    from interlab.notices.actions import Recipient, queue_message
    from interlab.notices.models import Message
    from interlab.notices.wording import Wording, register_wording

    register_wording(Wording("drill", {"name": "Patricia"}, "Bonjour %(name)s", "Bonjour %(name)s.\n\nÀ demain."))
    Message.objects.all().delete()
    with transaction.atomic():
        for one in range(number):
            to = Recipient(f"P{one}", "fr", [("email", f"p{one}@example.org")])
            queue_message("drill", to, incubator=None, about={"name": f"P{one}"}, urgent=True)


def settled() -> bool:
    from interlab.notices.models import Message, State

    return not Message.objects.filter(state__in=(State.QUEUED, State.SENDING)).exists()


def drill(folder: Path) -> dict[str, Any]:
    """Run the drill and return what was counted."""
    messages = int(_number("MESSAGES", 1000))
    kills = ["server"] * int(_number("SERVER_KILLS", 10)) + ["worker"] * int(_number("WORKER_KILLS", 10))
    random.shuffle(kills)
    running = Drill(folder)
    os.environ |= {"INTERLAB_SMTP_HOST": "127.0.0.1", "INTERLAB_SMTP_PORT": str(running.port), "INTERLAB_SMTP_TLS": "0"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    written(messages)
    begun = time.monotonic()
    effective = Counter[str]()
    try:
        running.start_server()
        for _ in range(int(_number("WORKERS", 1))):
            running.start_worker()
        while not settled() and time.monotonic() - begun < GIVE_UP_AFTER:
            time.sleep(random.uniform(0.02, _number("EVERY", 0.8)))
            if kills and running.accepted.exists() and running.accepted.stat().st_size and not settled():
                whom = kills.pop()
                running.kill_server() if whom == "server" else running.kill_worker()
                effective[whom] += 1
    finally:
        running.end()
    return {**counted(running.accepted, messages), "kills": dict(effective), "seconds": round(time.monotonic() - begun, 1)}


def counted(accepted: Path, messages: int) -> dict[str, Any]:
    """Compare what the server accepted with what the outbox says."""
    from interlab.notices.channels.mail import message_id
    from interlab.notices.models import Message, State

    arrived = Counter(line.split()[0] for line in accepted.read_text().splitlines())
    rows = list(Message.objects.all())
    doubtful = [message for message in rows if message.state == State.DOUBTFUL]
    sent = [message for message in rows if message.state == State.SENT]
    return {
        "messages": messages,
        "arrived": len(arrived),
        "doubled": sum(1 for times in arrived.values() if times > 1),
        "said to be sent and never arrived": sum(1 for message in sent if message_id(message) not in arrived),
        "put to a human": len(doubtful),
        "of those, had arrived": sum(1 for message in doubtful if message_id(message) in arrived),
        "lost without a word": sum(
            1 for message in rows if message_id(message) not in arrived and message.state not in (State.DOUBTFUL, State.FAILED)
        ),
        "states": dict(Counter(message.state for message in rows)),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        os.environ.setdefault("INTERLAB_VAR", name)
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = f"sqlite:///{name}/drill.sqlite3"
        result = drill(Path(name))
        sys.stdout.write(json.dumps(result, indent=2) + "\n")
        faults = result["doubled"] + result["lost without a word"] + result["said to be sent and never arrived"]
        sys.exit(1 if faults else 0)
