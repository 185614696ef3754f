"""What the worker does about messages: sends them all the time, and forgets each minute what secret ones said."""

from collections.abc import Callable
from datetime import timedelta

from interlab.core.recurring import continuous, recurring, when_a_worker_is_lost
from interlab.notices.sending import Postman, forget_secrets, give_back_messages_of


def _postman(worker: str, is_stopping: Callable[[], bool]) -> Callable[[], bool]:
    return Postman(worker, is_stopping).turn


continuous("notices.outbox", _postman, pause=0.5)
recurring("notices.forget_secrets", every=timedelta(minutes=1))(forget_secrets)
when_a_worker_is_lost(give_back_messages_of)
