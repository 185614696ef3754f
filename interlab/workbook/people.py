"""People rows: one row, one person as the team describes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .asking import SKIP
from .contacts import read_emails, read_enterprise_number, read_gender, read_phones
from .dates import read_birth_year
from .folding import as_text, fold, fold_header, says_nothing
from .languages import read_languages
from .names import LONGEST_NAME, Name, name_from_two, name_key, name_of, without_title
from .shapes import EnterpriseNumber, Meaning, PersonRow, Phone, Reason, Row, because
from .tables import Desk, RowWork, Table

_LAUNCHED = frozenset({"launched", "post_launch"})
_FAMILY_FIRST = re.compile(
    r"^(?:noms?|naam|achternaam|name|surname|last name)\s+(?:et |en |and )?(?:prenoms?|voornaam|first name|given name)"
)


@dataclass(slots=True)
class Draft:
    """A person read from a row, before it is known who is whose namesake."""

    work: RowWork
    person: PersonRow
    spellings: tuple[str, ...] = ()
    reference: str = ""


@dataclass(slots=True)
class PeopleRead:
    drafts: list[Draft] = field(default_factory=list)
    refused: dict[str, tuple[str, int]] = field(default_factory=dict)


def read_people(table: Table, rows: list[Row], desk: Desk, found: PeopleRead) -> None:
    """Adds the table's persons to `found`; a row that gives none is filed as rejected in the table's reading."""
    full = table.column("full_name")
    family_first = bool(full and (_FAMILY_FIRST.match(fold_header(full.header)) or _capitals_come_first(table, rows)))
    sheet_status = _status_of_sheet(table, desk)
    for row in rows:
        work = RowWork(desk, table, row)
        name = _name(work, family_first=family_first)
        person = _person(work, name, sheet_status) if name else None
        if person is None or name is None or work.refusals:
            work.close(name.full if name else "")
            if name:
                found.refused.setdefault(name_key(name.full), (table.sheet.name, row.number))
        else:
            found.drafts.append(Draft(work, person, _spellings(work, name), as_text(work.value("reference"))))


def _capitals_come_first(table: Table, rows: list[Row]) -> bool:
    """Whether the full names written with a family name in capitals have it in front: the others then follow the same habit."""
    column = table.column("full_name")
    if column is None:
        return False
    first = last = 0
    for row in rows[:300]:
        words = without_title(as_text(row.cell(column.index)))[0].split()
        if len(words) > 1 and words[0].isupper() != words[-1].isupper():
            first += len(words[0]) > 1 and words[0].isupper()
            last += words[-1].isupper()
    return first > last


def _status_of_sheet(table: Table, desk: Desk) -> Meaning:
    """A status the sheet's own name gives ("Candidats 2023", "Liste d'attente") when no column does."""
    if table.has("status"):
        return Meaning()
    name = " ".join(word for word in fold(table.sheet.name).split() if not word.isdigit())
    for text in (name, name.rstrip("s"), " ".join(word.rstrip("s") for word in name.split())):
        meaning = desk.meanings.meaning_of("status", text) if text not in ("participant", "info", "contact", "nouveau") else None
        if meaning:
            return Meaning(meaning, table.sheet.name)
    return Meaning()


def _name(work: RowWork, *, family_first: bool) -> Name | None:
    given, family = as_text(work.value("given_name", needed=True)), as_text(work.value("family_name", needed=True))
    full = as_text(work.value("full_name", needed=True))
    if max(len(given), len(family), len(full)) > LONGEST_NAME:
        work.refuse(because("name_too_long", longest=LONGEST_NAME))
        return None
    typed = " ".join(part for part in (given, family, full) if part)
    if work.refusals or not typed or says_nothing(typed):
        if not work.refusals:
            work.refuse(because("no_name"))
        return None
    if not any(letter.isalpha() for letter in typed) or typed.startswith("="):
        work.refuse(because("name_without_letters", value=typed[:60]))
        return None
    if work.table.has("family_name"):
        return name_from_two("" if says_nothing(given) else given, "" if says_nothing(family) else family)
    if given and not full:
        return name_of(given, family_first=False)
    name = name_of(full, family_first=family_first)
    return Name(name.full, given, name.family, name.gender) if given and fold(given) in fold(full) else name


def _spellings(work: RowWork, name: Name) -> tuple[str, ...]:
    aside = re.findall(
        r"[(\"«“]\s*([^)\"»”]{2,40}?)\s*[)\"»”]", as_text(work.value("full_name")) + " " + as_text(work.value("given_name"))
    )
    called = work.text("called")
    return tuple(
        text for text in (called, *aside) if text and not any(letter.isdigit() for letter in text) and len(text.split()) < 4
    )


def _person(work: RowWork, name: Name, sheet_status: Meaning) -> PersonRow | None:
    entered_on, left_on, launched_on = _days(work)
    reason_for_leaving = work.meaning("exit_reason", "exit", decides=lambda text: False)
    status, stage = _status_and_stage(work, entered_on, left_on, launched_on, reason_for_leaving, sheet_status)
    _remark_on_launch(work, stage, launched_on)
    if status.meaning in ("completed", "left") and left_on is None:
        work.remark("ended_without_date")
    return PersonRow(
        key=f"{work.sheet}/{work.row.number}",
        sheet=work.sheet,
        row=work.row.number,
        full_name=name.full,
        called=work.text("called", 100) or name.given,
        gender=_gender(work, name),
        birth_year=_birth_year(work),
        languages=_languages(work),
        municipality=work.text("municipality"),
        emails=_emails(work),
        phones=_phones(work),
        entered_on=entered_on,
        left_on=left_on,
        exit=reason_for_leaving,
        status=status,
        standing=_standing(work),
        project=work.text("project"),
        sector=work.text("sector"),
        stage=stage,
        launched_on=launched_on,
        enterprise_number=_enterprise_number(work),
        legal_form=work.text("legal_form"),
        coach=work.text("coach"),
        source=work.text("source"),
        cohort=work.text("cohort"),
        note=work.free_text("note"),
    )


