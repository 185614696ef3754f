"""Programmes and the cohorts in them."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.network.actions import create_programme
from interlab.network.models import Cohort, Incubator, Programme
from interlab.privacy.actions import record_act
from interlab.setup.rules import check_name_free


@transaction.atomic
def add_programme(incubator: Incubator, *, name: str, by: Membership) -> Programme:
    """Add a programme with the usual stages, ready to be renamed."""
    Incubator.objects.select_for_update().get(pk=incubator.pk)
    name = check_name_free(Programme(incubator=incubator), name)
    programme = create_programme(incubator, name=name)
    record_act(programme, "programme.added", by=by)
    return programme


@transaction.atomic
def rename_programme(programme: Programme, *, name: str, by: Membership) -> Programme:
    """Call a programme by another name."""
    programme.name = check_name_free(programme, name)
    programme.save(update_fields=["name"])
    record_act(programme, "programme.renamed", by=by)
    return programme


@transaction.atomic
def archive_programme(programme: Programme, *, by: Membership) -> Programme:
    """Let nobody enter a programme any more. Whoever is in it stays in it; one programme always stays open."""
    Incubator.objects.select_for_update().get(pk=programme.incubator_id)
    programme.refresh_from_db()
    if programme.archived_at is None:
        if not Programme.objects.filter(incubator_id=programme.incubator_id, archived_at=None).exclude(pk=programme.pk).exists():
            raise DomainError(_("This is your only programme. Add another one first."))
        programme.archived_at = timezone.now()
        programme.save(update_fields=["archived_at"])
        record_act(programme, "programme.archived", by=by)
    return programme


@transaction.atomic
def restore_programme(programme: Programme, *, by: Membership) -> Programme:
    """Open an archived programme again."""
    if programme.archived_at is not None:
        programme.archived_at = None
        programme.save(update_fields=["archived_at"])
        record_act(programme, "programme.restored", by=by)
    return programme


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise DomainError(_("The last day comes before the first one."), field="ends_on")


@transaction.atomic
def add_cohort(
    programme: Programme, *, name: str, starts_on: date, ends_on: date, by: Membership, places: int | None = None
) -> Cohort:
    """Open a cohort in a programme."""
    Incubator.objects.select_for_update().get(pk=programme.incubator_id)
    _check_days(starts_on, ends_on)
    cohort = Cohort(incubator_id=programme.incubator_id, programme=programme, starts_on=starts_on, ends_on=ends_on, places=places)
    cohort.name = check_name_free(cohort, name)
    cohort.save()
    record_act(cohort, "cohort.added", by=by)
    return cohort


@transaction.atomic
def update_cohort(
    cohort: Cohort, *, name: str, starts_on: date, ends_on: date, by: Membership, places: int | None = None
) -> Cohort:
    """Correct a cohort's name, days and places. Fewer places than persons is allowed: the page says so."""
    _check_days(starts_on, ends_on)
    cohort.name = check_name_free(cohort, name)
    cohort.starts_on, cohort.ends_on, cohort.places = starts_on, ends_on, places
    cohort.save(update_fields=["name", "starts_on", "ends_on", "places"])
    record_act(cohort, "cohort.updated", by=by)
    return cohort


@transaction.atomic
def close_cohort(cohort: Cohort, *, by: Membership) -> Cohort:
    """Let nobody join a cohort any more. Closing it twice is harmless."""
    if cohort.closed_on is None:
        cohort.closed_on = today()
        cohort.save(update_fields=["closed_on"])
        record_act(cohort, "cohort.closed", by=by)
    return cohort


@transaction.atomic
def reopen_cohort(cohort: Cohort, *, by: Membership) -> Cohort:
    """Let people join a closed cohort again."""
    if cohort.closed_on is not None:
        cohort.closed_on = None
        cohort.save(update_fields=["closed_on"])
        record_act(cohort, "cohort.reopened", by=by)
    return cohort
