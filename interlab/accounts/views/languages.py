"""The language switcher; sign-in itself is allauth's."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from interlab.accounts.languages import keep_language
from interlab.core.addresses import way_back


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show pages in the chosen language from now on, and come back to the same page."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(way_back(request, "/"))
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        keep_language(response, chosen)
        if request.user.is_authenticated and request.user.language != chosen:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return response
