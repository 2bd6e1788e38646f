"""Pictures and files that a call carries: described in the outbox row, made when it is sent.

Making one takes long; the transaction of a handler must not wait for it, and a row should stay small.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.services import Services
from db.engine import Sessions

_MADE_BY = "made_by"


@dataclass(frozen=True)
class MadeFile:
    """A file with its name, ready to be sent."""

    name: str
    content: bytes


class CannotBeMade(Exception):
    """What the file was to be made of is gone; trying again would not help."""


Maker: TypeAlias = Callable[[Services, Sessions, Mapping[str, Any]], MadeFile]
"""Makes a file from the arguments of its description; runs in a thread, opens a session if it needs one."""


def made_by(maker: str, **arguments: Any) -> dict[str, Any]:
    """The description of a file, to stand as `photo`, `document` … of a call. Arguments are JSON."""
    return {_MADE_BY: maker, "arguments": arguments}


def is_description(value: object) -> bool:
    return isinstance(value, dict) and _MADE_BY in value


def make(makers: Mapping[str, Maker], services: Services, sessions: Sessions, described: Any) -> MadeFile:
    """The file that a description speaks of."""
    return makers[described[_MADE_BY]](services, sessions, described["arguments"])
