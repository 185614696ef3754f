"""A database that is away or full gets a clear page, never a traceback and never a false "saved"."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from interlab.core.views import unavailable

logger = logging.getLogger(__name__)


class FailSafeMiddleware:
    """Answers 503 with a page that says what to do when the database can't be reached or written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        logger.exception("database unavailable", exc_info=exception)
        return unavailable(request)
