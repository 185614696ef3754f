"""The measurements themselves run: the small size on SQLite, each screen once."""

import os
import socket
import subprocess
import sys

import pytest

from tests.architecture import ROOT

SCREENS = (
    "list",
    "search, rare",
    "search, frequent",
    "search, two words",
    "person",
    "note a session",
    "today, coach",
    "today, team",
    "sign-in",
    "figures of a year",
)


@pytest.mark.slow
def test_bench_measures_every_screen(tmp_path):
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        # The floor is served beside, on the next port.
        other.bind(("127.0.0.1", port + 1))
    environment = {
        "INTERLAB_VAR": str(tmp_path),
        "SIZE": "small",
        "DATABASES": "sqlite",
        "TIMES": "2",
        "SECONDS": "0.2",
        "PORT": str(port),
    }
    ran = subprocess.run(
        [sys.executable, "bench/run.py"], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [name for name in SCREENS if f"\n| {name} |" not in ran.stdout] == []
    assert "first visit of sign-in" in ran.stdout
    assert "times as quick" in ran.stdout
    assert "two workers take" in ran.stdout
