"""Two records of one human become one, and can be two again for thirty days.

An app whose rows point at a person says in its `merging.py` what a merge does with them: see `registry`. Whoever reads what was
done to a person asks for `codes_of`, so that the trail of both records is shown; whoever writes something about a person takes
`who_is_now`, so that it lands on the record that stands.
"""

from datetime import timedelta

from interlab.people.merging import own as _own  # noqa: F401 - registers what people itself holds
from interlab.people.merging.registry import Merging, Question, Rows, register_rows, register_trail
from interlab.people.merging.standing import by_code, codes_of, person_called, persons_called, who_is_now, who_they_are_now

# How long a merge can be undone, and what wasn't kept stays readable.
UNDO_FOR = timedelta(days=30)

__all__ = [
    "UNDO_FOR",
    "Merging",
    "Question",
    "Rows",
    "by_code",
    "codes_of",
    "person_called",
    "persons_called",
    "register_rows",
    "register_trail",
    "who_is_now",
    "who_they_are_now",
]
