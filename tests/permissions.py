"""Who may reach which address, in words, independent of the code: read by the permission matrix.

Each address name has one `Route`:
- `who`: the members who may enter; a name marked `own(...)` enters for what is theirs only (somebody else's answers 404).
- `methods`: what the address answers; any other method is refused with 405.
- `codes`: what each code in it names (see `_things` in test_permission_matrix.py), by the name of that part of the address.
- `asks`: false where even the thing of a person outside a coach's caseload needs no reason first.
- `refusal`: what a member who may not enter gets: 403, or 404 where even the existence is hidden.
- `extra`: the other parts of the address (a year, a name of a figure).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEAD, COACH, REVIEWER = "lead", "coach", "reviewer"
MENTOR, EXPERT, ENTREPRENEUR = "mentor", "expert", "entrepreneur"
FUNDER, NETWORK = "funder_reader", "network_reader"
MEMBERS = (LEAD, COACH, REVIEWER, MENTOR, EXPERT, ENTREPRENEUR, FUNDER, NETWORK)

TEAM = frozenset({LEAD, COACH})
LEADS = frozenset({LEAD})
READERS = TEAM | {FUNDER, NETWORK}
EVERY_MEMBER = frozenset(MEMBERS)

# What belongs to a person's file: outside their caseload, a coach says why first.
IN_A_FILE = frozenset({"merge", "message", "person", "participation", "project", "move", "session", "act", "document"})

READ = frozenset({"GET", "HEAD"})
FORM = READ | {"POST"}
ACT = frozenset({"POST"})


def own(*roles: str) -> frozenset[str]:
    """Mark roles that see what is theirs alone."""
    return frozenset(f"own {role}" for role in roles)


@dataclass(frozen=True)
class Route:
    who: frozenset[str]
    methods: frozenset[str] = READ
    codes: Mapping[str, str] = field(default_factory=dict)
    refusal: int = 403
    extra: Mapping[str, Any] = field(default_factory=dict)
    asks: bool = True

    def lets_in(self, role: str, *, theirs: bool) -> bool:
        return role in self.who or (f"own {role}" in self.who and theirs)

    def asks_why(self, role: str) -> bool:
        """Whether the role is asked why when the thing is of a person outside its caseload: a lead's is everybody."""
        return role == COACH and role in self.who and self.asks and bool(IN_A_FILE & set(self.codes.values()))

    def knows(self, role: str) -> bool:
        """Whether the role may enter at all, be it for its own only."""
        return role in self.who or f"own {role}" in self.who


# Open to everybody, signed in or not: address name → what it is for.
PUBLIC: dict[str, str] = {
    "core:healthz": "readiness",
    "core:favicon": "leads to our mark",
    "core:styleguide": "the components, no data",
    "home:front_door": "leads to the public site, to sign-in or to one's incubator",
    "home:sitemap": "the public pages, for search engines",
    "home:robots": "what search engines leave alone",
    "home:demo_sign_in": "the demo's accounts; no such page with real people",
    "home:demo_outbox": "the demo's own mail; no such page with real people",
    "notices:sms_report": "what the SMS gateway tells, believed only at the address it was given",
    "language": "the language of pages, before signing in too",
    "account_login": "sign-in",
    "account_signup": "answers that there is no sign-up",
    "account_inactive": "says that the account is closed",
    "account_request_login_code": "asks for a code",
    "account_confirm_login_code": "enters the code; without one asked for, leads back",
    "account_invitation": "a key that the team handed over: typed, or come by a link",
    "account_not_me": "takes back what somebody else changed; the link in the message opens it",
    "mfa_authenticate": "the second factor, while signing in; without that, leads back",
    "mfa_trust": "whether this browser is trusted, while signing in; without that, leads back",
    "mfa_login_webauthn": "signing in with a passkey",
}

# What stands in public addresses that name a thing.
PUBLIC_PARTS = {"notices:sms_report": {"reference": "1-nobodys", "signature": "none"}}

