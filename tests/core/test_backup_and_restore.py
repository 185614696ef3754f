"""A backup brings everything back, or refuses with a sentence; what was there stays until the restored one is checked."""

import io
import json
import shutil
import signal
import tarfile
from pathlib import Path

import pytest

from tests.core.installation import Installation, copy_of, new_installation

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = new_installation(tmp_path_factory.mktemp("lived-in"))
    made.ask("fill", "Awa Diallo")
    return made


@pytest.fixture(scope="module")
def copy(lived_in: Installation) -> Path:
    path = lived_in.place / "copy.tar"
    told = lived_in.must("backup", "--to", str(path))
    assert "read again and equal" in told
    assert "INTERLAB_NOTE_KEYS" in told
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Installation:
    return new_installation(tmp_path / "elsewhere")


@pytest.fixture(scope="module")
def of_zoe(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = new_installation(tmp_path_factory.mktemp("of-zoe"))
    made.ask("fill", "Zoe Peeters")
    return made


@pytest.fixture
def occupied(of_zoe: Installation, tmp_path: Path) -> Installation:
    return copy_of(of_zoe, tmp_path / "occupied")


def test_restore_brings_everything_back(lived_in: Installation, copy: Path, elsewhere: Installation):
    told = elsewhere.must("restore", str(copy))
    assert "Figures" in told and "equal" in told
    found = elsewhere.ask("content")
    assert found == lived_in.ask("content")
    assert found["persons"] == ["Awa Diallo"]
    assert found["notes"] == ["Note of Awa Diallo"]
    assert found["documents"] == ["%PDF-1.4 Awa Diallo"]
    assert not elsewhere.ask("is_closed")
    assert not (elsewhere.place / "restoring").exists()


def test_restore_into_nothing_at_all(copy: Path, tmp_path: Path):
    bare = new_installation(tmp_path / "bare", migrated=False)
    bare.must("restore", str(copy))
    assert bare.ask("content")["persons"] == ["Awa Diallo"]


def test_backup_holds_no_key(lived_in: Installation, copy: Path):
    with tarfile.open(copy) as tar:
        for member in tar.getmembers():
            assert lived_in.key.encode() not in tar.extractfile(member).read()
    assert copy.stat().st_mode & 0o077 == 0


def test_backup_while_others_write_is_of_one_moment(lived_in: Installation, tmp_path: Path, elsewhere: Installation):
    busy = new_installation(tmp_path / "busy")
    busy.ask("fill", "Awa Diallo")
    writing = busy.start("shell", "-c", "from tests.core.installation import enter_many; enter_many('400')")
    try:
        for number in range(3):
            assert writing.poll() is None, "nobody wrote any more"
            busy.must("backup", "--to", str(tmp_path / f"busy{number}.tar"))
    finally:
        writing.kill()
        writing.communicate()
    elsewhere.must("restore", str(tmp_path / "busy2.tar"))
    found = elsewhere.ask("content")
    assert (
        len(found["persons"]) == len(found["notes"]) == len(found["documents"])
        or abs(len(found["persons"]) - len(found["documents"])) <= 1
    )


def test_restore_refuses_to_replace_unasked(copy: Path, occupied: Installation):
    refused = occupied.manage("restore", str(copy))
    assert refused.returncode != 0
    assert "--replace" in refused.stderr and "Traceback" not in refused.stderr
    assert occupied.ask("content")["persons"] == ["Zoe Peeters"]


def test_restore_replaces_when_asked_and_can_be_taken_back(copy: Path, occupied: Installation):
    occupied.must("restore", str(copy), "--replace")
    found = occupied.ask("content")
    assert found["persons"] == ["Awa Diallo"]
    files = [path for path in (occupied.place / "media").rglob("*") if path.is_file()]
    assert len(files) == 1, "files that no row knows are gone"
    (safety,) = (occupied.place / "before-restore").glob("*.tar")
    occupied.must("restore", str(safety), "--replace")
    assert occupied.ask("content")["persons"] == ["Zoe Peeters"]
    assert occupied.ask("content")["documents"] == ["%PDF-1.4 Zoe Peeters"]


def test_restore_refuses_the_wrong_key(copy: Path, occupied: Installation):
    occupied.key = "another-key"
    refused = occupied.manage("restore", str(copy), "--replace")
    assert refused.returncode != 0
    assert "key" in refused.stderr and "fingerprint" in refused.stderr
    occupied.key = "newer-key,first-key"
    assert occupied.ask("content")["persons"] == ["Zoe Peeters"]
    occupied.must("restore", str(copy), "--replace")
    assert occupied.ask("content")["notes"] == ["Note of Awa Diallo"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_restore_refuses_a_truncated_copy(copy: Path, elsewhere: Installation, tmp_path: Path, share: float):
    cut = tmp_path / "cut.tar"
    whole = copy.read_bytes()
    # A tar ends with empty blocks: what is cut must be more than those.
    cut.write_bytes(whole.rstrip(b"\0")[: int(len(whole.rstrip(b"\0")) * share)])
    refused = elsewhere.manage("restore", str(cut))
    assert refused.returncode != 0
    assert "Nothing was restored" in refused.stderr and "Traceback" not in refused.stderr
    assert elsewhere.ask("content")["persons"] == []


def test_restore_refuses_a_changed_copy(copy: Path, elsewhere: Installation, tmp_path: Path):
    changed = bytearray(copy.read_bytes())
    changed[2000] ^= 1
    path = tmp_path / "changed.tar"
    path.write_bytes(changed)
    refused = elsewhere.manage("restore", str(path))
    assert refused.returncode != 0
    assert "isn't what was put in" in refused.stderr


def test_restore_refuses_other_files(elsewhere: Installation, tmp_path: Path):
    for name, data in (("photo.tar", b"\x89PNG" * 400), ("empty.tar", b"")):
        (tmp_path / name).write_bytes(data)
        refused = elsewhere.manage("restore", str(tmp_path / name))
        assert refused.returncode != 0 and "Traceback" not in refused.stderr
    assert "There is no file" in elsewhere.manage("restore", str(tmp_path / "nowhere.tar")).stderr


def _with_manifest(copy: Path, to: Path, **changes: object) -> Path:
    with tarfile.open(copy) as source, tarfile.open(to, "w") as target:
        for member in source.getmembers():
            data = source.extractfile(member).read()
            if member.name == "manifest.json":
                data = json.dumps(json.loads(data) | changes).encode()
                member.size = len(data)
            target.addfile(member, io.BytesIO(data))
    return to


def test_restore_refuses_a_copy_of_a_newer_version(copy: Path, elsewhere: Installation, tmp_path: Path):
    newer = _with_manifest(copy, tmp_path / "newer.tar", migrations=["journeys.0999_tomorrow"], interlab="99.0")
    refused = elsewhere.manage("restore", str(newer))
    assert refused.returncode != 0 and "newer version" in refused.stderr


def test_restore_refuses_when_rows_or_figures_differ(copy: Path, occupied: Installation, tmp_path: Path):
    with tarfile.open(copy) as tar:
        told = json.loads(tar.extractfile("manifest.json").read())
    fewer = _with_manifest(copy, tmp_path / "rows.tar", rows=told["rows"] | {"people_person": 2})
    other = _with_manifest(
        copy, tmp_path / "figures.tar", marks={"impact.figures": dict.fromkeys(told["marks"]["impact.figures"], "0000")}
    )
    for path, word in ((fewer, "people_person"), (other, "figures")):
        refused = occupied.manage("restore", str(path), "--replace")
        assert refused.returncode != 0 and word in refused.stderr and "nothing was exchanged" in refused.stderr
    assert occupied.ask("content")["persons"] == ["Zoe Peeters"]
    assert occupied.ask("content")["documents"] == ["%PDF-1.4 Zoe Peeters"]


@pytest.mark.parametrize("moment", ["parts read", "Rows of every table", "Figures"])
def test_restore_killed_in_the_middle_leaves_the_old_database(copy: Path, occupied: Installation, moment: str):
    before = occupied.ask("content")
    restoring = occupied.start("restore", str(copy), "--replace")
    assert restoring.stdout is not None
    for line in restoring.stdout:
        if moment in line:
            restoring.send_signal(signal.SIGKILL)
            break
    restoring.communicate()
    assert restoring.returncode == -signal.SIGKILL
    assert occupied.ask("content") == before
    assert not occupied.ask("is_closed"), "a dead process keeps nobody out"
    occupied.must("restore", str(copy), "--replace")
    assert occupied.ask("content")["persons"] == ["Awa Diallo"]


def test_restore_never_shortens_the_list_of_erasures(lived_in: Installation, elsewhere: Installation, tmp_path: Path):
    ledger = lived_in.place / "erasures.jsonl"
    ledger.write_text('{"code": "old"}\n')
    try:
        lived_in.must("backup", "--to", str(tmp_path / "with-ledger.tar"))
    finally:
        ledger.unlink()
    (elsewhere.place / "erasures.jsonl").write_text('{"code": "new"}\n{"code": "old"}\n')
    elsewhere.must("restore", str(tmp_path / "with-ledger.tar"))
    assert (elsewhere.place / "erasures.jsonl").read_text() == '{"code": "old"}\n{"code": "new"}\n'


def test_restore_erases_again_who_was_erased_since(tmp_path: Path):
    one = new_installation(tmp_path / "one")
    one.ask("fill", "Awa Diallo")
    one.ask("fill", "Zoe Peeters")
    one.must("backup", "--to", str(tmp_path / "before.tar"))
    one.ask("erase", "Awa Diallo")
    assert "1 erasures" in one.must("restore", str(tmp_path / "before.tar"), "--replace")
    found = one.ask("content")
    assert found["persons"] == ["Zoe Peeters"]
    assert found["documents"] == ["%PDF-1.4 Zoe Peeters"]
    left = [path.read_bytes() for path in (one.place / "media").rglob("*") if path.is_file()]
    assert not [content for content in left if b"Awa" in content]


def test_backup_keeps_what_is_there_and_says_why_it_failed(lived_in: Installation, copy: Path):
    refused = lived_in.manage("backup", "--to", str(copy))
    assert refused.returncode != 0 and "is there already" in refused.stderr
    nowhere = lived_in.manage("backup", "--to", "/proc/nowhere/copy.tar")
    assert nowhere.returncode != 0 and "could not be written" in nowhere.stderr and "Traceback" not in nowhere.stderr


def test_backup_without_its_tools_says_what_to_install(lived_in: Installation, tmp_path: Path):
    if not lived_in.address.startswith("postgres"):
        pytest.skip("SQLite needs no tools")
    from interlab.core.keeping import postgresql
    from interlab.core.keeping.errors import CannotKeep

    with pytest.raises(CannotKeep, match="apt-get install postgresql-client"):
        postgresql.program("pg_dump_of_nobody")


def test_daily_backup_prunes_and_is_seen(lived_in: Installation, tmp_path: Path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 29):
        (folder / f"interlab-202001{day:02d}-030000.tar").touch()
    (folder / "letter.txt").touch()
    lived_in.must("backup", "--daily", INTERLAB_BACKUPS=str(folder))
    names = sorted(path.name for path in folder.iterdir())
    assert "letter.txt" in names
    assert 8 <= len(names) <= 7 + 4 + 6 + 1
    shutil.rmtree(folder)
    folder.write_text("a file, no folder")
    failed = lived_in.manage("backup", "--daily", INTERLAB_BACKUPS=str(folder))
    assert failed.returncode != 0
    assert "the daily backup failed" in failed.stderr
    told = json.loads((lived_in.place / "backup.json").read_text())
    assert told["failed"] > told["done"]
