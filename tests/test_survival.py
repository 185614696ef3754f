"""What survives: processes killed at random points under load, a database that restarts or is full, several servers at once."""

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from bench.client import Client
from bench.survive import free_port
from bench.victims import Postgres, Web
from tests.architecture import ROOT
from tests.core.installation import Installation, new_installation

# A client whose server was killed leaves its connection as it was.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Their connections are collected here, where nobody minds, not in the middle of another test."""
    yield
    gc.collect()


WORDS = "Trois prix revus avec Awa, à relire."


def test_nothing_acknowledged_is_lost_when_processes_are_killed(db: None):
    command = [sys.executable, "bench/survive.py", "--database", connection.vendor, "--kills", "6", "--seed", "1"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("INTERLAB_", "DATABASE"))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["kills"] == 6 and told["acknowledged"] > 6
    assert told["acknowledged, looked up at the end"] == told["acknowledged"]
    assert told["lost"] == told["doubled"] == told["half-written"] == 0


def test_ledger_notices_what_is_lost_and_what_is_half_written(db: None, coach):
    """The proof can fail: a promise without a row is lost, a row without its parts is half-written."""
    from collections import Counter

    from bench.promises import ACKNOWLEDGED, Promise, check, check_whole_database
    from interlab.core.dates import today
    from interlab.journeys.models import NextAct
    from tests.factories import PersonFactory

    count: Counter[str] = Counter()
    lost = Promise("act", uuid4().hex, "/", {}, ACKNOWLEDGED)
    assert "acknowledged and lost" in check([lost], count)[0]
    person = PersonFactory(incubator=coach.incubator)
    for _twice in range(2):
        NextAct.objects.create(incubator=coach.incubator, person=person, what=f"Essayer {lost.token}", due_on=today())
    assert len(check([lost], count)) == 3
    assert (count["lost"], count["doubled"], count["half-written"]) == (1, 1, 2)
    assert "2 next acts without entry" in check_whole_database()


def test_ledger_believes_only_what_leads_to_the_page_of_a_save():
    from bench.promises import ACKNOWLEDGED, REFUSED, UNCLEAR, Promise

    def heard(status: int, location: str = "") -> str:
        promise = Promise("act", uuid4().hex, "/", {})
        promise.answered(status, location)
        return promise.state

    assert heard(302, "/liege/people/bcdfghjkmnpq/") == ACKNOWLEDGED
    for elsewhere in ("/account/login/?next=/liege/people/bcdfghjkmnpq/", "/account/second-factor/", "/", ""):
        assert heard(302, elsewhere) == REFUSED
    assert [heard(status) for status in (403, 422)] == [REFUSED] * 2
    assert [heard(status) for status in (0, 200, 502, 503)] == [UNCLEAR] * 4


# A PostgreSQL of its own, that may be stopped ----------------------------------------------------------------------


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    place = tmp_path / "server"
    place.mkdir()
    server = Postgres(place)
    yield server
    server.stop()


