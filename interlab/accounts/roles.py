"""Who may do what, in words. Each role lists its abilities; a member with several roles has them all."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    PROGRAMME_LEAD = "programme_lead", _("programme lead")
    COACH = "coach", _("coach")
    REVIEWER = "reviewer", _("reviewer")
    MENTOR = "mentor", _("mentor")
    EXPERT = "expert", _("expert")
    ENTREPRENEUR = "entrepreneur", _("entrepreneur")
    FUNDER_READER = "funder_reader", _("funder, reads figures")
    NETWORK_READER = "network_reader", _("network, reads figures")


class Ability(TextChoices):
    SEE_PEOPLE = "see_people"
    EDIT_PEOPLE = "edit_people"
    NOTE_SESSIONS = "note_sessions"
    READ_CONFIDENTIAL = "read_confidential"
    OPEN_ANY_FILE = "open_any_file"
    READ_TRAIL = "read_trail"
    IMPORT_WORKBOOKS = "import_workbooks"
    SEE_FIGURES = "see_figures"
    SEE_LISTS_BEHIND_FIGURES = "see_lists_behind_figures"
    CHANGE_SETTINGS = "change_settings"
    ANSWER_REQUESTS = "answer_requests"
    MANAGE_CALLS = "manage_calls"
    SEE_APPLICATIONS = "see_applications"
    READ_APPLICATIONS = "read_applications"
    DECIDE_APPLICATIONS = "decide_applications"
    SEE_OWN_JOURNEY = "see_own_journey"
    SEE_OWN_SESSIONS_GIVEN = "see_own_sessions_given"


_TEAM = frozenset(
    {
        Ability.SEE_PEOPLE,
        Ability.EDIT_PEOPLE,
        Ability.NOTE_SESSIONS,
        Ability.IMPORT_WORKBOOKS,
        Ability.SEE_FIGURES,
        Ability.SEE_LISTS_BEHIND_FIGURES,
        # Every application of the incubator, to help its writer; reading and scoring is for whoever is given one.
        Ability.SEE_APPLICATIONS,
        Ability.READ_APPLICATIONS,
    }
)

ROLES: dict[str, frozenset[Ability]] = {
    # A lead answers for everybody: no file lies outside their caseload, but each opening is written down all the same.
    Role.PROGRAMME_LEAD: _TEAM
    | {
        Ability.CHANGE_SETTINGS,
        Ability.READ_CONFIDENTIAL,
        Ability.OPEN_ANY_FILE,
        Ability.READ_TRAIL,
        Ability.ANSWER_REQUESTS,
        Ability.MANAGE_CALLS,
        Ability.DECIDE_APPLICATIONS,
    },
    Role.COACH: _TEAM,
    # A reviewer reads the applications they are given, and nothing else.
    Role.REVIEWER: frozenset({Ability.READ_APPLICATIONS}),
    Role.MENTOR: frozenset({Ability.SEE_OWN_SESSIONS_GIVEN}),
    Role.EXPERT: frozenset({Ability.SEE_OWN_SESSIONS_GIVEN}),
    Role.ENTREPRENEUR: frozenset({Ability.SEE_OWN_JOURNEY}),
    Role.FUNDER_READER: frozenset({Ability.SEE_FIGURES}),
    Role.NETWORK_READER: frozenset({Ability.SEE_FIGURES}),
}

TEAM_ROLES = frozenset({Role.PROGRAMME_LEAD, Role.COACH})

# Whoever sees no more than their own journey or sessions may do without a second factor.
SECOND_FACTOR_ROLES = frozenset(Role) - {Role.MENTOR, Role.EXPERT, Role.ENTREPRENEUR}


def abilities_of(roles: list[str]) -> frozenset[Ability]:
    """Return everything that somebody with these roles may do."""
    return frozenset().union(*(ROLES[role] for role in roles))
