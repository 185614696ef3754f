"""What applicants are answered, in their own language: words to begin with, what is still missing, and each message as it will leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from interlab.core.dates import today
from interlab.core.templatetags.page import day
from interlab.intake.models import Application, Call, Decision
from interlab.journeys.models.participations import MOVES, State
from interlab.network.models import Incubator
from interlab.notices.actions import EMAIL, Recipient
from interlab.notices.models import Channel, FailingAddress, OwnWording
from interlab.notices.wording import Written, wording_named
from interlab.people.reach import recipient_of

WORDINGS: dict[str, str] = {
    Decision.Kind.ACCEPT: "intake.accepted",
    Decision.Kind.WAIT: "intake.waiting",
    Decision.Kind.NOT_NOW: "intake.not_now",
}
# What each answer makes of the participation.
BECOMES: dict[str, str] = {
    Decision.Kind.ACCEPT: State.ENROLLED,
    Decision.Kind.WAIT: State.WAITLISTED,
    Decision.Kind.NOT_NOW: State.DECLINED,
}


def usual_words(reason: str, language: str) -> str:
    """Return sentences that say a reason kindly, in a language: somebody reads and changes them before they leave."""
    with override(language):
        return {
            Decision.Reason.NO_PLACE: _(
                "Many people applied. We have few places. Your idea is a good one: please do not give up."
            ),
            Decision.Reason.TOO_EARLY: _("Your idea is still young. Talk about it with people around you. Then come back to us."),
            Decision.Reason.OTHER_NEEDS: _("Something else seems more urgent for you now. We want to help you with that first."),
            Decision.Reason.ELSEWHERE: _("Another place can help you better than we can. They know your trade well."),
            Decision.Reason.NOT_HERE: _("Your project is not in our region. We can only help projects here."),
            Decision.Reason.NO_TIME: _("Our programme takes a lot of time. We understand that you do not have it now."),
            Decision.Reason.UNREACHABLE: _("We tried to reach you and could not. Write to us when you can: we listen."),
        }.get(Decision.Reason(reason) if reason in Decision.Reason.values else Decision.Reason.OTHER, "")


def door_sentence(decision: Decision) -> str:
    """Return where somebody can go next, as a sentence of the language in use."""
    sentence = (
        {
            Decision.Door.PARTNER: _("Somebody who can help you now: %(which)s."),
            Decision.Door.EVENT: _("Come and meet us: %(which)s."),
            Decision.Door.NEXT_CALL: _("You can apply again: %(which)s."),
        }.get(Decision.Door(decision.door))
        if decision.door
        else None
    )
    return sentence % {"which": decision.door_words.rstrip(" .")} if sentence else ""


def missing(decision: Decision, application: Application) -> list[str]:
    """Return what is still to be done before an answer can be told, in words; nothing when it is ready."""
    found: list[str] = []
    if application.withdrawn_at is not None:
        return [_("This application was taken back.")]
    if decision.kind == Decision.Kind.WAIT:
        found += [] if decision.rank else [_("a place on the list")]
        found += [] if decision.answer_by else [_("the day before which they hear again")]
        found += [_("a day still to come")] if decision.answer_by and decision.answer_by < today() else []
    if decision.kind == Decision.Kind.NOT_NOW:
        found += [] if decision.reason else [_("a reason")]
        found += [] if decision.words.strip() else [_("words for them")]
        found += [] if decision.door and decision.door_words.strip() else [_("the next door")]
    return found


def may_become(application: Application, kind: str) -> bool:
    """Whether an application can still be answered so: who was declined, taken in or went away applies anew."""
    state = application.participation.state if application.participation else ""
    return kind in BECOMES and (
        BECOMES[kind] in MOVES.get(state, ()) or (kind == Decision.Kind.WAIT and state == State.WAITLISTED)
    )


def about_of(decision: Decision, to: Recipient, call: Call) -> dict[str, str]:
    """Return what fills the message of an answer, in the recipient's language."""
    with override(to.language):
        about = {
            "name": to.name,
            "incubator": call.incubator.name,
            "programme": call.programme.name,
            "words": decision.words.strip(),
        }
        if decision.kind == Decision.Kind.ACCEPT:
            begins = call.cohort.starts_on if call.cohort and call.cohort.starts_on >= today() else None
            about["begins"] = _("We begin on %(day)s.") % {"day": day(begins)} if begins else ""
        elif decision.kind == Decision.Kind.WAIT:
            about |= {"rank": str(decision.rank or ""), "day": day(decision.answer_by)}
        else:
            about["door"] = door_sentence(decision)
    return about


