"""What must be put right once an older state of the database has come back: each app says so in its `keeping.py`."""

from collections.abc import Callable

from django.utils.module_loading import autodiscover_modules

# Returns a sentence for whoever restores; empty when there was nothing to do.
Setting = Callable[[], str]
_AFTER: dict[str, Setting] = {}


def after_restore(name: str) -> Callable[[Setting], Setting]:
    """Have the function beneath run on every restored database, before it is in force. Twice is harmless."""

    def register(function: Setting) -> Setting:
        _AFTER[name] = function
        return function

    return register


def put_right() -> list[str]:
    """Run what the apps registered, and return what they say."""
    autodiscover_modules("keeping")
    return [told for name in sorted(_AFTER) if (told := _AFTER[name]())]
