"""A stored update, read. What we use of it must have the right shape; the rest may be anything.

The library refuses whole updates over a part it does not know or misses (it takes no poll from a server
older than Bot API 9.6, for instance). The person still wrote something: then only what we use is read.
"""

from contextlib import suppress
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field
from telegram import Bot, Update

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]

_Id = Annotated[int, Meta(gt=-(2**62), lt=2**62)]
_Moment = Annotated[int, Meta(ge=0, lt=2**40)]


class _User(Struct):
    id: _Id
    is_bot: bool = False
    first_name: str = ""
    language_code: str | None = None


class _Chat(Struct):
    id: _Id
    type: str


class _Message(Struct):
    message_id: _Id
    date: _Moment
    chat: _Chat
    sender: _User | None = field(name="from", default=None)
    text: str | None = None


class _Press(Struct):
    id: str
    sender: _User = field(name="from")
    chat_instance: str = ""
    data: str | None = None
    message: _Message | None = None


class _Membership(Struct):
    chat: _Chat


class _Used(Struct):
    update_id: _Id
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None
    my_chat_member: _Membership | None = None


_decoder = msgspec.json.Decoder(_Used)


def read(body: str, bot: Bot) -> Update | None:
    """The update, or None when what we use of it is of no shape we know."""
    try:
        used = _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeError):
        return None
    for shape in (_whole(body), _bare(used)):
        with suppress(Exception):  # anything may have come in
            return Update.de_json(shape, bot)
    return None


def _whole(body: str) -> dict[str, Any]:
    """Everything of the kinds of updates we ask for."""
    return {
        kind: part
        for kind, part in msgspec.json.decode(body).items()
        if kind in ("update_id", *ALLOWED_UPDATES)
    }


def _bare(used: _Used) -> dict[str, Any]:
    """Only what we use, without memberships, which the library cannot read in part."""
    bare: dict[str, Any] = msgspec.to_builtins(used)
    return {kind: part for kind, part in bare.items() if part is not None and kind != "my_chat_member"}
