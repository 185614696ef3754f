"""What the application form asks of forms beyond the questions themselves: its door, and how contacts and pictures are judged."""

import time
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.contacts import plain_digits
from interlab.core.errors import DomainError
from interlab.core.forms import Form
from interlab.core.questions.forms import File
from interlab.journeys.pictures import KINDS, bare_picture
from interlab.people.contacts import normal_form
from interlab.people.models import ContactPoint

# Nobody reads the first page and presses the button in less.
QUICKEST = 2.0
LARGEST_PICTURE_MB = 10
_SALT = "interlab.intake.apply"


def shown_now() -> str:
    """Return a seal of this moment, for a page that is being shown."""
    return signing.dumps(int(time.time() * 10), salt=_SALT)


class StartForm(Form):
    """The door of the application form: people press its button; machines fill in what nobody sees, and at once."""

    call = forms.SlugField(widget=forms.HiddenInput, max_length=12)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    origin = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("website"):
            self.add_error(None, _("One hidden line was filled in. Press the button once more."))
            # A browser that fills in everything did it: the person need not search for it.
            self.data = {**self.data.dict(), "website": ""}
        elif not _was_read(typed.get("seen", "")):
            self.add_error(None, _("That was very quick. Press the button once more."))
        return typed


def _was_read(seal: str) -> bool:
    try:
        shown_at = signing.loads(seal, salt=_SALT) / 10
    except signing.BadSignature:
        return False
    return bool(time.time() - shown_at >= QUICKEST)


def check_contact(kind: str, value: str) -> None:
    """Raise DomainError when nobody can be reached there."""
    if kind == ContactPoint.Kind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise DomainError(_("This is not an e-mail address. Write it like nora@example.org.")) from None
    elif not normal_form(kind, plain_digits(value)):
        raise DomainError(_("This number can’t be dialled. Write it like 0470 12 34 56."))


def clean_picture(upload: UploadedFile) -> File:
    """Return a picture without what its camera wrote into it; raise DomainError when it is none."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if (upload.size or 0) > LARGEST_PICTURE_MB * 1024 * 1024:
        raise DomainError(_("This picture is too large. Choose one under %(n)s MB.") % {"n": LARGEST_PICTURE_MB})
    try:
        bare: BytesIO = bare_picture(upload, suffix)
    except (KeyError, ValueError):
        raise DomainError(_("This file is not a picture we can read. Choose a JPG or a PNG.")) from None
    return File(bare, f"image/{KINDS[suffix].lower()}")
