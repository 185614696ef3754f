"""What must hold in an incubator's settings, whoever changes them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interlab.accounts.models import Account, Membership, members_of
from interlab.accounts.roles import Role
from interlab.core.errors import DomainError
from interlab.core.text import fold
from interlab.network.models import Cohort, Label, Programme, Stage
from interlab.setup.vocabularies import vocabulary_of

# The role of an entrepreneur comes with their own file, never from the team's page.
GIVEN_ROLES = tuple(role for role in Role if role != Role.ENTREPRENEUR)


def siblings_of(label: Label) -> list[Label]:
    """Return the words in use in the list `label` belongs to, in order: a programme's stages, or an incubator's words."""
    rows: QuerySet = type(label)._default_manager.filter(incubator_id=label.incubator_id, archived_at=None)
    if isinstance(label, Stage):
        rows = rows.filter(programme_id=label.programme_id)
    return list(rows)


def check_new_word(label: Label, name: str) -> str:
    """Return `name` without stray spaces, or raise DomainError when another word of the list reads the same."""
    name = " ".join(name.split())
    if not name:
        raise DomainError(_("Give it a name."), field="name")
    if any(fold(other.name) == fold(name) for other in siblings_of(label) if other.pk != label.pk):
        raise DomainError(_("This word is already in the list."), field="name")
    return name


def check_dispensable(label: Label) -> None:
    """Raise DomainError when the figures need this word because it is the last of its meaning."""
    left = {other.meaning for other in siblings_of(label) if other.pk != label.pk}  # type: ignore[attr-defined]
    for need in vocabulary_of(label).needs:
        if label.meaning in need.meanings and not left & set(need.meanings):  # type: ignore[attr-defined]
            raise DomainError(need.why)


def check_name_free(thing: Programme | Cohort, name: str) -> str:
    """Return `name` without stray spaces, or raise DomainError when another programme, or cohort of it, has it already."""
    name = " ".join(name.split())
    rows: QuerySet = type(thing)._default_manager.filter(incubator_id=thing.incubator_id).exclude(pk=thing.pk)
    if isinstance(thing, Cohort):
        rows = rows.filter(programme_id=thing.programme_id)
    if any(fold(other) == fold(name) for other in rows.values_list("name", flat=True)):
        raise DomainError(_("This name is already taken. Choose another one."), field="name")
    return name


def check_a_lead_stays(member: Membership) -> None:
    """Raise DomainError when nobody else could change the settings any more."""
    others = members_of(member.incubator).filter(account__is_active=True).exclude(pk=member.pk)
    if not any(Role.PROGRAMME_LEAD in other.roles for other in others.of_team()):
        raise DomainError(_("Somebody must lead the programme. Give this role to another colleague first."), field="roles")


def check_may_reset(member: Membership, by: Membership) -> Account:
    """Return the member's account, or raise DomainError when `by` may not take its second factor away.

    What opens several incubators is not for one of them to take away; whoever runs the installation can (reset_second_factor).
    """
    account = member.account
    if account is None or not account.has_second_factor:
        raise DomainError(_("This person has no second proof set up."))
    if account.pk == by.account_id:
        raise DomainError(_("You can't do this for yourself. Ask another programme lead, or use a recovery code."))
    led = {row.incubator_id for row in _places_of(by.account_id) if Role.PROGRAMME_LEAD in row.roles}
    if any(row.incubator_id not in led for row in _places_of(account.pk)):
        raise DomainError(
            _("This account also opens another incubator. Ask whoever runs this installation of InterLab to do it.")
        )
    return account


def _places_of(account_id: int | None) -> QuerySet[Membership]:
    return Membership.objects.current().filter(account=account_id)
