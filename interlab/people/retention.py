"""How long it can be taken back that two records became one."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.retaining import Kept, register_kept

register_kept(
    Kept(
        "people.merges",
        _("What it takes to undo that two records became one"),
        _("30 days"),
        _("Long enough to notice that they were two persons."),
    )
)
