"""Real processes, killed at random: each message arrives once, none is lost without a word, none twice.

Small here; `MESSAGES=1000 SERVER_KILLS=20 WORKER_KILLS=20 python bench/outbox.py` is the whole drill.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import ROOT


@pytest.mark.slow
@pytest.mark.once
def test_messages_survive_the_death_of_the_server_and_of_workers(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "INTERLAB_DEMO")}
    environment |= {"INTERLAB_VAR": str(tmp_path), "MESSAGES": "60", "SERVER_KILLS": "3", "WORKER_KILLS": "3", "DELAY": "0.03"}
    drill = [sys.executable, "bench/outbox.py"]
    ran = subprocess.run(drill, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    counted = json.loads(ran.stdout)
    assert counted["doubled"] == counted["lost without a word"] == counted["said to be sent and never arrived"] == 0
    assert counted["arrived"] + counted["put to a human"] >= 60
    assert sum(counted["kills"].values()) == 6, "the drill ended before everybody was killed"
