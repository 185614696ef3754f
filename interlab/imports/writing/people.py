"""A row about a person becomes a person, their participation and their project; what is known already is completed, not changed."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.text import fold
from interlab.imports.writing.labels import Words
from interlab.journeys import actions
from interlab.journeys.models import Launch, Participation, Project
from interlab.journeys.models.participations import ENDED, OPEN, State
from interlab.network.models import Stage
from interlab.people.actions import PersonFacts, create_person, update_person
from interlab.people.contacts import normal_form
from interlab.people.models import ContactPoint, Person
from interlab.workbook import PersonRow

_GENDERS = set(Person.Gender.values)
_LEVELS = {"A1": "beginner", "A2": "beginner", "B1": "middle", "B2": "middle", "C1": "fluent", "C2": "fluent"}


def write_person(
    row: PersonRow, known: Person | None, *, words: Words, first_session: date | None, by: Membership | None
) -> Person:
    """Enter or complete the person of a row, their participation and their project. Raises DomainError for the whole row."""
    facts = _facts(row)
    person = update_person(known, _completed(known, facts), by=by) if known else create_person(words.incubator, facts, by=by)
    participation = _participation(row, person, words, first_session, by)
    _end(row, participation, words, by)
    _project(row, person, participation, words, by)
    return person


def _facts(row: PersonRow) -> PersonFacts:
    called = "" if fold(row.called) == fold(row.full_name) else row.called
    return PersonFacts(
        full_name=row.full_name,
        called=called,
        gender=row.gender if row.gender in _GENDERS else "",
        birth_year=row.birth_year,
        standing=row.standing,
        municipality=row.municipality[:120],
        languages=tuple((code, _level(level)) for code, level in row.languages),
        contacts=tuple(
            [(ContactPoint.Kind.PHONE.value, phone.typed[:254]) for phone in row.phones]
            + [(ContactPoint.Kind.EMAIL.value, email[:254]) for email in row.emails]
        ),
    )


def _level(text: str) -> str:
    return text if text in ("native", "fluent", "middle", "beginner") else _LEVELS.get(text.upper()[:2], "")


def _completed(person: Person, said: PersonFacts) -> PersonFacts:
    """Return what is known of a person, with the workbook's word only where nothing was known."""
    languages = [(one.language, one.level) for one in person.languages.all()]
    spoken = {language for language, _level_known in languages}
    contacts = list(person.contacts.all())
    reached = {contact.value for contact in contacts} | {contact.normal for contact in contacts}
    return replace(
        said,
        full_name=person.full_name,
        called=person.called,
        gender=person.gender or said.gender,
        birth_year=person.birth_year or said.birth_year,
        standing=person.standing or said.standing,
        migration_value=person.migration_value,
        municipality=person.municipality or said.municipality,
        interpreter_wanted=person.interpreter_wanted,
        languages=languages + [one for one in said.languages if one[0] not in spoken],
        contacts=[(contact.kind, contact.value) for contact in contacts]
        + [one for one in said.contacts if one[1] not in reached and _normal(one) not in reached],
    )


def _normal(contact: tuple[str, str]) -> str:
    return normal_form(*contact) or contact[1]


def _participation(
    row: PersonRow, person: Person, words: Words, first_session: date | None, by: Membership | None
) -> Participation:
    """Return the participation the row speaks of: the one of that date or underway, or a new one."""
    entered = row.entered_on or first_session or row.launched_on
    known = list(person.participations.filter(programme=words.programme).order_by("applied_on", "pk"))
    same = [one for one in known if entered in (one.applied_on, one.enrolled_on)]
    underway = [one for one in known if one.state not in ENDED]
    # A later entry after an exit is a re-entry; anything else speaks of what we have.
    reentry = bool(known) and entered is not None and all(one.ended_on and one.ended_on <= entered for one in known)
    found = next(iter(same or underway or ([] if reentry or not known else known[-1:])), None)
    state = _state(row, entered)
    if found is None:
        found = actions.open_participation(
            person,
            words.programme,
            by=by,
            state=state if state in (*OPEN, State.WAITLISTED) else State.ACTIVE if state in ENDED else State.APPLIED,
            on=entered or today(),
            cohort=words.cohort(row.cohort),
            coach=words.colleague(row.coach),
            source=words.source(row.source),
        )
        if row.note:
            found.moves.update(reason=row.note)
    if found.state in (State.APPLIED, State.WAITLISTED) and state not in (found.state, State.APPLIED):
        target = State.ENROLLED if state in (*OPEN, *ENDED) else state
        found = actions.move_participation(found, target, by=by, on=entered or today())
    return found


