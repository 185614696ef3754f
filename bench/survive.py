"""Kill the web server and the database at random points under load, again and again, and check what was acknowledged.

    .venv/bin/python bench/survive.py --database sqlite --kills 500
    .venv/bin/python bench/survive.py --database postgresql --kills 500 --minutes 20

Each turn: four clients write through the pages; something is killed with SIGKILL; it is started again; every answer that led to
the page of a save must be in the database once and whole. Whoever got no clear answer sends the same form again: then it is there
once. At the end, or when told to stop (SIGTERM), all that was ever acknowledged is looked up once more and the whole database is
checked. Everything lives in a folder that goes away. This proves that killed processes lose nothing; a power cut is another matter
(docs/operations.md).
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.victims import Postgres, Web  # noqa: E402 - the project's folder must be known first

if TYPE_CHECKING:
    from bench.promises import Promise

WRITERS = 4
WHOLE_CHECK_EVERY = 50


def free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def prepared(place: Path, postgres: Postgres | None) -> dict[str, str]:
    """Make the database, and return the environment that reaches it."""
    environment = {"INTERLAB_VAR": str(place), "INTERLAB_DEMO": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment["DATABASE_URL"] = f"sqlite:///{place / 'interlab.sqlite3'}"
    if postgres is not None:
        import psycopg

        with psycopg.connect(postgres.address.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE interlab")
        environment["DATABASE_URL"] = postgres.address
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=os.environ | environment, check=True)
    return environment


def opened_incubator() -> dict[str, Any]:
    """Open an incubator with a coach and some persons, and return what the writers need of it."""
    from django.db import connection

    from bench.fill import _cookie
    from interlab.accounts.actions import create_member
    from interlab.accounts.models import Account
    from interlab.accounts.roles import Role
    from interlab.journeys.actions import enter_person
    from interlab.journeys.actions.persons import Entry
    from interlab.network.actions import create_incubator
    from interlab.network.models import Programme, SessionKind
    from interlab.people.actions import PersonFacts

    incubator = create_incubator(slug="liege", name="InterLab Liège", city="Liège")
    account = Account.objects.create_user("coach@example.org", name="Coach")
    coach = create_member(incubator, name="Coach", roles=[Role.COACH], account=account)
    programme = Programme.objects.get(incubator=incubator)
    names = [f"Awa {number} Diallo{number}" for number in range(40)]
    persons = [enter_person(incubator, PersonFacts(full_name=name), Entry(programme), by=coach) for name in names]
    kind = SessionKind.objects.filter(incubator=incubator).first()
    assert kind is not None and account.email is not None
    cookies = {"sessionid": _cookie(account.email), "csrftoken": "k" * 32}
    # What is killed later must not be a connection of ours.
    connection.close()
    return {
        "slug": incubator.slug,
        "persons": [person.code for person in persons],
        "kind": kind.code,
        "programme": programme.code,
        "cookies": cookies,
    }


class Turns:
    """One kill after the other, and what came of it."""

    def __init__(self, web: Web, postgres: Postgres | None, data: dict[str, Any], seed: int) -> None:
        from bench.promises import Writer

        self.web, self.postgres, self.random = web, postgres, Random(seed)
        self.count: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.recovered: list[float] = []
        self.settled: list[Promise] = []
        self.go = threading.Event()
        self.writers: list[Writer] = [Writer(web.port, data, self.go, seed + number) for number in range(WRITERS)]
        for writer in self.writers:
            writer.start()

    def turn(self) -> None:
        """Let them write, kill, start again, check."""
        self.go.set()
        time.sleep(self.random.uniform(0.05, 0.7))
        what = self.random.choice(["web", "web", "one process", *(["postgres"] * 3 if self.postgres else [])])
        self.count[f"kills of {what}"] += 1
        self.count["kills"] += 1
        if what == "web":
            self.web.kill()
            self.web.start()
        elif what == "one process":
            self.web.kill_one_process()
        else:
            assert self.postgres is not None
            self.postgres.kill()
            # Some turns leave the web server without its database for longer than a request waits.
            time.sleep(self.random.choice([0, 0, 0, 1]))
            self.postgres.start()
        self.go.clear()
        self.recovered.append(self.web.wait_until_it_answers())
        self.check()

    def check(self) -> None:
        from django.db import connection

        from bench.promises import check, check_whole_database

        settled = []
        for writer in self.writers:
            if not writer.at_rest.wait(30):
                self.wrong.append("a client never got an answer")
            waiting = set(map(id, writer.again))
            settled += [one for one in writer.sent if id(one) not in waiting]
            writer.sent = [one for one in writer.sent if id(one) in waiting]
        self.settled += settled
        self.wrong += check(settled, self.count)
        if self.count["kills"] % WHOLE_CHECK_EVERY == 0:
            self.wrong += check_whole_database()
            self.count["whole-database checks"] += 1
        connection.close()

    def end(self) -> None:
        """Send once more what is still unclear, then check it and the whole database."""
        from django.db import connection

        from bench.promises import check_once_more, check_whole_database

        self.go.set()
        deadline = time.monotonic() + 20
        while any(writer.again for writer in self.writers) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.go.clear()
        for writer in self.writers:
            writer.at_rest.wait(30)
            writer.ended = True
            self.settled += writer.again
            self.wrong += [f"{one.kind} {one.token}: unclear to the end, at last {one.answer}" for one in writer.again]
        self.check()
        self.wrong += check_once_more(self.settled, self.count) + check_whole_database()
        self.count["whole-database checks"] += 1
        connection.close()


def report(turns: Turns, database: str, seconds: float) -> dict[str, Any]:
    names = ["acknowledged", "unclear answers", "retried and acknowledged", "refused", "lost", "doubled", "half-written"]
    names += ["acknowledged, looked up at the end", "whole-database checks"]
    return {
        "database": database,
        "kills": turns.count["kills"],
        **{name: count for name, count in turns.count.items() if name.startswith("kills of")},
        **{name: turns.count[name] for name in names},
        "wrong": turns.wrong[:20],
        "wrong, in all": len(turns.wrong),
        "longest until it answered, s": round(max(turns.recovered, default=0), 1),
        "seconds": round(seconds),
    }


def asked_for() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop by then, and check")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--show-every", type=int, default=25)
    return parser.parse_args()


def main() -> None:
    asked = asked_for()
    seed = asked.seed if asked.seed is not None else int(time.time())
    place = Path(tempfile.mkdtemp(prefix="interlab-survive-"))
    place.chmod(0o755)
    postgres = Postgres(place) if asked.database == "postgresql" else None
    environment = prepared(place, postgres)
    os.environ.update(environment | {"INTERLAB_POOL": "0"})
    import django

    django.setup()
    web = Web(free_port(), environment | {"INTERLAB_POOL": "1"}, place / "web.log")
    begun = time.monotonic()
    turns = Turns(web, postgres, opened_incubator(), seed)
    web.start()
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_stop.set())
    try:
        web.wait_until_it_answers()
        for number in range(1, asked.kills + 1):
            if told_to_stop.is_set() or time.monotonic() - begun > asked.minutes * 60:
                break
            turns.turn()
            if number % asked.show_every == 0:
                print(json.dumps(report(turns, asked.database, time.monotonic() - begun)), flush=True)
        turns.end()
    finally:
        web.kill()
        if postgres is not None:
            postgres.stop()
    found = report(turns, asked.database, time.monotonic() - begun)
    print(json.dumps(found | {"seed": seed}), flush=True)
    if turns.wrong:
        raise SystemExit(f"something was lost, doubled or broken; what is left of it: {place}")
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
