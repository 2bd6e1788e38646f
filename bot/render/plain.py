"""HTML messages as plain text, for the command line and as a last way to deliver them."""

import html
import re

_TAG = re.compile(r"</?[a-z][^>]*>")


def plain(text: str) -> str:
    """The text without tags and entities."""
    return html.unescape(_TAG.sub("", text))
