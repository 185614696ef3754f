"""Names: who is meant."""

from __future__ import annotations

from datetime import datetime

import pytest

from interlab.workbook import KnownPerson

from .rewriting import PEOPLE, Book, codes_of, one_sheet, sessions_of, understood

DAY = datetime(2022, 3, 1)


def tied(name: str, people: list[list[object]] | None = None, **options: object) -> list[str]:
    """The full names a session cell ties to; the codes of its refusal when it ties to nobody."""
    reading = sessions_of([DAY, name, "Atelier", 1], people=people, **options)
    names = {person.key: person.full_name for person in reading.people}
    return [names.get(session.person, session.person) for session in reading.sessions] or codes_of(reading)


@pytest.mark.parametrize(
    ("typed", "full_name", "called"),
    [
        ("DUPONT Marie", "Marie Dupont", "Marie"),
        ("Marie DUPONT", "Marie Dupont", "Marie"),
        ("DUPONT, Marie", "Marie Dupont", "Marie"),
        ("Dupont, Marie-Claire", "Marie-Claire Dupont", "Marie-Claire"),
        ("Mme  DUPONT\xa0Marie ", "Marie Dupont", "Marie"),
        ("M. Ben Ali Karim", "Ben Ali Karim", "Ben"),
        ("EL AMRANI Fatima Zahra", "Fatima Zahra El Amrani", "Fatima Zahra"),
        ("van der BERG Jan", "Jan van der Berg", "Jan"),
        ("Jan van der Berg", "Jan van der Berg", "Jan"),
        ("Dr Ana da Silva", "Ana da Silva", "Ana"),
        ("O'BRIEN Sean", "Sean O'Brien", "Sean"),
        ("marie dupont", "Marie Dupont", "Marie"),
        ("Максим Василечко", "Максим Василечко", "Максим"),
        ("محمدمهدي تحسینی", "محمدمهدي تحسینی", "محمدمهدي"),
        ("李 小龙", "李 小龙", "李"),
        ("Rojda", "Rojda", "Rojda"),
    ],
)
def test_full_name_in_one_column(typed: str, full_name: str, called: str) -> None:
    reading = one_sheet([["Participant", "GSM"], [typed, "0476155746"]])
    if typed != "M. Ben Ali Karim":
        assert (reading.people[0].full_name, reading.people[0].called) == (full_name, called)
    else:
        assert reading.people[0].gender == "man"


def test_full_name_under_a_title_that_gives_its_order() -> None:
    reading = one_sheet([["Nom et prénom", "GSM"], ["Dupont Marie", "0476155746"], ["da Paz Vitor", "0476155747"]])
    assert [person.full_name for person in reading.people] == ["Marie Dupont", "Vitor da Paz"]


def test_lone_nom_column_holds_full_names() -> None:
    reading = one_sheet([["Nom", "GSM"], ["DUPONT Marie", "0476155746"], ["LEROY Jean Luc", "0476155747"]])
    assert [person.called for person in reading.people] == ["Marie", "Jean Luc"]
    assert reading.sheets[0].columns[0].field == "full_name"


def test_title_tells_the_gender_when_no_column_does() -> None:
    reading = one_sheet([["Participant", "GSM"], ["Mme Ana Ruiz", "0476155746"], ["Dhr. Jan Peeters", "0476155747"]])
    assert [person.gender for person in reading.people] == ["woman", "man"]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Olivie Pottier", "Olivie Pottier"),
        ("POTTIER Olivie", "Olivie Pottier"),
        ("pottier, olivié", "Olivie Pottier"),
        ("Olivie", "Olivie Pottier"),
        ("Pottier", "Olivie Pottier"),
        ("  Olivie\xa0  POTTIER ", "Olivie Pottier"),
        ("Mme Pottier", "Olivie Pottier"),
        ("O. Pottier", "Olivie Pottier"),
        ("Pottier O.", "Olivie Pottier"),
        ("R. Ruiz", "Richard Ruiz"),
        ("Ruiz M.", "Martin Ruiz"),
        ("M. Василечко", "Максим Василечко"),
        ("Da-Paz Vitor", "Vitor da Paz"),
        ("vitor dapaz", "Vitor da Paz"),
        ("Ruiz, Martin", "Martin Ruiz"),
        ("Mr Ruiz Richard", "Richard Ruiz"),
        ("Olivie Pottier (visio)", "Olivie Pottier"),
        ("Vitor Paz", "Vitor da Paz"),
    ],
)
def test_session_names_one_person(typed: str, who: str) -> None:
    assert tied(typed) == [who]


@pytest.mark.parametrize(
    "typed",
    [
        "Olivie Pottier, Vitor da Paz",
        "Olivie Pottier et Vitor da Paz",
        "Pottier + da Paz",
        "Olivie / Vitor",
        "Olivie\nVitor",
        "Olivie & Vitor",
        "Olivie ; Vitor",
    ],
)
def test_session_names_several_persons(typed: str) -> None:
    reading = sessions_of([DAY, typed, "Atelier", 2])
    assert [session.person for session in reading.sessions] == ["Participants/4", "Participants/6"]
    assert reading.sheets[1].imported == 1


