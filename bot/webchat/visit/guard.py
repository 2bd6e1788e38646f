"""Who may ask: this site's own page and programs without a browser, by a name this server is known by."""

import logging

from aiohttp import web
from aiohttp.typedefs import Handler
from multidict import CIMultiDict

from bot.webchat.keys import HUB
from bot.webchat.refusals import RefusedError
from bot.webchat.visit.errors import VisitError, not_here
from bot.webchat.wire import encode

log = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check host and origin, put refusals into JSON, add the headers a browser goes by."""
    try:
        _check_host(request)
        if request.path.startswith(("/bot", "/file/bot")):
            return await handler(request)  # the token is the guard there, and no browser comes by
        if request.path.startswith("/chat/"):
            _check_origin(request)
        response = await handler(request)
    except VisitError as refused:
        response = json_response({"error": refused.text}, refused.status)
    except RefusedError as refused:
        # A check the bot's side shares, for instance of a photo.
        response = json_response({"error": refused.description}, refused.code)
    except web.HTTPException as refused:
        response = json_response({"error": refused.reason}, refused.status)
    if not response.prepared:
        _add_headers(response.headers)
    return response


def json_response(value: object, status: int = 200) -> web.Response:
    """An answer that is not kept by any cache."""
    headers = {"Cache-Control": "no-store"}
    return web.Response(body=encode(value), status=status, content_type="application/json", headers=headers)


def security_headers() -> dict[str, str]:
    """For responses that are begun before the guard sees them."""
    return dict(_HEADERS)


def _add_headers(headers: CIMultiDict[str]) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)


def _check_host(request: web.Request) -> None:
    """Against DNS rebinding: a strange name that leads here is somebody else's page."""
    host = request.headers.get("Host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name not in request.app[HUB].settings.known_hosts:
        raise not_here("this server is not known by that name")


def _check_origin(request: web.Request) -> None:
    """Browsers say which page asks; only ours may."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        raise not_here("requests of other sites are refused")
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise not_here("requests of other sites are refused")
