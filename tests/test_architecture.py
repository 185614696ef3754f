"""What a reviewer would otherwise have to watch for: sizes, names, templates, dependencies, locks, commands in the docs."""

import ast
import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.architecture import LARGER, PYPROJECT, ROOT, short, sources

pytestmark = pytest.mark.once

PYTHON = sources("interlab/**/*.py", "config/*.py", "bench/**/*.py", "scripts/**/*.py", "manage.py")
TESTS = sources("tests/**/*.py")
TEMPLATES = sources("interlab/**/*.html", "interlab/**/*.txt")
LOCKS = sources("requirements*.lock")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def tracked() -> list[str]:
    """Files that belong to the repository, added already or not yet."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [name for name in found.stdout.splitlines() if (ROOT / name).is_file()]


# Sizes -----------------------------------------------------------------------------------------------------------


def _too_large() -> Iterator[tuple[str, int]]:
    """Yield what exceeds its ceiling: `path` for files, `path::name` for functions and classes."""
    for ceiling, paths in ((400, PYTHON), (500, TESTS), (120, TEMPLATES), (300, [ROOT / "config/settings.py"])):
        for path in paths:
            lines = len(path.read_text().splitlines())
            if lines > ceiling:
                yield short(path), lines
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > (250 if isinstance(node, ast.ClassDef) else 40):
                    yield f"{short(path)}::{node.name}", lines


def test_sizes_stay_under_their_ceilings():
    too_large = dict(_too_large())
    new = {name: lines for name, lines in too_large.items() if name not in LARGER}
    assert not new, f"split these, by noun: {new}"
    assert set(LARGER) <= set(too_large), "an exception that is no longer needed"


# Names and texts -------------------------------------------------------------------------------------------------


def test_no_junk_drawers():
    drawers = {
        "utils",
        "util",
        "helpers",
        "helper",
        "services",
        "service",
        "managers",
        "manager",
        "common",
        "misc",
        "signals",
        "tasks_common",
    }
    assert [short(path) for path in PYTHON if path.stem in drawers or path.parent.name in drawers] == []


def test_every_module_says_what_it_is_for():
    missing = [short(path) for path in PYTHON if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))]
    # A list of addresses says it all.
    assert [name for name in missing if not name.endswith("urls.py")] == []


def test_every_action_promises_something():
    missing = []
    for path in PYTHON:
        if "actions" not in (path.stem, path.parent.name):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                missing.append(f"{short(path)}::{node.name}")
    assert missing == []


def test_actions_and_rules_never_see_a_request():
    seen = []
    for path in PYTHON:
        if "actions" in (path.stem, path.parent.name):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.arg) and node.arg == "request":
                    seen.append(short(path))
    assert seen == []


def test_no_gettext_of_an_f_string():
    found = [short(path) for path in PYTHON if re.search(r"\b(?:_|n?p?gettext(?:_lazy)?)\(\s*f[\"']", path.read_text())]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_obey_the_content_policy(path):
    text = path.read_text()
    assert not re.search(r"""\sstyle\s*=\s*["']""", text), "no inline style: a class"
    assert not re.search(r"<style\b", text), "no inline style: a file"
    assert not re.search(r"""\son[a-z]+\s*=\s*["']""", text), "no inline handler: a module under static/"
    assert not re.search(r"""\shx-on""", text), "no inline handler: a module under static/"
    assert "javascript:" not in text
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert not body.strip() or 'type="application/json"' in attributes, "no inline script"


def test_every_template_is_used():
    """A template that nothing names is dead."""
    texts = "\n".join(path.read_text() for path in [*PYTHON, *TEMPLATES])
    names = {short(path).split("/templates/", 1)[1] for path in TEMPLATES if "/templates/" in short(path)}
    # allauth and Django name theirs themselves.
    own = {name for name in names if name.split("/")[0] not in ("account", "mfa", "allauth", "django", "429.html")}
    assert sorted(name for name in own if name not in texts) == []


# Dependencies and locks ------------------------------------------------------------------------------------------


def _names(requirements: str) -> set[str]:
    lines = [line.split("#")[0].strip() for line in requirements.splitlines()]
    return {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in lines if line and not line.startswith("-")}


def test_every_runtime_dependency_has_its_reason():
    wanted = _names((ROOT / "requirements.in").read_text())
    assert wanted == set(PYPROJECT["tool"]["interlab"]["dependencies"])


@pytest.mark.parametrize("path", LOCKS, ids=short)
def test_locks_name_no_host(path):
    lines = path.read_text().splitlines()
    assert lines
    wrong = [line for line in lines if "http" in line.split("==")[0] or "://" in line or "file:" in line or line.startswith("-")]
    assert wrong == []
    packages = [line for line in lines if not line.startswith(" ")]
    assert all("==" in line for line in packages)
    assert path.read_text().count("--hash=sha256:") >= len(packages)


def test_locks_hold_what_is_asked_for():
    for name in ("requirements", "requirements-dev", "requirements-uv"):
        asked = _names((ROOT / f"{name}.in").read_text())
        locked = _names((ROOT / f"{name}.lock").read_text().replace("\\", ""))
        assert asked <= locked, name
    run, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / f"{name}.lock").read_text(), re.MULTILINE))
        for name in ("requirements", "requirements-dev")
    )
    assert run <= dev, f"production and tests would run different versions: {sorted(run - dev)}"


# Documents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documents_name_commands_that_exist(name):
    text = (ROOT / name).read_text()
    named = set(re.findall(r"`make(?: ([a-z]+))?", text)) | set(re.findall(r"^\s*make ([a-z]+)", text, re.MULTILINE))
    assert named - {""} <= TARGETS, name
    assert named, "at least the two commands"


def test_help_lists_every_target():
    listed = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert listed == TARGETS


def test_no_file_names_a_place_of_one_machine():
    suspicious = re.compile(rb"(?<![\w.])/(?:work|home/\w+|Users|root)/")
    found = [name for name in tracked() if not name.endswith((".lock", ".mo")) and suspicious.search((ROOT / name).read_bytes())]
    assert [name for name in found if name != "tests/test_architecture.py"] == []


def test_no_file_is_vast():
    assert [name for name in tracked() if (ROOT / name).stat().st_size > 1024 * 1024] == []
