"""How long journeys are kept: while something happens, then two years."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.core.dates import in_months
from interlab.core.files import forget_file
from interlab.journeys.models import Attendance, Document, NextAct, Participation, ParticipationMove, Session
from interlab.journeys.models.participations import OPEN, State
from interlab.network.models import Incubator
from interlab.people.models import Person
from interlab.privacy.models import ConsentAct, Farewell
from interlab.privacy.retaining import NOTICE_DAYS, Kept, Leaving, register_kept, register_leaving, started_at

INACTIVE_MONTHS = 24
NOT_TAKEN_MONTHS = 6
REMOVED_DAYS = 30


def inactive(incubator: Incubator, on: date) -> QuerySet[Person]:
    """Return the persons with nothing underway and nothing since 24 months: no session, document, promise or word of theirs."""
    since = in_months(on, -INACTIVE_MONTHS)
    me = OuterRef("pk")
    going = Q(state__in=(*OPEN, State.APPLIED, State.WAITLISTED)) | Q(applied_on__gt=since) | Q(ended_on__gt=since)
    recent = (
        Participation.objects.filter(going, person=me),
        Attendance.objects.filter(incubator=incubator, person=me, session__held_on__gt=since),
        NextAct.objects.filter(incubator=incubator, person=me, due_on__gt=since),
        Document.objects.filter(incubator=incubator, person=me, added_at__gt=started_at(since)),
        ConsentAct.objects.filter(incubator=incubator, person_code=OuterRef("code"), on__gt=since),
    )
    rows = Person.objects.standing().filter(incubator=incubator, created_at__lt=started_at(since))
    for happened in recent:
        rows = rows.filter(~Exists(happened))
    return rows


def not_taken(incubator: Incubator, on: date) -> QuerySet[Person]:
    """Return the persons whose only applications were declined or withdrawn, the last one six months from now less the notice."""
    since = in_months(on + timedelta(days=NOTICE_DAYS), -NOT_TAKEN_MONTHS)
    me = OuterRef("pk")
    refused = ParticipationMove.objects.filter(participation__person=me, state__in=(State.DECLINED, State.WITHDRAWN))
    others = Participation.objects.filter(person=me).exclude(state__in=(State.DECLINED, State.WITHDRAWN))
    rows = Person.objects.standing().filter(incubator=incubator)
    rows = rows.filter(Exists(refused.filter(on__lte=since)), ~Exists(refused.filter(on__gt=since)), ~Exists(others))
    return rows.filter(~Exists(Attendance.objects.filter(incubator=incubator, person=me, session__held_on__gt=since)))


def _voided(on: date) -> QuerySet[Session]:
    return Session.objects.filter(voided_at__lt=started_at(on - timedelta(days=REMOVED_DAYS)))


def _removed(on: date) -> QuerySet[Document]:
    return Document.objects.filter(removed_at__lt=started_at(on - timedelta(days=REMOVED_DAYS)))


def remove_voided_sessions(on: date) -> int:
    """Delete the sessions that were taken back thirty days ago, with their notes."""
    pks = list(_voided(on).values_list("pk", flat=True)[:5000])
    Session.objects.filter(pk__in=pks).delete()
    return len(pks)


@transaction.atomic
def remove_documents(on: date) -> int:
    """Delete what is left of documents that were removed thirty days ago."""
    rows = list(_removed(on)[:5000])
    for document in rows:
        forget_file(document.file)
        document.delete()
    return len(rows)


register_leaving(
    Leaving(
        Farewell.Cause.INACTIVE,
        _("Files of persons with nothing underway"),
        _("24 months after the last thing that happened, then 30 days of notice"),
        _("Long enough to come back, or to answer a funder who asks; no longer than help may still be of use."),
        inactive,
    ),
    Leaving(
        Farewell.Cause.NOT_TAKEN,
        _("Files of persons whose application was declined or withdrawn"),
        _("6 months after the answer; announced 30 days before"),
        _("Long enough to explain the answer or to apply again."),
        not_taken,
    ),
)
register_kept(
    Kept(
        "journeys.voided_sessions",
        _("Sessions that were taken back"),
        _("30 days"),
        _("Long enough to notice that taking it back was the mistake."),
        remove_voided_sessions,
        lambda on: _voided(on).count(),
    ),
    Kept(
        "journeys.removed_documents",
        _("That a document was there, once it is removed"),
        _("30 days; the file itself goes at once"),
        _("Long enough to answer whoever looks for it."),
        remove_documents,
        lambda on: _removed(on).count(),
    ),
)
