"""Every address of InterLab. Those under <incubator>/ belong to one incubator: the membership middleware guards them."""

from django.urls import include, path

urlpatterns = [
    path("", include("interlab.core.urls")),
    path("account/", include("interlab.accounts.urls")),
    path("", include("interlab.notices.urls")),
    path("", include("interlab.home.urls")),
    path("<slug:incubator>/", include("interlab.intake.urls")),
    path("<slug:incubator>/", include("interlab.journeys.urls")),
    path("<slug:incubator>/", include("interlab.privacy.urls")),
    path("<slug:incubator>/import/", include("interlab.imports.urls")),
    path("<slug:incubator>/figures/", include("interlab.impact.urls")),
    path("<slug:incubator>/settings/", include("interlab.setup.urls")),
]

handler400 = "interlab.core.views.bad_request"
handler403 = "interlab.core.views.permission_denied"
handler404 = "interlab.core.views.page_not_found"
handler500 = "interlab.core.views.server_error"
