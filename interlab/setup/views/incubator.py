"""The first page of the settings, and the incubator's own facts."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.models import members_of
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.forms import status_of
from interlab.network.models import Cohort, Incubator, Programme, Stage
from interlab.setup.actions import update_incubator
from interlab.setup.forms import IncubatorForm
from interlab.setup.vocabularies import VOCABULARIES


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def settings(request: MemberRequest) -> HttpResponse:
    """Show everything a programme lead may change, as plain cards."""
    incubator = request.member.incubator
    lists = [vocabulary for vocabulary in VOCABULARIES if not vocabulary.by_programme]
    counted = [(one, one.model._default_manager.filter(incubator=incubator, archived_at=None).count()) for one in lists]
    stages = dict(Stage.objects.in_use().filter(incubator=incubator).order_by().values_list("programme").annotate(Count("pk")))
    programmes = list(Programme.objects.filter(incubator=incubator))
    context = {
        "programmes": [(programme, stages.get(programme.pk, 0)) for programme in programmes],
        "vocabularies": counted,
        "open_cohorts": Cohort.objects.filter(incubator=incubator, closed_on=None).count(),
        "team": members_of(incubator).of_team().count(),
    }
    return render(request, "setup/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def incubator_edit(request: MemberRequest) -> HttpResponse:
    """Change the incubator's name, city and days of silence."""
    incubator = to_edit(request, Incubator.objects.all(), pk=request.member.incubator_id)
    known = {"name": incubator.name, "city": incubator.city, "quiet_after_days": incubator.quiet_after_days}
    form = IncubatorForm(request.POST or None, row=incubator, initial=known)
    if form.is_valid():
        update_incubator(incubator, by=request.member, **form.cleaned_data)
        messages.success(request, _("Settings saved."))
        return redirect("setup:settings", incubator.slug)
    return render(request, "setup/incubator_edit.html", {"form": form}, status=status_of(form))
