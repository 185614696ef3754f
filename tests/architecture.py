"""The shape of the code, as the architecture tests know it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# Highest first; apps that stand side by side keep their order, which nobody asks about.
LAYERS = [app.strip() for layer in PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"] for app in layer.split("|")]

# What is larger than its ceiling, and why. May only shrink.
LARGER: dict[str, str] = {}


def sources(*patterns: str) -> list[Path]:
    """The project's own files that match, without migrations."""
    return sorted(
        path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file() and "migrations" not in path.parts
    )


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
