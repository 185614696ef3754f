"""A PostgreSQL for the measurements: the one named by BENCH_POSTGRES, or one of our own whose data are kept for the next run."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "interlab"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


def _own(*command: str | Path) -> None:
    # PostgreSQL refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], cwd="/", check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def server() -> Iterator[str | None]:
    """Give the address of a server without its database's name; None where PostgreSQL isn't installed."""
    if address := os.environ.get("BENCH_POSTGRES"):
        yield address.rstrip("/")
        return
    programs = _programs()
    if programs is None:
        yield None
        return
    # Not under the project: the user postgres may not be allowed to stand there.
    data = Path(tempfile.gettempdir()) / "interlab-bench-postgres"
    if not (data / "PG_VERSION").exists():
        data.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres", data], check=True)
        _own(
            programs / "initdb",
            "--pgdata",
            data,
            "--username",
            USER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
        )
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=256MB"
    start = ("--silent", "--wait", "--log", data / "log", "--options", options)
    _own(programs / "pg_ctl", "--pgdata", data, *start, "start")
    try:
        yield f"postgres://{USER}@127.0.0.1:{port}"
    finally:
        _own(programs / "pg_ctl", "--pgdata", data, "--mode", "fast", "--silent", "stop")


def create_database(address: str, name: str, shape: str) -> str:
    """Return the address of the database `name` of tables of this `shape`, made where it isn't there; older shapes of it go."""
    import psycopg
    import psycopg.sql

    wanted = f"{name}_{shape}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name]).fetchall()
        known = {row[0] for row in rows}
        for old in known - {wanted}:
            connection.execute(psycopg.sql.SQL("DROP DATABASE {}").format(psycopg.sql.Identifier(old)))
        if wanted not in known:
            made = psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
            connection.execute(made.format(psycopg.sql.Identifier(wanted)))
    return f"{address}/{wanted}"
