"""How long what leads to a place is kept: what nobody sent, whoever wants to hear of the next call, those recommended to us.

An application that was sent is part of the person's file, and goes when it goes: six months after a refusal, see journeys.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.core.dates import in_months
from interlab.core.files import forget_file
from interlab.intake.models import Application, Interest, Recommendation, Upload
from interlab.privacy.retaining import Kept, register_kept, started_at

UNSENT_DAYS = 30
INTEREST_MONTHS = 12
RECOMMENDED_MONTHS = 12
HANDLED_MONTHS = 6
_MOST_A_RUN = 5000


def _unsent(on: date) -> QuerySet[Application]:
    return Application.objects.filter(submitted_at=None, saved_at__lt=started_at(on - timedelta(days=UNSENT_DAYS)))


def _interests(on: date) -> QuerySet[Interest]:
    return Interest.objects.filter(created_at__lt=started_at(in_months(on, -INTEREST_MONTHS)))


def _recommendations(on: date) -> QuerySet[Recommendation]:
    handled = Q(handled_at__lt=started_at(in_months(on, -HANDLED_MONTHS)))
    return Recommendation.objects.filter(handled | Q(created_at__lt=started_at(in_months(on, -RECOMMENDED_MONTHS))))


@transaction.atomic
def remove_unsent(on: date) -> int:
    """Delete the applications that nobody went on with for thirty days, with their recordings."""
    pks = list(_unsent(on).values_list("pk", flat=True)[:_MOST_A_RUN])
    for upload in Upload.objects.filter(application__in=pks):
        forget_file(upload.file)
    Application.objects.filter(pk__in=pks).delete()
    return len(pks)


def remove_interests(on: date) -> int:
    """Forget who wanted to hear of the next call a year ago."""
    pks = list(_interests(on).values_list("pk", flat=True)[:_MOST_A_RUN])
    Interest.objects.filter(pk__in=pks).delete()
    return len(pks)


def remove_recommendations(on: date) -> int:
    """Delete the recommendations that were followed up six months ago, and those that are a year old whatever became of them."""
    pks = list(_recommendations(on).values_list("pk", flat=True)[:_MOST_A_RUN])
    Recommendation.objects.filter(pk__in=pks).delete()
    return len(pks)


register_kept(
    Kept(
        "intake.unsent",
        _("Applications that were started and never sent, with their recordings"),
        _("30 days after the last answer"),
        _("Long enough to go on with it later; who did not send it gave us nothing yet."),
        remove_unsent,
        lambda on: _unsent(on).count(),
    ),
    Kept(
        "intake.sent",
        _("Applications that were sent, what readers wrote of them and what was answered"),
        _("as long as the person’s file; 6 months after a refusal"),
        _("Long enough to explain the answer; who is taken in is never asked the same again."),
    ),
    Kept(
        "intake.interests",
        _("Whoever wants to hear of the next call"),
        _("12 months"),
        _("Long enough for a call to open again."),
        remove_interests,
        lambda on: _interests(on).count(),
    ),
    Kept(
        "intake.recommendations",
        _("People whom a partner recommends to us"),
        _("6 months after we reached them, 12 months at most"),
        _("Long enough to reach somebody, and to know who sent them."),
        remove_recommendations,
        lambda on: _recommendations(on).count(),
    ),
)
