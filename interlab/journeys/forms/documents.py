"""The form by which a file joins a journey."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.core.forms import DayInput, Form
from interlab.journeys.actions.documents import LARGEST_MB, TYPES, check_upload
from interlab.journeys.models import Project
from interlab.people.models import Person


class DocumentForm(Form):
    """A file, what it is, and whether the person reads it too."""

    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(_("PDF, picture (JPG, PNG) or document (DOCX, XLSX, ODT, ODS), up to {n} MB."), n=LARGEST_MB),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(TYPES)}),
    )
    title = forms.CharField(label=_("What it is"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    dated_on = forms.DateField(label=_("Date of the document"), widget=DayInput())
    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.none(), required=False, to_field_name="code", empty_label=_("none")
    )
    shared = forms.BooleanField(
        label=_("The person reads it too"), help_text=_("Otherwise only the team opens it."), required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].initial = today()
        self.fields["project"].queryset = Project.objects.filter(incubator_id=person.incubator_id, holders__person=person)

    def clean_file(self) -> UploadedFile:
        """Refuse what isn't a document before anything else is asked again."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            check_upload(upload)
        except DomainError as error:
            raise forms.ValidationError(error.message) from None
        return upload
