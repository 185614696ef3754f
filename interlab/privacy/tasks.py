"""What is done after the answer, by the worker. Twice does no harm."""

from django_tasks import task

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.privacy.chain import check_trail
from interlab.privacy.freed_space import vacuum
from interlab.privacy.personal import all_personal


@task()
def check_in_background(incubator_pk: int, member_pk: int) -> None:
    """Check the trail of an incubator for the member who asked."""
    check_trail(Incubator.objects.get(pk=incubator_pk), by=Membership.objects.get(pk=member_pk))


@task()
def vacuum_in_background() -> None:
    """Give back the space of erased rows."""
    vacuum([one.model._meta.db_table for one in all_personal()])
