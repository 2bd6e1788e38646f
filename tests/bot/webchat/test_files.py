"""Files both ways."""

import io
import struct
import zlib

import aiohttp
import pytest

from bot.webchat.images import image_size
from tests.bot.webchat.clients import BotClient, Json, PageClient, RefusedError


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x30\x03" + b"\0" * 12
GIF = b"GIF89a" + struct.pack("<HH", 30, 20)
WEBP_X = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("body", "size"),
    [
        (png(3, 4), (3, 4)),
        (JPEG, (48, 32)),
        (GIF, (30, 20)),
        (WEBP_X, (300, 200)),
        (b"%PDF", None),
        (b"", None),
    ],
)
def test_sizes_of_pictures(body: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(body) == size


def form(method: str, body: bytes, filename: str, **fields: str) -> aiohttp.FormData:
    kind = method.removeprefix("send").lower()
    data = aiohttp.FormData({"chat_id": "1001", **fields}, quote_fields=False)
    data.add_field(kind, io.BytesIO(body), filename=filename, content_type="application/octet-stream")
    return data


async def test_a_photo_goes_out(bot: BotClient, page: PageClient) -> None:
    picture = png(640, 480)
    data = form("sendPhoto", picture, "a.png", caption="<b>Biểu đồ</b> 🏠", parse_mode="HTML")
    sent = await bot.post("sendPhoto", data=data)
    (size,) = sent["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (640, 480, len(picture))
    assert sent["caption"] == "Biểu đồ 🏠"
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 7}]
    assert await page.get(f"/chat/files/{size['file_id']}") == picture


async def test_a_document_goes_out_and_again_by_its_id(bot: BotClient, page: PageClient) -> None:
    sent = await bot.post("sendDocument", data=form("sendDocument", b"a;b", "Danh sách hộ.csv"))
    document = sent["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "Danh sách hộ.csv",
        "text/csv",
        3,
    )
    again = await bot("sendDocument", chat_id=1002, document=document["file_id"])
    assert again["document"] == document


async def test_attach_names_a_part(bot: BotClient) -> None:
    data = aiohttp.FormData({"chat_id": "1001", "photo": "attach://bieu_do"})
    data.add_field("bieu_do", png(1, 1), filename="a.png")
    assert (await bot.post("sendPhoto", data=data))["photo"][0]["width"] == 1
    refusal = await bot.refused("sendPhoto", chat_id=1001, photo="attach://nothing")
    assert refusal == "400 Bad Request: wrong file identifier/HTTP URL specified"


async def test_the_bot_downloads_what_people_send(bot: BotClient, page: PageClient) -> None:
    data = aiohttp.FormData({"kind": "photo", "caption": "sổ hộ nghèo #12a"})
    data.add_field("file", png(20, 10), filename="so.png")
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{page.url}/chat/1001/upload", data=data) as response:
            message = (await response.json())["message"]
        (update,) = await bot.updates()
        assert update["message"] == message
        assert message["caption_entities"][0]["type"] == "hashtag"
        file = await bot("getFile", file_id=message["photo"][-1]["file_id"])
        assert file["file_path"].startswith("photos/")
        async with session.get(f"{bot.files_url}/{file['file_path']}") as response:
            assert await response.read() == png(20, 10)
        async with session.get(f"{bot.files_url}/photos/none.png") as response:
            assert response.status == 404


@pytest.mark.parametrize(("kind", "field"), [("document", "document"), ("voice", "voice")])
async def test_other_uploads(http: aiohttp.ClientSession, page: PageClient, kind: str, field: str) -> None:
    data = aiohttp.FormData({"kind": kind, "duration": "3"})
    data.add_field("file", b"OggS", filename="x.ogg", content_type="audio/ogg")
    async with http.post(f"{page.url}/chat/1001/upload", data=data) as response:
        message = (await response.json())["message"]
    assert message[field]["mime_type"] == "audio/ogg"
    assert message[field].get("duration") == (3 if kind == "voice" else None)


@pytest.mark.parametrize(
    ("method", "body", "words"),
    [
        ("sendPhoto", b"not a picture", "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", b"", "file must be non-empty"),
        ("sendDocument", b"", "file must be non-empty"),
        ("sendPhoto", png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", png(10, 10) + b"\0" * 10 * 1024 * 1024, "file is too big"),
    ],
)
async def test_files_that_are_refused(bot: BotClient, method: str, body: bytes, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        await bot.post(method, data=form(method, body, "a.png"))
    assert str(refused.value) == f"400 Bad Request: {words}"


async def test_captions_have_a_length(bot: BotClient) -> None:
    sent = await bot.post("sendPhoto", data=form("sendPhoto", png(1, 1), "a.png", caption="🏠" * 512))
    ids = {"chat_id": 1001, "message_id": sent["message_id"]}
    refusal = await bot.refused("editMessageCaption", **ids, caption="🏠" * 512 + "x")
    assert refusal == "400 Bad Request: message caption is too long"


async def test_ids_that_do_not_fit(bot: BotClient) -> None:
    sent = await bot.post("sendDocument", data=form("sendDocument", b"x", "a.txt"))
    document = sent["document"]["file_id"]
    for photo, words in (
        ("nothing", "wrong file identifier/HTTP URL specified"),
        ("https://a.vn/a.png", "failed to get HTTP URL content"),
        (document, "can't use file of type Document as Photo"),
    ):
        assert await bot.refused("sendPhoto", chat_id=1001, photo=photo) == f"400 Bad Request: {words}"
    assert await bot.refused("getFile", file_id="nothing") == "400 Bad Request: invalid file_id"


async def test_too_much_at_once(bot: BotClient) -> None:
    with pytest.raises(RefusedError) as refused:
        await bot.post("sendDocument", data=form("sendDocument", b"x" * (50 * 1024 * 1024 + 1), "a"))
    assert str(refused.value) == "413 Request Entity Too Large"


async def test_editing_captions_and_media(bot: BotClient) -> None:
    sent = await bot.post("sendPhoto", data=form("sendPhoto", png(1, 1), "a.png", caption="một"))
    ids = {"chat_id": "1001", "message_id": str(sent["message_id"])}
    assert (await bot("editMessageCaption", **ids, caption="hai"))["caption"] == "hai"
    refusal = await bot.refused("editMessageText", **ids, text="x")
    assert refusal == "400 Bad Request: there is no text in the message to edit"
    data = aiohttp.FormData(ids | {"media": '{"type":"photo","media":"attach://p","caption":"ba"}'})
    data.add_field("p", png(2, 2), filename="b.png")
    edited = await bot.post("editMessageMedia", data=data)
    assert (edited["photo"][0]["width"], edited["caption"]) == (2, "ba")
    again = {"type": "photo", "media": edited["photo"][0]["file_id"], "caption": "ba"}
    assert "message is not modified" in await bot.refused("editMessageMedia", **ids, media=again)
    wrong: Json = {"type": "video", "media": "x"}
    assert "media type must be photo or document" in await bot.refused("editMessageMedia", **ids, media=wrong)


async def test_nothing_a_browser_would_run_opens_inside_the_site(
    http: aiohttp.ClientSession, bot: BotClient, page: PageClient
) -> None:
    sent = await bot.post("sendDocument", data=form("sendDocument", b"<script>", "a.html"))
    async with http.get(f"{page.url}/chat/files/{sent['document']['file_id']}") as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(RefusedError, match="404"):
        await page.get("/chat/files/nothing")
