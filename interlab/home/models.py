"""What a team writes for its public pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.network.models import IncubatorRow


class PageText(IncubatorRow):
    """The team's own text of one public page in one language, in Markdown. Without one, ours is shown."""

    class Page(models.TextChoices):
        WELCOME = "welcome", _("First words of the home page")
        PROGRAMME = "programme", _("How it works")
        ABOUT = "about", _("Who we are")
        CONTACT = "contact", _("Contact")
        ELSEWHERE = "elsewhere", _("Help elsewhere")
        PARTNERS = "partners", _("For partners")
        LEGAL = "legal", _("Legal notice")
        PRIVACY = "privacy_notice", _("Your data")
        ACCESSIBILITY = "accessibility", _("Accessibility")

    page = models.CharField(_("page"), max_length=16, choices=Page)
    language = models.CharField(_("language"), max_length=8)
    draft = models.TextField(_("text"), blank=True)
    # Empty: our own text is shown.
    published = models.TextField(blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(IncubatorRow.Meta):
        ordering = ("page", "language")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "page", "language"], name="home_page_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()} · {self.language}"

    @property
    def has_changes(self) -> bool:
        """Whether the draft says something else than what the public reads."""
        return self.draft != self.published
