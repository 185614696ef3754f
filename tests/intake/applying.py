"""An applicant's browser, as far on the way as a test needs it."""

import time
from typing import Any

from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interlab.intake.forms.applying import _SALT
from interlab.intake.models import Application, Call
from interlab.network.models import Incubator

TYPED: dict[str, dict[str, Any]] = {
    "name": {"full_name": "Hanan Darwish", "called": "Hanan"},
    "languages": {"language_1": "ar", "level_1": "native", "language_2": "fr", "level_2": "beginner"},
    "idea": {"way": "written", "text": "Je veux ouvrir un atelier de couture à Saint-Léonard."},
    "progress": {"said": "tried"},
    "place": {"place": "Liège"},
    "contact": {"kind": "phone", "value": "0470 12 34 56"},
    "coming": {"said": ["interpreter"]},
}


def publish(incubator: Incubator) -> None:
    incubator.site.published_at = timezone.now()
    incubator.site.phone = "04 000 00 00"
    incubator.site.save()


def seen(seconds_ago: float = 60) -> str:
    """The seal of a first page that was shown some time ago."""
    return signing.dumps(int((time.time() - seconds_ago) * 10), salt=_SALT)


def begin(client: Client, call: Call, **typed: str) -> Application:
    """Press the button of the first page; return the application that this browser now holds."""
    response = client.post(reverse("intake:start", args=[call.incubator.slug]), {"call": call.code, "seen": seen(), **typed})
    assert response.status_code == 302, response.content.decode()
    return Application.objects.latest("pk")


def question_path(application: Application, question: str) -> str:
    return reverse("intake:question", args=[application.incubator.slug, application.code, question])


def check_path(application: Application) -> str:
    return reverse("intake:check", args=[application.incubator.slug, application.code])


def answer(client: Client, application: Application, question: str, **typed: Any) -> Any:
    return client.post(question_path(application, question), typed or TYPED[question])


def answer_all(client: Client, application: Application, **changed: dict[str, Any]) -> None:
    for question, typed in (TYPED | changed).items():
        response = answer(client, application, question, **typed)
        assert response.status_code == 302, (question, response.content.decode())
