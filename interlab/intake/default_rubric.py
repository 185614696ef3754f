"""What a round looks at unless its lead wants otherwise: five lines, each with five levels in easy words."""

from django.utils.translation import gettext_lazy as _

_LINES = [
    (
        _("The person’s drive"),
        3,
        [
            _("We don’t see why they want this."),
            _("They want it, and have done nothing yet."),
            _("They have asked or looked around."),
            _("They have tried something already."),
            _("They go on by themselves, whatever happens."),
        ],
    ),
    (
        _("The idea helps somebody"),
        2,
        [
            _("We don’t see who needs it."),
            _("Somebody may need it."),
            _("A group of people needs it."),
            _("They know these people and have asked them."),
            _("People already ask for it, or pay for it."),
        ],
    ),
    (
        _("A first step that can be done"),
        2,
        [
            _("No first step is in sight."),
            _("The first step costs far too much."),
            _("A first step is possible with much help."),
            _("A first step is possible with us."),
            _("The first step can begin tomorrow."),
        ],
    ),
    (
        _("What the group brings them, and they bring the group"),
        2,
        [
            _("A group changes nothing for them."),
            _("They would receive a little."),
            _("They would receive much, or bring much."),
            _("They would receive and bring."),
            _("The group would miss something without them."),
        ],
    ),
    (
        _("Newcomers and locals: being open to each other"),
        1,
        [
            _("Nothing is said about it."),
            _("They don’t mind."),
            _("They are curious."),
            _("Their idea brings both together a little."),
            _("Their idea lives from both."),
        ],
    ),
]


def default_rubric() -> list[tuple[str, int, list[str]]]:
    """Return (name, weight, five levels) of each line, in the language of whoever opens the round."""
    return [(str(name), weight, [str(level) for level in levels]) for name, weight, levels in _LINES]