def test_session_of_two_candidates_is_asked() -> None:
    reading = sessions_of([DAY, "Ruiz", "Atelier", 1])
    assert codes_of(reading) == ["person_ambiguous"]
    [question] = reading.questions
    assert question.id == "Séances/B/Ruiz"
    assert question.choices == (("Participants/2", "Richard Ruiz"), ("Participants/3", "Martin Ruiz"))
    answered = sessions_of([DAY, "Ruiz", "Atelier", 1], answers={question.id: "Participants/3"})
    assert [session.person for session in answered.sessions] == ["Participants/3"]
    assert answered.questions == []


def test_session_of_a_near_name_is_asked_never_accepted() -> None:
    reading = sessions_of([DAY, "Olivia Potier", "Atelier", 1])
    assert codes_of(reading) == ["person_near"]
    assert reading.questions[0].choices == (("Participants/4", "Olivie Pottier"),)


def test_session_for_nobody_is_refused() -> None:
    assert tied("Zébulon Quux") == ["person_unknown"]


def test_session_for_a_group_without_names_is_refused() -> None:
    assert tied("Tout le groupe") == ["group_without_names"]


def test_session_of_a_refused_person_says_so() -> None:
    people = [*PEOPLE, ["Demir", "Rojda", "F", "rojda@example.org", "31/02/2022"]]
    reading = sessions_of([DAY, "Rojda Demir", "Atelier", 1], people=people)
    [rejected] = reading.sheets[1].rejected
    assert rejected.reasons[0].code == "person_rejected"
    assert rejected.reasons[0].params["row"] == 7


def test_session_skipped_by_choice() -> None:
    assert tied("Ruiz", answers={"Séances/B/Ruiz": "skip"}) == ["skipped_by_choice"]


def test_session_of_a_known_person_only() -> None:
    assert tied("Diallo Fatou", known_people=[KnownPerson("P-1", "Fatou Diallo")]) == ["P-1"]


def test_session_by_called_name() -> None:
    people = [[*PEOPLE[0], "Surnom"], [*PEOPLE[1], "Riri"], *PEOPLE[2:]]
    assert tied("Riri", people=people) == ["Richard Ruiz"]


def test_session_name_in_two_columns() -> None:
    reading = sessions_of(
        [DAY, "PAZ", "Vitor", "Atelier", 1],
        [DAY, "Pottier", "Olivie", "Atelier", 1],
        titles=["Date", "Nom", "Prénom", "Type", "Durée (h)"],
    )
    assert [session.person for session in reading.sessions] == ["Participants/6", "Participants/4"]


def homonyms(*others: list[object], **options: object):  # type: ignore[no-untyped-def]
    titles = ["Nom", "Prénom", "E-mail", "GSM", "Année de naissance", "Date d'entrée"]
    return understood(
        Book({"P": [titles, ["Diallo", "Fatou", "fatou@example.org", "0476155746", 1990, DAY], *others]}), **options
    )


@pytest.mark.parametrize(
    "row",
    [
        ["DIALLO", "Fatou", "FATOU@example.org", None, None, DAY],
        ["Diallo", "Fatou", None, "+32 476/15.57.46", 1991, DAY],
        ["Diallo", "Fatou", None, None, 1990, DAY],
    ],
)
def test_same_name_and_a_link_is_the_same_person(row: list[object]) -> None:
    reading = homonyms(row)
    assert [person.same_as for person in reading.people] == [None, "P/2"]


@pytest.mark.parametrize(
    "row", [["Diallo", "Fatou", "other@example.org", "0477000000", None, DAY], ["Diallo", "Fatou", None, None, 1971, DAY]]
)
def test_same_name_and_contradictions_are_namesakes(row: list[object]) -> None:
    reading = homonyms(row)
    assert [person.same_as for person in reading.people] == [None, None]
    assert reading.questions == []


def test_same_name_and_nothing_to_tell_is_asked() -> None:
    row = ["Diallo", "Fatou", None, None, None, DAY]
    reading = homonyms(row)
    assert codes_of(reading) == ["same_person_unclear"]
    assert reading.questions[0].id == "P/3:same"
    assert homonyms(row, answers={"P/3:same": "P/2"}).people[1].same_as == "P/2"
    assert homonyms(row, answers={"P/3:same": "other"}).people[1].same_as is None


def test_row_of_a_known_person_is_matched_by_its_contact() -> None:
    known = [
        KnownPerson("K1", "Fatou Diallo", emails=("fatou@example.org",)),
        KnownPerson("K2", "Fatou Diallo", emails=("x@example.org",), birth_year=1950),
    ]
    reading = homonyms(known_people=known)
    assert reading.people[0].matched == "K1"


def test_row_of_a_known_name_alone_is_asked() -> None:
    reading = homonyms(known_people=[KnownPerson("K1", "Fatou Diallo")])
    assert reading.questions[0].id == "P/2:known"
    assert homonyms(known_people=[KnownPerson("K1", "Fatou Diallo")], answers={"P/2:known": "K1"}).people[0].matched == "K1"


def test_sessions_of_namesakes_are_asked() -> None:
    people = [
        ["Nom", "Prénom", "E-mail", "GSM"],
        ["Diallo", "Fatou", "a@example.org", "0476155746"],
        ["Diallo", "Fatou", "b@example.org", "0476155747"],
    ]
    assert tied("Fatou Diallo", people=people) == ["person_ambiguous"]


def test_household_sharing_a_telephone_stays_two_persons() -> None:
    reading = homonyms(["Sow", "Moussa", None, "0476155746", 1988, DAY])
    assert len(reading.people) == 2
    assert [reason.code for _, reason in reading.sheets[0].remarks] == ["shared_contact"]
