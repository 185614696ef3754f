"""What a call asks unless its team wants otherwise: seven questions, then two or three after the check page. Easy words."""

import json
from pathlib import Path
from typing import Any

# What an answer may be to us: once sent, each of these is written where it belongs, and never asked again.
FACTS = frozenset(
    "name languages idea progress place contact coming standing migration_value gender birth_year sector source may_work".split()
)


def default_declaration() -> dict[str, Any]:
    """Return the questions every new call starts with, as data for `core.questions`."""
    declaration: dict[str, Any] = json.loads((Path(__file__).parent / "data/default_questions.json").read_text())
    return declaration
