"""What is over is forgotten by itself: sessions that ended, and the devices they were on."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from interlab.core.recurring import recurring


@recurring("accounts.forget_ended_sessions", every=timedelta(days=1))
def forget_ended_sessions() -> None:
    """Delete the sessions that ended, and what was known of their devices (address, browser)."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key")))).delete()
