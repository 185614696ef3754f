"""Files that belong to a person's journey or a project."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.codes import new_code
from interlab.journeys.models.projects import Project
from interlab.network.models import IncubatorRow
from interlab.people.models import Person


def stored_name(document: "Document", filename: str) -> str:
    """Where a document's file is kept: by incubator, under a name that tells nothing."""
    return f"documents/{document.incubator_id}/{new_code()}{new_code()}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, member: Membership) -> "DocumentQuerySet":
        """Keep those `member` may open: the team its incubator's, a person those shared with them."""
        rows = self.filter(incubator_id=member.incubator_id, removed_at=None)
        if member.can(Ability.SEE_PEOPLE):
            return rows
        if member.can(Ability.SEE_OWN_JOURNEY) and member.account_id:
            return rows.filter(person__account_id=member.account_id, shared=True)
        return rows.none()


class Document(IncubatorRow):
    """A file about a person, perhaps about one of their projects. Only ever served as a download."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(upload_to=stored_name)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    shared = models.BooleanField(_("shared with the person"), default=False)
    dated_on = models.DateField(_("date of the document"))
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "person"], name="journeys_document_person")]

    def __str__(self) -> str:
        return self.title
