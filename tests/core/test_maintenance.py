"""Closed for a while: a clear page for everybody, nothing typed is lost, and whoever watches the server isn't alarmed."""

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone

from interlab.core import maintenance


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(VAR_DIR=tmp_path):
        yield


def test_everybody_gets_the_page_and_the_server_is_well(client: Client):
    call_command("maintenance", "on", "We move to a larger machine.")
    answer = client.get("/account/login/", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert "We move to a larger machine." in answer.text and answer.headers["Retry-After"] == "300"
    health = client.get("/healthz/")
    assert (health.status_code, health.text) == (200, "closed for maintenance\n")


def test_typed_text_is_kept(client: Client):
    call_command("maintenance", "on")
    answer = client.post("/liege/note/", {"text": "Ce que nous avons dit des prix"}, headers={"accept-language": "fr"})
    assert answer.status_code == 503
    assert "Ce que nous avons dit des prix</textarea>" in answer.text


def test_page_says_until_when(client: Client):
    end = timezone.localtime() + timedelta(minutes=30)
    maintenance.begin(maintenance.Maintenance(until=end.isoformat()))
    answer = client.get("/", headers={"accept-language": "en"})
    assert f"open again at {end:%H:%M}" in answer.text
    assert 1700 < int(answer.headers["Retry-After"]) <= 1800
    maintenance.begin(maintenance.Maintenance(until=(end - timedelta(hours=1)).isoformat()))
    assert "open again" not in client.get("/", headers={"accept-language": "en"}).text


def test_off_opens_again(client: Client, db: None):
    call_command("maintenance", "on", "--until", "23:59")
    call_command("maintenance", "off")
    assert client.get("/account/login/").status_code == 200


def test_a_wrong_hour_is_explained():
    with pytest.raises(CommandError, match="14:30"):
        call_command("maintenance", "on", "--until", "teatime")
    assert maintenance.current() is None


def test_the_sign_of_a_dead_process_keeps_nobody_out():
    process = subprocess.Popen(["true"])
    process.wait()
    maintenance.begin(maintenance.Maintenance(process=process.pid))
    assert maintenance.current() is None
    maintenance.begin(maintenance.Maintenance(process=os.getpid()))
    assert maintenance.current() is not None


def test_a_flag_written_by_hand_closes_too():
    maintenance.flag().write_text("closed")
    assert maintenance.current() == maintenance.Maintenance()
    maintenance.flag().write_text(json.dumps({"unknown": 1}))
    assert maintenance.current() == maintenance.Maintenance()


def test_health_tells_about_the_daily_backup(client: Client, db: None, tmp_path: Path):
    from interlab.core.keeping import state

    assert client.get("/healthz/").text == "ok\n"
    with override_settings(BACKUPS=str(tmp_path)):
        assert "late" in client.get("/healthz/").text
        state.note(done=timezone.now().isoformat())
        assert client.get("/healthz/").text.startswith("ok\nbackup: 20")
        state.note(failed=timezone.now().isoformat())
        answer = client.get("/healthz/")
        assert (answer.status_code, "backup: failed" in answer.text) == (200, True)
