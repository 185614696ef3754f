"""The peer's pages: a list with a search and a person with what belongs to them, as Django's administration makes them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from interlab.core.views import healthz
from interlab.journeys.models import Participation
from interlab.people.models import ContactPoint, Person, PersonLanguage


class Everything:
    """Whoever is signed in may do everything: the peer knows no incubators."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_view_permission
    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_add_permission


class ContactInline(Everything, admin.TabularInline):
    model = ContactPoint
    fields = ("kind", "value")


class LanguageInline(Everything, admin.TabularInline):
    model = PersonLanguage
    fields = ("language", "level")


class ParticipationInline(Everything, admin.TabularInline):
    model = Participation
    fields = ("state", "applied_on", "enrolled_on", "ended_on")


class PersonAdmin(Everything, admin.ModelAdmin):
    list_display = ("called", "full_name", "municipality", "standing")
    search_fields = ("full_name", "called")
    ordering = ("sort_name", "pk")
    list_per_page = 25
    fields = ("full_name", "called", "gender", "birth_year", "standing", "municipality")
    inlines = (ContactInline, LanguageInline, ParticipationInline)


class Site(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


site = Site()
site.register(Person, PersonAdmin)
urlpatterns = [path("healthz/", healthz), path("admin/", site.urls)]
