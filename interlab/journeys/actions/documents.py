"""Files joined to a journey."""

from datetime import date
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.journeys.models import Document, Project
from interlab.journeys.rules import check_day
from interlab.people.merging import who_is_now
from interlab.people.models import Person
from interlab.privacy.actions import record_act

LARGEST_MB = 10
# What a team really receives. Nothing a browser would run, nothing with macros.
TYPES = {
    ".pdf": b"%PDF",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".ods": b"PK\x03\x04",
}


def check_upload(upload: UploadedFile) -> None:
    """Raise DomainError unless `upload` is a file of a known type, by name and by its first bytes, and not too large."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in TYPES:
        raise DomainError(_("Choose a PDF, a picture (JPG, PNG) or a document (DOCX, XLSX, ODT, ODS)."), field="file")
    if (upload.size or 0) > LARGEST_MB * 1024 * 1024:
        raise DomainError(_("This file is larger than %(n)s MB. Send a smaller one.") % {"n": LARGEST_MB}, field="file")
    start = upload.read(8)
    upload.seek(0)
    if not start.startswith(TYPES[suffix]):
        raise DomainError(_("This file isn't what its name says. Open it, save it again, and choose it once more."), field="file")


def _as_kept(upload: UploadedFile) -> File:
    """Return the file to keep: a picture without what its camera wrote into it, anything else as it came."""
    # Pillow is 4 MB of memory and a tenth of a second that only an upload needs.
    from interlab.journeys.pictures import KINDS, bare_picture

    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in KINDS:
        return upload
    try:
        return ContentFile(bare_picture(upload, suffix).read(), name=upload.name)
    except ValueError:
        raise DomainError(
            _("This picture can't be read. Open it, save it again, and choose it once more."), field="file"
        ) from None


@transaction.atomic
def add_document(
    person: Person,
    *,
    upload: UploadedFile,
    title: str,
    dated_on: date,
    shared: bool,
    by: Membership,
    project: Project | None = None,
) -> Document:
    """Join a file to a person's journey, for the team or shared with the person."""
    check_upload(upload)
    check_day(dated_on)
    kept = _as_kept(upload)
    facts = {"title": title, "filename": PurePath(upload.name or "document").name[-200:], "size": kept.size, "dated_on": dated_on}
    person = who_is_now(person)
    document = Document.objects.create(
        incubator_id=person.incubator_id, person=person, project=project, file=kept, shared=shared, added_by=by, **facts
    )
    record_act(document, "document.added", by=by, person_code=person.code, shared=shared)
    return document


def record_download(document: Document, *, by: Membership) -> Document:
    """Write down that a document was opened, and by whom: the person concerned may ask."""
    record_act(document, "document.downloaded", by=by, person_code=document.person.code)
    return document


@transaction.atomic
def remove_document(document: Document, *, by: Membership) -> Document:
    """Take a document away: nobody can open it any more, and its file is deleted once that is certain."""
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    record_act(document, "document.removed", by=by, person_code=document.person.code)
    storage, name = document.file.storage, document.file.name
    transaction.on_commit(lambda: storage.delete(str(name)))
    return document
