"""Measure every screen that matters at two sizes on both databases; print each number as it comes, then a database's tables.

SIZE=small stops after the small one, DATABASES=sqlite (or postgresql) after one database. BENCH_POSTGRES names a server to use.
Filled databases stay under var/bench for the next run, until a migration changes.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import table  # noqa: E402 - the project's folder must be known first
from bench.client import Client, memory_of, serving  # noqa: E402
from bench.measure import Measure, Screen, ScreenFailed, Throng, measured, plain_text, screens, thronged  # noqa: E402
from bench.postgres import create_database, server  # noqa: E402

SIZES = {"small": (100, 1_000), "large": (100_000, 1_000_000)}
HOME = Path(os.environ.get("INTERLAB_VAR", ROOT / "var")) / "bench"
PORT = int(os.environ.get("PORT", "8317"))
TIMES = int(os.environ.get("TIMES", "30"))
CLIENTS = 16
THRONG_SECONDS = float(os.environ.get("SECONDS", "3"))
THRONGED = ("list", "search, rare", "search, frequent", "search, two words", "person", "note a session", "today, coach")
failed: list[str] = []


@dataclass
class Results:
    """What was found of one size on one database, by screen."""

    alone: dict[str, Measure] = field(default_factory=dict)
    inside: dict[str, tuple[float, float]] = field(default_factory=dict)
    throng: dict[str, Throng] = field(default_factory=dict)
    peer: dict[str, Measure] = field(default_factory=dict)
    seconds: float = 0
    memory: tuple[float, float] = (0, 0)


def shape_of_tables() -> str:
    """Return a digest that changes with any migration or with how a database is filled: older ones are of no use then."""
    digest = hashlib.sha256()
    for path in sorted(
        [*ROOT.glob("interlab/*/migrations/*.py"), *(ROOT / "bench" / name for name in ("crowd.py", "fill.py", "rows.py"))]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def prepared(size: str, database: str, address: str | None) -> tuple[dict[str, str], dict[str, Any]]:
    """Fill a database where it isn't yet; return the environment that reaches it and what to measure with."""
    place = HOME / f"{database}-{size}-{shape_of_tables()}"
    for old in HOME.glob(f"{database}-{size}-*"):
        if old != place:
            shutil.rmtree(old)
    place.mkdir(parents=True, exist_ok=True)
    environment = {"INTERLAB_VAR": str(place), "INTERLAB_STATIC": str(HOME / "static"), "INTERLAB_DEMO": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if address is not None:
        environment["DATABASE_URL"] = create_database(address, f"interlab_bench_{size}", shape_of_tables())
    else:
        environment["DATABASE_URL"] = f"sqlite:///{place / 'interlab.sqlite3'}"
    begun = time.monotonic()
    command = [sys.executable, "-c", "import django; django.setup(); from bench import fill; fill.main()", *map(str, SIZES[size])]
    filled = subprocess.run(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, check=True, text=True)
    data = json.loads(filled.stdout)
    rows = data["rows"]
    print(
        f"{database}, {size}: {rows['persons']:,} persons, {rows['sessions']:,} sessions, ready in {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    return environment, data


def collect_static(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


def askers(data: dict[str, Any], port: int) -> Any:
    """Return what gives a client of the server on `port`, signed in as asked."""
    return lambda who: Client(port, {"sessionid": data["cookies"][who]} if who else {})


def results(size: str, database: str, address: str | None) -> Results:
    """Measure one size on one database: alone, inside, and in a throng."""
    environment, data = prepared(size, database, address)
    if not (HOME / "static" / "staticfiles.json").exists() or size == "small":
        collect_static(environment)
    found = Results()
    plain = environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    on_sqlite = database == "sqlite"
    with serving(environment, PORT) as own, serving(plain, PORT + 1):
        found.seconds = own.seconds
        for screen in screens(data, askers(data, PORT), askers(data, PORT + 1), on_sqlite=on_sqlite):
            measure(screen, found.alone)
        if size == "small":
            _print_first_visits(data)
    found.inside = inside(environment, data, database)
    found.peer = peer(environment, data)
    in_a_throng(environment, data, found, servers=1 if on_sqlite else 2)
    return found


def measure(screen: Screen, into: dict[str, Measure]) -> None:
    try:
        into[screen.name] = measured(screen, TIMES)
    except ScreenFailed as failure:
        failed.append(screen.name)
        print(f"  {screen.name:20} FAILED: {failure}", flush=True)
    else:
        one = into[screen.name]
        print(f"  {screen.name:20} {one.ms:9.1f} ms, floor {one.floor:9.1f}", flush=True)


def inside(environment: dict[str, str], data: dict[str, Any], database: str) -> dict[str, tuple[float, float]]:
    """Return the milliseconds of processor time of each screen and of its floor."""
    command = [sys.executable, "-c", "import django; django.setup(); from bench import inside; inside.main()"]
    command += [json.dumps(data), str(TIMES), database]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, check=True, text=True)
    found = {name: (ms, floor) for name, (ms, floor) in json.loads(ran.stdout).items()}
    for name, (ms, floor) in found.items():
        print(f"  {name:20} {ms:9.1f} ms of processor, floor {floor:9.1f}, × {ms / floor:.2f}", flush=True)
    return found


def peer(environment: dict[str, str], data: dict[str, Any]) -> dict[str, Measure]:
    """Measure Django's own administration beside us, over the same rows."""
    home = f"/{data['slug']}/people/"
    found: dict[str, Measure] = {}
    with serving(environment, PORT), serving(environment | {"DJANGO_SETTINGS_MODULE": "bench.peer"}, PORT + 1):
        own, other = askers(data, PORT)("lead"), askers(data, PORT + 1)("lead")
        admin = "/admin/people/person/"
        first = re.search(rf"{admin}\d+/change/", plain_text(other.get(admin).body))
        assert first is not None
        for name, path, theirs in (
            ("list", home, admin),
            ("search, rare", f"{home}?q={data['rare'][0]}", f"{admin}?q={data['rare'][0]}"),
            ("person", f"{home}{data['persons'][0]}/", first[0]),
        ):
            screen = Screen(name, lambda _n, path=path: own.get(path), lambda _n, theirs=theirs: other.get(theirs))  # type: ignore[misc]
            found[name] = measured(screen, max(5, TIMES // 3))
    return found


def in_a_throng(environment: dict[str, str], data: dict[str, Any], found: Results, *, servers: int) -> None:
    """Let sixteen clients ask at once, of every server by turns; each server has two workers."""
    with ExitStack() as stack:
        running = [stack.enter_context(serving(environment, PORT + n, workers=2)) for n in range(servers)]
        ports = [running[number % servers].port for number in range(CLIENTS)]
        clients = [screens(data, askers(data, port), askers(data, port), on_sqlite=True) for port in ports]
        for name in THRONGED:
            asks = [next(screen.ask for screen in some if screen.name == name) for some in clients]
            found.throng[name] = thronged(asks, THRONG_SECONDS)
            print(f"  {name:20} {found.throng[name].each_second:9.0f} answers a second, sixteen clients", flush=True)
        found.memory = memory_of(running[0].group)


def _print_first_visits(data: dict[str, Any]) -> None:
    staff = Client(PORT, {"sessionid": data["cookies"]["lead"]})
    home = f"/{data['slug']}"
    visits = [("sign-in", Client(PORT), "/account/login/"), ("today", staff, f"{home}/"), ("people", staff, f"{home}/people/")]
    visits += [("person", staff, f"{home}/people/{data['persons'][0]}/"), ("figures", staff, f"{home}/figures/")]
    for name, client, path in visits:
        size, requests = client.first_visit(path)
        print(f"  first visit of {name}: {size / 1024:.1f} KB in {requests} requests")


def main() -> None:
    wanted = os.environ.get("DATABASES", "sqlite,postgresql").split(",")
    sizes = ["small"] if os.environ.get("SIZE") == "small" else list(SIZES)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    with server() if "postgresql" in wanted else nullcontext(None) as address:
        for database in wanted:
            if database == "postgresql" and address is None:
                print("PostgreSQL isn't installed: left out.")
                continue
            where = address if database == "postgresql" else None
            table.show(database, {size: results(size, database, where) for size in sizes})
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
