"""The chat page in a real Chromium, with a small scripted bot behind the real server."""

import asyncio
import io
import re
import shutil
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Response,
    async_playwright,
    expect,
)

from bot.webchat.server import RunningServer, WebchatSettings, start
from tests.bot.webchat.clients import BotClient, Json

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "7000000001:page"
LAN, HUNG = 1001, 1002
LONG = "Hộ em mới thoát nghèo thì còn được hỗ trợ bảo hiểm y tế và vay vốn ưu đãi nữa hay không ạ"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium on this machine"),
]


def picture(width: int = 64, height: int = 48) -> bytes:
    """A PNG: green hills under a pale sky."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    def pixel(x: int, y: int) -> bytes:
        hill = height * (0.62 - 0.12 * ((x * 7 / width) % 2 - 1) ** 2)
        return bytes((46, 125, 90) if y > hill else (214, 232, 224))

    lines = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def key(text: str, data: str, **more: str) -> Json:
    return {"text": text, "callback_data": data, **more}


def inline(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


ANSWER_KEYS = inline(
    [key("👍", "toast"), key("👎", "alert")],
    [key(LONG, "edit")],
    [key("Kiểm tra gia đình tôi có thuộc diện không", "edit", style="primary")],
    [key("Xóa tin này", "delete", style="danger"), key("Không trả lời", "never")],
    [
        {"text": "Xem văn bản", "url": "https://thainguyen.gov.vn/"},
        {"text": "Chép mã", "copy_text": {"text": "HN-07"}},
    ],
)
REPLY_KEYS = {
    "keyboard": [
        [{"text": "Gửi số điện thoại", "request_contact": True}],
        [{"text": "Gửi vị trí", "request_location": True}, {"text": "Thôi"}],
    ],
    "resize_keyboard": True,
    "input_field_placeholder": "Bấm một nút bên dưới",
}


class ScriptedBot:
    """Answers a few words and buttons, over HTTP, as any bot would."""

    def __init__(self, call: BotClient) -> None:
        self.call = call
        self.seen: list[Json] = []

    async def introduce(self) -> None:
        menus = {
            "": [("start", "Bắt đầu: bot giúp được gì"), ("menu", "Tất cả chủ đề"), ("help", "Cách dùng")],
            "en": [("start", "Begin: what I can do"), ("menu", "All topics"), ("help", "How to use me")],
        }
        for code, menu in menus.items():
            commands = [{"command": name, "description": text} for name, text in menu]
            await self.call("setMyCommands", commands=commands, language_code=code)
        await self.call("setMyDescription", description="Hỏi về các khoản hỗ trợ cho hộ nghèo.")
        await self.call("setMyDescription", description="Ask about support.", language_code="en")

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call.updates(offset=offset, timeout=20):
                offset = update["update_id"] + 1
                self.seen.append(update)
                if "callback_query" in update:
                    await self._press(update["callback_query"])
                elif "message" in update:
                    await self._answer(update["message"])

    async def _answer(self, message: Json) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        match text.split(" ")[0]:
            case "ảnh":
                await self._file(
                    "sendPhoto", "photo", chat, picture(), "anh.png", caption="Đồi chè Tân Cương"
                )
            case "tệp":
                await self._file("sendDocument", "document", chat, b"x" * 1_300_000, "mẫu đơn 07.pdf")
            case "chia":
                await self.call("sendMessage", chat_id=chat, text="Chia sẻ gì ạ?", reply_markup=REPLY_KEYS)
            case "đâu":
                place = {"latitude": 21.5928, "longitude": 105.8442}
                await self.call("sendVenue", chat_id=chat, title="UBND phường", address="Số 1", **place)
            case "chờ":
                await self.call("sendChatAction", chat_id=chat, action="typing")
            case "/start":
                language = message["from"].get("language_code")
                await self.call("sendMessage", chat_id=chat, text=f"Xin chào [{language}] {text}")
            case _ if "contact" in message:
                number = message["contact"]["phone_number"]
                gone = {"remove_keyboard": True}
                await self.call("sendMessage", chat_id=chat, text=f"Đã nhận số {number}", reply_markup=gone)
            case _ if "location" in message:
                latitude = message["location"]["latitude"]
                await self.call("sendMessage", chat_id=chat, text=f"Đã nhận vĩ độ {latitude}")
            case _ if "photo" in message or "document" in message:
                await self.call("sendMessage", chat_id=chat, text=f"Đã nhận: {message.get('caption', 'tệp')}")
            case _:
                await self._echo(chat, text)

    async def _echo(self, chat: int, text: str) -> None:
        answer = "Trả lời: "
        entities = [{"type": "bold", "offset": 0, "length": 8}]
        await self.call(
            "sendMessage", chat_id=chat, text=answer + text, entities=entities, reply_markup=ANSWER_KEYS
        )

    async def _press(self, query: Json) -> None:
        here = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        answer: Json = {"callback_query_id": query["id"]}
        match query["data"]:
            case "toast":
                await self.call("answerCallbackQuery", text="Cảm ơn anh/chị!", **answer)
            case "alert":
                await self.call("answerCallbackQuery", text="Xin lỗi anh/chị.", show_alert=True, **answer)
            case "edit":
                await self.call("answerCallbackQuery", **answer)
                again = inline([key("Tiếp tục", "edit2"), key("Quay lại", "back")])
                await self.call("editMessageText", text="Đã sửa tại chỗ", reply_markup=again, **here)
            case "delete":
                await self.call("answerCallbackQuery", **answer)
                await self.call("deleteMessage", **here)

    async def _file(self, method: str, field: str, chat: int, body: bytes, name: str, **more: str) -> None:
        form = aiohttp.FormData({"chat_id": str(chat), **more}, quote_fields=False)
        form.add_field(field, io.BytesIO(body), filename=name)
        await self.call.post(method, data=form)


class Window:
    """A page, what went wrong in it, and the few moves every test makes."""

    def __init__(self, page: Page, server: RunningServer) -> None:
        self.page = page
        self.server = server
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("response", self._note_response)
        page.on("request", lambda request: self.hosts.add(re.sub(r"(://[^/]*).*", r"\1", request.url)))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    async def open(self, query: str = "") -> None:
        await self.page.goto(f"{self.server.url}/{query}")
        await expect(self.page.get_by_role("log")).to_have_attribute("aria-busy", "false")

    def button(self, name: str | re.Pattern[str], *, exact: bool = False) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    @property
    def field(self) -> Locator:
        return self.page.locator("#text")

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("log").locator("article")

    @property
    def last(self) -> Locator:
        return self.messages.last

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def asks(self, text: str) -> None:
        """Say something the bot echoes, and wait for it."""
        await self.says(text)
        await expect(self.last).to_contain_text(f"Trả lời: {text}")

    async def overflow(self) -> list[str]:
        """What sticks out of the window to the right."""
        found: list[str] = await self.page.evaluate(
            """() => [...document.querySelectorAll('body *')]
              .filter((node) => !node.closest('.sprite, .unseen, .skip'))
              .filter((node) => Math.max(node.getBoundingClientRect().right, node.scrollWidth) > innerWidth)
              .map((node) => node.outerHTML.slice(0, 80))"""
        )
        wide: int = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return found + ([f"{wide} px too wide"] if wide > 0 else [])


Open = Callable[..., Awaitable[Window]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[BrowserContext]:
    """One for all tests: every server has its own port, so the pages know nothing of each other."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES, headless=True)
        context = await browser.new_context(locale="vi-VN", reduced_motion="reduce")
        context.set_default_timeout(8000)
        yield context
        await browser.close()


