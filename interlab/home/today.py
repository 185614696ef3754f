"""The four lists of Aujourd'hui: who needs the team now, why, since when, and the one thing to do about it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.dates import today
from interlab.core.templatetags.page import short_day
from interlab.home.today_intake import applicants, recommended, waitlisted
from interlab.home.today_rows import COUNTED, SHOWN, Guest, Pile, Row, Source
from interlab.journeys.actions import outside_caseload
from interlab.journeys.models import Attendance, NextAct, Participation
from interlab.network.models import Cohort
from interlab.notices.models import Message, State
from interlab.people.merging import by_code
from interlab.people.models import ContactPoint, Person
from interlab.privacy.models import DataRequest, Farewell


def _own_promises_late(member: Membership, coach: Membership | None) -> Source:
    late = NextAct.objects.visible_to(member).awaited().filter(due_on__lt=today(), owner__isnull=False).select_related("person")
    if coach is not None:
        late = late.filter(owner=coach)
    return late.order_by("due_on", "pk"), lambda found, by: [
        Row(
            person=act.person,
            why=_("you promised: %(what)s") % {"what": act.what} if act.owner_id == by.pk else act.what,
            since=act.due_on,
            is_old=True,
            act=_("It's done"),
            act_address=reverse("journeys:next_act_settle", args=[by.incubator.slug, act.code]),
            posts=True,
        )
        for act in found
    ]


def _messages_stuck(member: Membership, coach: Membership | None) -> Source:
    stuck = Message.objects.visible_to(member).wanting_a_human().exclude(person_code="")
    if coach is not None:
        theirs = Participation.objects.filter(incubator_id=member.incubator_id).of_coach(coach)
        stuck = stuck.filter(
            Q(person_code__in=theirs.values("person__code")) | Q(person_code__in=theirs.values("person__shells__code"))
        )
    return stuck.order_by("created_at", "pk"), _message_rows


def _message_rows(found: list[Message], by: Membership) -> list[Row]:
    codes = [message.person_code for message in found]
    persons = by_code(Person.objects.visible_to(by), by.incubator_id, codes) if codes else {}
    return [
        Row(
            person=persons[message.person_code],
            why=_("to send by hand: %(what)s") % {"what": message.title}
            if message.state == State.BY_HAND
            else _("didn’t get: %(what)s") % {"what": message.title},
            since=timezone.localdate(message.created_at),
            is_old=True,
            act=_("See"),
            act_address=reverse("notices:message_detail", args=[by.incubator.slug, message.code]),
        )
        for message in found
        if message.person_code in persons
    ]


def _quiet(member: Membership, coach: Membership | None) -> Source:
    limit = today() - timedelta(days=member.incubator.quiet_after_days)
    last_kind = (
        Attendance.objects.standing()
        .filter(incubator_id=member.incubator_id, person=OuterRef("person"))
        .order_by("-session__held_on")
        .values("session__kind__name")[:1]
    )
    quiet = Participation.objects.visible_to(member).quiet_since(limit).of_coach(coach)
    quiet = quiet.annotate(last_kind=Subquery(last_kind)).select_related("person").prefetch_related("person__contacts")
    return quiet.order_by("last_news_on", "pk"), lambda found, by: [_quiet_row(one, by) for one in found]


def _quiet_row(one: Participation, by: Membership) -> Row:
    act, address = _reach(one.person, by)
    kind = getattr(one, "last_kind", None)
    return Row(
        person=one.person,
        why=_("Nothing since: %(kind)s") % {"kind": kind} if kind else _("No session since the start"),
        since=one.last_news_on,
        is_old=one.last_news_on is not None and (today() - one.last_news_on).days > by.incubator.quiet_after_days + 7,
        act=act,
        act_address=address,
    )


def _reach(person: Person, by: Membership) -> tuple[str, str]:
    """Return the button that reaches a person soonest: call, write, else open their page."""
    contacts = {contact.kind: contact for contact in reversed(person.contacts.all())}
    phone = contacts.get(ContactPoint.Kind.PHONE) or contacts.get(ContactPoint.Kind.WHATSAPP)
    if phone is not None and phone.normal:
        return _("Call"), f"tel:{phone.normal}"
    if ContactPoint.Kind.EMAIL in contacts:
        return _("Write"), f"mailto:{contacts[ContactPoint.Kind.EMAIL].value}"
    return _("Open"), reverse("journeys:person_detail", args=[by.incubator.slug, person.code])


def _due(member: Membership, coach: Membership | None) -> Source:
    due = NextAct.objects.visible_to(member).awaited().of_coach(coach).filter(due_on=today()).select_related("person")
    return due.order_by(F("at").asc(nulls_last=True), "pk"), lambda found, by: [
        Row(
            person=act.person,
            why=act.what,
            at=act.at,
            act=pgettext("verb, write down", "Note"),
            act_address=f"{reverse('journeys:note_session', args=[by.incubator.slug])}?person={act.person.code}",
            opens_sheet=True,
        )
        for act in found
    ]


def _their_promises_late(member: Membership, coach: Membership | None) -> Source:
    late = NextAct.objects.visible_to(member).awaited().of_coach(coach).filter(due_on__lt=today(), owner=None)
    return late.select_related("person").order_by("-due_on", "pk"), lambda found, by: [
        Row(
            person=act.person,
            why=_("had planned: %(what)s") % {"what": act.what},
            since=act.due_on,
            act=_("Open"),
            act_address=reverse("journeys:person_detail", args=[by.incubator.slug, act.person.code]),
        )
        for act in found
    ]


def _past_their_cohort(member: Membership, coach: Membership | None) -> Source:
    cohorts = Cohort.objects.filter(incubator_id=member.incubator_id, ends_on__lt=today())
    ended = list(cohorts.order_by().values_list("pk", flat=True))
    rows = Participation.objects.visible_to(member).past_their_cohort(ended).of_coach(coach).select_related("person", "cohort")
    return rows.order_by("applied_on", "pk"), lambda found, by: [
        Row(
            person=one.person,
            why=_("“%(cohort)s” has ended: completed, or going on?") % {"cohort": one.cohort.name},
            since=one.cohort.ends_on,
            act=_("Decide"),
            act_address=reverse("journeys:participation_move", args=[by.incubator.slug, one.code]),
        )
        for one in found
    ]


def _requests(member: Membership, coach: Membership | None) -> Source:
    """What people ask about their own data: whoever answers sees it, however the lists are narrowed."""
    rows = DataRequest.objects.visible_to(member).open().exclude(person_code="")
    rows = rows if member.can(Ability.ANSWER_REQUESTS) else rows.none()
    return rows.order_by("due_on", "pk"), lambda found, by: [
        Row(
            person=person,
            why=_("wants to be deleted: before %(day)s") % {"day": short_day(one.due_on)}
            if one.kind == DataRequest.Kind.ERASURE
            else _("asks what we know: before %(day)s") % {"day": short_day(one.due_on)},
            since=one.asked_on,
            act=pgettext("verb, to a request", "Answer"),
            act_address=reverse("privacy:request_detail", args=[by.incubator.slug, one.code]),
        )
        for one, person in _with_persons(found, by)
    ]


def _ending(member: Membership, coach: Membership | None) -> Source:
    rows = Farewell.objects.visible_to(member).pending()
    return rows.order_by("erase_on", "pk"), lambda found, by: [
        Row(
            person=person,
            why=_("file deleted on %(day)s: %(cause)s") % {"day": short_day(one.erase_on), "cause": one.get_cause_display()},
            since=one.announced_on,
            act=pgettext("verb, a file", "Keep"),
            act_address=reverse("privacy:farewell_keep", args=[by.incubator.slug, one.code]),
            opens_sheet=True,
        )
        for one, person in _with_persons(found, by)
    ]


def _with_persons(found: list, by: Membership) -> list[tuple[Any, Person]]:
    rows = Person.objects.filter(incubator_id=by.incubator_id, code__in=[one.person_code for one in found])
    persons = {person.code: person for person in rows}
    return [(one, persons[one.person_code]) for one in found if one.person_code in persons]


_PILES = {
    "awaiting": (
        gettext_lazy("Awaits an answer"),
        "message-circle",
        "brick",
        gettext_lazy("Nobody waits for an answer from you."),
        (_own_promises_late, _messages_stuck, recommended, applicants),
    ),
    "quiet": (
        gettext_lazy("No news for %(n)s days"),
        "hourglass",
        "teal",
        gettext_lazy("You have heard from everybody lately."),
        (_quiet,),
    ),
    "today": (
        gettext_lazy("Today"),
        "sun",
        "saffron",
        gettext_lazy("Nothing is planned for today. “And next?” in a note fills this list."),
        (_due, _their_promises_late),
    ),
    "decide": (
        gettext_lazy("To decide"),
        "split",
        "",
        gettext_lazy("No decision is pending."),
        (_requests, _past_their_cohort, waitlisted, _ending),
    ),
}
PILE_KEYS = tuple(_PILES)


def pile(key: str, member: Membership, *, mine: bool, limit: int = SHOWN) -> Pile:
    """Return one of the four lists for `member`: of their own people, or the whole team's."""
    return _closed([_pile(key, member, mine=mine, limit=limit)], member)[0]


