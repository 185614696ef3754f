"""What messages are about, asked again just before they leave: nothing is sent for what no longer holds.

An app says in its `messages.py`, beside its wordings, how one of its causes is looked up:

    register_cause("appointment", still_holds)

and names it in `queue_message(cause="appointment:k3f9…")`. A kind that nobody registered always holds.
"""

from collections.abc import Callable

from interlab.notices.wording import look_for_messages

StillHolds = Callable[[str, int | None], bool]

_CAUSES: dict[str, StillHolds] = {}


def register_cause(kind: str, still_holds: StillHolds) -> None:
    """Have `still_holds(code, incubator's id)` asked before a message leaves that is about a `kind`."""
    _CAUSES[kind] = still_holds


def cause_holds(cause: str, incubator_id: int | None) -> bool:
    """Return whether what a message is about still holds."""
    kind, _, code = cause.partition(":")
    look_for_messages()
    return kind not in _CAUSES or _CAUSES[kind](code, incubator_id)