class Stage:
    """A server and its bot; the server may be stopped and come back under the same address."""

    def __init__(self, session: aiohttp.ClientSession, settings: Json) -> None:
        self._session = session
        self._settings = settings
        self.server: RunningServer
        self.bot: ScriptedBot

    async def begin(self) -> None:
        self.server = await start(WebchatSettings(**self._settings))
        self._settings["port"] = int(self.server.url.rsplit(":", 1)[1])
        self.bot = ScriptedBot(BotClient(self._session, self.server))
        await self.bot.introduce()
        self._running = asyncio.create_task(self.bot.run())

    async def end(self) -> None:
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        await self.server.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with aiohttp.ClientSession() as session:
        stage = Stage(session, {"port": 0, "token": TOKEN, "store_path": tmp_path / "chat.sqlite3"})
        await stage.begin()
        yield stage
        await stage.end()


@pytest_asyncio.fixture(loop_scope="module")
async def window(browser: BrowserContext, stage: Stage) -> AsyncIterator[Open]:
    """Opens pages; at the end nothing may have gone wrong in them."""
    windows: list[Window] = []

    async def open_window(
        query: str = "", *, width: int = 390, height: int = 780, dark: bool = False
    ) -> Window:
        window = Window(await browser.new_page(), stage.server)
        windows.append(window)
        await window.page.set_viewport_size({"width": width, "height": height})
        await window.page.emulate_media(color_scheme="dark" if dark else "light")
        await window.open(query)
        return window

    yield open_window
    for one in windows:
        await one.page.close()
    assert [fault for one in windows for fault in one.faults] == []
    hosts = {host for one in windows for host in one.hosts if not host.startswith(("blob", "data"))}
    assert hosts <= {stage.server.url}


