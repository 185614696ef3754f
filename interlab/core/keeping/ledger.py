"""The list of erasures, which no restore may shorten: who was erased stays erased, however old the copy."""

from pathlib import Path

from django.conf import settings

from interlab.core.durability import write_through


def place() -> Path:
    """Return where the list is."""
    return Path(settings.ERASURE_LEDGER)


def lines(path: Path | None = None) -> list[str]:
    """Return the lines of the list, in order, each once."""
    try:
        text = (path or place()).read_text()
    except FileNotFoundError:
        return []
    return list(dict.fromkeys(line for line in text.splitlines() if line.strip()))


def write(path: Path, wanted: list[str]) -> None:
    """Write the list whole, on the disk itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text("".join(f"{line}\n" for line in wanted))
    draft.chmod(0o600)
    write_through(draft)
    draft.replace(path)
    write_through(path.parent)


def merged(older: list[str], newer: list[str]) -> list[str]:
    """Return the union: the copy's lines, then those that came since."""
    return list(dict.fromkeys([*older, *newer]))
