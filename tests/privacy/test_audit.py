"""The trail as it is read: who did what, in words, narrowed by the address; and whether it was touched."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import interlab
from interlab.journeys.actions import give_reason, open_files
from interlab.privacy.actions import entry_of, record_act, record_acts
from interlab.privacy.chain import seal_trail
from interlab.privacy.models import AuditCheck, AuditEntry
from interlab.privacy.trail import acts
from interlab.privacy.triggers import remove_triggers, write_triggers
from interlab.privacy.views import trail as views
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db
PAGE = "/liege/trail/"


@pytest.fixture
def amina(incubator, other_coach):
    person = PersonFactory(incubator=incubator, full_name="Amina <b>Diallo</b>", by=other_coach)
    ParticipationFactory(person=person, coach=other_coach, by=other_coach)
    return person


def page(client, query=""):
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return response.content.decode()


def _recorded():
    """Every act that the code records, read from its calls."""
    for path in Path(interlab.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in _RECORDERS and len(node.args) > _RECORDERS[name]:
                yield from ((act, path) for act in _acts_named(path, node.args[_RECORDERS[name]]))


# Handed on by accounts/second_factors.py, by whatever sort of factor it was.
_HANDED_ON = {"second_factor.set", "second_factor.removed"}
# Who writes acts down, and which of its arguments names the act.
_RECORDERS = {"record_act": 1, "entry_of": 1, "tell_of": 1, "tell_all": 1, "_tell": 1, "_redeclare": 2}


def _acts_named(path, node):
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [node.body.value, node.orelse.value]
    return [_constant(path, node.id)] if isinstance(node, ast.Name) and node.id.isupper() else []


def _constant(path, name):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign):
            targets, values = node.targets[0], node.value
            pairs = zip(targets.elts, values.elts, strict=True) if isinstance(targets, ast.Tuple) else [(targets, values)]
            for target, value in pairs:
                if getattr(target, "id", "") == name:
                    return value.value
    raise AssertionError(f"{path} records {name}, which isn't written there")


def test_every_act_recorded_has_its_sentence():
    recorded = dict(_recorded())
    assert len(recorded) > 40
    missing = {act: path.name for act, path in recorded.items() if act not in acts()}
    assert not missing, f"say in its app's acts.py what these acts are called: {missing}"
    assert not set(acts()) - set(recorded) - _HANDED_ON, "these acts are recorded nowhere"


def test_acts_are_told_in_words(client_for, lead, coach, other_coach, amina, incubator):
    give_reason(amina, reason="other", words="Elle m'a <i>appelé</i>", by=coach)
    open_files([amina], by=coach)
    SessionFactory(persons=[amina, PersonFactory(incubator=incubator)], by=other_coach)
    html = page(client_for(lead))
    assert "<bdi>Karim Benali</bdi>" in html
    assert f'<a href="?person={amina.code}"><bdi>Amina &lt;b&gt;Diallo&lt;/b&gt;</bdi></a>' in html
    assert "Elle m&#x27;a &lt;i&gt;appelé&lt;/i&gt;" in html
    assert "<i>" not in html and "<b>Diallo" not in html


def test_what_nobody_taught_it_is_still_told(client_for, lead):
    record_act(lead, "something.new", by=None, persons="many", x=[1])
    assert "something.new" in page(client_for(lead))


def test_the_address_narrows_it(client_for, lead, coach, other_coach, amina, incubator):
    own = PersonFactory(incubator=incubator, full_name="Binta")
    open_files([own], by=coach)
    open_files([amina], by=other_coach)
    record_act(lead, "incubator.updated", by=lead)
    client = client_for(lead)

    def lines(query):
        response = client.get(f"{PAGE}?{query}")
        return [(line.entry.act, line.entry.by) for line in response.context["lines"]]

    assert lines(f"by={coach.code}&kind=opened") == [("person.opened", coach)]
    assert lines(f"person={amina.code}&kind=opened") == [("person.opened", other_coach)]
    assert lines("person=binta&kind=opened") == [("person.opened", coach)]
    assert lines("person=nobody") == []
    assert lines("kind=settings") == [("incubator.updated", lead)]
    day = timezone.localdate()
    assert len(lines(f"since={day}&until={day}&kind=opened")) == 2
    assert lines(f"since={day + timedelta(days=1)}") == lines(f"until={day - timedelta(days=1)}") == []


@pytest.mark.parametrize(
    "query",
    ["by=x", "by=%00", "person=%00", "kind=x", "since=x", "since=9999-99-99", "until=0001-01-01", "after=x", "before=%00", "until=9999-12-31"],
)  # fmt: skip
def test_what_can_not_be_read_asks_nothing(client_for, lead, query):
    record_act(lead, "incubator.updated", by=lead)
    page(client_for(lead), f"?{query}")


def test_it_is_read_page_by_page(client_for, lead):
    record_acts([entry_of(lead, "incubator.updated", by=lead) for _ in range(120)])
    client, seen, query = client_for(lead), [], ""
    for _ in range(3):
        response = client.get(f"{PAGE}?kind=settings{query}")
        seen += [line.entry.pk for line in response.context["lines"]]
        assert "kind=settings" in response.content.decode() or not response.context["page"].next
        query = f"&after={response.context['page'].next}"
    assert seen == list(AuditEntry.objects.order_by("-at", "-pk").values_list("pk", flat=True))


def test_its_queries_do_not_grow(client_for, lead, coach, incubator):
    client, costs = client_for(lead), []
    for _ in range(2):
        open_files([PersonFactory(incubator=incubator) for _ in range(3)], by=coach)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 10


def test_a_check_says_that_nothing_was_touched(client_for, lead, amina):
    client = client_for(lead)
    response = client.post(f"{PAGE}check/")
    assert response["Location"] == PAGE
    check = AuditCheck.objects.get()
    assert (check.by, check.entries, check.fault) == (lead, AuditEntry.objects.count(), "")
    assert response.status_code == 302 and lead.name in page(client)


def test_a_check_says_what_was_touched(client_for, lead, amina, incubator):
    seal_trail(incubator)
    entry = AuditEntry.objects.earliest("pk")
    remove_triggers()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE privacy_auditentry SET act = 'x' WHERE id = %s", [entry.pk])
    write_triggers()
    client = client_for(lead)
    client.post(f"{PAGE}check/")
    assert f"changed:1:{entry.pk}" in page(client)


def test_a_long_trail_is_checked_in_the_background(client_for, lead, amina, incubator, monkeypatch):
    seal_trail(incubator)
    monkeypatch.setattr(views, "CHECKED_AT_ONCE", 0)
    client_for(lead).post(f"{PAGE}check/")
    assert not AuditCheck.objects.exists()
    task = DBTaskResult.objects.get()
    task.task.call(*task.args_kwargs["args"])
    assert AuditCheck.objects.get().fault == ""


@pytest.mark.parametrize("who", ["coach", "mentor", "entrepreneur", "funder_reader"])
def test_others_are_refused(client_for, request, who):
    client = client_for(request.getfixturevalue(who))
    assert (client.get(PAGE).status_code, client.post(f"{PAGE}check/").status_code) == (403, 403)


def test_a_neighbour_reads_their_own(client_for, neighbour, amina):
    client = client_for(neighbour)
    assert client.get(PAGE).status_code == 404
    assert "Amina" not in client.get(f"/namur/trail/?person={amina.code}").content.decode()


def test_other_methods_are_refused(client_for, lead):
    client = client_for(lead)
    assert (client.post(PAGE).status_code, client.get(f"{PAGE}check/").status_code) == (405, 405)


def test_settings_and_the_file_lead_to_it(client_for, lead, amina):
    client = client_for(lead)
    assert PAGE in client.get("/liege/settings/").content.decode()
    assert f"{PAGE}?person={amina.code}" in client.get(f"/liege/people/{amina.code}/").content.decode()
