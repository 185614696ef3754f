"""Two people save the same thing at the same moment, on real connections: one is saved, the other sees the conflict, nothing is lost."""

from typing import Any

import pytest
from django.db import connection

from interlab.accounts.models import Membership
from interlab.accounts.roles import Role
from interlab.privacy.models import AuditEntry
from tests.conftest import make_member
from tests.people.test_merging_at_once import at_once
from tests.test_permission_matrix import _things
from tests.test_two_editors import CHANGED, ONCE_ONLY, _form, _path, _send, _value

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The tests' SQLite lives in memory, where a second writer is refused instead of waiting as it does with a file.
    pytest.mark.skipif(connection.vendor == "sqlite", reason="writers of SQLite take turns"),
]


@pytest.fixture
def things(lead: Membership, coach: Membership) -> dict[str, str]:
    return _things(lead)


@pytest.fixture
def second_lead(incubator: Any) -> Membership:
    return make_member(incubator, "Nadège Simon", Role.PROGRAMME_LEAD)


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_one_of_two_saves_and_the_other_sees_it(name, things, lead, second_lead, coach, client_for):
    if name == "journeys:participation_edit":
        # Somebody accompanies already: one takes the coach away, the other one changes them.
        from interlab.journeys.models import Participation

        Participation.objects.filter(code=things["participation"]).update(coach=lead)
    path, (field, *wanted) = _path(name, things), CHANGED[name]
    typed = [_value(name, things, one, coach) for one in wanted]
    clients = [client_for(second_lead), client_for(lead)]
    forms = [_form(client.get(path), path) for client in clients]
    entries = AuditEntry.objects.count()

    def save(place: int) -> Any:
        return _send(clients[place], forms[place], **{field: typed[place]})

    answers = at_once(lambda: save(0), lambda: save(1))
    assert sorted(answer.status_code for answer in answers) == [302, 409], answers
    after_one = AuditEntry.objects.count()
    assert after_one > entries
    late = next(place for place, answer in enumerate(answers) if answer.status_code == 409)
    again = _form(answers[late], path)
    if name in ONCE_ONLY:
        return
    assert again.values[field] == [typed[late]], "the typed text is kept"
    if not answers[late].context["form"].moved:
        assert answers[late].text.count('class="version"') == 2, "both versions are shown"
    assert _send(clients[late], again).status_code == 302, "having seen it, one may go on"
    assert AuditEntry.objects.count() > after_one
