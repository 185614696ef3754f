"""Which data are personal in this layer and in those below it, which know nothing of erasure; and in the packages we use."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session as BrowserSession
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from interlab.accounts.models import Account, Invitation, Membership
from interlab.core.files import forget_file
from interlab.core.models import KeptText, RecurringWork, SentForm, Worker
from interlab.network.models import VOCABULARIES, Cohort, Incubator, Programme, Site
from interlab.privacy.chain import empty_details, empty_details_of
from interlab.privacy.models import AuditCheck, AuditEntry, AuditSegment, ConsentAct, DataRequest, Farewell
from interlab.privacy.personal import Personal, Told, around_erasure, by_code, register_impersonal, register_personal
from interlab.privacy.purposes import purpose_named
from interlab.privacy.redaction import speaks_of
from interlab.privacy.subjects import Subject
from interlab.privacy.trail import acts

_CODE = {"code": "a number of ours"}
_PERSON_CODE = {"person_code": "whose it is"}


def _nothing(model: Any) -> Any:
    return lambda subject: model._default_manager.none()


# Accounts --------------------------------------------------------------------------------------------------------


def _account(subject: Subject) -> QuerySet[Account]:
    return Account.objects.filter(pk__in=[subject.account.pk] if subject.account else [])


def _memberships(subject: Subject) -> QuerySet[Membership]:
    return Membership.objects.filter(pk__in=[member.pk for member in subject.members])


def _unname(subject: Subject, rows: QuerySet) -> None:
    name = _now("somebody whose data were erased")
    for member in rows:
        member.name, member.account = name, None
        member.ended_at = member.ended_at or timezone.now()
        member.save()


register_personal(
    Personal(
        Account,
        _("Your account"),
        _account,
        told={
            "email": _("E-mail you sign in with"),
            "phone": _("Phone you sign in with"),
            "is_handed_over": _("You sign in with a QR code"),
            "has_second_factor": _("You have a second factor"),
            "name": _("Name"),
            "language": _("Language"),
            "last_login": _("Last sign-in"),
            "is_active": _("Open"),
            "created_at": _("Since"),
        },
        untold=_CODE
        | {
            "password": "a secret that we can't read either",
            "sign_ins": "a secret that ends every visit when it changes",
        },
        # It is deleted at the very end, when nothing points to it any more; see erasure.
        goes=_nothing(Account),
    ),
    Personal(
        Membership,
        _("Your place here"),
        _memberships,
        told={"name": _("Name"), "roles": _("Roles"), "ended_at": _("Until")},
        untold=_CODE
        | {
            "account": "told just before",
            "folded_name": "the name again, by which lists are ordered",
            "is_team": "follows from the roles",
        },
        goes=_nothing(Membership),
        stays=_memberships,
        because=_("an empty place without a name stays, as what was done is signed by it"),
        empty=_unname,
    ),
    Personal(
        EmailAddress,
        _("E-mail addresses of your account"),
        lambda subject: EmailAddress.objects.filter(user=subject.account) if subject.account else EmailAddress.objects.none(),
        told={"email": _("E-mail"), "verified": _("Verified"), "primary": _("First")},
        untold={"user": "whose it is"},
        goes=_nothing(EmailAddress),
    ),
)


def _of_account(model: Any) -> Any:
    return lambda subject: model._default_manager.filter(user__in=[subject.account] if subject.account else [])


def _invitations(subject: Subject) -> QuerySet[Invitation]:
    return Invitation.objects.filter(member__in=[member.pk for member in subject.members])


register_personal(
    Personal(
        Invitation,
        _("Invitations to sign in"),
        _invitations,
        told={
            "way": _("How"),
            "invited_by": _("By"),
            "created_at": _("When"),
            "expires_at": _("Until"),
            "accepted_at": _("Accepted"),
            "withdrawn_at": _("Withdrawn"),
        },
        untold=_CODE | {"member": "whose it is", "digest": "the digest of a secret"},
    ),
    # Both go with the account.
    Personal(
        Authenticator,
        _("Your second factors"),
        _of_account(Authenticator),
        told={"type": _("Kind"), "created_at": _("Since"), "last_used_at": _("Last used")},
        untold={"user": "whose it is", "data": "secrets"},
        goes=_nothing(Authenticator),
    ),
    Personal(
        UserSession,
        _("Your devices"),
        _of_account(UserSession),
        told={
            "created_at": _("Since"),
            "last_seen_at": _("Last seen"),
            "ip": _("Address on the network"),
            "user_agent": _("Browser"),
        },
        untold={"user": "whose it is", "session_key": "a secret", "data": "what the browser told of itself, told above"},
        goes=_nothing(UserSession),
    ),
)


# What is kept about what is kept ---------------------------------------------------------------------------------


def _trail(subject: Subject) -> QuerySet[AuditEntry]:
    about = Q(person_code__in=subject.codes) if subject.person else Q(pk__in=[])
    by = Q(by__in=[member.pk for member in subject.members])
    return AuditEntry.objects.filter(about | by, incubator=subject.incubator).select_related("by")


def _without_details(subject: Subject, rows: QuerySet) -> None:
    """Empty what was typed about the subject, on their file and, where it names them, on any other."""
    if subject.person is None:
        return
    empty_details(subject.incubator.pk, subject.codes)
    typed = AuditEntry.objects.filter(incubator=subject.incubator, details__has_any_keys=["reason", "words"])
    rows_naming = [pk for pk, details in typed.values_list("pk", "details").iterator() if speaks_of(details, subject.traces)]
    empty_details_of(rows_naming)


def _words_of_act(row: AuditEntry) -> str:
    act = acts().get(row.act)
    return str(act.plain) if act and act.plain else row.act


def _reason_of_act(row: AuditEntry) -> str:
    act = acts().get(row.act)
    return act.reason(row.details) if act else ""


def _requests(subject: Subject) -> QuerySet[DataRequest]:
    if subject.person:
        return DataRequest.objects.filter(incubator=subject.incubator, person_code__in=subject.codes)
    return DataRequest.objects.filter(member__in=[member.pk for member in subject.members])


def _forget_archives(subject: Subject, rows: QuerySet) -> None:
    for request in rows:
        forget_file(request.archive)
    rows.update(archive="", archive_until=None, reason="")


register_personal(
    Personal(
        AuditEntry,
        _("Who did what with your data"),
        _trail,
        told={
            "at": _("When"),
            "by": _("Who"),
            "act": Told(_("What"), _words_of_act),
            "details": Told(_("Why"), _reason_of_act),
        },
        untold=_CODE
        | _PERSON_CODE
        | {
            "details_salt": "by which emptied details leave the chain whole",
            "details_digest": "the digest of the details, told there",
            "segment": "the place in the chain",
        }
        | {"subject_kind": "which kind of row", "subject_code": "a number of ours, for the row that the act was about"},
        goes=_nothing(AuditEntry),
        stays=_trail,
        because=_("that something was done stays written down, without your name and without any word typed about you"),
        empty=_without_details,
        ordering=("at", "pk"),
    ),
    Personal(
        ConsentAct,
        _("What you agreed to"),
        by_code(ConsentAct),
        told={
            "purpose": Told(_("What for"), lambda row: str(purpose_named(row.purpose).label)),
            "channel": Told(_("Where"), lambda row: purpose_named(row.purpose).channel_label(row.channel)),
            "item": _("About"),
            "given": Told(_("You said"), lambda row: _now("yes") if row.given else _now("no longer")),
            "text": _("In these words"),
            "language": _("Language"),
            "on": _("Day"),
            "at": _("Written down"),
            "expires_on": _("Until"),
            "how": _("How it was said"),
            "by": _("Noted by"),
        },
        untold=_CODE | _PERSON_CODE | {"text_version": "which wording it was; the words themselves are told"},
    ),
    Personal(
        DataRequest,
        _("What you asked about your data"),
        _requests,
        told={
            "kind": _("What you asked"),
            "how": _("How"),
            "asked_on": _("When"),
            "state": _("Answer"),
            "answered_on": _("Answered on"),
            "answered_by": _("Answered by"),
            "reason": _("Reason"),
            "withheld": _("Rows left out"),
            "due_on": _("Answer due by"),
            "asked_by": _("Noted by"),
            "created_at": _("Written down"),
            "archive_until": _("Copy kept until"),
        },
        untold=_CODE | _PERSON_CODE | {"member": "whose it is", "archive": "the copy itself, which is what you read"},
        goes=_nothing(DataRequest),
        stays=_requests,
        because=_("that you asked and that we answered stays as proof, without your name; copies are deleted"),
        empty=_forget_archives,
    ),
    Personal(
        Farewell,
        _("The end of your file"),
        by_code(Farewell),
        told={
            "cause": _("Why"),
            "announced_on": _("Announced on"),
            "erase_on": _("Deleted on"),
            "written_to": _("You were written to"),
            "kept_on": _("Kept since"),
            "kept_by": _("Kept by"),
            "kept_because": _("Why it was kept"),
            "ask_again_on": _("Asked again on"),
        },
        untold=_CODE | _PERSON_CODE,
    ),
)


@around_erasure
def forget_what_passes(subject: Subject) -> Callable[[], None]:
    """Forget what is kept for hours only and may hold a name: answers to forms, texts typed after a visit ended, the cache."""
    traces = subject.traces

    def forget() -> None:
        for model, column in ((SentForm, "answer"), (KeptText, "content")):
            texts = model._default_manager.exclude(**{column: ""}).values_list("pk", column)
            naming = [pk for pk, text in texts.iterator(chunk_size=500) if traces.surely_in(text) or traces.perhaps_in(text)]
            model._default_manager.filter(pk__in=naming).delete()
        # Whatever happens to the cache, the rest goes on.
        transaction.on_commit(cache.clear, robust=True)

    return forget


# What says nothing of anybody ------------------------------------------------------------------------------------

register_impersonal(AuditSegment, "digests of entries: they hold nothing of what was done")
register_impersonal(
    AuditCheck,
    "that the chain was checked",
    relations={"by": "which colleague asked for it; their name goes with their place"},
)
register_impersonal(Incubator, "an organisation, not a person")
register_impersonal(Site, "how an organisation shows itself, and how it is reached")
_OWN_WORDS: tuple[type[Model], ...] = (Programme, Cohort, *VOCABULARIES)
for _one in _OWN_WORDS:
    register_impersonal(_one, "the team's own words and dates")
register_impersonal(SentForm, "encrypted, for two days; what names an erased person is forgotten at once")
register_impersonal(KeptText, "encrypted, for an hour; what names an erased person is forgotten at once")
register_impersonal(Worker, "processes of ours")
register_impersonal(RecurringWork, "when work was done last, and what went wrong")
register_impersonal(SentForm, "which forms were sent, encrypted, for two days; the row names nobody")
register_impersonal(KeptText, "what an ended visit had typed, encrypted, for an hour; only that browser can name the row")
register_impersonal(ContentType, "the names of our tables")
register_impersonal(Permission, "unused: roles are code")
register_impersonal(Group, "unused: roles are code")
register_impersonal(Group.permissions.through, "unused: roles are code")
register_impersonal(BrowserSession, "opaque; those of an erased account are found by decoding and deleted")
register_impersonal(
    EmailConfirmation,
    "unused: addresses are confirmed by codes, which the session keeps",
    relations={"email_address": "goes with the address"},
)
register_impersonal(DBTaskResult, "numbers of rows to work on; a finished task is removed after 30 days, its fault with it")
