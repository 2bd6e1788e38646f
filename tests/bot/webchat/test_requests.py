"""How a call may come in: every kind of body, and only with the right token."""

import aiohttp
import pytest

from bot.webchat.server import RunningServer
from tests.bot.webchat.clients import BotClient, PageClient, RefusedError
from tests.bot.webchat.conftest import Serve

KEYBOARD = '{"inline_keyboard":[[{"text":"Có","callback_data":"yes"}]]}'


async def test_get_me_tells_who_the_bot_is(bot: BotClient) -> None:
    me = await bot("getMe")
    assert (me["id"], me["is_bot"], me["first_name"]) == (7000000001, True, "An Sinh")


async def test_parameters_come_as_json(bot: BotClient) -> None:
    sent = await bot.post("sendMessage", json={"chat_id": 1001, "text": "chào", "reply_markup": {}})
    assert sent["text"] == "chào"


async def test_parameters_come_urlencoded(bot: BotClient) -> None:
    form = {
        "chat_id": "1001",
        "text": "chào & bạn +1 🏠",
        "reply_markup": KEYBOARD,
        "protect_content": "true",
    }
    sent = await bot.post("sendMessage", data=form)
    assert sent["text"] == "chào & bạn +1 🏠"
    assert sent["has_protected_content"] is True
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "yes"


async def test_parameters_come_in_multipart(bot: BotClient) -> None:
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("chat_id", "1001")
    form.add_field("text", "chào bạn")
    assert (await bot.post("sendMessage", data=form))["text"] == "chào bạn"


async def test_parameters_come_in_the_address(http: aiohttp.ClientSession, bot: BotClient) -> None:
    async with http.get(f"{bot.url}/sendMessage", params={"chat_id": "1001", "text": "chào"}) as response:
        assert (await response.json())["result"]["text"] == "chào"


async def test_broken_json_is_refused(bot: BotClient) -> None:
    headers = {"Content-Type": "application/json"}
    with pytest.raises(RefusedError, match="can't parse JSON object"):
        await bot.post("sendMessage", data=b"{", headers=headers)
    with pytest.raises(RefusedError, match="object expected"):
        await bot.post("sendMessage", data=b"[]", headers=headers)


async def test_a_file_nobody_asked_for_is_refused(bot: BotClient) -> None:
    form = aiohttp.FormData({"chat_id": "1001", "text": "x"})
    form.add_field("stray", b"abc", filename="a.txt")
    with pytest.raises(RefusedError, match='unknown parameter "stray"'):
        await bot.post("sendMessage", data=form)


@pytest.mark.parametrize("token", ["1:wrong", "7000000001", "7000000001:tes", "7000000001:testt"])
async def test_a_wrong_token_is_unauthorized(
    http: aiohttp.ClientSession, server: RunningServer, token: str
) -> None:
    for path in (f"/bot{token}/getMe", f"/file/bot{token}/photos/x"):
        async with http.get(server.url + path) as response:
            assert response.status == 401
            assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_token_is_made_up_when_none_is_given(serve: Serve, http: aiohttp.ClientSession) -> None:
    first, second = await serve(token=""), await serve(token="")
    assert first.token != second.token
    assert len(first.token) > 30
    assert (await BotClient(http, first)("getMe"))["id"] == int(first.token.split(":")[0])


async def test_get_chat(bot: BotClient, page: PageClient) -> None:
    chat = await bot("getChat", chat_id=1001)
    assert (chat["type"], chat["first_name"]) == ("private", "Lan")
    assert await bot.refused("getChat", chat_id=5) == "400 Bad Request: chat not found"
    assert await bot.refused("getChat", chat_id="@kenh") == "400 Bad Request: chat not found"
