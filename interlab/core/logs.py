"""What reaches the logs: what happened and where, never who. Addresses, numbers, typed values and queries are taken out."""

import json
import logging
import re
import traceback
from types import TracebackType

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUERY = re.compile(r"\?[^\s\"'<>]*=[^\s\"'<>]*")
# A day or a count begins with neither.
_PHONE = re.compile(r"(?<![\w.:-])[+0]\d(?:[ ./-]?\d){6,12}(?![\w:-])")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")
# Values stand between quotes in messages of Python and Django, in brackets in PostgreSQL's.
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|“[^”\n]*”|«[^»\n]*»|=\([^)\n]*\)|(?<=: )\{.*\}|(?<=: )\[.*\]")
# PostgreSQL repeats whole rows after these words.
_REPEATED = re.compile(r"^(?:DETAIL|CONTEXT|HINT|LINE \d+|QUERY|STATEMENT):.*$", re.MULTILINE)


def without_personal_data(text: str) -> str:
    """Return `text` on its lines, without e-mail addresses, phone numbers and query strings."""
    text = _MAIL.sub("[e-mail]", text)
    text = _QUERY.sub("?[query]", text)
    text = _PHONE.sub("[number]", text)
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def without_values(text: str) -> str:
    """Return the message of an exception without the values it repeats."""
    return without_personal_data(_QUOTED.sub("[…]", _REPEATED.sub("[…]", text)))


class CarefulFormatter(logging.Formatter):
    """One line an event, then where it came from: frames of code, and messages of exceptions without values."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = without_personal_data(record.message).replace("\n", " ")
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return careful_trace(ei[1])


def careful_trace(error: BaseException | None) -> str:
    """Return the chain of exceptions with their frames, without the values in their messages."""
    lines: list[str] = []
    for _step in range(10):
        if error is None:
            break
        frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        lines += [frames] if frames else []
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}: {without_values(str(error))}".rstrip(": "))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


class JsonFormatter(CarefulFormatter):
    """The same as one JSON object a line, for a machine that collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_personal_data(record.getMessage()).replace("\n", " "),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told["trace"] = careful_trace(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)
