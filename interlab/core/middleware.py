"""Whatever stops around us, a visitor gets a clear page and their words back, never a false "saved"."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict

from interlab.core import maintenance
from interlab.core.failures import WriteWatch
from interlab.core.files import forget_uncommitted_files
from interlab.core.stopped import closed_page

# Answered while closed: whoever watches the server must not take it for dead.
ALWAYS_OPEN = ("/healthz/",)


class FailSafeMiddleware:
    """Closes the doors during maintenance, and notes of every request that writes whether something was saved.

    The pages themselves are made by `core.views.server_error`, which Django calls wherever an error arises: in a view, in a
    middleware while a visit is looked up, or in a commit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in ALWAYS_OPEN and (closed := maintenance.current()) is not None:
            return closed_page(request, closed)
        if request.method in ("GET", "HEAD"):
            return self.get_response(request)
        watch = WriteWatch()
        request.write_watch = watch  # type: ignore[attr-defined]
        try:
            with connection.execute_wrapper(watch):
                return self.get_response(request)
        finally:
            forget_uncommitted_files()


class WithoutNulMiddleware:
    """Reads what was sent without the character NUL: nobody types one, and PostgreSQL keeps none in a text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and any("\x00" in text for name, texts in request.POST.lists() for text in (name, *texts)):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _without_nul(sent: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True)
    for name, texts in sent.lists():
        clean.setlist(name.replace("\x00", ""), [text.replace("\x00", "") for text in texts])
    clean._mutable = False
    return clean