# An incubator's public site, open to everybody once it is published: address name → what it is for.
PUBLIC_SITE: dict[str, str] = {
    # The site itself.
    "home:welcome": "the home page",
    "home:programme": "how it works",
    "home:about": "who we are",
    "home:contact": "how to reach us",
    "home:elsewhere": "who else helps",
    "home:partners": "for partners",
    "home:recommend": "a partner sends somebody",
    "home:recommend_thanks": "what happens then",
    "home:legal": "who publishes this",
    "home:privacy_notice": "what becomes of data",
    "home:accessibility": "for whom the site works",
    "home:colours": "the incubator's colours",
    "home:logo": "its logo",
    "home:feed": "calls, for programs",
    "home:calendar": "calls, for calendars",
    # Applying.
    "intake:apply": "the application form's first page",
    "intake:start": "begins an application, which this browser then holds",
    "intake:question": "one question, for whoever holds the application",
    "intake:upload": "one's own recording or picture",
    "intake:check": "one's own answers, and sending them",
    # Following one's application.
    "intake:resume": "the code of an application and the phone or e-mail told in it; anything else gets one answer",
    "intake:interest": "asks to hear when the next call opens",
    "intake:interest_thanks": "thanks for that",
    "intake:forget_interest": "forgets whoever got our message: the signed link in it opens it",
    "intake:withdrawn": "says that an application is deleted, nobody's in particular",
    "intake:application_status": "where one's application stands: whoever holds it",
    "intake:application_seen": "who saw one's application: whoever holds it",
    "intake:withdraw": "taking one's application back: whoever holds it",
    "intake:application_return": "thinking better of it: whoever holds it",
    "intake:slot_pick": "picking a time to meet: whoever holds the application",
    "intake:slot_give_back": "giving that time back: whoever holds the application",
}

# What stands in those addresses beside the incubator.
PUBLIC_SITE_PARTS: dict[str, dict[str, str]] = {
    # The site itself.
    # Applying.
    "intake:question": {"code": "nobodys", "question": "name"},
    "intake:upload": {"code": "nobodys", "question": "idea"},
    "intake:check": {"code": "nobodys"},
    # Following one's application.
    "intake:application_status": {"code": "bcdfghjkmnpq"},
    "intake:application_seen": {"code": "bcdfghjkmnpq"},
    "intake:withdraw": {"code": "bcdfghjkmnpq"},
    "intake:application_return": {"code": "bcdfghjkmnpq"},
    "intake:slot_pick": {"code": "bcdfghjkmnpq"},
    "intake:slot_give_back": {"code": "bcdfghjkmnpq"},
}

# For whoever is signed in, member or not.
SIGNED_IN: dict[str, str] = {
    "account_logout": "signing out",
    "account_reauthenticate": "proving who one is again",
    "account_change_password": "one's own password",
    "account_set_password": "one's own first password",
    "account": "one's own account",
    "account_contact": "one's own e-mail or phone",
    "account_contact_code": "the code that went to the new one",
    "account_devices": "where one is signed in",
    "account_device_end": "signing one of one's own devices out",
    "account_sign_out_everywhere": "signing all of one's own devices out",
    "account_this_device": "whose device this is",
    "mfa_index": "one's own second factors",
    "mfa_reauthenticate": "proving who one is again, with a code",
    "mfa_activate_totp": "one's own app",
    "mfa_deactivate_totp": "one's own app, gone",
    "mfa_add_webauthn": "one's own passkey",
    "mfa_reauthenticate_webauthn": "proving who one is again, with a passkey",
    "account_passkey_remove": "one's own passkey, gone",
    "mfa_view_recovery_codes": "one's own recovery codes",
    "account_recovery_codes_file": "the same, as a file, while they are new",
}

# One figure stands for all: they share their views.
A_FIGURE = {"key": "accompanied"}
# One of the vocabularies stands for all: they share their views.
SECTORS = {"vocabulary": "sectors"}

# One kind of message in one language stands for all.
A_WORDING = {"name": "notices.trial", "language": "fr"}

# One page of the public site in one language stands for all.
A_PAGE = {"page": "about", "language": "fr"}
# One question of a call stands for all.
A_QUESTION = {"question": "idea"}

