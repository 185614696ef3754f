"""Rules that our source keeps: what is dangerous is not called, what is random is unguessable."""

import ast
import json
import re
import subprocess
import sys

import pytest

from tests.architecture import ROOT, short, sources

pytestmark = pytest.mark.once

PRODUCT = sources("interlab/**/*.py", "config/*.py", "manage.py")
TEMPLATES = sources("interlab/**/*.html", "interlab/**/*.txt")
SCRIPTS = sources("interlab/**/static/**/*.js")
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml", "telnetlib", "ftplib"}
# The demo's people are drawn by lot, always the same ones.
MAY_BE_PREDICTABLE = "interlab/home/demo/"


def _calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_nothing_runs_text_as_code():
    found = [
        f"{short(p)}:{c.lineno}"
        for p in PRODUCT
        for c in _calls(p)
        if isinstance(c.func, ast.Name) and c.func.id in FORBIDDEN_CALLS
    ]
    assert found == []


def test_nothing_reads_objects_from_strangers():
    assert [(short(path), name) for path in PRODUCT for name in _imports(path) if name in FORBIDDEN_MODULES] == []


def test_chance_is_unguessable():
    found = [
        short(path)
        for path in PRODUCT
        for name in _imports(path)
        if name == "random" and not short(path).startswith(MAY_BE_PREDICTABLE)
    ]
    assert found == []


def test_no_weak_digest():
    weak = re.compile(r"\b(?:md5|sha1)\b", re.IGNORECASE)
    assert [short(path) for path in PRODUCT if weak.search(path.read_text())] == []


def test_no_shell():
    wrong = []
    for path in PRODUCT:
        for call in _calls(path):
            if any(word.arg == "shell" for word in call.keywords) or ast.unparse(call.func) in ("os.system", "os.popen"):
                wrong.append(f"{short(path)}:{call.lineno}")
    assert wrong == []


def test_no_statement_is_built_from_data():
    """SQL by hand holds constants alone: parameters carry the data."""
    wrong = []
    for path in PRODUCT:
        if short(path) in NAMES_ARE_THE_DATABASES_OWN:
            continue
        for call in _calls(path):
            name = ast.unparse(call.func)
            if name.endswith((".raw", ".extra")) or name in ("RawSQL",):
                wrong.append(f"{short(path)}:{call.lineno} {name}")
            if name.endswith(("cursor.execute", "cursor.executemany")) and call.args:
                names = {node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}
                if any(not name.isupper() for name in names - {"quote_name", "connection"}):
                    wrong.append(f"{short(path)}:{call.lineno} {ast.unparse(call.args[0])[:60]}")
    assert wrong == []


# Statements about tables themselves, which no parameter can name: each comes from the models or the catalogue, quoted by Django.
NAMES_ARE_THE_DATABASES_OWN = {
    "interlab/core/keeping/marks.py",
    "interlab/core/statistics.py",
    "interlab/core/durability.py",
    "interlab/privacy/freed_space.py",
    "interlab/privacy/triggers.py",
}


def test_xml_is_read_by_what_refuses_entities():
    """The standard library may name a type of element, and reads nothing."""
    named = [ast.unparse(node) for path in PRODUCT for node in ast.walk(ast.parse(path.read_text()))
             if isinstance(node, ast.Import | ast.ImportFrom) and "xml.etree" in ast.unparse(node)]  # fmt: skip
    assert set(named) <= {"from xml.etree.ElementTree import Element"}


def test_pages_escape_everything():
    """Plain text needs no escaping: what is mailed is no page."""
    pages = [path for path in TEMPLATES if path.suffix == ".html"]
    assert [short(path) for path in pages if re.search(r"\|\s*safe\b|autoescape off|safeseq", path.read_text())] == []


def test_text_is_marked_safe_only_where_it_is_ours():
    marked = {short(path) for path in PRODUCT if "mark_safe(" in path.read_text() or "SafeString(" in path.read_text()}
    # Icons of the library; constants; QR codes of the library.
    assert marked <= MARKED_SAFE, f"explain these here: {sorted(marked - MARKED_SAFE)}"