@dataclass(frozen=True)
class Preview:
    """One answer as it will leave: to whom, by which way, its words, and what is missing."""

    decision: Decision
    application: Application
    language: str
    channel: str
    address: str
    written: Written
    missing: Sequence[str] = field(default=())

    @property
    def is_ready(self) -> bool:
        return not self.missing and bool(self.address)

    @property
    def way(self) -> str:
        """The channel in words."""
        return str(Channel(self.channel).label) if self.channel else ""

    @property
    def is_mail(self) -> bool:
        return self.channel == EMAIL


def previews(call: Call, decisions: Iterable[Decision]) -> list[Preview]:
    """Return each prepared answer as it will leave. Their applications and persons are there already; costs two queries."""
    rows = [(decision, recipient_of(person)) for decision in decisions if (person := decision.application.person) is not None]
    own = _own_words(call.incubator)
    known = [address for _decision, to in rows for _channel, address in to.addresses]
    failing = set(FailingAddress.objects.filter(incubator=call.incubator, address__in=known).values_list("address", flat=True))
    return [_preview(decision, to, call, own, failing) for decision, to in rows]


def _preview(decision: Decision, to: Recipient, call: Call, own: dict[tuple[str, str], Written], failing: set[str]) -> Preview:
    name = WORDINGS[decision.kind]
    written = wording_named(name).written(to.language, about_of(decision, to, call), own.get((name, to.language)))
    ways = [way for way in to.addresses if way[1] not in failing]
    # What leaves by itself comes before what a colleague sends by hand, as when it is queued.
    channel, address = min(ways, key=lambda way: way[0] == Channel.WHATSAPP, default=("", ""))
    return Preview(
        decision, decision.application, to.language, channel, address, written, missing(decision, decision.application)
    )


def _own_words(incubator: Incubator) -> dict[tuple[str, str], Written]:
    rows = OwnWording.objects.filter(incubator=incubator, wording__in=WORDINGS.values())
    return {(row.wording, row.language): Written(row.subject, row.body, row.text) for row in rows}


def prepared(call: Call) -> QuerySet[Decision]:
    """Return what is prepared and not told for the applications of a call that stand, with whom it is for."""
    rows = Decision.objects.prepared().filter(
        incubator_id=call.incubator_id, application__call=call, application__withdrawn_at=None
    )
    rows = rows.select_related("application__person__account", "application__participation", "application__form")
    return rows.prefetch_related("application__person__contacts", "application__person__languages").order_by("kind", "rank", "pk")


def waiting(call: Call) -> QuerySet[Decision]:
    """Return the latest answers of those on the waiting list of a call, the next one first."""
    told = Decision.objects.told().filter(application=OuterRef("application")).order_by("-told_at", "-pk")
    rows = Decision.objects.filter(incubator_id=call.incubator_id, application__call=call, kind=Decision.Kind.WAIT)
    rows = rows.filter(pk=Subquery(told.values("pk")[:1]), application__participation__state=State.WAITLISTED)
    rows = rows.filter(application__withdrawn_at=None).select_related("application__person", "application__call")
    return rows.order_by("rank", "told_at", "pk")


def waiting_past_their_day(incubator: Incubator) -> QuerySet[Decision]:
    """Return those on a waiting list who should have heard from us by now."""
    told = Decision.objects.told().filter(application=OuterRef("application")).order_by("-told_at", "-pk")
    rows = Decision.objects.filter(incubator=incubator, kind=Decision.Kind.WAIT, answer_by__lt=today())
    rows = rows.filter(pk=Subquery(told.values("pk")[:1]), application__participation__state=State.WAITLISTED)
    return (
        rows.filter(application__withdrawn_at=None)
        .select_related("application__person", "application__call")
        .order_by("answer_by")
    )


@dataclass(frozen=True)
class Standing:
    """Where the answer to one application stands: what was told last, what is prepared, what that still needs."""

    application: Application
    told: Decision | None
    prepared: Decision | None
    missing: Sequence[str] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether another answer can still be prepared."""
        return any(may_become(self.application, kind) for kind in Decision.Kind.values)


def where_it_stands(application: Application) -> Standing:
    """Return where the answer to an application stands. Its decisions are there already."""
    decisions = list(application.decisions.all())
    waits = next((one for one in decisions if one.told_at is None), None)
    told = max((one for one in decisions if one.told_at is not None), key=lambda one: (one.told_at, one.pk), default=None)
    return Standing(application, told, waits, missing(waits, application) if waits else ())
