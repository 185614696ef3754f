"""What the public pages keep says nothing of anybody."""

from interlab.home.models import PageText
from interlab.privacy.personal import register_impersonal

register_impersonal(
    PageText,
    "the team's public words; whoever is named in them is named before everybody, and by the team's choice",
    relations={
        "changed_by": "which colleague wrote last; their name goes with their place",
        "published_by": "which colleague published; their name goes with their place",
    },
)
