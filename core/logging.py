"""Log lines: one JSON object each, on standard error, with the request's id and without anybody's data.

A dental record must not end up in a log by accident, so the rules are strict and apply to every line, ours or a
library's: values under telling keys are replaced, objects are shown by type, texts are scrubbed, and of an exception
only its type and its place are kept. The message of an exception is kept for mistakes in code alone, because a
database's or a parser's message quotes the row or the input.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
import logging
import logging.config
import re
import sys
import threading
import traceback
import uuid
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from contextvars import ContextVar
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson
import structlog

from core.errors import Problem

REDACTED = "[redacted]"

#: The id of the request this code runs for; also in every answer.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

#: A key is secret or personal when one of its words is listed here…
_PRIVATE_WORDS = frozenset(
    """
    password passwd passphrase pwd secret token jwt bearer authorization auth cookie cookies csrf otp totp pin code
    codes credential credentials apikey signature recovery challenge
    name names username firstname lastname fullname surname nickname initials email emails mail phone phones mobile
    telephone fax address street city zip postcode postal birthday birth birthdate dob age gender sex ssn passport
    photo avatar signature guardian relative
    patient diagnosis diagnoses symptom symptoms complaint allergy allergies medication medications prescription
    treatment note notes soap history finding findings anamnesis clinical medical health tooth teeth insurance policy
    member subscriber remark remarks comment comments description reason title subject body text content message
    value values variables variable query document payload input inputs data row rows record detail details params
    parameters args arguments headers form search term answer answers filename iban card
    """.split()
)
#: …unless the whole key is one of these, or it ends in `_id` and so holds a number.
_PLAIN_KEYS = frozenset(
    """
    error_code status_code exit_code sqlstate operation_name route_name table_name constraint_name column_name task_name
    queue_name event_name type_name logger_name schema_name index_name process_name function_name token_count row_count
    rows_affected
    """.split()
)
_KEEP_MESSAGE_OF = (
    ArithmeticError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SCRUB = (
    (
        re.compile(r"\b(DETAIL|CONTEXT|HINT|STATEMENT|QUERY|PARAMETERS):.*", re.DOTALL | re.IGNORECASE),
        r"\1: " + REDACTED,
    ),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), REDACTED),
    (re.compile(r"(?<=://)[^/\s@]*(?=@)"), REDACTED),
    (re.compile(r"\b(Bearer|Basic|Token)\s+[\w.~+/=-]+", re.IGNORECASE), r"\1 " + REDACTED),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), REDACTED),
    (re.compile(r"\?\S*=\S*"), "?" + REDACTED),
    (re.compile(r"(?<![\w-])\+\d[\d ()./-]{6,}\d"), REDACTED),
)
_LONGEST_TEXT = 2_000
_DEEPEST = 4
_FRAMES = 30


def is_private(key: str) -> bool:
    """Whether values under this key, in any case or spelling, must not be logged."""
    words = [word.lower() for word in _WORDS.findall(key)]
    snake = "_".join(words)
    if snake in _PLAIN_KEYS or (len(words) > 1 and words[-1] in {"id", "ids", "ms", "bytes", "count"}):
        return False
    return any(word in _PRIVATE_WORDS for word in words) or "".join(words) in _PRIVATE_WORDS


def scrub(text: str) -> str:
    """`text` without e-mail addresses, credentials, query strings, phone numbers and quoted database rows."""
    for pattern, replacement in _SCRUB:
        text = pattern.sub(replacement, text)
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"


def safe(value: Any, depth: int = 0) -> Any:
    """A JSON value with nothing private in it; unknown objects are shown by their type alone."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, enum.Enum):
        return safe(value.value, depth)
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, BaseException):
        return _type_name(value)
    if isinstance(value, uuid.UUID | dt.date | dt.time | dt.timedelta | Decimal | Path):
        return scrub(str(value))
    if depth < _DEEPEST and isinstance(value, Mapping):
        return {str(k): REDACTED if is_private(str(k)) else safe(v, depth + 1) for k, v in value.items()}
    if depth < _DEEPEST and isinstance(value, list | tuple | set | frozenset):
        return [safe(item, depth + 1) for item in list(value)[:50]]
    return f"<{type(value).__qualname__}>"


def describe_exception(error: BaseException) -> dict[str, Any]:
    """Type and place of an exception and of what caused it; what a database says in codes and names, not in words."""
    told: dict[str, Any] = {"type": _type_name(error)}
    if isinstance(error, Problem):
        told["error_code"] = error.code.value
    elif isinstance(error, OSError):
        told["text"] = error.strerror or ""
    elif isinstance(error, _KEEP_MESSAGE_OF):
        told["text"] = scrub(str(error))
    for attribute in ("sqlstate", "constraint_name", "table_name", "schema_name"):
        if isinstance(found := getattr(error, attribute, None), str):
            told[attribute] = found
    told["at"] = _places(error.__traceback__)
    if isinstance(error, BaseExceptionGroup):
        told["of"] = [describe_exception(e) for e in error.exceptions[:5]]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        told["because"] = describe_exception(cause)
    return told


def configure(level: str = "INFO") -> None:
    """Send every log line of this process, ours and libraries', through the rules above. May be called again."""
    logging.config.dictConfig(log_config(level))


