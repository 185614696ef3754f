"""Who accompanies, in which cohort, and how the person found us."""

import pytest
from django.utils import timezone

from interlab.core.dates import today
from interlab.network.models import Cohort, Source
from interlab.privacy.models import AuditEntry
from tests.factories import ParticipationFactory, PersonFactory, first_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def participation(incubator, coach):
    return ParticipationFactory(person=PersonFactory(incubator=incubator), coach=coach)


@pytest.fixture
def address(participation):
    return f"/liege/participations/{participation.code}/edit/"


def test_all_three_are_changed(client_for, coach, lead, incubator, participation, address):
    cohort = Cohort.objects.create(
        incubator=incubator, programme=first_programme(incubator), name="A", starts_on=today(), ends_on=today()
    )
    source = Source.objects.filter(incubator=incubator).first()
    response = client_for(coach).post(address, {"coach": lead.code, "cohort": cohort.code, "source": source.code})
    assert response["Location"] == f"/liege/people/{participation.person.code}/"
    participation.refresh_from_db()
    assert (participation.coach, participation.cohort, participation.source) == (lead, cohort, source)
    acts = set(AuditEntry.objects.filter(subject_code=participation.code, by=coach).values_list("act", flat=True))
    assert acts == {"participation.coach_set", "participation.updated"}


def test_nothing_changed_leaves_no_trace(client_for, coach, participation, address):
    client_for(coach).post(address, {"coach": coach.code})
    assert not AuditEntry.objects.filter(subject_code=participation.code, by=coach).exists()


def test_a_coach_who_has_left_stays_until_changed(client_for, coach, other_coach, lead, participation, address):
    coach.ended_at = timezone.now()
    coach.save()
    form = client_for(lead).get(address).context["form"]
    assert {row.pk for row in form.fields["coach"].queryset} == {coach.pk, other_coach.pk, lead.pk}
    assert client_for(lead).post(address, {"coach": ""}).status_code == 302
    participation.refresh_from_db()
    assert participation.coach is None
    assert coach not in client_for(lead).get(address).context["form"].fields["coach"].queryset


def test_a_mentor_or_a_neighbour_is_no_coach(client_for, coach, mentor, neighbour, participation, address):
    for wrong in (mentor.code, neighbour.code, "zz"):
        response = client_for(coach).post(address, {"coach": wrong})
        assert response.status_code == 422
        assert "coach" in response.context["form"].errors


def test_who_may_not_is_refused(client_for, entrepreneur, neighbour, coach, participation, address):
    assert client_for(entrepreneur).get(address).status_code == 403
    assert client_for(neighbour).get(f"/namur/participations/{participation.code}/edit/").status_code == 404
    assert client_for(coach).delete(address).status_code == 405
