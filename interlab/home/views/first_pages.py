"""The front door, and the first page of each role."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.middleware import DEMO_DOOR
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today as local_today
from interlab.home import journey
from interlab.home.today import PILE_KEYS, headline, pile, piles
from interlab.network.models import Site
from interlab.notices.models import Message


@login_not_required
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead whoever is signed in to their first page; a stranger to the one public site, or a list of them, or the sign-in page."""
    if not request.user.is_authenticated:
        return _street(request)
    rows = Membership.objects.current().filter(account_id=request.user.pk).select_related("incubator").order_by("pk")
    memberships = list(rows[:50])
    if len(memberships) == 1:
        return redirect("home:today", memberships[0].incubator.slug)
    return render(request, "home/front_door.html", {"memberships": memberships})


def _street(request: HttpRequest) -> HttpResponse:
    sites = list(Site.objects.filter(published_at__isnull=False).select_related("incubator").order_by("incubator__name")[:100])
    if not sites:
        return redirect("account_login")
    if len(sites) == 1:
        return redirect("home:welcome", sites[0].incubator.slug)
    return render(request, "home/street.html", {"sites": sites})


@require_safe
def today(request: MemberRequest) -> HttpResponse:
    """Show the member's first page: people who need the team, one's own journey, sessions given, or the figures."""
    member = request.member
    if member.can(Ability.SEE_PEOPLE):
        shown = piles(member, mine=_mine(request))
        lead, coming = headline(shown)
        context = {
            "today": local_today(),
            "columns": (shown[:2], shown[2:]),
            "lead": lead,
            "coming": coming,
            "mine": _mine(request),
        }
        return render(request, "home/today.html", context)
    if member.can(Ability.SEE_OWN_JOURNEY):
        return render(request, "home/my_journey.html", journey.of_entrepreneur(member))
    if member.can(Ability.SEE_OWN_SESSIONS_GIVEN):
        return render(request, "home/sessions_given.html", journey.sessions_given(member))
    if member.can(Ability.READ_APPLICATIONS):
        return redirect("intake:reading_list", member.incubator.slug)
    if member.can(Ability.SEE_FIGURES):
        return redirect("impact:figures", member.incubator.slug)
    return render(request, "home/nothing_yet.html")


def _mine(request: MemberRequest) -> bool:
    """Whether the lists show one's own people: a coach's habit, unless the address says otherwise."""
    asked = request.GET.get("who")
    return asked == "mine" if asked in ("mine", "team") else not request.member.can(Ability.CHANGE_SETTINGS)


@require_safe
@needs(Ability.SEE_PEOPLE)
def today_pile(request: MemberRequest, key: str) -> HttpResponse:
    """Show one of the four lists, longer."""
    if key not in PILE_KEYS:
        raise Http404
    shown = pile(key, request.member, mine=_mine(request), limit=100)
    return render(request, "home/today_pile.html", {"pile": shown, "mine": _mine(request)})


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's accounts, in the demo only."""
    if not settings.DEMO:
        raise Http404
    account = get_object_or_404(Account, code=request.POST.get("account", "")[:12], is_active=True)
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    # Nobody here is real: looking round needs no second factor.
    request.session[DEMO_DOOR] = True
    return redirect("home:front_door")


@login_not_required
@require_safe
def demo_outbox(request: HttpRequest) -> HttpResponse:
    """Show what the demo would have sent. With real people there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "home/demo_outbox.html", {"outbox": Message.objects.order_by("-pk")[:50]})
