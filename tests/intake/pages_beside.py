"""Every address of InterLab, with stand-ins for pages that are made elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config import urls
from interlab.accounts.rules import public_page
from interlab.home import urls as home
from interlab.intake import urls as intake

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@public_page
def stand_in(request: HttpRequest, **parts: str) -> HttpResponse:
    return HttpResponse('<!doctype html><html lang="fr"><title>Page</title><main><h1>Page</h1></main></html>')


_HOME = [*home.urlpatterns, path("<slug:incubator>/", stand_in, name="welcome")]
_INTAKE = [*intake.urlpatterns, path("application/<slug:code>/", stand_in, name="application_status")]
_REST = [one for one in urls.urlpatterns if getattr(one, "app_name", "") not in ("home", "intake")]
urlpatterns = [
    path("", include((_HOME, "home"))),
    path("<slug:incubator>/", include((_INTAKE, "intake"))),
    *_REST,
]
