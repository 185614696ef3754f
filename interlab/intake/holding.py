"""Who holds an application: the browser it was started or resumed in, or a colleague who helps its writer. Nobody else knows of it."""

from django.http import Http404, HttpRequest

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.accounts.rules import PublicRequest
from interlab.intake.models import Application

_HELD = "applications"
# As many as one phone is shared by.
_MOST = 8


def hold(request: HttpRequest, application: Application) -> None:
    """Let this browser go on with the application until its visit ends."""
    held = [code for code in request.session.get(_HELD, []) if code != application.code]
    request.session[_HELD] = [*held, application.code][-_MOST:]


def let_go(request: HttpRequest, application: Application) -> None:
    """Forget the application in this browser: it was taken back, or somebody else goes on with the phone."""
    request.session[_HELD] = [code for code in request.session.get(_HELD, []) if code != application.code]


def held_codes(request: HttpRequest) -> list[str]:
    """Return the codes of the applications that this browser holds, the latest last."""
    return list(request.session.get(_HELD, []))


def held_application(request: PublicRequest, code: str) -> Application:
    """Return the application called `code` if this visitor holds it; 404 for everybody else, whether it exists or not."""
    if request.member is None and code not in held_codes(request):
        raise Http404
    rows = Application.objects.select_related("call", "form", "person", "participation", "call__programme", "helped_by")
    application = rows.filter(incubator=request.incubator, code=code).first()
    if application is None or not (code in held_codes(request) or _helps(request.member, application)):
        raise Http404
    return application


def _helps(member: Membership | None, application: Application) -> bool:
    """Whether a colleague fills this application in with its writer, who said yes to them."""
    return member is not None and member.can(Ability.SEE_APPLICATIONS) and application.helped_by_id == member.pk