def _days(work: RowWork) -> tuple[date | None, date | None, date | None]:
    """Entry, exit and launch; an exit or a launch still to come isn't noted yet."""
    entered_on, left_on, launched_on = work.day("entered_on"), work.day("left_on"), work.day("launched_on")
    if launched_on and launched_on > work.desk.today:
        work.remark("launch_in_future", date=launched_on.isoformat())
        launched_on = None
    if left_on and left_on > work.desk.today:
        work.remark("exit_in_future", date=left_on.isoformat())
        left_on = None
    if entered_on and left_on and left_on < entered_on:
        work.refuse(because("left_before_entered", entered_on=entered_on.isoformat(), left_on=left_on.isoformat()))
    return entered_on, left_on, launched_on


def _gender(work: RowWork, name: Name) -> str:
    text = work.text("gender")
    gender = read_gender(text) if text else ""
    if gender is None:
        gender = _asked_gender(work, text)
    return gender or name.gender


def _asked_gender(work: RowWork, text: str) -> str:
    """What "1" or "2" stands for is asked once; until then the gender is unknown, and the person is in."""
    work.remark("gender_not_understood", value=text[:60])
    if len(text) > 20:
        return ""
    answer = work.ask_meaning("gender", "gender", text, because("gender_unknown", value=text), ("woman", "man", "other"))
    return answer if answer and answer != SKIP else ""


def _birth_year(work: RowWork) -> int | None:
    value = work.value("birth_year")
    if value is None or says_nothing(as_text(value)):
        return None
    year = read_birth_year(value, work.desk.today)
    if isinstance(year, Reason):
        work.refuse(year)
        return None
    if year is None:
        work.remark("birth_year_not_understood", value=as_text(value)[:60])
    return year


def _texts(work: RowWork, name: str) -> list[str]:
    return [
        as_text(value) if not isinstance(value, str) else value
        for column in work.table.by_field.get(name, ())
        if (value := work.row.cell(column.index))
    ]


def _languages(work: RowWork) -> tuple[tuple[str, str], ...]:
    languages: dict[str, str] = {}
    for text in _texts(work, "languages"):
        found, unknown = read_languages(text)
        for code, level in found:
            languages[code] = level or languages.get(code, "")
        for piece in unknown:
            work.remark("language_not_understood", value=piece)
    return tuple(languages.items())


def _emails(work: RowWork) -> tuple[str, ...]:
    emails: dict[str, None] = {}
    for text in _texts(work, "email"):
        found, invalid = read_emails(text)
        emails.update(dict.fromkeys(found))
        if invalid:
            work.remark("email_invalid", value=as_text(text)[:80])
    return tuple(emails)


def _phones(work: RowWork) -> tuple[Phone, ...]:
    phones: dict[str, Phone] = {}
    for column in work.table.by_field.get("phone", ()):
        value = work.row.cell(column.index)
        found = read_phones(value)
        for phone in found:
            phones.setdefault(phone.e164 or phone.typed, phone)
            if phone.e164 is None:
                work.remark("phone_invalid", value=phone.typed[:60])
        if not found and not says_nothing(as_text(value)):
            work.remark("phone_invalid", value=as_text(value)[:60])
    return tuple(phones.values())


def _enterprise_number(work: RowWork) -> EnterpriseNumber | None:
    number = read_enterprise_number(work.value("enterprise_number"))
    if number is not None and not number.valid:
        work.remark("enterprise_number_invalid", value=number.typed)
        return None
    return number


def _standing(work: RowWork) -> str:
    text = work.text("standing")
    meaning = work.desk.meanings.meaning_of("standing", text) if text else ""
    if meaning is None:
        work.remark("standing_not_understood", value=text[:60])
    return meaning or ""


def _status_and_stage(
    work: RowWork,
    entered_on: date | None,
    left_on: date | None,
    launched_on: date | None,
    left_for: Meaning,
    sheet_status: Meaning,
) -> tuple[Meaning, Meaning]:
    has_launch = launched_on is not None or bool(work.text("enterprise_number"))
    stage = work.meaning("stage", "stage", decides=lambda text: has_launch)
    text = work.text("status")
    told = work.desk.meanings.meaning_of("status", text) if text else None
    if text and told is None and not stage.text:
        # "Où il en est" often holds the project's stage: "Ouvert".
        as_stage = work.desk.meanings.meaning_of("stage", text)
        if as_stage:
            return Meaning("active" if entered_on else "", text), Meaning(as_stage, text)
    status = work.meaning("status", "status", decides=lambda text: True)
    if status.text:
        return status, stage
    if sheet_status.meaning:
        work.remark("status_from_sheet_name")
        return sheet_status, stage
    if left_on is not None and left_on <= work.desk.today:
        return Meaning("completed" if left_for.meaning == "launched" else "left"), stage
    if entered_on is None:
        work.remark("no_entry_date")
        return Meaning(), stage
    if work.table.has("status"):
        work.remark("status_missing")
    return Meaning("active"), stage


def _remark_on_launch(work: RowWork, stage: Meaning, launched_on: date | None) -> None:
    if launched_on is None and (
        stage.meaning in _LAUNCHED or work.desk.meanings.meaning_of("stage", work.text("status")) in _LAUNCHED
    ):
        work.remark("launch_without_date")
    if launched_on is not None and stage.meaning and stage.meaning not in _LAUNCHED:
        work.remark("launch_date_without_stage")
