"""sendPhoto, sendDocument and getFile."""

from typing import Any

from bot.webchat.call import Call, Upload
from bot.webchat.calls.posting import post
from bot.webchat.calls.targets import open_chat
from bot.webchat.files import GET_LIMIT, StoredFile
from bot.webchat.hub import Hub
from bot.webchat.refusals import bad_request
from bot.webchat.texts import caption_fields
from bot.webchat.wire import Json

_UNKNOWN = "wrong file identifier/HTTP URL specified"


async def send_photo(hub: Hub, call: Call) -> Json:
    """A picture, uploaded or sent before."""
    return await _send(hub, call, "photo")


async def send_document(hub: Hub, call: Call) -> Json:
    """A file of any kind, uploaded or sent before."""
    return await _send(hub, call, "document")


async def get_file(hub: Hub, call: Call) -> Json:
    """Where to download a file."""
    file = hub.files.find(call["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > GET_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


async def media_fields(hub: Hub, kind: str, source: Any) -> Json:
    """`photo` or `document` of a message, from an upload or a file_id."""
    file = await _stored(hub, kind, source)
    return {kind: [file.shape()] if kind == "photo" else file.shape()}


async def _send(hub: Hub, call: Call, kind: str) -> Json:
    caption = caption_fields(call.get("caption"), call.get("parse_mode"), call.get("caption_entities"))
    for name in ("show_caption_above_media", "has_spoiler"):
        if call.get(name):
            caption |= {name.replace("has_spoiler", "has_media_spoiler"): True}
    open_chat(hub, call)  # before a file is kept for nothing
    return post(hub, call, await media_fields(hub, kind, call.file(call[kind])) | caption)


async def _stored(hub: Hub, kind: str, source: Any) -> StoredFile:
    if isinstance(source, Upload):
        return await hub.files.add(kind, source.filename, source.content_type, source.body)
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        # Telegram would fetch it; a server for demos and tests fetches nothing from anywhere.
        raise bad_request("failed to get HTTP URL content")
    file = hub.files.find(str(source))
    if file is None:
        raise bad_request(_UNKNOWN)
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


CALLS = {"sendPhoto": send_photo, "sendDocument": send_document, "getFile": get_file}
