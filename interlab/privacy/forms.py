"""Narrowing the trail; what is asked about consents, requests and files that end."""

import hashlib
from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.forms import DayInput, Form, PlainSelect
from interlab.privacy.models import AuditEntry, ConsentAct, DataRequest
from interlab.privacy.purposes import all_purposes
from interlab.privacy.subjects import persons
from interlab.privacy.trail import Kind, acts_of_kind

LONGEST_CODE = 12


class ConsentForm(Form):
    """What somebody said, noted by a colleague: to what, yes or no longer, how and when, in which language it was read to them."""

    what = forms.ChoiceField(label=_("About"))
    answer = forms.ChoiceField(
        label=_("They said"),
        choices=[("yes", pgettext_lazy("consent", "yes")), ("no", pgettext_lazy("consent", "no, or no longer"))],
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in ConsentAct.How.choices if choice[0] != ConsentAct.How.SELF],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("Day"), widget=DayInput())
    language = forms.ChoiceField(label=_("In which language it was read"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [
            (f"{one.name}|{channel}", f"{one.label}, {label}" if label else str(one.label))
            for one in all_purposes()
            for channel, label in one.channels or (("", ""),)
        ]
        self.fields["on"].initial = today

    @property
    def purpose_and_channel(self) -> tuple[str, str]:
        """What it is about; only of a valid form."""
        purpose, _bar, channel = self.cleaned_data["what"].partition("|")
        return purpose, channel


class RequestForm(Form):
    """What somebody asked about their data, aloud or in writing, noted by a colleague."""

    kind = forms.ChoiceField(label=_("They ask for"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=_("How they asked"),
        choices=[choice for choice in DataRequest.How.choices if choice[0] != DataRequest.How.SELF],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("When"), widget=DayInput(), initial=today)


class AnswerForm(Form):
    """What is left out of a copy, and why."""

    withheld = forms.MultipleChoiceField(
        label=_("Left out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what isn't theirs to know."),
    )
    reason = forms.CharField(
        label=_("Why it is left out"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this reason."),
    )
    # Which rows the page showed: what was written since must be read first, too.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = hashlib.sha256(" ".join(key for key, _words in choices).encode()).hexdigest()
        self.fields["seen"].initial = self.now
        self.fields["withheld"].choices = choices
        if not choices:
            del self.fields["withheld"], self.fields["reason"]

    def clean_seen(self) -> str:
        if self.data.get("seen", self.now) != self.now:
            data: Any = self.data.copy()
            data["seen"] = self.now
            self.data = data
            raise forms.ValidationError(_("Something was written since you opened this page. Look once more."))
        return self.now


class EraseNowForm(forms.Form):
    """The person's own word that they want it now."""

    confirmed = forms.BooleanField(label=_("They told me again, today, that they want everything deleted."))


class ReasonForm(Form):
    """A no, with its reason."""

    reason = forms.CharField(
        label=_("Why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("They read this reason.")
    )


class KeepForm(Form):
    """Why a file stays."""

    because = forms.CharField(
        label=_("This file stays because"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A dispute that goes on, a follow-up that was agreed. It is asked again in a year."),
    )


class TrailForm(forms.Form):
    """What the address asks of the trail. What can't be read asks nothing."""

    by = forms.ChoiceField(label=pgettext_lazy("trail", "Who"), required=False, widget=PlainSelect)
    person = forms.CharField(label=_("Whose file"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("everything")), *Kind.choices], widget=PlainSelect)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, member: Membership) -> None:
        super().__init__(data)
        self.member = member
        rows = Membership.objects.filter(incubator_id=member.incubator_id, account__isnull=False)
        self.colleagues = {row.code: row for row in rows.order_by("name", "pk")}
        self.fields["by"].choices = [("", gettext("everybody")), *((code, row.name) for code, row in self.colleagues.items())]
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
        known = persons().names_of(self.member.incubator_id, [asked[:LONGEST_CODE]])
        self.named = known.get(asked, "")
        return persons().codes_named(self.member.incubator_id, asked)
