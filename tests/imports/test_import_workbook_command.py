"""The command line: the same reading, what can't be asked is rejected with its question."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from interlab.core.dates import today
from interlab.imports.actions import default_programme
from interlab.imports.outcome import kept, summary
from interlab.imports.writing import write_reading
from interlab.network.actions import create_incubator
from interlab.people.models import Person
from interlab.workbook import Row, Sheet, Workbook, understand
from tests.factories import PersonFactory
from tests.imports.workbooks import SESSIONS, figures, run_command, sample, small, with_refusals
from tests.people.merging import merged
from tests.workbook import layouts_more
from tests.workbook.layouts import LAYOUTS

pytestmark = pytest.mark.django_db
assert layouts_more
SAMPLE_FIGURES = (32, 6, 14, 32, 370, 416.5)
# Every way of reading passes the pure core's own tests; these go all the way to the database, too.
ALL_THE_WAY = (
    "a_sheet_a_person",
    "attendance_grid_a_kind",
    "numbered_sessions_in_the_row_of_the_person",
    "everything_in_one_text_file",
    "several_names_in_one_cell",
    "launch_by_its_date_alone",
)


@pytest.fixture
def written(tmp_path):
    def write(data, name="suivi.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_the_sample_twice(incubator, written):
    path = written(sample())
    report = run_command(path)
    assert (report["persons_created"], report["persons_matched"], report["sessions_created"]) == (38, 0, 370)
    assert [sheet["kind"] for sheet in report["sheets"]] == ["people", "sessions", "left_aside"]
    assert figures() == SAMPLE_FIGURES
    again = run_command(path)
    assert (again["persons_created"], again["persons_matched"], again["sessions_created"]) == (0, 38, 0)
    assert figures() == SAMPLE_FIGURES


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_THE_WAY)
def test_another_layout_all_the_way(incubator, written, name):
    filename, data = LAYOUTS[name]()
    path = written(data, filename)
    assert run_command(path)["persons_created"] == 38
    assert figures() == SAMPLE_FIGURES
    again = run_command(path)
    assert (again["persons_created"], again["sessions_created"]) == (0, 0)
    assert not any(sheet["rejected"] for sheet in again["sheets"])


def test_a_dry_run_keeps_nothing(incubator, written):
    report = run_command(written(small()), dry_run=True)
    assert report["persons_created"] == 2
    assert not Person.objects.filter(incubator=incubator).exists()


def test_a_question_rejects_its_row_until_it_is_answered(incubator, written, tmp_path):
    path = written(small(sessions=[*SESSIONS, ["09/09/2022", "Yücel Arslan", "Bidouillage", 1]]))
    report = run_command(path)
    (rejected,) = report["sheets"][1]["rejected"]
    (question,) = report["questions"]
    assert rejected == {"row": 4, "reason": question["question"]}
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["id"]: "coaching"}))
    assert run_command(path, answers=str(answers))["sessions_created"] == 1


def test_refused_rows_leave_the_others(incubator, written):
    report = run_command(written(with_refusals()))
    assert (report["persons_created"], report["sessions_created"]) == (2, 2)
    assert [[row["row"] for row in sheet["rejected"]] for sheet in report["sheets"]] == [[4], [4]]


def test_a_row_the_incubator_refuses_is_rejected_too(incubator, written):
    people = [
        ["Nom", "Prénom", "Date d'entrée", "Statut"],
        ["Pichon", "Louise", "01/02/1995", "accompagné"],
        ["Arslan", "Yücel", "01/02/2022", "accompagné"],
    ]
    report = run_command(written(small(people)))
    assert report["persons_created"] == 1
    assert [len(sheet["rejected"]) for sheet in report["sheets"]] == [1, 1]


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.xlsx"), (b"%PDF", "a.pdf"), (small(), "a.xlsm"), (b"x" * 20_000_000, "a.csv")]
)
def test_a_file_that_cannot_be_read_is_said(incubator, written, data, name):
    with pytest.raises(CommandError):
        run_command(written(data, name))


def test_wrong_arguments_are_said(incubator, written, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("[]")
    with pytest.raises(CommandError):
        run_command(tmp_path / "nothing.xlsx")
    with pytest.raises(CommandError):
        run_command(written(small()), slug="nowhere")
    with pytest.raises(CommandError):
        run_command(written(small()), answers=str(bad))


def test_words_for_people_too(incubator, written):
    out = StringIO()
    call_command("import_workbook", str(written(with_refusals())), incubator="liege", stdout=out)
    assert "2 persons created" in out.getvalue()


WORDS = st.sampled_from(
    "Pichon|Louise|Louise Pichon|Arslan|F|H|1/2/2022|31/12/2021|03/04/1995|1h30|45|0,5|Atelier|Coaching|accompagné|terminé|abandon|liste d'attente|"
    "Idée|Lancement|Test|Nadia|Nadia + Awa|0476155746|a@b.org|0787.822.122|français, arabe|Ans|TOTAL|x|\x00|𝔘|=1+1|SRL|emploi".split(
        "|"
    )
)
ROWS = st.lists(
    st.lists(st.one_of(st.none(), WORDS, WORDS, st.text(max_size=400), st.integers(0, 60_000)), min_size=3, max_size=14),
    max_size=8,
)
TITLES = {
    "P": "Nom|Prénom|Date d'entrée|Statut|Étape|Date de lancement|Date de sortie|Motif de sortie|N° BCE|Forme juridique|Coach|Secteur|Source|Langues".split(
        "|"
    ),
    "S": "Date|Participant|Durée|Type|Par|Sujet|Remarque|Début".split("|"),
}


@settings(max_examples=15)
@given(people=ROWS, sessions=ROWS)
def test_whatever_was_understood_is_written_or_refused(db, people, sessions):
    owner = create_incubator(slug=f"i{Person.objects.count()}-{id(people)}", name="X", city="")
    grids = {"P": [["Pichon", "Louise", "01/02/2022", "accompagné"], *people], "S": sessions}
    sheets = tuple(
        Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate([TITLES[name], *rows], 1)))
        for name, rows in grids.items()
    )
    reading = understand(Workbook(sheets), today=today())
    written = write_reading(reading, owner, default_programme(owner), by=None)
    for sheet in summary(reading, written)["sheets"]:
        assert sheet["read"] == sheet["imported"] + sheet["passed_over"] + len(sheet["rejected"])
        assert not any("couldn't be saved" in row["reason"] for row in sheet["rejected"])
    json.dumps(kept(reading, written))
    assert written.persons_created >= 1


def test_the_sample_again_after_one_of_its_persons_became_one_with_an_older_record(incubator, coach, written):
    """Their sessions are there under the code of then: they are known, and not imported a second time."""
    older = PersonFactory(incubator=incubator, full_name="Entrée à la main")
    path = written(sample())
    run_command(path)
    person = Person.objects.filter(incubator=incubator, attendances__isnull=False).exclude(pk=older.pk).earliest("pk")
    merged(older, person, coach, full_name="newer")
    again = run_command(path)
    assert (again["persons_created"], again["persons_matched"], again["sessions_created"]) == (0, 38, 0)
    assert figures() == SAMPLE_FIGURES