@pytest.fixture
def own(tmp_path: Path, postgres: Postgres) -> Installation:
    import psycopg

    with psycopg.connect(postgres.address.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE interlab")
    made = Installation(tmp_path / "own", postgres.address)
    made.place.mkdir()
    made.must("prepare")
    return made


@pytest.fixture
def web(own: Installation) -> Iterator[Web]:
    web = Web(free_port(), own.environment | {"INTERLAB_POOL": "1"}, own.place / "web.log")
    web.start()
    web.wait_until_it_answers()
    yield web
    web.kill()


def _note(data: dict, text: str = WORDS) -> tuple[str, dict[str, str]]:
    facts = {"person": data["persons"][0], "day": "today", "length": "60", "kind": data["kind"], "visibility": "team"}
    keys = {"csrfmiddlewaretoken": data["cookies"]["csrftoken"], "form_key": uuid4().hex[:12], "next_what": uuid4().hex}
    return f"/{data['slug']}/note/", facts | keys | {"text": text, "next_who": "person", "next_day": "week"}


def test_database_restarts_and_nobody_restarts_the_server(own: Installation, web: Web, postgres: Postgres):
    data = own.ask("open_incubator")
    client = Client(web.port, data["cookies"] | {"django_language": "fr"})
    assert client.post(*_note(data)).status == 302
    postgres.halt()
    address, facts = _note(data)
    answer = client.post(address, facts)
    page = answer.text
    assert answer.status == 503 and answer.headers["retry-after"] == "10"
    assert f">{WORDS}</textarea>" in page and 'lang="fr"' in page
    assert Client(web.port).get("/account/login/").status in (200, 503)
    assert Client(web.port).get("/healthz/").status == 503
    postgres.start()
    web.wait_until_it_answers()
    assert client.post(address, facts).status == 302, "the same form, sent again"


def test_database_that_restarts_at_once_is_not_even_noticed(own: Installation, web: Web, postgres: Postgres):
    data = own.ask("open_incubator")
    client = Client(web.port, data["cookies"])
    assert [client.post(*_note(data)).status for _ in range(8)] == [302] * 8
    postgres.halt()
    postgres.start()
    assert [client.post(*_note(data)).status for _ in range(8)] == [302] * 8


def test_full_disk_of_the_database_says_that_nothing_was_saved(own: Installation, web: Web, postgres: Postgres):
    import psycopg

    # Not in tmp_path: the server's own user must be able to walk there.
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    small = place / "small"
    small.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], check=False).returncode:
        pytest.skip("only root mounts a disk")
    try:
        data = own.ask("open_incubator")
        subprocess.run(["chown", "postgres", small], check=True)
        with psycopg.connect(own.address, autocommit=True) as server:
            server.execute(f"CREATE TABLESPACE small LOCATION '{small}'")
            server.execute("ALTER TABLE journeys_sessionnote SET TABLESPACE small")
        client = Client(web.port, data["cookies"] | {"django_language": "en"})
        for _attempt in range(200):
            address, facts = _note(data, WORDS + uuid4().hex * 500)
            answer = client.post(address, facts)
            if answer.status != 302:
                break
        page = answer.text
        assert answer.status == 503, answer.status
        assert "There is no room left" in page and "was not saved" in page and WORDS in page
        with psycopg.connect(own.address) as server:
            row = server.execute("SELECT count(*) FROM journeys_nextact WHERE what = %s", [facts["next_what"]]).fetchone()
        assert row == (0,)
    finally:
        postgres.stop()
        subprocess.run(["umount", "--lazy", small], check=True)
        shutil.rmtree(place)


# Several at once ---------------------------------------------------------------------------------------------------


def test_two_prepare_at_once(tmp_path: Path):
    fresh = new_installation(tmp_path / "fresh", migrated=False)
    second = Installation(tmp_path / "second machine", fresh.address)
    second.place.mkdir()
    both = [one.start("prepare") for one in (fresh, second, fresh)]
    told = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], told
    assert fresh.ask("content")["persons"] == []


def test_two_servers_share_one_database(own: Installation, tmp_path: Path):
    """Two machines' worth of `serve`, each with two processes and a worker, on one PostgreSQL."""
    import psycopg

    data = own.ask("open_incubator")
    ports, served = [free_port(), free_port()], []
    for number, port in enumerate(ports):
        machine = Installation(tmp_path / f"machine{number}", own.address)
        machine.place.mkdir()
        machine.must("prepare")
        environment = machine.environment | {"INTERLAB_POOL": "1"}
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"]
        served.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
    try:
        for port in ports:
            _wait_for(port)
        clients = [Client(port, dict(data["cookies"])) for port in ports]
        statuses = [client.post(*_note(data)).status for _ in range(10) for client in clients]
        assert statuses == [302] * 20
        with psycopg.connect(own.address) as server:
            noted = server.execute("SELECT count(*) FROM journeys_session").fetchone()
            used = server.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = 'interlab'").fetchone()
        assert noted == (20,)
        assert used is not None and used[0] <= 2 * (2 * 4 + 4 + 1) + 1, "see the sum in deploy/README.md"
    finally:
        for process in served:
            process.terminate()
        told = [process.communicate(timeout=60)[0].decode() for process in served]
    assert not [one for one in told if "Traceback" in one], told


def _wait_for(port: int) -> None:
    for _attempt in range(600):
        try:
            if Client(port).get("/healthz/").status == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    raise AssertionError("the server didn't start")


# Closed while restoring --------------------------------------------------------------------------------------------


def test_worker_lets_go_while_closed(tmp_path: Path):
    one = new_installation(tmp_path / "one", migrated=False)
    one.must("prepare")
    port = free_port()
    served = one.start("serve", "--port", str(port), "--workers", "1")
    try:
        _wait_for(port)
        one.ask("fill", "Awa Diallo")
        one.must("backup", "--to", str(tmp_path / "copy.tar"))
        one.ask("fill", "Zoe Peeters")
        one.must("restore", str(tmp_path / "copy.tar"), "--replace")
        _wait_for(port)
        assert one.ask("content")["persons"] == ["Awa Diallo"]
        assert Client(port).get("/account/login/").status == 200
    finally:
        served.terminate()
        told = served.communicate(timeout=60)[0]
    assert "Traceback" not in told, told