def _closed(shown: list[Pile], member: Membership) -> list[Pile]:
    """Leave of those outside the member's caseload no more than their name and since when. Costs one query at most."""
    known = {row.person.pk for one in shown for row in one.rows if isinstance(row.person, Person)}
    outside = outside_caseload(known, member)
    return [replace(one, rows=[_closed_row(row, outside, member) for row in one.rows]) for one in shown]


def _closed_row(row: Row, outside: set[int], by: Membership) -> Row:
    if isinstance(row.person, Guest) or row.person.pk not in outside:
        return row
    page = reverse("journeys:person_detail", args=[by.incubator.slug, row.person.code])
    return Row(row.person, _("with a colleague"), _("Open"), page, since=row.since, is_old=row.is_old)


def _pile(key: str, member: Membership, *, mine: bool, limit: int) -> Pile:
    title, icon, tint, empty, sources = _PILES[key]
    rows: list[Row] = []
    count = 0
    for source in sources:
        found, describe = source(member, member if mine else None)
        count += len(found.order_by().values_list("pk")[: COUNTED - count]) if count < COUNTED else 0
        if len(rows) < limit:
            rows += describe(list(found[: limit - len(rows)]), member)
    days = member.incubator.quiet_after_days
    return Pile(key, str(title) % {"n": days} if "%(n)s" in str(title) else title, icon, tint, empty, rows, count)


def piles(member: Membership, *, mine: bool) -> list[Pile]:
    """Return the four lists, in the order in which they are read."""
    return _closed([_pile(key, member, mine=mine, limit=SHOWN) for key in PILE_KEYS], member)


def headline(shown: list[Pile]) -> tuple[str, str]:
    """Return the page's first sentence: how many wait, and who comes first today."""
    waiting, _quiet_pile, due, _decide = shown
    first = next((row for row in due.rows if row.at), None)
    name = {"name": first.person.short_name, "time": time_format(first.at, "H:i")} if first and first.at else None
    coming = _("%(name)s at %(time)s: %(what)s.") % {**name, "what": first.why} if name and first else ""
    if not waiting.count:
        return _("Nobody waits for an answer."), coming
    return _("Waiting for an answer: %(n)s.") % {"n": waiting.shown_count}, coming
