"""One timeline a person and one a project, made of what each app knows of them.

A page asks `timeline_of(subject, member)`; an app above adds what it knows by a `timeline.py` that calls `register`.
"""

from interlab.journeys.timeline import messages as _messages  # noqa: F401 - and what notices knows
from interlab.journeys.timeline import sources as _own  # noqa: F401 - registers what journeys itself knows
from interlab.journeys.timeline.registry import (
    Bound,
    Entry,
    Source,
    Subject,
    Timeline,
    older_than,
    register,
    sources,
    timeline_of,
)

__all__ = ["Bound", "Entry", "Source", "Subject", "Timeline", "older_than", "register", "sources", "timeline_of"]