async def test_a_question_is_answered(window: Open) -> None:
    here = await window()
    await expect(here.page.get_by_text("Hỏi về các khoản hỗ trợ")).to_be_visible()
    await here.asks("Nhà tôi dột")
    await expect(here.messages).to_have_count(2)
    await expect(here.messages.first).to_contain_text("Nhà tôi dột")
    await expect(here.last.locator("strong")).to_have_text("Trả lời:")
    await expect(here.field).to_have_value("")
    assert await here.page.evaluate("document.activeElement.id") == "text"
    await here.page.reload()
    await expect(here.messages).to_have_count(2)


async def test_shift_enter_and_an_unfinished_syllable_do_not_send(window: Open) -> None:
    here = await window()
    await here.field.fill("một")
    await here.field.press("Shift+Enter")
    await here.field.press_sequentially("hai")
    composing = "key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true"
    await here.field.evaluate(f"node => node.dispatchEvent(new KeyboardEvent('keydown', {{{composing}}}))")
    await expect(here.field).to_have_value("một\nhai")
    await expect(here.messages).to_have_count(0)
    await here.button("Gửi", exact=True).click()
    await expect(here.last).to_contain_text("Trả lời: một\nhai")


async def test_a_button_edits_its_message_in_place(window: Open) -> None:
    here = await window()
    await here.asks("hỏi")
    wide = here.button(LONG)
    assert await wide.evaluate("node => node.scrollWidth <= node.clientWidth && node.offsetHeight > 60")
    await wide.focus()
    await wide.press("Enter")
    await expect(here.last.locator(".text")).to_have_text("Đã sửa tại chỗ")
    await expect(here.last).to_contain_text("đã sửa")
    await expect(here.messages).to_have_count(2)
    await expect(here.button("Tiếp tục")).to_be_focused()  # the keyboard's place is not lost
    await expect(wide).to_have_count(0)


async def test_toast_alert_and_a_bot_that_does_not_answer(window: Open) -> None:
    here = await window()
    await here.asks("hỏi")
    await here.button("👍").click()
    await expect(here.page.get_by_role("status").filter(has_text="Cảm ơn anh/chị!")).to_be_visible()
    await here.button("👎").click()
    await expect(here.page.get_by_role("dialog")).to_contain_text("Xin lỗi anh/chị.")
    await here.page.keyboard.press("Escape")
    await expect(here.page.get_by_role("dialog")).to_have_count(0)
    await expect(here.button("👎")).to_be_focused()
    await here.button("Không trả lời").click()
    await expect(here.button("Không trả lời")).to_have_attribute("aria-busy", "true")
    await here.button("Xóa tin này").click()
    await expect(here.messages).to_have_count(1)


