"""Answering people about their own data: asked, looked at, answered, with the law's month running."""

from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Role
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.core.files import forget_file
from interlab.privacy.actions import record_act
from interlab.privacy.archive import write_archive
from interlab.privacy.erasure import erase_subject
from interlab.privacy.models import DataRequest
from interlab.privacy.subjects import Subject, persons, subject_of_member, subject_of_person

Kind, State, How = DataRequest.Kind, DataRequest.State, DataRequest.How

# A month by law (GDPR, article 12); we promise the same day.
DAYS_TO_ANSWER = 30
DAYS_KEPT = 7


def person_of(request: DataRequest) -> Any:
    """Return the person a request is about; None when it is about a member, or the person is no more."""
    return persons().coded(request.incubator_id, request.person_code).first() if request.person_code else None


def subject_of(request: DataRequest) -> Subject | None:
    """Return whom a request is about, as they are now; None when they are no more."""
    if request.member is not None:
        return subject_of_member(request.member)
    person = person_of(request)
    return subject_of_person(person) if person else None


@transaction.atomic
def ask_for_data(
    kind: str,
    *,
    by: Membership | None,
    person: Any = None,
    member: Membership | None = None,
    how: str = How.SELF,
    on: date | None = None,
) -> DataRequest:
    """Write down that somebody asks for a copy of their data, or for their erasure. Asked twice, it is written once.

    `by` None: a person without an account asks by themselves.
    """
    day = on or today()
    if not today() - timedelta(days=366) <= day <= today():
        raise DomainError(_("Give the day on which they asked: today, or a day of the past year."), field="on")
    if person is not None:
        type(person)._default_manager.select_for_update().get(pk=person.pk)
    about = {"person_code": person.code} if person is not None else {"member": member}
    concerned: Any = person or member
    incubator_id = concerned.incubator_id
    waiting = DataRequest.objects.open().filter(incubator_id=incubator_id, kind=kind, **about).first()
    if waiting is not None:
        return waiting
    request = DataRequest.objects.create(
        incubator_id=incubator_id,
        kind=kind,
        how=how,
        asked_on=day,
        asked_by=by,
        due_on=max(day + timedelta(days=DAYS_TO_ANSWER), today()),
        **about,
    )
    record_act(request, "request.asked", by=by, person_code=request.person_code, kind=kind, how=how)
    return request


def _locked(request: DataRequest) -> DataRequest:
    """Return the request as it is now, held until the end of the transaction; refuse one that no longer waits."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("incubator", "member__account")
    request = rows.get(pk=request.pk)
    if not request.is_open:
        raise DomainError(_("This request has been answered already."))
    return request


def _settle(request: DataRequest, state: str, *, by: Membership | None) -> DataRequest:
    request.state, request.answered_on, request.answered_by = state, today(), by
    request.save()
    return request


@transaction.atomic
def take_back_request(request: DataRequest, *, by: Membership | None) -> DataRequest:
    """Stop a request that its person doesn't want any more: nothing is sent, nothing is erased."""
    request = _settle(_locked(request), State.WITHDRAWN, by=by)
    record_act(request, "request.withdrawn", by=by, person_code=request.person_code, kind=request.kind)
    return request


@transaction.atomic
def refuse_request(request: DataRequest, *, reason: str, by: Membership) -> DataRequest:
    """Say no to a request, with the reason, which the person reads."""
    if not reason.strip():
        raise DomainError(_("Say why: the person reads it."), field="reason")
    request = _locked(request)
    request.reason = reason.strip()
    request = _settle(request, State.REFUSED, by=by)
    record_act(request, "request.refused", by=by, person_code=request.person_code, kind=request.kind)
    return request


@transaction.atomic
def answer_access(
    request: DataRequest, *, by: Membership, withheld: frozenset[str] = frozenset(), reason: str = ""
) -> DataRequest:
    """Put everything together for the person to fetch within seven days; what is withheld is counted and explained to them."""
    if withheld and not reason.strip():
        raise DomainError(_("Say why something is left out: the person reads it."), field="reason")
    request = _locked(request)
    subject = subject_of(request)
    if subject is None:
        raise DomainError(_("This person's data have been erased."))
    with TemporaryFile() as file:
        request.withheld = write_archive(file, subject, withheld=withheld, reason=reason.strip() if withheld else "")
        file.seek(0)
        request.archive.save("archive.zip", File(file), save=False)
    request.reason = reason.strip() if request.withheld else ""
    request.archive_until = today() + timedelta(days=DAYS_KEPT)
    request = _settle(request, State.ANSWERED, by=by)
    record_act(request, "request.answered", by=by, person_code=request.person_code, kind=request.kind, withheld=request.withheld)
    if subject.person is not None:
        about = {"name": subject.name, "incubator": subject.incubator.name}
        persons().write(subject.person, "people.archive_ready", about, f"archive:{request.code}")
    return request


def fetch_archive(request: DataRequest, *, by: Membership) -> File:
    """Give the archive, and write down who took it. Raises DomainError when its seven days are over."""
    if not request.has_archive(today()):
        raise DomainError(_("This copy is no longer here. Ask for a new one."))
    content = request.archive.open("rb")
    record_act(request, "archive.downloaded", by=by, person_code=request.person_code)
    return content


def erase_on_request(request: DataRequest, *, by: Membership | None, confirmed: bool = False) -> DataRequest:
    """Erase whom a request is about: once their thirty days are over, or at once when the lead has their word (`confirmed`)."""
    if request.kind != Kind.ERASURE:
        raise DomainError(_("This person asks for a copy, not for an erasure."))
    if not confirmed and today() < request.due_on:
        raise DomainError(_("Tick that the person confirmed it, or wait until the day given."), field="confirmed")
    if not request.is_open:
        raise DomainError(_("This request has been answered already."))
    subject = subject_of(request)
    with transaction.atomic():
        request = _locked(request)
        request = _settle(request, State.ANSWERED, by=by)
        record_act(request, "request.answered", by=by, person_code=request.person_code, kind=request.kind)
        if subject is not None:
            erase_subject(subject, by=by)
    return request


def check_can_go(member: Membership) -> None:
    """Raise DomainError for a member whose account can't be erased: the last lead of an incubator."""
    leads = Membership.objects.current().filter(incubator_id=member.incubator_id).exclude(pk=member.pk)
    if Role.PROGRAMME_LEAD in member.roles and not any(Role.PROGRAMME_LEAD in one.roles for one in leads.of_team()):
        raise DomainError(_("An incubator always has a programme lead. Give somebody else this role first."))


def erase_member(member: Membership, *, by: Membership) -> None:
    """Erase a colleague, mentor or expert: their name and account go, what they did stays under nobody's name."""
    check_can_go(member)
    erase_subject(subject_of_member(member), by=by)


def copy_for_member(member: Membership, *, to: IO[bytes], by: Membership) -> None:
    """Write a copy of everything about a colleague, mentor or expert into `to`, and note who took it for them."""
    write_archive(to, subject_of_member(member))
    record_act(member, "member.copied", by=by)


def drop_old_archives(on: date) -> int:
    """Delete the archives whose seven days are over; return how many."""
    old = DataRequest.objects.filter(archive_until__lt=on).exclude(archive="")
    for request in list(old):
        DataRequest.objects.filter(pk=request.pk).update(archive="")
        forget_file(request.archive)
    return len(old)
