"""An application as its writer's browser holds it."""

from django.test import Client
from django.utils import timezone

from interlab.intake.models import Application
from interlab.network.models import Incubator


def publish(incubator: Incubator, **facts: str) -> None:
    """Open the public site of `incubator` to everybody."""
    for name, value in facts.items():
        setattr(incubator.site, name, value)
    incubator.site.published_at = timezone.now()
    incubator.site.save()


def holder_of(application: Application) -> Client:
    """Return the browser in which an application was written."""
    client = Client()
    session = client.session
    session["applications"] = [application.code]
    session.save()
    return client


def page_of(application: Application, *more: str) -> str:
    """Return the address of an application's own page, or of one beneath it."""
    return "/".join([f"/{application.incubator.slug}/application/{application.code}", *more, ""])
