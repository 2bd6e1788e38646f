"""Taps on buttons: the query the bot gets, and answering it once and in time."""

import aiohttp
import pytest

from bot.webchat.refusals import QUERY_TOO_OLD
from tests.bot.webchat.clients import BotClient, Json, PageClient
from tests.bot.webchat.conftest import Serve

TOO_OLD = f"400 Bad Request: {QUERY_TOO_OLD}"
YES = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}


async def tap(bot: BotClient, page: PageClient, data: str = "yes") -> tuple[str, Json]:
    sent = await bot("sendMessage", chat_id=1001, text="?", reply_markup=YES)
    query = await page.post("/chat/1001/press", message_id=sent["message_id"], data=data)
    return query["callback_query_id"], sent


async def test_the_bot_gets_the_query(bot: BotClient, page: PageClient) -> None:
    query_id, sent = await tap(bot, page)
    (update,) = await bot.updates()
    query = update["callback_query"]
    assert query.pop("chat_instance")
    assert query == {
        "id": query_id,
        "from": {"id": 1001, "is_bot": False, "first_name": "Lan", "language_code": "vi"},
        "message": sent,
        "data": "yes",
    }


async def test_the_page_gets_the_answer(bot: BotClient, page: PageClient) -> None:
    query_id, sent = await tap(bot, page)
    last = (await page.get("/chat/session"))["last_event"]
    assert (
        await bot("answerCallbackQuery", callback_query_id=query_id, text="Đã lưu", show_alert=True) is True
    )
    (event,) = (await page.get("/chat/1001/changes", after=last))["events"]
    assert event["type"] == "callback_answer"
    assert event["data"] == {
        "callback_query_id": query_id,
        "message_id": sent["message_id"],
        "text": "Đã lưu",
        "show_alert": True,
    }


async def test_a_second_answer_is_refused(bot: BotClient, page: PageClient) -> None:
    query_id, _ = await tap(bot, page)
    await bot("answerCallbackQuery", callback_query_id=query_id)
    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_an_unknown_query_is_refused(bot: BotClient) -> None:
    assert await bot.refused("answerCallbackQuery", callback_query_id="123") == TOO_OLD


async def test_a_late_answer_is_refused(serve: Serve, http: aiohttp.ClientSession) -> None:
    moment = [1_790_000_000.0]
    server = await serve(clock=lambda: moment[0])
    bot, page = BotClient(http, server), PageClient(http, server)
    in_time, _ = await tap(bot, page)
    moment[0] += 15
    assert await bot("answerCallbackQuery", callback_query_id=in_time)
    late, _ = await tap(bot, page)
    moment[0] += 15.1
    assert await bot.refused("answerCallbackQuery", callback_query_id=late) == TOO_OLD


async def test_how_long_an_answer_may_take_can_be_set(serve: Serve, http: aiohttp.ClientSession) -> None:
    server = await serve(callback_seconds=-1.0)
    query_id, _ = await tap(BotClient(http, server), PageClient(http, server))
    assert await BotClient(http, server).refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_toasts_have_a_length(bot: BotClient, page: PageClient) -> None:
    query_id, _ = await tap(bot, page)
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=query_id, text="🏠" * 101)
    assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"
    assert await bot("answerCallbackQuery", callback_query_id=query_id, text="🏠" * 100)


async def test_only_links_to_the_bot_itself_open(bot: BotClient, page: PageClient) -> None:
    query_id, _ = await tap(bot, page)
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=query_id, url="https://a.vn")
    assert refusal == "400 Bad Request: URL_INVALID"
    url = "https://t.me/ansinh_bot?start=x"
    assert await bot("answerCallbackQuery", callback_query_id=query_id, url=url)


async def test_any_data_can_be_sent_as_by_a_changed_client(bot: BotClient, page: PageClient) -> None:
    await tap(bot, page, data="admin:delete")
    assert (await bot.updates())[0]["callback_query"]["data"] == "admin:delete"


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"message_id": 999, "data": "x"}, "404 no such message"),
        ({"message_id": 1, "data": "x"}, "400 the message has no buttons"),
        ({"message_id": 1, "data": "ộ" * 22}, "400 data is too long"),
        ({"data": "x"}, "400 message_id must be a number"),
        ({"message_id": 1}, "400 data is missing"),
    ],
)
async def test_taps_on_nothing_are_refused(page: PageClient, body: Json, refusal: str) -> None:
    await page.says("1")
    assert await page.refused("/chat/1001/press", **body) == refusal
