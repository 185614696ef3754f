"""Measure every screen that matters at two sizes on both databases, and print one table.

SIZE=small stops after the small one, DATABASES=sqlite (or postgresql) after one database. BENCH_POSTGRES names a server to use.
Filled databases stay under var/bench for the next run, until a migration changes.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.client import Client, serving  # noqa: E402 - the project's folder must be known first
from bench.measure import Measure, ScreenFailed, measured, screens  # noqa: E402 - the project's folder must be known first
from bench.postgres import create_database, server  # noqa: E402 - the project's folder must be known first

SIZES = {"small": (100, 1_000), "large": (100_000, 1_000_000)}
HOME = Path(os.environ.get("INTERLAB_VAR", ROOT / "var")) / "bench"
PORT = int(os.environ.get("PORT", "8317"))
TIMES = int(os.environ.get("TIMES", "60"))
Results = dict[str, Measure]
failed: list[str] = []


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
        f"{database}, {size}: {rows['persons']:,} persons, {rows['sessions']:,} sessions, ready in {time.monotonic() - begun:.0f} s"
    )
    return environment, data


def collect_static(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


def results(size: str, database: str, address: str | None) -> Results:
    """Measure one size on one database."""
    environment, data = prepared(size, database, address)
    if not (HOME / "static" / "staticfiles.json").exists() or size == "small":
        collect_static(environment)
    plain = environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    with serving(environment, PORT) as seconds, serving(plain, PORT + 1):
        found = {}
        for screen in screens(data, PORT, PORT + 1, on_sqlite=database == "sqlite"):
            try:
                found[screen.name] = measured(screen, TIMES)
            except ScreenFailed as failure:
                failed.append(screen.name)
                print(f"  {screen.name:20} FAILED: {failure}", flush=True)
            else:
                print(f"  {screen.name:20} {found[screen.name].ms:9.1f} ms", flush=True)
        print(f"  server process to first page: {seconds:.1f} s")
        if size == "small":
            _print_first_visits(data)
    return found


def _print_first_visits(data: dict[str, Any]) -> None:
    staff = Client(PORT, {"sessionid": data["cookies"]["lead"]})
    home = f"/{data['slug']}"
    visits = [("sign-in", Client(PORT), "/account/login/"), ("today", staff, f"{home}/"), ("people", staff, f"{home}/people/")]
    visits += [("person", staff, f"{home}/people/{data['persons'][0]}/"), ("figures", staff, f"{home}/figures/")]
    for name, client, path in visits:
        size, requests = client.first_visit(path)
        print(f"  first visit of {name}: {size / 1024:.1f} KB in {requests} requests")


def show(database: str, by_size: dict[str, Results]) -> None:
    """Print one table: milliseconds, times the floor, and how much the large size costs more."""
    largest = list(by_size)[-1]
    targets = {screen.name: screen.target for screen in screens(_NOTHING, 0, 0, on_sqlite=database == "sqlite")}
    print(
        f"\n{database:20}"
        + "".join(f"{f'{size} ms':>10}" for size in by_size)
        + f"{'floor ms':>10}{'x floor':>9}{'target':>8}{'growth':>8}"
    )
    for name, measure in by_size[largest].items():
        if any(name not in found for found in by_size.values()):
            continue
        growth = measure.ms / by_size["small"][name].ms
        target = f"{targets[name]:.1f}" if targets[name] else "–"
        cells = "".join(f"{found[name].ms:10.1f}" for found in by_size.values())
        print(f"{name:20}{cells}{measure.floor:10.1f}{measure.ratio:9.2f}{target:>8}{growth:8.2f}")


_NOTHING = {
    "slug": "",
    "cookies": {"lead": "", "coach": ""},
    "rare": [""],
    "persons": [""],
    "active": [""],
    "frequent": "",
    "year": 0,
}


def main() -> None:
    wanted = os.environ.get("DATABASES", "sqlite,postgresql").split(",")
    sizes = ["small"] if os.environ.get("SIZE") == "small" else list(SIZES)
    with server() if "postgresql" in wanted else nullcontext(None) as address:
        for database in wanted:
            if database == "postgresql" and address is None:
                print("PostgreSQL isn't installed: left out.")
                continue
            where = address if database == "postgresql" else None
            show(database, {size: results(size, database, where) for size in sizes})
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
