"""Which links Telegram accepts in texts and buttons."""

import re
from urllib.parse import urlsplit

_OWN_SCHEMES = ("tg", "ton", "tonsite")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d)")
_LABEL = re.compile(r"(?!-)[^\s./?#@:]{1,63}(?<!-)")


class LinkError(ValueError):
    """Why a link is refused, in Telegram's words."""


def checked_link(url: str) -> str:
    """The link as Telegram stores it (http:// added, host in small letters); raises LinkError."""
    url = url.strip()
    scheme = _SCHEME.match(url)
    if scheme is None:
        return _checked_web(f"http://{url}")
    if scheme[1].lower() in _OWN_SCHEMES:
        return url
    if scheme[1].lower() not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    return _checked_web(url)


def _checked_web(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port  # reading it raises on "host:x"
    except ValueError:
        raise LinkError("Wrong HTTP URL") from None
    if not host:
        raise LinkError("URL host is empty")
    labels = host.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or re.search(r"\s", url):
        raise LinkError("Wrong HTTP URL")
    where = host if port is None else f"{host}:{port}"
    rest = url.split("://", 1)[1]
    tail = re.sub(r"^[^/?#]*", "", rest)
    return f"{parts.scheme}://{where}{tail if tail.startswith('/') else '/' + tail}"
