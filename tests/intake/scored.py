"""Applications that were read: one reading each, by one reader, with one criterion."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from interlab.accounts.models import Membership
from interlab.intake.models import Application, Call, Criterion, Reader, Reading, Round
from tests.factories.intake import ApplicationFactory, some_answers

_PHONES = iter(range(10_000_000))


def applied(call: Call, name: str, **answers: Any) -> Application:
    """Somebody called `name` who sent an application and can be reached by a phone of their own."""
    contact = {"kind": "phone", "value": f"+32470{next(_PHONES) % 1_000_000:06d}"}
    told = {"name": {"full_name": name, "called": ""}, "contact": contact} | answers
    return ApplicationFactory(call=call, answers=some_answers(**told))


def read(application: Application, level: int, *, by: Membership) -> Reading:
    """The application was read by `by`, who gave it `level` (0 to 4) for the only criterion."""
    call = application.call
    first, _ = Round.objects.get_or_create(incubator=call.incubator, call=call, number=1, defaults={"name": "Lecture"})
    criterion, _ = Criterion.objects.get_or_create(incubator=call.incubator, round=first, name="Le projet")
    reader, _ = Reader.objects.get_or_create(incubator=call.incubator, round=first, member=by)
    return Reading.objects.create(
        incubator=call.incubator,
        round=first,
        application=application,
        reader=reader,
        scores={criterion.code: level},
        done_at=timezone.now(),
    )


def says(response: Any, words: str, **filled: Any) -> bool:
    """Whether a page says these English words, in the language it is in."""
    sentence = gettext(words)
    return (sentence % filled if filled else sentence) in response.content.decode()
