"""A venture on its way: its holders, its stages, its launch."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.journeys.enterprise_numbers import normal_enterprise_number
from interlab.journeys.models import Launch, Project, ProjectHolder, StageMove
from interlab.journeys.rules import check_day
from interlab.network.models import Programme, Sector, Stage
from interlab.people.actions import index_persons
from interlab.people.merging import who_is_now, who_they_are_now
from interlab.people.models import Person
from interlab.privacy.actions import record_act


@transaction.atomic
def create_project(
    programme: Programme,
    *,
    name: str,
    holders: list[Person],
    by: Membership | None,
    summary: str = "",
    sector: Sector | None = None,
) -> Project:
    """Enter a project with the persons who carry it."""
    if not holders:
        raise DomainError(_("A project is carried by at least one person."))
    # The lock makes the second of two taps wait, and then find what the first one wrote.
    holders = who_they_are_now(holders)
    if Project.objects.filter(programme=programme, name=name, holders__person=holders[0]).exists():
        raise DomainError(_("This person already carries a project with this name."), field="name")
    project = Project.objects.create(
        incubator_id=programme.incubator_id, programme=programme, name=name, summary=summary, sector=sector
    )
    ProjectHolder.objects.bulk_create(ProjectHolder(project=project, person=person) for person in holders)
    index_persons(holders)
    record_act(project, "project.created", by=by, person_code=holders[0].code)
    return project


@transaction.atomic
def update_project(project: Project, *, name: str, summary: str, sector: Sector | None, by: Membership | None) -> Project:
    """Correct a project's name, sentence and sector."""
    project.name, project.summary, project.sector = name, summary, sector
    project.save(update_fields=["name", "summary", "sector"])
    index_persons(Person.objects.filter(holdings__project=project))
    record_act(project, "project.updated", by=by)
    return project


@transaction.atomic
def add_holder(project: Project, person: Person, *, by: Membership | None) -> ProjectHolder:
    """Say that a person carries the project too."""
    if person.incubator_id != project.incubator_id:
        raise DomainError(_("Choose a person of this incubator."))
    person = who_is_now(person)
    holder, created = ProjectHolder.objects.get_or_create(project=project, person=person)
    if created:
        index_persons([person])
        record_act(project, "project.holder_added", by=by, person_code=person.code)
    return holder


@transaction.atomic
def remove_holder(project: Project, person: Person, *, by: Membership | None) -> Project:
    """Say that a person carries the project no more. Somebody always does; removing twice is harmless."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    holders = list(project.holders.values_list("person_id", flat=True))
    if person.pk not in holders:
        return project
    if len(holders) == 1:
        raise DomainError(_("A project is carried by at least one person. Add somebody else first."))
    project.holders.filter(person=person).delete()
    index_persons([person])
    record_act(project, "project.holder_removed", by=by, person_code=person.code)
    return project


@transaction.atomic
def move_project(project: Project, stage: Stage, *, by: Membership | None, on: date | None = None, reason: str = "") -> StageMove:
    """Record that a project entered a stage, today or on an earlier day."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    on = check_day(on or today())
    if stage.programme_id != project.programme_id:
        raise DomainError(_("This stage belongs to another programme."), field="stage")
    if stage.archived_at is not None:
        raise DomainError(_("This stage is no longer in use. Choose another one."), field="stage")
    if project.stage_id == stage.pk and not project.moves.standing().filter(on__gt=on).exists():
        raise DomainError(_("The project is already at this stage."), field="stage")
    move = StageMove.objects.create(incubator_id=project.incubator_id, project=project, stage=stage, on=on, by=by, reason=reason)
    derive_stage(project)
    record_act(move, "project.moved", by=by, project=project.code, stage=stage.meaning)
    return move


@transaction.atomic
def void_move(move: StageMove, *, reason: str, by: Membership | None) -> StageMove:
    """Take a mistaken stage move back, saying why. It stays readable and counts no more."""
    if not reason.strip():
        raise DomainError(_("Say in a few words why this was a mistake."), field="reason")
    project = Project.objects.select_for_update().get(pk=move.project_id)
    move.refresh_from_db()
    if move.voided_at is not None:
        raise DomainError(_("This move was already taken back."))
    move.voided_at, move.voided_by, move.voided_reason = timezone.now(), by, reason
    move.save(update_fields=["voided_at", "voided_by", "voided_reason"])
    derive_stage(project)
    record_act(move, "project.move_voided", by=by, project=project.code)
    return move


def derive_stage(project: Project) -> None:
    """Set what is derived from the stage moves: where the project stands, and the day it first launched."""
    moves = list(project.moves.standing().select_related("stage").order_by("on", "pk"))
    project.stage = moves[-1].stage if moves else None
    launches = [move.on for move in moves if move.stage.meaning == Stage.Meaning.LAUNCHED]
    project.launched_on = launches[0] if launches else None
    project.save(update_fields=["stage", "launched_on"])


@transaction.atomic
def record_launch(
    project: Project,
    *,
    started_on: date,
    by: Membership | None,
    enterprise_number: str = "",
    legal_form: str = "",
    evidence: str = Launch.Evidence.UNKNOWN,
) -> Launch:
    """Record the enterprise a project became. It enters the launched stage that day unless it already did."""
    number = ""
    if enterprise_number.strip():
        checked = normal_enterprise_number(enterprise_number)
        if checked is None:
            raise DomainError(
                _("This isn't an enterprise number: its last two digits don't fit. Copy it again from the paper."),
                field="enterprise_number",
            )
        number = checked
    if evidence == Launch.Evidence.REGISTER and not number:
        raise DomainError(_("Seen in the register: then note its enterprise number."), field="enterprise_number")
    check_day(started_on)
    facts = {"started_on": started_on, "enterprise_number": number, "legal_form": legal_form, "evidence": evidence}
    launch, _created = Launch.objects.update_or_create(
        project=project, defaults=facts, create_defaults={**facts, "incubator_id": project.incubator_id}
    )
    if project.launched_on is None:
        stage = project.programme.stages.filter(meaning=Stage.Meaning.LAUNCHED, archived_at=None).first()
        if stage is None:
            raise DomainError(_("This programme has no stage meaning “launched”. The programme lead adds one in the settings."))
        move_project(project, stage, by=by, on=started_on)
        project.refresh_from_db()
    record_act(launch, "project.launched", by=by, project=project.code, evidence=evidence)
    return launch
