"""A partner sends somebody to us."""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import respond_429
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.home.forms import RecommendForm
from interlab.intake.actions import recommend_person


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: PublicRequest) -> HttpResponse:
    """Take whom a partner sends. What a robot fills in is thanked for and forgotten."""
    form = RecommendForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="recommend"):
            return respond_429(request)
        facts = form.cleaned_data
        try:
            if not facts.pop("website"):
                recommend_person(request.incubator, **facts)
            return redirect("home:recommend_thanks", request.incubator.slug)
        except DomainError as error:
            show_refusal(form, error)
    return render(request, "home/recommend.html", {"form": form}, status=status_of(form))


@public_page
@require_safe
def recommend_thanks(request: PublicRequest) -> HttpResponse:
    """Tell the partner what happens now."""
    return render(request, "home/recommend_thanks.html")
