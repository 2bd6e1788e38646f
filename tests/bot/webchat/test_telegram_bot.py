"""python-telegram-bot itself talks to the server: by polling, by webhook, with files."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TimedOut
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.webchat.server import RunningServer
from tests.bot.webchat.clients import PageClient
from tests.bot.webchat.test_files import png

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="yes")]])


@pytest.fixture
async def ptb(server: RunningServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") as bot:
        yield bot


async def test_who_am_i(ptb: Bot) -> None:
    assert ptb.username == "ansinh_bot"
    assert (await ptb.get_chat(1001)).first_name == "Lan"


async def test_messages(ptb: Bot, page: PageClient) -> None:
    asked = await page.says("?")
    sent = await ptb.send_message(
        1001,
        "🏠 <b>Nhà ở</b>",
        parse_mode="HTML",
        reply_markup=BUTTONS,
        protect_content=True,
        disable_notification=True,
        reply_to_message_id=asked["message_id"],
        disable_web_page_preview=True,
    )
    assert list(sent.parse_entities().values()) == ["Nhà ở"]
    assert sent.reply_to_message is not None
    edited = await sent.edit_text("khác", reply_markup=BUTTONS)
    assert edited is not True
    await sent.edit_reply_markup(None)
    await sent.delete()
    await ptb.send_chat_action(1001, "typing")
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Số", request_contact=True)]], resize_keyboard=True)
    await ptb.send_message(1001, "Số?", reply_markup=keyboard)
    await ptb.send_message(1001, "Cảm ơn", reply_markup=ReplyKeyboardRemove())
    await ptb.send_location(1001, 21.59, 105.84)
    await ptb.send_venue(1001, 21.59, 105.84, "UBND", "Thái Nguyên")


async def test_refusals_become_its_own_errors(ptb: Bot, server: RunningServer, page: PageClient) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(5, "x")
    with pytest.raises(BadRequest, match="Can't parse entities: "):
        await ptb.send_message(1001, "<b>x", parse_mode="HTML")
    sent = await ptb.send_message(1001, "x")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("x")
    with pytest.raises(BadRequest, match="Query is too old"):
        await ptb.answer_callback_query("1")
    await page.post("/chat/1001/block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(1001, "x")
    await page.post("/chat/faults", method="sendMessage", answer=429, retry_after=7)
    with pytest.raises(RetryAfter) as limited:
        await ptb.send_message(1002, "x")
    assert "Retry in 7 seconds" in str(limited.value)
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=f"{server.url}/bot"):
            pass


async def test_a_fault_in_time(ptb: Bot, page: PageClient) -> None:
    await page.post("/chat/faults", method="sendMessage", answer="timeout", seconds=3)
    with pytest.raises(TimedOut):
        await ptb.send_message(1001, "x", read_timeout=0.2)


async def test_files(ptb: Bot) -> None:
    sent = await ptb.send_photo(1001, png(4, 3), caption="<i>biểu đồ</i>", parse_mode="HTML")
    assert sent.photo[-1].width == 4
    assert bytes(await (await sent.photo[-1].get_file()).download_as_bytearray()) == png(4, 3)
    await ptb.send_photo(1002, sent.photo[-1].file_id)
    document = await ptb.send_document(1001, b"a;b", filename="Hộ nghèo.csv")
    assert document.document is not None
    assert document.document.file_name == "Hộ nghèo.csv"
    await sent.edit_caption("khác")
    await sent.edit_media(InputMediaPhoto(png(9, 9), caption="ba"))


async def test_presentation(ptb: Bot) -> None:
    commands = [BotCommand("help", "Trợ giúp")]
    await ptb.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code="vi")
    await ptb.set_my_commands(commands, scope=BotCommandScopeChat(1001))
    assert await ptb.get_my_commands(BotCommandScopeAllPrivateChats(), "vi") == tuple(commands)
    await ptb.delete_my_commands(scope=BotCommandScopeChat(1001))
    await ptb.set_my_name("An Sinh", "vi")
    await ptb.set_my_description("Mô tả")
    await ptb.set_my_short_description("Ngắn")
    assert (await ptb.get_my_description("vi")).description == "Mô tả"
    assert (await ptb.get_my_short_description()).short_description == "Ngắn"
    assert (await ptb.get_my_name("vi")).name == "An Sinh"


async def test_every_kind_of_update_is_understood(ptb: Bot, page: PageClient) -> None:
    await page.says("/start x")
    await page.post("/chat/1001/contact", phone_number="09")
    await page.post("/chat/1001/location", latitude=1, longitude=2)
    await page.post("/chat/1001/sticker")
    message = await page.says("nhầm")
    await page.post("/chat/1001/edit", message_id=message["message_id"], text="đúng")
    sent = await ptb.send_message(1001, "?", reply_markup=BUTTONS)
    await page.post("/chat/1001/press", message_id=sent.message_id, data="yes")
    await page.post("/chat/1001/block")
    start, contact, location, sticker, wrong, right, tap, block = await ptb.get_updates(timeout=0)
    assert start.message is not None
    assert contact.message is not None
    assert location.message is not None
    assert sticker.message is not None
    assert wrong.message is not None
    assert right.edited_message is not None
    assert tap.callback_query is not None
    assert block.my_chat_member is not None
    assert start.message.text == "/start x"
    assert contact.message.contact is not None
    assert location.message.location is not None
    assert sticker.message.sticker is not None
    assert right.edited_message.text == "đúng"
    assert tap.callback_query.data == "yes"
    assert block.my_chat_member.new_chat_member.status == "kicked"
    await tap.callback_query.answer("Đã lưu")


async def test_webhook_settings(ptb: Bot) -> None:
    await ptb.set_webhook(
        "http://127.0.0.1:9/hook", secret_token="bi-mat", max_connections=3, allowed_updates=["message"]
    )
    info = await ptb.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == (
        "http://127.0.0.1:9/hook",
        3,
        ("message",),
    )
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await ptb.get_updates(timeout=0)
    await ptb.delete_webhook(drop_pending_updates=True)
    assert (await ptb.get_webhook_info()).url == ""


async def test_two_pollers(ptb: Bot, server: RunningServer, page: PageClient) -> None:
    async with Bot(server.token, base_url=f"{server.url}/bot") as another:
        older = asyncio.create_task(ptb.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        newer = asyncio.create_task(another.get_updates(timeout=5))
        with pytest.raises(Conflict):
            await older
        await page.says("chào")
        assert len(await newer) == 1


async def _echo(update: Update, context: object) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(
        f"Bạn nói: {update.effective_message.text}", reply_markup=BUTTONS
    )


async def _tapped(update: Update, context: object) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("ừ")
    await update.callback_query.edit_message_text("Đã bấm")


async def test_a_whole_application_by_polling(server: RunningServer, page: PageClient) -> None:
    app: Application = (  # type: ignore[type-arg]
        ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").build()
    )
    app.add_handler(MessageHandler(filters.TEXT, _echo))
    app.add_handler(CallbackQueryHandler(_tapped))
    assert app.updater is not None
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=5)
        asked = await page.says("nhà")
        (answer,) = await page.messages(after=asked["message_id"], wait=5)
        assert answer["text"] == "Bạn nói: nhà"
        last = (await page.get("/chat/session"))["last_event"]
        await page.post("/chat/1001/press", message_id=answer["message_id"], data="yes")
        seen: list[str] = []
        while "edit" not in seen:
            found = await page.get("/chat/1001/changes", after=last, wait=5)
            seen += [event["type"] for event in found["events"]]
            last = found["last_event"]
        assert seen == ["callback_answer", "edit"]
        await app.updater.stop()
        await app.stop()