async def test_commands_by_keyboard(window: Open, stage: Stage) -> None:
    here = await window()
    slash = here.button("Danh sách lệnh")
    await slash.focus()
    await slash.press("Enter")
    menu = here.page.get_by_role("menu", name="Danh sách lệnh")
    await expect(menu.get_by_role("menuitem").first).to_be_focused()
    await here.page.keyboard.press("Escape")
    await expect(menu).to_have_count(0)
    await expect(slash).to_be_focused()
    await slash.press("Enter")
    await here.page.keyboard.press("ArrowDown")
    await expect(menu.get_by_role("menuitem", name="/menu Tất cả chủ đề")).to_be_focused()
    await here.page.keyboard.press("Enter")
    await expect(here.last).to_contain_text("Trả lời: /menu")
    await here.field.press_sequentially("/he")
    await expect(menu.get_by_role("menuitem")).to_have_text(["/helpCách dùng"])
    await here.field.press("ArrowDown")
    await here.page.keyboard.press("Enter")
    await expect(here.last).to_contain_text("Trả lời: /help")
    await stage.bot.call("setMyCommands", commands=[{"command": "new", "description": "Mới"}])
    await slash.click()
    await expect(menu.get_by_role("menuitem")).to_have_text(["/newMới"])


async def test_language(window: Open, stage: Stage) -> None:
    here = await window()
    await expect(here.page.locator("html")).to_have_attribute("lang", "vi")
    await here.asks("hỏi")
    async with here.page.expect_response("**/chat/session?*"):
        await here.button("EN – English").click()
    await expect(here.page.locator("html")).to_have_attribute("lang", "en")
    await expect(here.field).to_have_attribute("placeholder", "Type a question…")
    await expect(here.page.get_by_text("Today")).to_be_visible()
    await here.button("List of commands").click()
    await expect(here.page.get_by_role("menuitem").first).to_contain_text("Begin: what I can do")
    await here.page.keyboard.press("Enter")
    await expect(here.last).to_contain_text("Xin chào [en]")
    await here.page.reload()
    await expect(here.button("EN – English")).to_have_attribute("aria-pressed", "true")
    await expect(here.field).to_have_attribute("placeholder", "Type a question…")


async def test_both_languages_have_every_word(window: Open) -> None:
    here = await window()
    words = await here.page.evaluate(
        "import('/words.js').then(({WORDS}) => Object.values(WORDS).map((one) => Object.keys(one).sort()))"
    )
    assert words[0] == words[1]
    used: set[str] = set(
        await here.page.evaluate(
            """() => ['word', 'wordLabel', 'wordPlaceholder'].flatMap((kind) =>
              [...document.querySelectorAll('*')].map((node) => node.dataset[kind]).filter(Boolean))"""
        )
    )
    assert used <= set(words[0])


async def test_dark_by_device_and_by_choice(window: Open) -> None:
    here = await window(dark=True)
    ground = "getComputedStyle(document.querySelector('.phone')).backgroundColor"
    assert await here.page.evaluate(ground) == "rgb(16, 22, 19)"
    await here.button("Thêm lựa chọn").click()
    await here.page.get_by_role("menuitemradio", name="Giao diện: sáng").click()
    assert await here.page.evaluate(ground) == "rgb(236, 241, 234)"
    await here.page.reload()
    assert await here.page.evaluate(ground) == "rgb(236, 241, 234)"


async def test_text_is_never_markup(window: Open, stage: Stage) -> None:
    here = await window()
    nasty = (
        "<script>document.title='!'</script><img src=x onerror=\"document.title='!'\"> javascript:alert(1)"
    )
    await here.asks(nasty)
    await expect(here.messages.first.locator(".text")).to_have_text(nasty)
    assert await here.page.locator("#log script, #log img").count() == 0
    assert await here.page.title() == "An Sinh"


