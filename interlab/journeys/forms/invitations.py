"""The form by which a person is invited to their own space."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from interlab.accounts.forms import WayInField
from interlab.core.forms import Form
from interlab.journeys.actions.invitations import WayIn
from interlab.people.models import ContactPoint, Person
from interlab.people.reach import language_of

_REACHED_BY = (ContactPoint.Kind.PHONE, ContactPoint.Kind.WHATSAPP, ContactPoint.Kind.EMAIL)
_OWN_NAMES = {code: get_language_info(code)["name_local"].capitalize() for code, _name in settings.LANGUAGES}


class InvitationForm(Form):
    """A person's e-mail or phone, and the language they are written to in; filled in with what is known."""

    login = WayInField(
        label=_("Their phone or e-mail"), help_text=_("Codes to sign in go there. Without any, show the QR code."), required=False
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=list(_OWN_NAMES.items()), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, person: Person) -> None:
        self.person = person
        super().__init__(data, initial={"login": _known_address(person), "language": language_of(person)})
        self.fields["login"].widget.attrs["autocomplete"] = "off"

    def way(self) -> WayIn:
        """Return what was filled in."""
        kind, address = self.cleaned_data["login"] or ("", "")
        return WayIn(kind=kind, address=address, language=self.cleaned_data["language"])

    def need_address(self) -> None:
        """Ask for an address: a message has to go somewhere."""
        self.add_error("login", _("Write where the message goes, or show a QR code."))


def _known_address(person: Person) -> str:
    account = person.account
    if account is not None and (account.email or account.phone):
        return str(account.email or account.phone)
    points = {point.kind: point.value for point in reversed(person.contacts.all()) if point.normal}
    return next((points[kind] for kind in _REACHED_BY if kind in points), "")
