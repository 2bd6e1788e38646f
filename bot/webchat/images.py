"""Width and height of a picture, from its first bytes: enough to refuse what is no photo for Telegram."""

import struct

MIME_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def image_type(body: bytes) -> str | None:
    """The content type of a picture, or None when it is none that we know."""
    found = next((mime for start, mime in MIME_TYPES.items() if body.startswith(start)), None)
    return None if found == "image/webp" and body[8:12] != b"WEBP" else found


def image_size(body: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None when the file is not a picture."""
    readers = {"image/png": _png, "image/gif": _gif, "image/jpeg": _jpeg, "image/webp": _webp}
    kind = image_type(body)
    if kind is None:
        return None
    try:
        return readers[kind](body)
    except (struct.error, IndexError):
        return None


def _png(body: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", body[16:24])
    return width, height


def _gif(body: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", body[6:10])
    return width, height


def _jpeg(body: bytes) -> tuple[int, int] | None:
    position = 2
    while position < len(body):
        marker, length = struct.unpack(">xBH", body[position : position + 4])
        # Start of frame, in any of its codings; C4, C8 and CC are tables.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None


def _webp(body: bytes) -> tuple[int, int] | None:
    if body[12:16] == b"VP8X":
        width, height = body[24:27], body[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if body[12:16] == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if body[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", body[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None