def log_config(level: str = "INFO") -> dict[str, Any]:
    """The configuration as `logging.config` (and uvicorn, in each of its processes) takes it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "core.logging.make_formatter"}},
        "handlers": {"stderr": {"()": "core.logging.StandardError", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Requests are logged by server.access, without query strings.
            "uvicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
            # These log SQL with its values, mail or requests when asked to be talkative.
            **{
                name: {"level": "WARNING"}
                for name in (
                    "tortoise",
                    "asyncpg",
                    "aiosmtplib",
                    "mail.log",
                    "httpx",
                    "httpcore",
                    "websockets",
                    "procrastinate",
                )
            },
        },
    }


#: Seconds that the line of a request waits for others.
GATHERED = 0.02


class StandardError(logging.StreamHandler[Any]):
    """Writes to whatever `sys.stderr` is at the time, so that a replaced one (tests, a daemon) is honoured."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        #: The loop that was asked to write what is waiting.
        self._woken: asyncio.AbstractEventLoop | None = None
        #: Other threads log, too.
        self._turn = threading.RLock()
        super().__init__()

    @property
    def stream(self) -> Any:
        return sys.stderr

    @stream.setter
    def stream(self, _: Any) -> None:
        pass

    def emit(self, record: logging.LogRecord) -> None:
        self._write_waiting()
        super().emit(record)

    def flush(self) -> None:
        self._write_waiting()
        super().flush()

    def put(self, line: str) -> None:
        """Write a finished line within `GATHERED` seconds, with those that come meanwhile and before any other line:
        a system call, and waking up whoever reads them, cost more than making them."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        with self._turn:
            self._waiting.append(line)
            if loop is not None and loop is self._woken:
                return
            self._woken = loop
        if loop is None:
            self.flush()
        else:
            loop.call_later(GATHERED, self.flush)

    def _write_waiting(self) -> None:
        with self._turn:
            self._woken = None
            if self._waiting:
                text = "".join(self._waiting)
                self._waiting.clear()
                with suppress(OSError, ValueError):  # a stream that is closed or full stops nobody's work
                    sys.stderr.write(text)


class Frequent:
    """A logger for the one event that every request logs: prints the line `structlog` would, in a tenth of the time.

    For fields whose names are no private ones (checked at once) and whose values are numbers, or texts that the caller
    has masked: no rule above is asked per line. Where somebody changed the handlers, the line goes the long way.
    """

    def __init__(self, logger: str, event: str, fields: tuple[str, ...]) -> None:
        """ValueError for a field whose value would be redacted."""
        if private := [name for name in fields if is_private(name)]:
            raise ValueError(f"values of {private} are never logged")
        self._name = logger
        self._event = event
        self._logger = logging.getLogger(logger)

    def write(self, level: int, fields: Callable[[], dict[str, str | float]]) -> None:
        """Log the event; `fields` is called only if the line is wanted."""
        handler = self._straight(level)
        if handler is None:
            getattr(structlog.get_logger(self._name), _LEVELS[level])(self._event, **fields())
        elif self._logger.isEnabledFor(level):
            line = {
                "at": dt.datetime.now(dt.UTC),
                "level": _LEVELS[level],
                "logger": self._name,
                "event": self._event,
                "request_id": request_id.get(),
                **fields(),
            }
            if line["request_id"] is None:
                del line["request_id"]
            handler.put(orjson.dumps(line, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE).decode())

    def _straight(self, level: int) -> StandardError | None:
        """Our handler, if a line would reach it and nothing else."""
        logger = self._logger
        root = logger.parent
        if root is None or root.parent is not None or logger.handlers or logger.filters or not logger.propagate:
            return None
        if len(root.handlers) != 1 or type(handler := root.handlers[0]) is not StandardError:
            return None
        return None if handler.filters or handler.level > level else handler


_LEVELS = {logging.INFO: "info", logging.ERROR: "error"}


def make_formatter() -> logging.Formatter:
    """The formatter of `log_config`; also points structlog at it."""
    common: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *common,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=common,
        processors=[_finish],
        pass_foreign_args=True,
        use_get_message=False,
    )


def _finish(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    """The line: our own keys first, everything else redacted."""
    record: logging.LogRecord | None = event.pop("_record", None)
    if not event.pop("_from_structlog", True) and record is not None and not isinstance(record.msg, str):
        event["event"] = safe(record.msg)  # log.error(error): what has become text by now is its message
    arguments = event.pop("positional_args", ())
    line: dict[str, Any] = {key: event.pop(key, None) for key in ("at", "level", "logger")}
    line["event"] = _text(event.pop("event", ""), arguments)
    line["request_id"] = event.pop("request_id", None) or request_id.get()
    error = _exception(event.pop("exc_info", None))
    event.pop("stack_info", None)
    line.update({str(k): REDACTED if is_private(str(k)) else safe(v) for k, v in event.items()})
    if error is not None:
        line["exception"] = describe_exception(error)
    return orjson.dumps({k: v for k, v in line.items() if v is not None}, option=orjson.OPT_NON_STR_KEYS).decode()


def _text(message: Any, arguments: Any) -> str:
    """A library's message with its arguments made safe first: `log.error("failed: %s", error)` shows the type."""
    template = message if isinstance(message, str) else str(safe(message))
    if not arguments:
        return scrub(template)
    cleaned: Any
    if isinstance(arguments, Mapping):
        cleaned = {k: REDACTED if is_private(str(k)) else safe(v) for k, v in arguments.items()}
    else:
        cleaned = tuple(safe(a) for a in arguments)
    try:
        return scrub(template % cleaned)
    except (TypeError, ValueError, KeyError):
        return scrub(template)


def _exception(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if isinstance(info[1], BaseException) else None
    return sys.exc_info()[1] if info else None


def _places(trace: TracebackType | None) -> list[str]:
    """Innermost last, as `file:line function`; source lines are left out, they may hold literals."""
    frames = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)[-_FRAMES:]
    return [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]


def _type_name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
