"""Narrowing the trail: who acted, on whose file, what sort of act, when."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.accounts.models import Membership
from interlab.core.forms import DayInput, PlainSelect
from interlab.privacy.models import AuditEntry
from interlab.privacy.trail import Kind, acts_of_kind, persons


class TrailForm(forms.Form):
    """What the address asks of the trail. What can't be read asks nothing."""

    by = forms.ChoiceField(label=pgettext_lazy("trail", "Who"), required=False, widget=PlainSelect)
    person = forms.CharField(label=gettext_lazy("Whose file"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What"), required=False, choices=[("", gettext_lazy("everything")), *Kind.choices], widget=PlainSelect
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput())
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, member: Membership) -> None:
        super().__init__(data)
        self.member = member
        rows = Membership.objects.filter(incubator_id=member.incubator_id, account__isnull=False)
        self.colleagues = {row.code: row for row in rows.order_by("name", "pk")}
        self.fields["by"].choices = [("", _("everybody")), *((code, row.name) for code, row in self.colleagues.items())]
        # A code in the address stands for a person; the field shows their name.
        self.named = ""

    def entries(self) -> QuerySet[AuditEntry]:
        """Return what is asked for, unordered."""
        self.is_valid()
        data = self.cleaned_data
        rows = AuditEntry.objects.visible_to(self.member)
        if colleague := self.colleagues.get(data.get("by", "")):
            rows = rows.filter(by=colleague)
        if data.get("kind"):
            rows = rows.filter(act__in=acts_of_kind(data["kind"]))
        if data.get("person"):
            rows = rows.filter(person_code__in=self._codes(data["person"]))
        for name, lookup, at in (("since", "at__gte", time.min), ("until", "at__lte", time.max)):
            if data.get(name):
                rows = rows.filter(**{lookup: timezone.make_aware(datetime.combine(data[name], at))})
        return rows.select_related("by")

    def _codes(self, asked: str) -> list[str]:
        names = persons().names_of(self.member.incubator_id, [asked[:12]])
        if asked in names:
            self.named = names[asked]
            return [asked]
        return persons().codes_named(self.member.incubator_id, asked)
