"""How long this layer and those below keep what they have; and what the packages we use leave behind."""

from datetime import date, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session as BrowserSession
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from interlab.privacy.models import DataRequest
from interlab.privacy.requests import drop_old_archives
from interlab.privacy.retaining import Kept, register_kept, started_at

TASK_DAYS = 30


def _forget_browsers(on: date) -> int:
    count = _expired().count()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return count


def _expired() -> QuerySet[BrowserSession]:
    return BrowserSession.objects.filter(expire_date__lt=timezone.now())


def _done_tasks(on: date) -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(finished_at__lt=started_at(on - timedelta(days=TASK_DAYS)))


def _forget_tasks(on: date) -> int:
    pks = list(_done_tasks(on).values_list("pk", flat=True)[:5000])
    DBTaskResult.objects.filter(pk__in=pks).delete()
    return len(pks)


register_kept(
    Kept(
        "privacy.archives",
        _("Copies made for a person who asked what we know"),
        _("7 days"),
        _("Long enough to fetch it. A copy lying about is a leak that waits."),
        drop_old_archives,
        lambda on: DataRequest.objects.filter(archive_until__lt=on).exclude(archive="").count(),
    ),
    Kept(
        "privacy.trail",
        _("Who did what with whose data"),
        _("12 months"),
        _("Long enough to answer who opened a file; whole months are dropped, and their last seal stays."),
    ),
    Kept(
        "privacy.consents",
        _("What a person agreed to"),
        _("24 months for a yes; that it was said, as long as the file"),
        _("A yes grows old: it is asked again. That it was given is our proof."),
    ),
    Kept(
        "privacy.requests",
        _("That somebody asked for their data, and what was answered"),
        _("as long as the incubator is here; without a name once they are erased"),
        _("Our proof towards the data protection authority."),
    ),
    Kept(
        "accounts.browsers",
        _("Browsers signed in"),
        _("14 days without a visit"),
        _("Nobody signs in anew every morning; a lost telephone doesn't stay open."),
        _forget_browsers,
        lambda on: _expired().count(),
    ),
    Kept(
        "accounts.codes",
        _("Codes to sign in"),
        _("10 minutes"),
        _("They are kept with the browser that asked, and end with it."),
    ),
    Kept(
        "core.forms",
        _("Answers to forms, and what was typed after a visit had ended"),
        _("2 days, and 1 hour; encrypted"),
        _("Long enough that a second tap changes nothing, and that nothing typed is lost."),
    ),
    Kept(
        "privacy.tasks",
        _("Work done in the background"),
        _("30 days"),
        _("Long enough to find out why something failed."),
        _forget_tasks,
        lambda on: _done_tasks(on).count(),
    ),
    Kept(
        "impact.tallies",
        _("Sums of figures"),
        _("for good"),
        _("They hold nobody: no row of a person, no sum by a personal trait."),
    ),
)
