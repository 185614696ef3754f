"""What comes back by itself: forgetting which forms were sent."""

from datetime import timedelta

from django.utils import timezone

from interlab.core.models import SentForm
from interlab.core.recurring import recurring

# A browser restored after a weekend may send its form again.
REMEMBERED = timedelta(days=2)


@recurring("core.forget_sent_forms", every=timedelta(hours=6))
def forget_sent_forms() -> None:
    """Forget the forms sent more than two days ago."""
    SentForm.objects.filter(sent_at__lt=timezone.now() - REMEMBERED).delete()