async def test_entities_nest(window: Open, stage: Stage) -> None:
    here = await window()
    html = (
        "🏠 <b>đậm <i>và nghiêng</i></b> <code>HN-07</code> <tg-spoiler>bí mật</tg-spoiler>\n"
        '<blockquote>trích</blockquote>\n<a href="https://thainguyen.gov.vn/a">nguồn</a> /help'
    )
    await stage.bot.call("sendMessage", chat_id=LAN, text=html, parse_mode="HTML")
    text = here.last.locator(".text")
    await expect(text.locator("strong em")).to_have_text("và nghiêng")
    await expect(text.locator("code")).to_have_text("HN-07")
    await expect(text.locator("blockquote")).to_have_text("trích")
    await expect(text.get_by_role("link", name="nguồn")).to_have_attribute("rel", "noopener noreferrer")
    hidden = text.get_by_role("button", name="Hiện nội dung ẩn")
    await hidden.press("Enter")
    await expect(hidden).to_have_count(0)
    await text.get_by_role("button", name="/help").click()
    await expect(here.last).to_contain_text("Trả lời: /help")


async def test_personas_each_have_their_chat(window: Open) -> None:
    here = await window()
    await here.asks("tôi là Lan")
    await here.page.get_by_label("Cán bộ phường").check()
    await expect(here.messages).to_have_count(0)
    await here.asks("tôi là Hùng")
    await here.page.reload()
    await expect(here.page.get_by_label("Cán bộ phường")).to_be_checked()
    await expect(here.messages.first).to_contain_text("tôi là Hùng")
    await here.page.get_by_label("Người dân").check()
    await expect(here.messages.first).to_contain_text("tôi là Lan")


