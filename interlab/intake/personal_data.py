"""Which data of an application are personal, what each is called, and what becomes of it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.intake.models import (
    Application,
    Call,
    CallForm,
    Composition,
    Conflict,
    Criterion,
    Decision,
    Interest,
    InterviewSlot,
    Outreach,
    Reader,
    Reading,
    Recommendation,
    Round,
    Upload,
)
from interlab.intake.told import answers_in_words
from interlab.privacy.personal import Personal, Told, by_person, register_impersonal, register_personal
from interlab.privacy.subjects import Subject, persons

_CODE = {"code": "a number of ours"}
_WHICH = {"application": "told just before"}
_OF_AN_APPLICATION = "application__person"


def _contacts(subject: Subject) -> list[str]:
    return list(persons().contacts(subject.person)) if subject.person else []


def _recommended(subject: Subject) -> QuerySet[Recommendation]:
    """Return what partners wrote of the subject: known by the application it led to, or by how they are reached."""
    rows = Recommendation.objects.filter(incubator=subject.incubator)
    if subject.person is None:
        return rows.none()
    reached = Q(normal__in=_contacts(subject)) | Q(value__in=_contacts(subject))
    led = Application.objects.filter(person=subject.person, recommendation__isnull=False)
    return rows.filter(Q(pk__in=led.values("recommendation")) | reached)


def _interested(subject: Subject) -> QuerySet[Interest]:
    rows = Interest.objects.filter(incubator=subject.incubator)
    return rows.filter(Q(normal__in=_contacts(subject)) | Q(value__in=_contacts(subject))) if subject.person else rows.none()


def _compositions(subject: Subject) -> QuerySet[Composition]:
    rows = Composition.objects.filter(incubator=subject.incubator)
    return rows.filter(call__applications__person=subject.person).distinct() if subject.person else rows.none()


def _in_words(application: Application) -> str:
    return "\n".join(f"{one.label} {one.words}" for one in answers_in_words(application))


def _scores(reading: Reading) -> str:
    names = dict(reading.round.criteria.values_list("code", "name"))
    return ", ".join(f"{names.get(code, code)} : {score}" for code, score in reading.scores.items())


register_personal(
    Personal(
        Application,
        _("Your applications"),
        by_person(Application),
        told={
            "call": pgettext_lazy("for applications", "Call"),
            "spoken": _("The code you were given"),
            "language": _("Language"),
            "answers": Told(_("What you told us"), _in_words),
            "source": _("How you found us"),
            "helped_by": _("Who filled it in with you"),
            "mandate": _("How you agreed to be helped"),
            "started_at": _("Started"),
            "saved_at": _("Last change"),
            "submitted_at": _("Sent"),
            "invited_at": _("Invited to choose a time"),
            "withdrawn_at": _("Taken back"),
        },
        untold=_CODE
        | {
            "form": "which version of the questions; they are told with the answers",
            "reached": "the last question that was opened",
            "recommendation": "told by itself",
            "person": "whose it is",
            "participation": "told under the way through a programme",
        },
        texts=("answers", "mandate"),
        ordering=("started_at", "pk"),
    ),
    Personal(
        Upload,
        _("Your recordings and pictures"),
        by_person(Upload, _OF_AN_APPLICATION),
        told={
            "question": _("For the question"),
            "media_type": _("Kind of file"),
            "size": _("Bytes"),
            "seconds": _("Seconds"),
            "transcript": _("What you say in it, as we wrote it down"),
            "added_at": _("Added"),
        },
        untold=_CODE | _WHICH | {"file": "where it lies on our disk; the file itself is in the archive"},
        files=("file",),
        texts=("transcript",),
    ),
    Personal(
        Reading,
        _("What readers wrote of your application"),
        by_person(Reading, _OF_AN_APPLICATION),
        told={
            "round": _("Round"),
            "given_at": _("Given to a reader"),
            "opened_at": _("Opened"),
            "scores": Told(_("Levels, from 0 to 4"), _scores),
            "for_team": _("For the team"),
            "for_applicant": _("For you"),
            "saved_at": _("Last change"),
            "done_at": _("Read"),
            "handed_back_at": _("Handed back unread"),
        },
        untold=_CODE | _WHICH | {"reader": "who reads stays unsaid, so that they read freely"},
        texts=("for_team", "for_applicant"),
        look=lambda row: bool(row.for_team),
        ordering=("given_at", "pk"),
    ),
    Personal(
        Conflict,
        _("Who could not read your application fairly"),
        by_person(Conflict, _OF_AN_APPLICATION),
        told={"reason": _("Because"), "said_at": _("Said"), "taken_back_at": _("Taken back")},
        untold=_CODE | _WHICH | {"member": "what a colleague said of themselves"},
    ),
    Personal(
        InterviewSlot,
        _("Interviews"),
        by_person(InterviewSlot, _OF_AN_APPLICATION),
        told={
            "starts_at": _("When"),
            "minutes": _("Minutes"),
            "place": _("Where"),
            "member": _("With"),
            "booked_at": _("Chosen"),
            "outcome": _("What came of it"),
            "note": _("What was noted"),
        },
        untold=_CODE | _WHICH | {"call": "told with the application"},
        texts=("note",),
        look=lambda row: bool(row.note),
        ordering=("starts_at", "pk"),
    ),
    Personal(
        Decision,
        _("What we answered you"),
        by_person(Decision, _OF_AN_APPLICATION),
        told={
            "kind": _("Answer"),
            "reason": _("Reason"),
            "rank": _("Place on the waiting list"),
            "answer_by": _("You hear before"),
            "words": _("Words"),
            "door": _("Next door"),
            "door_words": _("Which one"),
            "prepared_at": _("Prepared"),
            "prepared_by": _("Prepared by"),
            "told_at": _("Told"),
            "told_by": _("Told by"),
        },
        untold=_CODE | _WHICH | {"composition": "how the whole group was chosen, for many people at once"},
        texts=("words", "door_words"),
        # Not told yet: it may still change.
        look=lambda row: row.told_at is None,
        ordering=("prepared_at", "pk"),
    ),
    Personal(
        Composition,
        _("How the groups you asked to join were chosen"),
        _compositions,
        told={"made_at": _("Day"), "places": _("Places"), "reasons": _("Why")},
        untold=_CODE
        | {
            "call": "told with the application",
            "wishes": "what was weighed, for many people at once",
            "offered": "numbers of ours, of many people",
            "chosen": "numbers of ours, of many people",
            "made_by": "a colleague, for many people at once",
        },
        goes=lambda subject: Composition.objects.none(),
        stays=_compositions,
        because=_("the choice was of a whole group: it stays for the others, and names nobody"),
        texts=("reasons",),
        look=lambda row: True,
    ),
    Personal(
        Recommendation,
        _("What a partner told us of you, with your agreement"),
        _recommended,
        told={
            "organisation": _("Organisation"),
            "by_whom": _("Who wrote"),
            "name": _("Your name"),
            "kind": _("How we reach you"),
            "value": _("Phone or e-mail"),
            "language": _("Language"),
            "words": _("What they told"),
            "agreed_how": _("How you agreed"),
            "created_at": _("Written down"),
            "handled_at": _("We reached you"),
            "handled_by": _("Who reached you"),
        },
        untold=_CODE | {"normal": "the same phone or e-mail, as we compare it", "partner_contact": "how the partner is reached"},
        texts=("name", "words", "agreed_how"),
    ),
    Personal(
        Interest,
        _("You wanted to hear of the next call"),
        _interested,
        told={
            "programme": _("Programme"),
            "name": _("Name"),
            "kind": _("How we reach you"),
            "value": _("Phone or e-mail"),
            "language": _("Language"),
            "created_at": _("Written down"),
            "told_at": _("We wrote"),
            "told_of": _("Of the call"),
        },
        untold=_CODE | {"normal": "the same phone or e-mail, as we compare it"},
    ),
)

register_impersonal(
    Call, "when a programme takes people in", relations={"answered_by": "the colleague who answers, by their place in the team"}
)
register_impersonal(CallForm, "questions", relations={"created_by": "the colleague who wrote them, by their place in the team"})
register_impersonal(
    Outreach,
    "how many people were told of a call; none is named",
    relations={"by": "the colleague who counted, by their place in the team"},
)
register_impersonal(Round, "how applications are read")
register_impersonal(Criterion, "what is looked at, in words")
register_impersonal(Reader, "who reads how many", relations={"member": "a colleague, by their place in the team"})
register_impersonal(Reader.sectors.through, "which trades a reader knows")
