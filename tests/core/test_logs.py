"""Logs say what happened and where, never who."""

import json
import logging
import sys

import pytest

from interlab.core.logs import CarefulFormatter, JsonFormatter

pytestmark = pytest.mark.once


def written(
    message: str, *args: object, error: BaseException | None = None, form: type[CarefulFormatter] = CarefulFormatter
) -> str:
    trace = (type(error), error, error.__traceback__) if error else None
    return form().format(logging.LogRecord("interlab", logging.WARNING, __file__, 1, message, args, trace))


@pytest.mark.parametrize(
    ("said", "secrets"),
    [
        ("mail to awa.diallo+work@example.org failed", ["awa.diallo", "example.org"]),
        ("Not Found: /liege/people/?q=Awa+Diallo&page=2", ["Awa", "Diallo"]),
        ("sms to +32 470 12 34 56 failed", ["470", "34 56"]),
        ("sms to 0470123456 failed", ["0470123456"]),
    ],
)
def test_who_is_taken_out(said: str, secrets: list[str]):
    line = written(said)
    assert not [secret for secret in secrets if secret in line]
    assert line.split("interlab: ")[1].split()[0] == said.split(maxsplit=1)[0]


def test_what_and_where_stay():
    line = written("task %s of /liege/people/dd4jpxhgfcfd/ took %s ms on 2026-11-24", "core.backup", 1234)
    assert line.endswith("task core.backup of /liege/people/dd4jpxhgfcfd/ took 1234 ms on 2026-11-24")


def test_one_event_can_not_look_like_two():
    assert "\n" not in written("Not Found: /a\nERROR all is lost\x1b[31m\u202e")


def test_exceptions_keep_their_frames_and_lose_their_values():
    class UniqueViolation(Exception):
        pass

    # Lines of code are shown, so that these must not stand in them.
    name = "Awa Diallo"
    repeated = f'duplicate key "x"\nDETAIL:  Key (full_name)=({name}) already exists.'
    try:
        try:
            raise UniqueViolation(repeated)
        except UniqueViolation as inner:
            raise ValueError(f"invalid literal for int() with base 10: {name!r}") from inner
    except ValueError as error:
        line = written("it broke", error=error)
    assert "Awa" not in line and "Diallo" not in line
    assert "ValueError: invalid literal for int() with base 10: […]" in line
    assert "UniqueViolation" in line and "test_logs.py" in line


def test_json_is_one_object_a_line():
    address = "awa@example.org"
    try:
        raise KeyError(address)
    except KeyError:
        line = written("it\nbroke", error=sys.exc_info()[1], form=JsonFormatter)
    told = json.loads(line)
    assert (told["level"], told["message"]) == ("WARNING", "it broke")
    assert "awa" not in told["trace"] and "KeyError" in told["trace"]
