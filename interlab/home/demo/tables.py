"""How the demo's people are written down: one line a person, columns between bars, read into typed rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from interlab.people.actions import PersonFacts

_GENDERS = {"w": "woman", "m": "man", "o": "other", "-": ""}
_STANDINGS = {"n": "newcomer", "l": "local", "-": ""}
_LEVELS = {"+": "fluent", "~": "middle", "-": "beginner"}


def cells(table: str) -> Iterator[list[str]]:
    """Yield the cells of each line of `table`, trimmed."""
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


@dataclass(frozen=True)
class Someone:
    """What every table says first of a person, whatever follows."""

    full_name: str
    called: str
    gender: str
    birth_year: int
    standing: str
    municipality: str
    languages: tuple[tuple[str, str], ...]

    def facts(self, number: int, *, interpreter_wanted: bool = False, migration_value: str = "") -> PersonFacts:
        """Return the person as they are entered, with a phone and an address that are nobody's."""
        contacts = [("phone", f"0455 00 {number // 100:02} {number % 100:02}")]
        if number % 3:
            contacts.append(("email", f"personne{number}@example.org"))
        if number % 4 == 0:
            contacts.append(("whatsapp", contacts[0][1]))
        return PersonFacts(
            full_name=self.full_name,
            called=self.called,
            gender=self.gender,
            birth_year=self.birth_year,
            standing=self.standing,
            municipality=self.municipality,
            languages=self.languages,
            contacts=contacts,
            interpreter_wanted=interpreter_wanted,
            migration_value=migration_value,
        )


def someone(row: list[str]) -> Someone:
    """Read the first seven cells of a line."""
    name, called, gender, born, standing, town, spoken = row[:7]
    return Someone(name, called, _GENDERS[gender], int(born), _STANDINGS[standing], town, tuple(_languages(spoken)))


def _languages(spoken: str) -> Iterator[tuple[str, str]]:
    """Read `ti en+ fr-`: the mother tongue first, then others with how well they are spoken."""
    for word in spoken.split():
        level = _LEVELS.get(word[-1])
        yield (word[:-1], level) if level else (word, "native")


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
