"""Checking a long trail in the background. Twice does no harm: it is checked twice."""

from django_tasks import task

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.privacy.chain import check_trail


@task()
def check_in_background(incubator_pk: int, member_pk: int) -> None:
    """Check the trail of an incubator for the member who asked."""
    check_trail(Incubator.objects.get(pk=incubator_pk), by=Membership.objects.get(pk=member_pk))
