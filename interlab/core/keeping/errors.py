"""Why a copy can't be made or restored, in a sentence for whoever runs the machine."""


class CannotKeep(Exception):
    """Nothing was changed. The message says what is wrong and what to do."""
