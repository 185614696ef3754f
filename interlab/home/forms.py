"""Forms of the public site and of its editor."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.core.editing import EditForm
from interlab.core.forms import Form, PlainSelect
from interlab.network.models import Site
from interlab.people.contacts import normal_form
from interlab.people.languages import language_choices
from interlab.people.models import ContactPoint

_FACTS = ("phone", "phone_hours", "whatsapp", "email", "address", "opening_hours", "legal_name", "enterprise_number")


class RecommendForm(Form):
    """A partner sends somebody: who they are, whom they send, and that this person agrees."""

    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("How can we reach them?"), choices=ContactPoint.Kind.choices[:3], widget=forms.RadioSelect
    )
    value = forms.CharField(label=gettext_lazy("Their number or e-mail"), max_length=254)
    language = forms.ChoiceField(label=gettext_lazy("Which language do they speak best?"), widget=PlainSelect)
    words = forms.CharField(
        label=gettext_lazy("What should we know?"),
        help_text=gettext_lazy("Only what they want us to know."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("This person knows, and agrees that we call."),
        error_messages={"required": gettext_lazy("We can only call someone who knows and agrees. Ask them first.")},
    )
    agreed_how = forms.CharField(
        label=gettext_lazy("How did they agree?"), help_text=gettext_lazy("For example: we spoke today."), max_length=200
    )
    organisation = forms.CharField(label=gettext_lazy("Your organisation"), max_length=200)
    by_whom = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    partner_contact = forms.CharField(label=gettext_lazy("How do we reach you?"), max_length=254)
    # Nobody sees it: only a robot fills it in.
    website = forms.CharField(
        required=False,
        max_length=200,
        label=pgettext_lazy("trap for robots", "Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        kind, value = facts.get("kind"), facts.get("value")
        if kind == ContactPoint.Kind.EMAIL and value:
            try:
                validate_email(value)
            except forms.ValidationError:
                self.add_error("value", _("This e-mail is not complete. Example: name@example.org"))
        elif kind and value and not normal_form(kind, value):
            self.add_error("value", _("This number is not complete. Example: 0470 12 34 56"))
        return facts


class LinesField(forms.CharField):
    """A list, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split())[:120] for line in super().clean(value).splitlines()]
        return [line for line in lines if line][:30]


class SiteForm(EditForm):
    """How the incubator shows itself."""

    primary_colour = forms.CharField(
        label=gettext_lazy("Main colour"), required=False, max_length=7, help_text=gettext_lazy("Like #0F5E5C. Empty: ours.")
    )
    accent_colour = forms.CharField(
        label=gettext_lazy("Second colour"), required=False, max_length=7, help_text=gettext_lazy("Like #A8432A. Empty: ours.")
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the site"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all of them."),
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=40)
    phone_hours = forms.CharField(label=gettext_lazy("When to call"), required=False, max_length=200)
    whatsapp = forms.CharField(
        label="WhatsApp", required=False, max_length=40, help_text=gettext_lazy("With the country: +32 470 12 34 56.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    address = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=300)
    opening_hours = forms.CharField(label=gettext_lazy("When to come"), required=False, max_length=200)
    legal_name = forms.CharField(label=gettext_lazy("Name of the association"), required=False, max_length=200)
    enterprise_number = forms.CharField(label=gettext_lazy("Enterprise number"), required=False, max_length=20)
    supporters = LinesField(
        label=gettext_lazy("With the support of"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line."),
    )

    def clean_whatsapp(self) -> str:
        number: str = self.cleaned_data["whatsapp"].strip()
        if number and not normal_form(ContactPoint.Kind.WHATSAPP, number):
            raise forms.ValidationError(_("This number is not complete. Example: 0470 12 34 56"))
        return normal_form(ContactPoint.Kind.WHATSAPP, number) if number else ""


def known_of(site: Site) -> dict[str, Any]:
    """Return what the site form shows of `site`."""
    names = ("primary_colour", "accent_colour", "languages", "supporters", *_FACTS)
    return {name: getattr(site, name) for name in names}


class LogoForm(Form):
    """A new logo."""

    logo = forms.FileField(label=gettext_lazy("Logo"), help_text=gettext_lazy("PNG, JPEG or WebP, at most 1 MB."))


class PageForm(EditForm):
    """A page's draft."""

    draft = forms.CharField(
        label=gettext_lazy("Your text"),
        required=False,
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy("## for a title, - for a list, **bold**, [words](address) for a link."),
    )
