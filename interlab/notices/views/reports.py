"""The door by which the SMS gateway tells what became of a message. What it says is believed only if it is signed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from interlab.notices.actions import record_delivery
from interlab.notices.channels.twilio import is_from_twilio, problem_of
from interlab.notices.models import Message


@csrf_exempt
@login_not_required
@require_POST
def sms_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that an SMS arrived or didn't. Told twice, it changes nothing more."""
    fields = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    address = settings.SITE + request.get_full_path()
    if not is_from_twilio(address, fields, request.headers.get("X-Twilio-Signature", "")):
        return HttpResponse(status=403)
    number, _separator, code = reference.partition("-")
    message = Message.objects.filter(pk=number, code=code).first() if number.isdigit() and len(number) < 19 else None
    if message is not None:
        error_code = fields.get("ErrorCode", "")[:10]
        record_delivery(
            message,
            fields.get("MessageStatus", ""),
            provider_id=fields.get("MessageSid", "").replace("\x00", ""),
            problem=problem_of(error_code),
            error=f"{fields.get('MessageStatus', '')[:20]} {error_code}".strip().replace("\x00", ""),
        )
    # One that is gone needs no second report either.
    return HttpResponse(status=204)
