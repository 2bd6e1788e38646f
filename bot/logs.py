"""Logs tell what happened to which update, never what was said, by whom, or the token."""

import logging
import re
import sys
import traceback
from types import TracebackType

TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
QUIET = ("telegram", "aiohttp", "asyncio", "sqlalchemy", "alembic", "httpx", "httpcore")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Discreet(logging.Formatter):
    """Traces show where and what kind; an error's own words may quote a person, so they stay out."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<token>", super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 -- logging's own name
        return "".join(_trace(ei[1])).rstrip() if ei[1] else ""


def _trace(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_trace(cause), "which led to\n"] if cause else []
    return [*before, *traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]


def set_up(level: str) -> None:
    """Log to standard error. Libraries whose lines carry URLs or texts speak from WARNING on."""
    logging.raiseExceptions = False  # a handler that fails would print the line's arguments as they are
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