def _state(row: PersonRow, entered: date | None) -> str:
    state = row.status.meaning or (State.ACTIVE if entered else State.APPLIED)
    if state in (*OPEN, *ENDED) and entered is None:
        return State.APPLIED
    if state in OPEN and row.left_on is not None and row.left_on <= today():
        return State.LEFT
    return state


def _end(row: PersonRow, participation: Participation, words: Words, by: Membership | None) -> None:
    """End the participation when the row gives the day; without it, an exit can't be placed and the person stays accompanied."""
    if row.left_on is None or row.left_on > today() or participation.state not in OPEN:
        return
    completed = row.status.meaning == State.COMPLETED
    actions.move_participation(
        participation,
        State.COMPLETED if completed else State.LEFT,
        by=by,
        on=row.left_on,
        exit_reason=words.exit_reason(row.exit.meaning, row.exit.text),
    )


def _project(row: PersonRow, person: Person, participation: Participation, words: Words, by: Membership | None) -> None:
    if not (row.project or row.stage.meaning or row.launched_on or row.enterprise_number):
        return
    held = list(Project.objects.filter(holders__person=person, programme=words.programme).order_by("pk"))
    name = row.project or (held[0].name if held else _("Project of %(name)s") % {"name": person.short_name})
    project = next((one for one in held if fold(one.name) == fold(name)), None)
    if project is None:
        sector = words.sector(row.sector)
        project = actions.create_project(words.programme, name=name[:200], holders=[person], by=by, sector=sector)
    elif project.sector is None and row.sector:
        project = actions.update_project(
            project, name=project.name, summary=project.summary, sector=words.sector(row.sector), by=by
        )
    if row.stage.meaning == Stage.Meaning.POST_LAUNCH:
        _launch(row, project, by)
        _stage(row, project, participation, words, by)
    else:
        _stage(row, project, participation, words, by)
        _launch(row, project, by)


def _stage(row: PersonRow, project: Project, participation: Participation, words: Words, by: Membership | None) -> None:
    launched = row.stage.meaning == Stage.Meaning.LAUNCHED
    stage = words.stage(row.stage.meaning, row.stage.text)
    # A launch without its day can't be counted: it waits until somebody says when.
    if stage is None or (launched and row.launched_on is None):
        return
    entered = set(project.moves.standing().values_list("stage__meaning", flat=True))
    if stage.meaning in entered:
        return
    on = participation.enrolled_on or participation.applied_on
    if row.launched_on and stage.meaning in (Stage.Meaning.LAUNCHED, Stage.Meaning.POST_LAUNCH):
        on = row.launched_on
    elif entered:
        # The workbook says where the project is, not since when: we learn it today.
        on = today()
    actions.move_project(project, stage, by=by, on=on, reason=_("As in the workbook."))
    project.refresh_from_db()


def _launch(row: PersonRow, project: Project, by: Membership | None) -> None:
    if row.launched_on is None or (project.launched_on is not None and hasattr(project, "launch")):
        return
    number = row.enterprise_number.digits if row.enterprise_number and row.enterprise_number.valid else ""
    actions.record_launch(
        project,
        started_on=row.launched_on,
        by=by,
        enterprise_number=number,
        legal_form=_legal_form(row.legal_form),
        evidence=Launch.Evidence.OWN_WORD if number else Launch.Evidence.UNKNOWN,
    )


def _legal_form(text: str) -> str:
    """Return our form for the usual words; a form we can't name is "other"."""
    folded = fold(text)
    if not folded:
        return ""
    if any(word in folded for word in ("complementaire", "bijberoep", "secondary")):
        return Launch.LegalForm.SELF_EMPLOYED_SECONDARY
    if any(word in folded for word in ("independant", "physique", "zelfstandig", "eenmanszaak", "self-employed", "pp")):
        return Launch.LegalForm.SELF_EMPLOYED
    if "coop" in folded or folded in ("sc", "scrl", "cv"):
        return Launch.LegalForm.COOPERATIVE
    if folded in ("asbl", "vzw") or "association" in folded:
        return Launch.LegalForm.NON_PROFIT
    if folded in ("srl", "sprl", "sa", "bv", "bvba", "nv") or "societe" in folded:
        return Launch.LegalForm.COMPANY
    return Launch.LegalForm.OTHER
