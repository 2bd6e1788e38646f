"""A visitor sends a file."""

from aiohttp import BodyPartReader, web

from bot.webchat import speaking
from bot.webchat.files import GET_LIMIT
from bot.webchat.keys import HUB
from bot.webchat.texts import CAPTION_LIMIT
from bot.webchat.visit.bodies import text_of
from bot.webchat.visit.errors import VisitError, bad, not_here
from bot.webchat.visit.guard import json_response
from bot.webchat.visit.session import chat_for, sender_in
from bot.webchat.wire import Json

_KINDS = ("photo", "document", "voice")


async def upload(request: web.Request) -> web.Response:
    """A photo, a document or a voice message."""
    hub, chat = request.app[HUB], chat_for(request)
    if request.content_type != "multipart/form-data":
        raise VisitError(415, "send multipart/form-data")
    fields, (name, mime_type, body) = await _read(request)
    kind = fields.get("kind")
    if kind not in _KINDS:
        raise bad("kind must be photo, document or voice")
    sender = sender_in(hub, chat, fields)
    if chat is sender and sender.blocked:
        raise not_here("you have blocked the bot")
    file = await hub.files.add(str(kind), name, mime_type, body)
    shape: Json = file.shape()
    if kind == "voice":
        shape["duration"] = int(fields.get("duration") or 1)
    content = {str(kind): [shape] if kind == "photo" else shape} | _caption(fields)
    return json_response({"message": speaking.say(hub, chat, sender, content)})


def _caption(fields: Json) -> Json:
    if not fields.get("caption"):
        return {}
    return speaking.text_content(text_of(fields, "caption", CAPTION_LIMIT), "caption")


async def _read(request: web.Request) -> tuple[Json, tuple[str, str, bytes]]:
    fields: Json = {}
    file: tuple[str, str, bytes] | None = None
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad("wrong multipart body")
        body = await _read_part(part)
        if part.name == "file" and part.filename is not None:
            file = (part.filename, part.headers.get("Content-Type", ""), body)
        else:
            fields[part.name] = _value(part.name, body.decode(errors="replace"))
    if file is None:
        raise bad("file is missing")
    return fields, file


def _value(name: str, text: str) -> str | int:
    return int(text) if name in ("from", "duration") and text.isascii() and text.isdigit() else text


async def _read_part(part: BodyPartReader) -> bytes:
    body = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        body += chunk
        if len(body) > GET_LIMIT:
            raise VisitError(413, "files up to 20 MB")
    return bytes(body)
