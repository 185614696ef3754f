"""Opening an incubator. What changes afterwards is done from the settings page."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from interlab.core.errors import DomainError
from interlab.network.defaults import LABELS, PROGRAMME, STAGES
from interlab.network.models import Incubator, Programme, Site, Stage

# First words of addresses that are not an incubator's.
RESERVED_SLUGS = frozenset(
    {"account", "demo", "healthz", "styleguide", "static", "media", "language", "favicon.ico", "robots.txt", "sitemap.xml"}
)


@transaction.atomic
def create_incubator(*, slug: str, name: str, city: str = "") -> Incubator:
    """Open an incubator with the default programme and vocabularies, ready to be worked with."""
    try:
        validate_slug(slug)
    except ValidationError:
        raise DomainError(_("An address is made of letters, digits, hyphens and underscores."), field="slug") from None
    slug = slug.lower()
    if len(slug) > 40 or slug in RESERVED_SLUGS:
        raise DomainError(_("This address is reserved or too long. Choose another one."), field="slug")
    if not name.strip() or len(name) > 120:
        raise DomainError(_("A name has 1 to 120 characters."), field="name")
    if Incubator.objects.filter(slug=slug).exists():
        raise DomainError(_("An incubator already has this address."), field="slug")
    incubator = Incubator.objects.create(slug=slug, name=name.strip(), city=city)
    Site.objects.create(incubator=incubator)
    create_programme(incubator, name=PROGRAMME)
    for model, labels in LABELS.items():
        rows = [{"incubator": incubator, "meaning": meaning, "name": label} for meaning, label in labels]
        model._default_manager.bulk_create(model(position=position, **row) for position, row in enumerate(rows))
    return incubator


def create_programme(incubator: Incubator, *, name: str) -> Programme:
    """Add a programme with the default stages."""
    position = Programme.objects.filter(incubator=incubator).count()
    programme = Programme.objects.create(incubator=incubator, name=name, position=position)
    Stage.objects.bulk_create(
        Stage(incubator=incubator, programme=programme, meaning=meaning, name=label, position=place)
        for place, (meaning, label) in enumerate(STAGES)
    )
    return programme
