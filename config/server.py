"""The web server, run by `manage.py serve`: InterLab is loaded once, and the processes that answer are forked from it.

They share what was loaded, in memory and in time. Nothing is connected yet: each opens its own connections.
"""

import ctypes
import gc
import sys
from importlib import import_module

from django.conf import settings
from granian.cli import entrypoint

from config.wsgi import application

__all__ = ["application"]
_M_ARENA_MAX = -8


def main() -> None:
    """Load every view, so that the first page needn't, then serve."""
    if sys.platform == "linux":
        # One arena of memory, not one for each thread: Python runs one of them at a time.
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    import_module(settings.ROOT_URLCONF)
    # The collector would write beside each object, and end the sharing, for what lives as long as the server does.
    gc.collect()
    gc.freeze()
    entrypoint()


if __name__ == "__main__":
    main()
