"""The door by which the SMS gateway tells what became of a message. It is believed only by the address that we gave it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from interlab.notices.actions import record_delivery
from interlab.notices.channels.signing import is_signed
from interlab.notices.channels.twilio import problem_of
from interlab.notices.models import Message


@csrf_exempt
@login_not_required
@require_POST
def sms_report(request: HttpRequest, reference: str, signature: str) -> HttpResponse:
    """Note that an SMS arrived or didn't. Told twice, it changes nothing more."""
    fields = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    if not is_signed(reference, signature):
        return HttpResponse(status=403)
    number, _separator, code = reference.partition("-")
    message = Message.objects.filter(pk=number, code=code).first() if number.isdigit() and len(number) < 19 else None
    if message is not None:
        error_code = fields.get("ErrorCode", "")[:10]
        record_delivery(
            message,
            fields.get("MessageStatus", ""),
            provider_id=fields.get("MessageSid", ""),
            problem=problem_of(error_code),
            error=f"{fields.get('MessageStatus', '')[:20]} {error_code}".strip(),
        )
    # One that is gone needs no second report either.
    return HttpResponse(status=204)
