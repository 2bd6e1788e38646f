"""Faults on demand, and the record of calls."""

import asyncio
import time

import aiohttp
import pytest

from tests.bot.webchat.clients import BotClient, Json, PageClient, RefusedError
from tests.bot.webchat.conftest import Serve


async def outcomes(bot: BotClient, times: int, chat_id: int = 1001) -> list[bool]:
    found = []
    for number in range(times):
        try:
            await bot("sendMessage", chat_id=chat_id, text=str(number))
            found.append(True)
        except RefusedError:
            found.append(False)
    return found


@pytest.mark.parametrize(
    ("rule", "status", "words", "parameters"),
    [
        ({"answer": 429, "retry_after": 3}, 429, "Too Many Requests: retry after 3", {"retry_after": 3}),
        ({"answer": 403}, 403, "Forbidden: bot was blocked by the user", None),
        ({"answer": 400}, 400, "Bad Request: chat not found", None),
        ({"answer": 500}, 500, "Internal Server Error", None),
        (
            {
                "answer": 400,
                "description": "Bad Request: group chat was upgraded to a supergroup chat",
                "parameters": {"migrate_to_chat_id": -100},
            },
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": -100},
        ),
    ],
)
async def test_answers(
    bot: BotClient, page: PageClient, rule: Json, status: int, words: str, parameters: Json | None
) -> None:
    await page.post("/chat/faults", method="sendMessage", **rule)
    with pytest.raises(RefusedError) as refused:
        await bot("sendMessage", chat_id=1001, text="x")
    assert (refused.value.status, refused.value.words) == (status, words)
    assert refused.value.body.get("parameters") == parameters
    assert await page.messages() == []


async def test_a_rule_strikes_so_often(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/faults", method="*", answer=500, count=2)
    assert await outcomes(bot, 4) == [False, False, True, True]
    assert (await page.get("/chat/faults"))["faults"][0]["hits"] == 2


async def test_a_share_is_the_same_every_time(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/faults", method="sendMessage", answer=429, share=0.33, seed=7)
    first = await outcomes(bot, 60)
    await page.delete("/chat/faults")
    assert await outcomes(bot, 10) == [True] * 10
    await page.post("/chat/faults", method="sendMessage", answer=429, share=0.33, seed=7)
    assert await outcomes(bot, 60) == first
    assert 10 <= first.count(False) <= 30


async def test_a_rule_can_be_about_one_chat_and_method(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/faults", method="sendMessage", answer=403, chat_id=1002)
    assert await outcomes(bot, 1, 1001) == [True]
    assert await outcomes(bot, 1, 1002) == [False]
    assert await bot("sendChatAction", chat_id=1002, action="typing")


async def test_the_star_leaves_polling_alone(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/faults", method="*", answer=500)
    assert await bot.updates() == []
    await page.post("/chat/faults", method="getUpdates", answer=502)
    assert await bot.refused("getUpdates") == "502 Bad Gateway"


async def test_no_answer_in_time(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/faults", method="sendMessage", answer="timeout", seconds=5, count=1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot("sendMessage", chat_id=1001, text="x"), 0.2)
    assert await outcomes(bot, 1) == [True]


@pytest.mark.parametrize(("after", "arrived"), [(False, 0), (True, 1)])
async def test_a_dropped_connection(bot: BotClient, page: PageClient, after: bool, arrived: int) -> None:
    await page.post("/chat/faults", method="sendMessage", answer="drop", count=1, after=after)
    with pytest.raises(aiohttp.ClientError):
        await bot("sendMessage", chat_id=1001, text="x")
    assert len(await page.messages()) == arrived


@pytest.mark.parametrize(
    "rule",
    [
        {"answer": 429},
        {"method": "*", "answer": "explode"},
        {"method": "*", "answer": 200},
        {"method": "*", "answer": 500, "shares": 0.5},
    ],
)
async def test_rules_that_make_no_sense(page: PageClient, rule: Json) -> None:
    assert (await page.refused("/chat/faults", **rule)).startswith("400 ")


async def test_calls_are_recorded(bot: BotClient, page: PageClient) -> None:
    markup = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
    await bot("sendMessage", chat_id=1001, text="<b>x</b>", parse_mode="HTML", reply_markup=markup)
    await bot.refused("sendMessage", chat_id=5, text="x")
    await bot.refused("sendMessage", chat_id=1001, text="x", colour="red")
    await bot.updates()
    data = aiohttp.FormData({"chat_id": "1001", "document": "attach://danh_sach"})
    data.add_field("danh_sach", b"abc", filename="a.csv")
    await bot.post("sendDocument", data=data)
    first, lost, wrong, document = await page.get("/chat/calls")
    assert abs(first.pop("at") - time.time()) < 60
    assert first == {
        "method": "sendMessage",
        "params": {"chat_id": 1001, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": markup},
        "answer": {"ok": True},
    }
    assert lost["answer"]["description"] == "Bad Request: chat not found"
    assert wrong["params"]["colour"] == "red"
    assert document["params"]["danh_sach"] == {"bytes": 3, "filename": "a.csv"}
    assert len(await page.get("/chat/calls", method="sendMessage", after=1)) == 2
    lines = await page.get("/chat/calls", lines=1)
    assert lines.count(b"\n") == 4
    await page.delete("/chat/calls")
    assert await page.get("/chat/calls") == []


async def test_all_this_is_off_by_default(serve: Serve, http: aiohttp.ClientSession) -> None:
    page = PageClient(http, await serve())
    for path in ("/chat/faults", "/chat/1001/raw"):
        assert await page.refused(path, method="*", answer=500) == "403 this server allows no faults"
    for path in ("/chat/faults", "/chat/calls"):
        with pytest.raises(RefusedError, match="403"):
            await page.get(path)
        with pytest.raises(RefusedError, match="403"):
            await page.delete(path)
    assert (await page.get("/chat/info"))["features"] == {"personas": True, "tests": False, "public": False}