# Grouped by app, in the order of the addresses.
ROUTES: dict[str, Route] = {
    "home:today": Route(EVERY_MEMBER),
    "home:today_pile": Route(TEAM, extra={"key": "awaiting"}),
    "home:site_edit": Route(LEADS, FORM),
    "home:site_logo": Route(LEADS, FORM),
    "home:site_logo_remove": Route(LEADS, ACT),
    "home:site_publish": Route(LEADS, ACT),
    "home:site_unpublish": Route(LEADS, ACT),
    "home:page_list": Route(LEADS),
    "home:page_edit": Route(LEADS, FORM, extra=A_PAGE),
    "home:page_publish": Route(LEADS, ACT, extra=A_PAGE),
    "home:page_reset": Route(LEADS, ACT, extra=A_PAGE),
    # Calls and what they ask.
    "intake:call_list": Route(TEAM),
    "intake:call_new": Route(LEADS, FORM),
    "intake:call_detail": Route(TEAM, codes={"code": "call"}),
    "intake:call_edit": Route(LEADS, FORM, {"code": "call"}),
    "intake:call_publish": Route(LEADS, FORM, {"code": "call"}),
    "intake:call_close": Route(LEADS, FORM, {"code": "call"}),
    "intake:call_reopen": Route(LEADS, ACT, {"code": "call"}),
    "intake:call_duplicate": Route(LEADS, ACT, {"code": "call"}),
    "intake:form_edit": Route(LEADS, codes={"code": "call"}),
    "intake:form_add": Route(LEADS, ACT, {"code": "call"}),
    "intake:form_publish": Route(LEADS, ACT, {"code": "call"}),
    "intake:form_discard": Route(LEADS, ACT, {"code": "call"}),
    "intake:form_text": Route(LEADS, FORM, {"code": "call"}),
    "intake:form_version": Route(TEAM, codes={"code": "call", "version": "form"}),
    "intake:form_question": Route(LEADS, FORM, {"code": "call"}, extra=A_QUESTION),
    "intake:form_page": Route(TEAM, codes={"code": "call"}, extra=A_QUESTION),
    "intake:form_shift": Route(LEADS, ACT, {"code": "call"}, extra=A_QUESTION),
    "intake:form_remove": Route(LEADS, ACT, {"code": "call"}, extra=A_QUESTION),
    "intake:outreach_new": Route(LEADS, FORM, {"code": "call"}),
    "intake:outreach_edit": Route(LEADS, FORM, {"code": "call", "outreach": "outreach"}),
    "intake:outreach_remove": Route(LEADS, ACT, {"code": "call", "outreach": "outreach"}),
    "intake:funnel": Route(TEAM, codes={"code": "call"}),
    "intake:funnel_export": Route(LEADS, ACT, {"code": "call"}),
    # The desk.
    "intake:application_list": Route(TEAM),
    "intake:helper_new": Route(TEAM, FORM),
    "intake:application_detail": Route(TEAM, codes={"code": "application"}),
    "intake:application_source": Route(TEAM, FORM, {"code": "application"}),
    "intake:helper_resume": Route(TEAM, FORM, {"code": "started"}),
    "intake:application_recording": Route(TEAM, frozenset({"GET"}), {"code": "application", "upload": "upload"}),
    "intake:recommendation_list": Route(TEAM),
    "intake:recommendation_detail": Route(TEAM, codes={"code": "recommendation"}),
    "intake:recommendation_contacted": Route(TEAM, ACT, {"code": "recommendation"}),
    # Readings.
    "intake:round_new": Route(LEADS, FORM, {"call": "call"}),
    "intake:round_detail": Route(LEADS, codes={"code": "round"}),
    "intake:round_edit": Route(LEADS, FORM, {"code": "round"}),
    "intake:round_share_out": Route(LEADS, ACT, {"code": "round"}),
    "intake:round_remind": Route(LEADS, ACT, {"code": "round"}),
    "intake:round_close": Route(LEADS, ACT, {"code": "round"}),
    "intake:round_reopen": Route(LEADS, ACT, {"code": "round"}),
    "intake:round_results": Route(LEADS, codes={"code": "round"}),
    "intake:round_comparison": Route(LEADS, codes={"code": "round", "application": "application"}),
    "intake:reader_new": Route(LEADS, FORM, {"code": "round"}),
    "intake:reader_edit": Route(LEADS, FORM, {"code": "reader"}),
    "intake:reader_drop": Route(LEADS, ACT, {"code": "reader"}),
    "intake:reading_list": Route(TEAM | {REVIEWER}),
    # Whoever was given it reads it, and nobody else: the team's way to it is the comparison.
    "intake:reading_detail": Route(own(REVIEWER), FORM, {"code": "reading"}, refusal=404),
    "intake:reading_conflict": Route(own(REVIEWER), FORM, {"code": "reading"}, refusal=404),
    "intake:reading_hand_back": Route(own(REVIEWER), ACT, {"code": "reading"}, refusal=404),
    "intake:transcript_edit": Route(TEAM, FORM, {"code": "application"}),
    "intake:slot_list": Route(TEAM, FORM, {"code": "call"}),
    "intake:slot_invite": Route(LEADS, ACT, {"code": "call"}),
    "intake:slot_cancel": Route(TEAM, ACT, {"code": "slot"}),
    "intake:slot_settle": Route(TEAM, ACT, {"code": "slot"}),
    # Deciding.
    "intake:compose": Route(LEADS, FORM, {"code": "call"}),
    "intake:decision_list": Route(LEADS, codes={"code": "call"}),
    "intake:decision_preview": Route(LEADS, codes={"code": "call"}),
    "intake:decision_tell": Route(LEADS, ACT, {"code": "call"}),
    "intake:decision_edit": Route(LEADS, FORM, {"code": "call", "application": "application"}),
    "intake:decision_told": Route(LEADS, ACT, {"code": "call", "application": "application"}),
    "intake:waiting_list": Route(LEADS, codes={"code": "call"}),
    "intake:waiting_offer": Route(LEADS, ACT, {"code": "call"}),
    "intake:waiting_move": Route(LEADS, ACT, {"code": "call", "application": "application"}),
    "journeys:person_list": Route(TEAM),
    "journeys:person_new": Route(TEAM, FORM),
    "journeys:duplicates": Route(TEAM),
    "journeys:duplicate_list": Route(TEAM),
    "journeys:person_same": Route(TEAM, codes={"code": "person"}),
    "journeys:person_merge": Route(TEAM, FORM, {"code": "person", "other": "twin"}),
    "journeys:person_apart": Route(TEAM, ACT, {"code": "person", "other": "twin"}),
    "journeys:merge_undo": Route(TEAM, FORM, {"code": "merge"}),
    "journeys:person_detail": Route(TEAM, codes={"code": "person"}),
    "journeys:person_reason": Route(TEAM, FORM, {"code": "person"}, asks=False),
    "journeys:person_edit": Route(TEAM, FORM, {"code": "person"}),
    "journeys:person_confidential": Route(TEAM, FORM, {"code": "person"}),
    "journeys:person_invite": Route(TEAM, FORM, {"code": "person"}),
    "journeys:person_pass": Route(TEAM, FORM, {"code": "person"}),
    "journeys:participation_new": Route(TEAM, FORM, {"code": "person"}),
    "journeys:participation_move": Route(TEAM, FORM, {"code": "participation"}),
    "journeys:participation_edit": Route(TEAM, FORM, {"code": "participation"}),
    "journeys:project_new": Route(TEAM, FORM, {"person": "person"}),
    "journeys:project_detail": Route(TEAM, codes={"code": "project"}),
    "journeys:project_edit": Route(TEAM, FORM, {"code": "project"}),
    "journeys:project_holder_new": Route(TEAM, codes={"code": "project"}),
    "journeys:project_holder_add": Route(TEAM, ACT, {"code": "project", "person": "person"}),
    "journeys:project_holder_remove": Route(TEAM, ACT, {"code": "project", "person": "person"}),
    "journeys:stage_move": Route(TEAM, FORM, {"code": "project"}),
    "journeys:stage_move_void": Route(TEAM, FORM, {"code": "project", "move": "move"}),
    "journeys:launch": Route(TEAM, FORM, {"code": "project"}),
    "journeys:document_new": Route(TEAM, FORM, {"person": "person"}),
    "journeys:document_download": Route(TEAM | own(ENTREPRENEUR), codes={"code": "document"}),
    "journeys:document_remove": Route(TEAM, FORM, {"code": "document"}),
    "journeys:note_session": Route(TEAM, FORM),
    "journeys:session_edit": Route(TEAM, FORM, {"code": "session"}),
    "journeys:session_void": Route(TEAM, ACT, {"code": "session"}),
    "journeys:session_restore": Route(TEAM, ACT, {"code": "session"}),
    "journeys:next_act_new": Route(TEAM, FORM, {"code": "person"}),
    "journeys:next_act_settle": Route(TEAM | own(ENTREPRENEUR), ACT, {"code": "act"}),
    "journeys:next_act_postpone": Route(TEAM, FORM, {"code": "act"}),
    "privacy:my_data": Route(own(ENTREPRENEUR)),
    "privacy:my_consents": Route(own(ENTREPRENEUR)),
    "privacy:my_consent_say": Route(own(ENTREPRENEUR), ACT),
    "privacy:my_copy_ask": Route(own(ENTREPRENEUR), ACT),
    "privacy:my_erasure": Route(own(ENTREPRENEUR), FORM),
    "privacy:my_file_keep": Route(own(ENTREPRENEUR), ACT),
    "privacy:my_request_take_back": Route(own(ENTREPRENEUR), ACT, {"code": "request"}),
    "privacy:archive_fetch": Route(LEADS | own(ENTREPRENEUR), ACT, {"code": "request"}),
    "privacy:person_data": Route(TEAM, codes={"code": "person"}),
    "privacy:person_consent": Route(TEAM, FORM, {"code": "person"}),
    "privacy:person_request": Route(TEAM, FORM, {"code": "person"}),
    "privacy:request_list": Route(LEADS),
    "privacy:request_detail": Route(LEADS, codes={"code": "request"}),
    "privacy:request_answer": Route(LEADS, ACT, {"code": "request"}),
    "privacy:request_erase": Route(LEADS, ACT, {"code": "request"}),
    "privacy:request_refuse": Route(LEADS, ACT, {"code": "request"}),
    "privacy:request_take_back": Route(LEADS, ACT, {"code": "request"}),
    "privacy:member_data": Route(LEADS, FORM, {"code": "member"}),
    "privacy:member_copy": Route(LEADS, ACT, {"code": "member"}),
    "privacy:retention": Route(LEADS),
    "privacy:farewell_keep": Route(LEADS, FORM, {"code": "farewell"}),
    "imports:import_list": Route(TEAM, FORM),
    "imports:import_detail": Route(LEADS | own(COACH), codes={"code": "import"}),
    "imports:import_answer": Route(LEADS | own(COACH), ACT, {"code": "import"}),
    "imports:import_confirm": Route(LEADS | own(COACH), ACT, {"code": "import"}),
    "imports:import_cancel": Route(LEADS | own(COACH), ACT, {"code": "import"}),
    "imports:import_rejected": Route(LEADS | own(COACH), codes={"code": "import"}),
    "notices:outbox": Route(TEAM),
    "notices:message_detail": Route(TEAM, codes={"code": "message"}),
    "notices:message_retry": Route(TEAM, ACT, {"code": "message"}),
    "notices:message_otherwise": Route(TEAM, ACT, {"code": "message"}),
    "notices:message_cancel": Route(TEAM, ACT, {"code": "message"}),
    "notices:message_settle": Route(TEAM, ACT, {"code": "message"}),
    "notices:message_handed_over": Route(TEAM, ACT, {"code": "message"}),
    "notices:wording_list": Route(LEADS),
    "notices:wording_edit": Route(LEADS, FORM, extra=A_WORDING),
    "notices:wording_reset": Route(LEADS, ACT, extra=A_WORDING),
    "notices:quiet_hours": Route(LEADS, FORM),
    "notices:trial": Route(LEADS, ACT),
    "privacy:audit": Route(LEADS),
    "privacy:audit_check": Route(LEADS, ACT),
    "privacy:who_opened": Route(frozenset({ENTREPRENEUR})),
    "setup:settings": Route(LEADS),
    "setup:incubator_edit": Route(LEADS, FORM),
    "setup:programme_new": Route(LEADS, FORM),
    "setup:programme_edit": Route(LEADS, FORM, {"code": "programme"}),
    "setup:programme_archive": Route(LEADS, FORM, {"code": "programme"}),
    "setup:programme_restore": Route(LEADS, ACT, {"code": "programme"}),
    "setup:cohort_list": Route(LEADS),
    "setup:cohort_new": Route(LEADS, FORM),
    "setup:cohort_edit": Route(LEADS, FORM, {"code": "cohort"}),
    "setup:cohort_close": Route(LEADS, ACT, {"code": "cohort"}),
    "setup:cohort_reopen": Route(LEADS, ACT, {"code": "cohort"}),
    "setup:label_list": Route(LEADS, extra=SECTORS),
    "setup:label_new": Route(LEADS, FORM, extra=SECTORS),
    "setup:label_edit": Route(LEADS, FORM, {"code": "sector"}, extra=SECTORS),
    "setup:label_archive": Route(LEADS, FORM, {"code": "sector"}, extra=SECTORS),
    "setup:label_restore": Route(LEADS, ACT, {"code": "sector"}, extra=SECTORS),
    "setup:label_shift": Route(LEADS, ACT, {"code": "sector"}, extra=SECTORS),
    "setup:team": Route(LEADS),
    "setup:member_new": Route(LEADS, FORM),
    "setup:member_edit": Route(LEADS, FORM, {"code": "member"}),
    "setup:member_end": Route(LEADS, FORM, {"code": "member"}),
    "setup:member_invite": Route(LEADS, ACT, {"code": "member"}),
    "setup:member_uninvite": Route(LEADS, ACT, {"code": "member"}),
    "setup:member_second_factor": Route(LEADS, FORM, {"code": "member"}),
    "impact:figures": Route(READERS),
    "impact:figure_detail": Route(READERS, extra=A_FIGURE),
    "impact:figure_export": Route(TEAM, ACT, extra=A_FIGURE),
}