async def test_pictures_and_files_from_the_bot(window: Open) -> None:
    here = await window()
    await here.says("ảnh")
    image = here.last.get_by_role("img", name="Đồi chè Tân Cương")
    await expect(image).to_be_visible()
    assert await image.evaluate("async node => { await node.decode(); return node.naturalWidth }") == 64
    await here.button(re.compile("Phóng to ảnh")).click()
    await expect(here.page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    await here.button("Đóng").click()
    await here.says("tệp")
    link = here.last.get_by_role("link", name="Tải xuống: mẫu đơn 07.pdf 1,2 MB")
    async with here.page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "mẫu đơn 07.pdf"


async def test_pictures_and_files_to_the_bot(window: Open, stage: Stage) -> None:
    here = await window()
    async with here.page.expect_file_chooser() as chooser:
        await here.button("Gửi ảnh hoặc tệp").click()
    await (await chooser.value).set_files(FilePayload(name="nhà.png", mimeType="image/png", buffer=picture()))
    dialog = here.page.get_by_role("dialog", name="Gửi tệp này?")
    await dialog.get_by_label("Ghi chú").fill("nhà dột")
    await dialog.get_by_role("button", name="Gửi", exact=True).click()
    await expect(here.last).to_contain_text("Đã nhận: nhà dột")
    await expect(here.messages.first.get_by_role("img", name="nhà dột")).to_be_visible()
    assert "photo" in stage.bot.seen[-1]["message"]


async def test_sharing_a_number_and_a_place(window: Open, stage: Stage) -> None:
    here = await window()
    await here.says("chia sẻ")
    await expect(here.field).to_have_attribute("placeholder", "Bấm một nút bên dưới")
    await here.button("Gửi vị trí").click()
    dialog = here.page.get_by_role("dialog", name="Chia sẻ vị trí")
    await dialog.get_by_label("Chọn một nơi").select_option("Xã Định Hóa")
    await dialog.get_by_role("button", name="Chia sẻ").click()
    await expect(here.last).to_contain_text("Đã nhận vĩ độ 21.9086")
    await here.button("Gửi số điện thoại").click()
    dialog = here.page.get_by_role("dialog", name="Chia sẻ số điện thoại")
    await dialog.get_by_label("Số điện thoại").fill("09x")
    await dialog.get_by_role("button", name="Chia sẻ").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("chưa đúng")
    await dialog.get_by_label("Số điện thoại").fill("0912 345 678")
    await dialog.get_by_role("button", name="Chia sẻ").click()
    await expect(here.last).to_contain_text("Đã nhận số 84912345678")
    assert stage.bot.seen[-1]["message"]["contact"]["user_id"] == LAN
    await expect(here.button("Gửi vị trí")).to_have_count(0)
    await here.says("đâu")
    await expect(here.last).to_contain_text("21,5928; 105,8442")
    await expect(here.last.get_by_role("link", name="Mở bản đồ")).to_have_attribute(
        "href", re.compile("^geo:21.5928,105.8442")
    )


async def test_an_answer_the_bot_insists_on(window: Open, stage: Stage) -> None:
    here = await window()
    asked = {"force_reply": True, "input_field_placeholder": "Tên thôn"}
    await stage.bot.call("sendMessage", chat_id=LAN, text="Ở thôn nào ạ?", reply_markup=asked)
    await expect(here.field).to_have_attribute("placeholder", "Tên thôn")
    await expect(here.page.locator("#context")).to_contain_text("Ở thôn nào ạ?")
    await here.asks("Thôn Hạ")
    await expect(here.messages.nth(1).locator(".quoted")).to_contain_text("Ở thôn nào ạ?")
    await expect(here.page.locator("#context")).to_be_hidden()
    await expect(here.field).to_have_attribute("placeholder", "Nhập câu hỏi…")
    assert stage.bot.seen[-1]["message"]["reply_to_message"]["text"] == "Ở thôn nào ạ?"


async def test_editing_and_blocking(window: Open, stage: Stage) -> None:
    here = await window()
    await here.asks("nhà dôt")
    await here.messages.first.get_by_role("button", name="Việc với tin nhắn này").click()
    await here.page.get_by_role("menuitem", name="Sửa tin nhắn").click()
    await expect(here.field).to_have_value("nhà dôt")
    await here.field.fill("nhà dột")
    await here.button("Lưu").click()
    await expect(here.messages.first.locator(".text")).to_have_text("nhà dột")
    await here.button("Thêm lựa chọn").click()
    await here.page.get_by_role("menuitem", name="Chặn bot").click()
    await expect(here.field).to_be_hidden()
    await here.button("Bỏ chặn bot").click()
    await expect(here.field).to_be_focused()
    kinds = [next(kind for kind in update if kind != "update_id") for update in stage.bot.seen]
    assert kinds[1:] == ["edited_message", "my_chat_member", "my_chat_member"]


async def test_start_by_a_link_is_used_once(window: Open) -> None:
    here = await window("?start=moi-123")
    await expect(here.field).to_be_hidden()
    await here.button("Bắt đầu").last.click()
    await expect(here.last).to_contain_text("/start moi-123")
    await expect(here.field).to_be_visible()
    assert "start" not in here.page.url


async def test_typing_shows_and_goes(window: Open, stage: Stage) -> None:
    here = await window()
    await here.says("chờ")
    await expect(here.page.get_by_text("đang soạn tin…")).to_be_visible()
    await stage.bot.call("sendMessage", chat_id=LAN, text="xong")
    await expect(here.last).to_contain_text("xong")
    await expect(here.page.get_by_text("đang soạn tin…")).to_have_count(0)


async def test_reading_up_is_not_disturbed(window: Open, stage: Stage) -> None:
    for number in range(120):
        await stage.bot.call("sendMessage", chat_id=LAN, text=f"tin {number}")
    here = await window()
    await expect(here.messages).to_have_count(100)
    scroll = here.page.locator("#scroll")
    assert await scroll.evaluate("node => node.scrollHeight - node.scrollTop - node.clientHeight") < 5
    await here.button("Xem tin nhắn cũ hơn").click()
    await expect(here.messages).to_have_count(120)
    await scroll.evaluate("node => node.scrollTo(0, 300)")
    await here.page.wait_for_timeout(100)
    await stage.bot.call("sendMessage", chat_id=LAN, text="mới nhất")
    await expect(here.button("1 tin mới")).to_be_visible()
    assert await scroll.evaluate("node => node.scrollTop") == 300
    await here.button("1 tin mới").click()
    await expect(here.last).to_be_in_viewport()
    await expect(here.button("1 tin mới")).to_have_count(0)


async def test_coming_back_after_the_server_was_gone(window: Open, stage: Stage) -> None:
    here = await window()
    await here.asks("trước")
    await stage.end()
    await expect(here.page.get_by_role("status").filter(has_text="Mất kết nối")).to_be_visible()
    await here.says("chưa gửi được")
    await expect(here.field).to_have_value("chưa gửi được")
    await stage.begin()
    await stage.bot.call("sendMessage", chat_id=LAN, text="trong lúc vắng")
    await expect(here.last).to_contain_text("trong lúc vắng", timeout=10000)
    await expect(here.page.get_by_role("status").filter(has_text="Đã kết nối lại")).to_be_visible()
    await here.field.press("Enter")
    await expect(here.last).to_contain_text("Trả lời: chưa gửi được")
    await expect(here.messages).to_have_count(5)
    assert all("ERR_" in fault for fault in here.faults)
    here.faults.clear()


async def test_narrow_and_wide(window: Open) -> None:
    here = await window(width=360, height=640)
    await here.asks(LONG + " " + "dài" * 60)
    await here.says("ảnh")
    await here.says("tệp")
    await here.says("đâu")
    await here.says("chia sẻ")
    await expect(here.button("Gửi số điện thoại")).to_be_visible()
    assert await here.overflow() == []
    for language in ("EN – English", "VI – Tiếng Việt"):
        await here.button(language).click()
        assert await here.overflow() == []
    await here.page.set_viewport_size({"width": 1280, "height": 800})
    box = await here.page.locator(".phone").bounding_box()
    assert box is not None
    assert box["width"] <= 480
    assert abs(box["x"] * 2 + box["width"] - 1280) < 2


async def test_every_control_has_a_name_and_room(window: Open) -> None:
    here = await window(width=360, height=640)
    for text in ("hỏi", "ảnh", "tệp", "đâu", "chia sẻ"):
        await here.says(text)
    await expect(here.button("Gửi số điện thoại")).to_be_visible()
    shown = await here.page.locator("body").aria_snapshot()
    controls = re.findall(r"- '?(?:button|link|textbox|radio|combobox|img|menuitem|log)\b.*", shown)
    assert len(controls) > 30
    assert [control for control in controls if not re.search(r'\w "[^"]+', control)] == []
    small = await here.page.evaluate(
        """() => [...document.querySelectorAll('button, select, textarea, .card[href], .choices label')]
          .filter((node) => node.offsetParent && !node.matches('.dots, .command'))
          .filter((node) => node.offsetHeight < 44 || node.offsetWidth < 44)
          .map((node) => node.outerHTML.slice(0, 80))"""
    )
    assert small == []


async def test_colours_can_be_read(window: Open) -> None:
    pairs = [
        *[("text", ground) for ground in ("bot", "own", "chat", "surface", "glow", "accent-soft")],
        *[("muted", ground) for ground in ("bot", "own", "chat", "surface", "accent-soft")],
        *[("accent", ground) for ground in ("bot", "own", "chat", "surface", "accent-soft")],
        *[("danger", "surface"), ("chat", "text")],
        *[(f"on-{name}", name) for name in ("accent", "success", "danger")],
    ]
    for dark in (False, True):
        here = await window(dark=dark)
        colours = await here.page.evaluate(
            """names => Object.fromEntries(names.map((name) => [name,
                 getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()]))""",
            sorted({name for pair in pairs for name in pair}),
        )
        weak = [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
        assert weak == [], f"dark: {dark}"


def contrast(one: str, other: str) -> float:
    """As WCAG counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


async def test_a_public_page_offers_no_personas(browser: BrowserContext) -> None:
    server = await start(WebchatSettings(port=0, token=TOKEN, public=True))
    here = Window(await browser.new_page(), server)
    try:
        await here.open()
        await expect(here.button("Bắt đầu")).to_be_visible()
        await expect(here.page.locator("#personas")).to_be_hidden()
        await here.says("xin chào")
        await expect(here.last).to_contain_text("xin chào")
        assert here.faults == []
    finally:
        await here.page.close()
        await server.stop()
