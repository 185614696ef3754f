"""What becomes of applications when two records of one human become one: they are the survivor's, each as it was sent."""

from django.utils.translation import ngettext

from interlab.intake.models import Application
from interlab.people.merging import Rows, register_rows

register_rows(
    Rows(
        "applications",
        ("intake.Application.person",),
        lambda merging: merging.point_all(Application),
        lambda persons: Application.objects.filter(person__in=persons).count(),
        lambda n: ngettext("%(n)s application", "%(n)s applications", n) % {"n": n},
    )
)
