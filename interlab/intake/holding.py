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
    helps = request.member is not None and _may_help(request.member)
    if not helps and code not in request.session.get(_HELD, []):
        raise Http404
    rows = Application.objects.select_related("call", "form", "person", "participation", "call__programme")
    application = rows.filter(incubator=request.incubator, code=code).first()
    if application is None:
        raise Http404
    return application


def _may_help(member: Membership) -> bool:
    return member.can(Ability.SEE_APPLICATIONS)
