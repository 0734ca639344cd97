"""Logs: fixed phrases and fields of a closed list, as lines of JSON on standard error."""

import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog

_FIELDS = """
address event host kind level model outcome place port provider providers request route state status
time took_ms
"""
FIELDS = frozenset(_FIELDS.split())
"""Any other field is dropped before a line is written."""

LONGEST = 200
"""Characters: a longer string is content, not a name, and is dropped."""


def configure_logs(level: str) -> None:
    """Log from `level` up. What libraries log passes the same sieve, without its arguments."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            keep_known_fields,
            structlog.processors.JSONRenderer(serializer=_dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    _direct[:] = [threshold]
    root = logging.getLogger()
    root.handlers = [_Libraries()]
    root.setLevel(max(threshold, logging.WARNING))


def log_answered(request: str, route: str, status: int, took_ms: int) -> None:
    """Log that a request was answered: the one line that every request writes, written directly."""
    if not _direct:
        structlog.get_logger().info("answered", route=route, status=status, took_ms=took_ms)
        return
    if _direct[0] > logging.INFO:
        return
    line = {
        "request": request,
        "route": route,
        "status": status,
        "took_ms": took_ms,
        "event": "answered",
        "level": "info",
        "time": datetime.now(UTC),
    }
    sys.stderr.write(orjson.dumps(line, option=_LINE).decode())


_LINE = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z

_direct: list[int] = []
"""The threshold, once logs are configured."""


def keep_known_fields(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop fields that are not on the list, and strings too long to be a name."""
    return {
        name: value
        for name, value in event.items()
        if name in FIELDS
        and (value is None or isinstance(value, int | float | str))
        and not (isinstance(value, str) and len(value) > LONGEST)
    }


class _Libraries(logging.Handler):
    """What libraries log: where it is said and the kind of the exception, never the text.

    Libraries make their messages from requests, addresses and exceptions.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        log = structlog.get_logger()
        log.log(record.levelno, "library", place=f"{record.name}:{record.lineno}", kind=kind)


def _dumps(value: object, **_options: object) -> str:
    return orjson.dumps(value).decode()