MARKED_SAFE = {
    "interlab/core/templatetags/page.py",  # icons of the library
    "interlab/core/forms.py",  # a constant
    "interlab/accounts/second_factors.py",  # a QR code drawn by the library
    "interlab/core/templatetags/kept.py",  # what a template has drawn, escaped there
    "interlab/journeys/templatetags/people.py",  # rows joined, every word of theirs escaped
    "interlab/journeys/templatetags/thread.py",  # entries joined, every word of theirs escaped
    "interlab/privacy/trail.py",  # a sentence of the catalogue, filled with escaped words
    "interlab/home/pages.py",  # Markdown by the library, with HTML of the writer switched off
}


def test_no_regular_expression_is_built_from_text():
    wrong = []
    for path in PRODUCT:
        for call in _calls(path):
            name = ast.unparse(call.func)
            if re.fullmatch(r"re\.(compile|search|match|fullmatch|sub|split|findall|finditer)", name) and call.args:
                pattern = call.args[0]
                constant = (
                    isinstance(pattern, ast.Constant)
                    or ast.unparse(pattern).startswith("re.escape(")
                    or (
                        isinstance(pattern, ast.Name)
                        and (pattern.id.isupper() or (short(path), pattern.id) in FROM_A_CONSTANT_LIST)
                    )
                )
                joined = isinstance(pattern, ast.JoinedStr | ast.BinOp) and all(
                    node.id.isupper() for node in ast.walk(pattern) if isinstance(node, ast.Name)
                )
                if not (constant or joined):
                    wrong.append(f"{short(path)}:{call.lineno} {ast.unparse(pattern)[:60]}")
    assert wrong == []


# A loop over a list of the module's own.
FROM_A_CONSTANT_LIST = {("interlab/workbook/durations.py", "pattern")}


def test_scripts_put_no_text_in_as_markup():
    words = re.compile(
        r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|localStorage"
    )
    assert [(short(path), words.findall(path.read_text())) for path in SCRIPTS if words.search(path.read_text())] == []


def test_outgoing_requests_do_not_follow_and_check_certificates():
    text = "\n".join(path.read_text() for path in PRODUCT)
    assert "verify=False" not in text and "CERT_NONE" not in text and "_create_unverified_context" not in text


@pytest.mark.slow
def test_bandit_finds_nothing_serious():
    run = subprocess.run(
        [sys.executable, "-m", "bandit", "-r", "interlab", "config", "-f", "json", "-q", "-x", "migrations"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(run.stdout[run.stdout.index("{") :])["results"]
    high = [one for one in found if one["issue_severity"] == "HIGH"]
    assert high == []
    weighed = {(one["filename"], one["test_id"]) for one in found if one["issue_severity"] == "MEDIUM"}
    assert weighed <= WEIGHED, f"mend these, or say why not: {sorted(weighed - WEIGHED)}"


# What bandit finds of middling weight, and why it may stay.
WEIGHED = {
    *((path, rule) for path in MARKED_SAFE for rule in ("B308", "B703")),
    ("interlab/core/among.py", "B608"),  # a column's own name, its values are parameters
    ("interlab/core/keeping/marks.py", "B608"),  # names of tables
    ("interlab/privacy/triggers.py", "B608"),  # names of tables
    # See NAMES_ARE_THE_DATABASES_OWN.
    ("interlab/core/keeping/marks.py", "B608"),
    ("interlab/core/forms.py", "B308"),  # the word "selected"
    ("interlab/core/templatetags/page.py", "B308"),  # icons of the library, by names in our templates
    ("interlab/core/templatetags/page.py", "B703"),
    ("interlab/accounts/second_factors.py", "B308"),  # squares drawn by segno: the text is in none of its markup
    ("interlab/accounts/second_factors.py", "B703"),
    ("interlab/core/management/commands/serve.py", "B104"),  # compared with, never bound by default
}
