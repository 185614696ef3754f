"""An incubator's public site: its facts, its logo, whether it is shown."""

from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.home.colours import HEX, is_legible, nearest_legible
from interlab.home.logos import LARGEST, bare_logo
from interlab.network.models import Site
from interlab.privacy.actions import record_act


def _check_colour(colour: str, field: str) -> None:
    if colour and not HEX.fullmatch(colour):
        raise DomainError(_("A colour is written like #0F5E5C."), field=field)
    if colour and not is_legible(colour):
        better = nearest_legible(colour)
        raise DomainError(
            _("This colour is too light to be read. The nearest one that works: %(colour)s.") % {"colour": better}, field=field
        )


@transaction.atomic
def update_site(site: Site, *, by: Membership, **facts: Any) -> Site:
    """Change what the public site says and its colours; a colour nobody could read is refused."""
    for field in ("primary_colour", "accent_colour"):
        _check_colour(facts.get(field, ""), field)
    for name, value in facts.items():
        setattr(site, name, value)
    site.save(update_fields=[*facts, "changed_at"])
    record_act(by, "site.updated", by=by)
    return site


@transaction.atomic
def publish_site(site: Site, *, by: Membership) -> Site:
    """Show the site to everybody."""
    if not site.is_published:
        site.published_at = timezone.now()
        site.save(update_fields=["published_at", "changed_at"])
        record_act(by, "site.published", by=by)
    return site


@transaction.atomic
def unpublish_site(site: Site, *, by: Membership) -> Site:
    """Take the site down: its members still see it."""
    if site.is_published:
        site.published_at = None
        site.save(update_fields=["published_at", "changed_at"])
        record_act(by, "site.unpublished", by=by)
    return site


@transaction.atomic
def change_logo(site: Site, picture: IO[bytes], *, size: int, by: Membership) -> Site:
    """Keep a new logo, without what its camera or program wrote into it."""
    if size > LARGEST:
        raise DomainError(_("This file is too large. A logo has at most 1 MB."), field="logo")
    try:
        bare = bare_logo(picture)
    except ValueError:
        raise DomainError(_("We can’t read this picture. Send a PNG, JPEG or WebP file."), field="logo") from None
    _forget_file(site)
    site.logo.save("logo.png", ContentFile(bare.read()), save=False)
    site.save(update_fields=["logo", "changed_at"])
    record_act(by, "site.logo_changed", by=by)
    return site


@transaction.atomic
def remove_logo(site: Site, *, by: Membership) -> Site:
    """Go back to the name alone."""
    if site.logo:
        _forget_file(site)
        site.logo = ""
        site.save(update_fields=["logo", "changed_at"])
        record_act(by, "site.logo_removed", by=by)
    return site


def _forget_file(site: Site) -> None:
    if site.logo:
        storage, name = site.logo.storage, site.logo.name
        transaction.on_commit(lambda: storage.delete(name or ""), robust=True)
