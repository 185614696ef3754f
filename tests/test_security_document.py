"""The line-by-line answer to ASVS 5.0 level 2 leaves no line out, and the tests it names exist."""

import re

import pytest

from tests.architecture import ROOT

pytestmark = pytest.mark.once
SECURITY = (ROOT / "docs/security.md").read_text()

# The lines of levels 1 and 2 in ASVS 5.0.0, section by section: those numbered 1 to n. Level 3 has the others.
LINES = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3,
    "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2,
    "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3,
    "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


def _answered() -> dict[str, str]:
    """The state of each line, by its number."""
    found: dict[str, str] = {}
    for row in re.findall(r"^\| (V[^|]+) \|[^|]*\| ([^|]+) \|", SECURITY, re.MULTILINE):
        for first, last in re.findall(r"V(\d+\.\d+\.\d+)(?:–V(\d+\.\d+\.\d+))?", row[0]):
            section, start = first.rsplit(".", 1)
            for number in range(int(start), int(last.rsplit(".", 1)[1] if last else start) + 1):
                line = f"{section}.{number}"
                assert line not in found, f"V{line} is answered twice"
                found[line] = row[1].strip()
    return found


def test_every_line_of_level_two_is_answered():
    wanted = {f"{section}.{number}" for section, count in LINES.items() for number in range(1, count + 1)}
    answered = _answered()
    assert len(wanted) == 253
    assert sorted(wanted - set(answered)) == []
    assert set(answered.values()) <= {"met", "n.a.", "open"}


def test_every_proof_named_exists():
    wrong = []
    for path, test in re.findall(r"`((?:tests|interlab|docs|deploy|scripts|bench)/[\w./-]*)(?:::(\w+))?`", SECURITY):
        there = ROOT / path
        if not there.exists() or (test and f"def {test}(" not in there.read_text()):
            wrong.append(f"{path}{'::' + test if test else ''}")
    assert sorted(set(wrong)) == []
