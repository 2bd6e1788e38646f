"""Reading what the page sends."""

from typing import Any

from aiohttp import web

from bot.webchat.visit.errors import VisitError, bad
from bot.webchat.wire import Json, decode, utf16_length

_LARGEST = 1024 * 1024


async def json_body(request: web.Request) -> Any:
    """The JSON body. The content type is insisted on: another site's form cannot send it."""
    if request.content_type != "application/json":
        raise VisitError(415, "send application/json")
    if (request.content_length or 0) > _LARGEST:
        raise VisitError(413, "too large")
    try:
        return decode(await request.read())
    except ValueError:
        raise bad("the body is not JSON") from None


async def json_object(request: web.Request) -> Json:
    """The JSON body, which must be an object."""
    body = await json_body(request)
    if not isinstance(body, dict):
        raise bad("the body must be an object")
    return body


def text_of(body: Json, name: str, limit: int) -> str:
    """A text field that must be there and fit."""
    text = body.get(name)
    if not isinstance(text, str) or not text.strip():
        raise bad(f"{name} is missing")
    text = text.strip()
    if utf16_length(text) > limit:
        raise bad(f"{name} is too long")
    return text


def number_of(body: Json, name: str) -> int:
    """A whole number that must be there."""
    number = body.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise bad(f"{name} must be a number")
    return number


def query_number(request: web.Request, name: str, default: float) -> float:
    """A number in the query."""
    raw = request.query.get(name)
    if raw is None:
        return default
    try:
        return float(raw)
    except ValueError:
        raise bad(f"{name} must be a number") from None
