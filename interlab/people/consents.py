"""What a person may agree to: being written to, being spoken of, being seen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.privacy.purposes import Purpose, register_purpose

_USED_WHERE = (
    ("site", pgettext_lazy("where a photo appears", "on our site")),
    ("networks", pgettext_lazy("where a photo appears", "on social networks")),
    ("report", pgettext_lazy("where a photo appears", "in the report to those who fund us")),
    ("press", pgettext_lazy("where a photo appears", "in the press")),
)

register_purpose(
    Purpose(
        "people.whatsapp",
        _("WhatsApp"),
        _("You may write to me on WhatsApp."),
        _("WhatsApp belongs to another company, which then knows that we write to each other."),
    ),
    Purpose(
        "people.mentor_brief",
        _("A mentor"),
        _("You may tell a mentor about my project, in three lines that I have read."),
        _("The mentor sees these lines and my first name. Never the team's notes."),
    ),
    Purpose(
        "people.referral",
        _("Another organisation"),
        _("You may give my name to another organisation that can help me."),
        _("We ask again each time, and say which organisation."),
    ),
    Purpose(
        "people.photo_taken",
        _("Taking my photo"),
        _("You may take photos of me."),
        _("Nobody sees them until I also say where they may be used."),
    ),
    Purpose(
        "people.photo_used",
        _("Using my photo"),
        _("You may show my photo."),
        _("I choose where. I can change my mind: we take it down where we can."),
        channels=_USED_WHERE,
    ),
    Purpose(
        "people.testimony",
        _("Telling my story"),
        _("You may tell my story, in words that I have read."),
        _("With my name or with another one, as I like."),
        channels=_USED_WHERE,
    ),
    Purpose(
        "people.scales",
        _("Questions on how I am"),
        _("You may ask me how I feel about my project and my life here, and count my answers with those of others."),
        _("Nobody reads my answers alone. I can skip any question."),
    ),
)
