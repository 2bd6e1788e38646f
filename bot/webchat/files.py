"""Files sent either way: what they are in memory, their bytes in the store."""

import mimetypes
import secrets
from pathlib import PurePosixPath

import msgspec

from bot.webchat.images import image_size, image_type
from bot.webchat.refusals import bad_request
from bot.webchat.store import Store
from bot.webchat.wire import Json

PHOTO_LIMIT = 10 * 1024 * 1024
GET_LIMIT = 20 * 1024 * 1024
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice"}


class StoredFile(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One file; `file_id` is what a bot or a page names it by."""

    file_id: str
    unique_id: str
    kind: str  # photo, document or voice
    path: str
    name: str
    mime_type: str
    size: int
    width: int = 0
    height: int = 0

    def shape(self) -> Json:
        """What a message says of it: one PhotoSize, a Document or a Voice."""
        known: Json = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
        if self.kind == "photo":
            return known | {"width": self.width, "height": self.height}
        known["mime_type"] = self.mime_type
        return known | ({"file_name": self.name} if self.kind == "document" else {})


class Files:
    """Every file of the server; ids are too long to guess, so knowing one is leave to read it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        loaded = (msgspec.convert(document, StoredFile) for _, document in store.load("file"))
        self._files = {file.file_id: file for file in loaded}
        self._by_path = {file.path: file for file in self._files.values()}

    async def add(self, kind: str, name: str, mime_type: str, body: bytes) -> StoredFile:
        """Keep a file; raises when it is empty, too large or, as a photo, no picture."""
        if not body:
            raise bad_request("file must be non-empty")
        width, height = _checked_photo(body) if kind == "photo" else (0, 0)
        unique_id = secrets.token_hex(7)
        file = StoredFile(
            file_id=f"{kind[0]}{secrets.token_urlsafe(32)}",
            unique_id=unique_id,
            kind=kind,
            path=f"{_FOLDERS[kind]}/file_{unique_id}{_suffix(name, mime_type)}",
            name=PurePosixPath(name.replace("\\", "/")).name or "file",
            mime_type=_mime_type(name, mime_type, body if kind == "photo" else b""),
            size=len(body),
            width=width,
            height=height,
        )
        await self._store.write_file(file.file_id, body)
        self._files[file.file_id] = self._by_path[file.path] = file
        self._store.put("file", file.file_id, file)
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """The file of that id."""
        return self._files.get(file_id)

    def find_path(self, path: str) -> StoredFile | None:
        """The file a getFile answer named so."""
        return self._by_path.get(path)

    async def read(self, file: StoredFile) -> bytes:
        """The bytes of a file."""
        return await self._store.read_file(file.file_id) or b""


def _checked_photo(body: bytes) -> tuple[int, int]:
    if len(body) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    size = image_size(body)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not (width and height) or width + height > 10000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _mime_type(name: str, given: str, picture: bytes) -> str:
    if picture:
        return image_type(picture) or "image/jpeg"
    guessed = mimetypes.guess_type(name)[0]
    return guessed or given.partition(";")[0].strip() or "application/octet-stream"


def _suffix(name: str, mime_type: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    plain = suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 8
    return suffix if plain else mimetypes.guess_extension(mime_type.partition(";")[0]) or ""
