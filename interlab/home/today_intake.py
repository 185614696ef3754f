"""Who asks for a place, and whom a partner recommends: what Aujourd'hui tells of those who aren't accompanied yet."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.templatetags.page import short_day
from interlab.home.today_rows import Guest, Row, Source
from interlab.intake.answering import waiting_past_their_day
from interlab.intake.models import Application, Recommendation
from interlab.journeys.models import Participation

# Who asked without an application has waited long after so many days.
_LONG = 4


def applicants(member: Membership, coach: Membership | None) -> Source:
    """Return who asked for a place and waits for the answer."""
    waiting = Participation.objects.visible_to(member).awaiting_answer().select_related("person").order_by("applied_on", "pk")
    if coach is not None:
        # An applicant has no coach yet: whoever looks at their own people sees those too.
        waiting = waiting.filter(coach__isnull=True) | waiting.filter(coach=coach)
    return waiting, _applicant_rows


def _applicant_rows(found: list[Participation], by: Membership) -> list[Row]:
    """Describe applicants; whoever told us something is answered on the page of their application. Costs one query."""
    sent = Application.objects.visible_to(by).sent().filter(participation__in=[one.pk for one in found])
    applications = {one.participation_id: one for one in sent.select_related("call").defer("answers").order_by("pk")}
    return [_applicant_row(one, applications.get(one.pk), by) for one in found]


def _applicant_row(one: Participation, application: Application | None, by: Membership) -> Row:
    due_on = application.answer_due_on if application else None
    if application is None or due_on is None:
        address = reverse("journeys:participation_move", args=[by.incubator.slug, one.code])
        is_old = (today() - one.applied_on).days > _LONG
        return Row(one.person, _("asked for a place"), _("Answer"), address, since=one.applied_on, is_old=is_old)
    return Row(
        one.person,
        _("asked for a place: answer before %(day)s") % {"day": short_day(due_on)},
        _("Answer"),
        reverse("intake:application_detail", args=[by.incubator.slug, application.code]),
        since=one.applied_on,
        is_old=due_on <= today(),
    )


def waitlisted(member: Membership, coach: Membership | None) -> Source:
    """Return who is on a waiting list, those who should have heard from us by now in evidence."""
    rows = Participation.objects.visible_to(member).waitlisted().select_related("person")
    return rows.order_by("applied_on", "pk"), _waitlisted_rows


def _waitlisted_rows(found: list[Participation], by: Membership) -> list[Row]:
    """Describe those on a waiting list. Costs one query."""
    late = waiting_past_their_day(by.incubator).filter(application__participation__in=[one.pk for one in found])
    promised = {one.application.participation_id: one.answer_by for one in late}
    return [
        Row(
            one.person,
            _("on the waiting list: you promised news before %(day)s") % {"day": short_day(promised[one.pk])}
            if one.pk in promised
            else _("on the waiting list"),
            _("Decide"),
            reverse("journeys:participation_move", args=[by.incubator.slug, one.code]),
            since=one.applied_on,
            is_old=one.pk in promised,
        )
        for one in found
    ]


def recommended(member: Membership, coach: Membership | None) -> Source:
    """Return whom a partner recommended and nobody reached yet: they are everybody's."""
    rows = Recommendation.objects.visible_to(member).waiting().defer("words")
    return rows.order_by("created_at", "pk"), lambda found, by: [_recommended_row(one, by) for one in found]


def _recommended_row(one: Recommendation, by: Membership) -> Row:
    page = reverse("intake:recommendation_detail", args=[by.incubator.slug, one.code])
    since = timezone.localdate(one.created_at)
    return Row(
        Guest(one.name, page),
        _("recommended by %(organisation)s") % {"organisation": one.organisation},
        pgettext("verb, somebody recommended", "Reach"),
        page,
        since=since,
        is_old=(today() - since).days > _LONG,
    )
