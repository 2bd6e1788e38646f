"""Groups: who may speak, and what the bot hears in privacy mode."""

import aiohttp
import pytest

from tests.bot.webchat.clients import BotClient, Json, PageClient
from tests.bot.webchat.conftest import Serve

GROUP = -100500


@pytest.fixture
async def group(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/groups", id=GROUP, title="Tổ 5", members=[1001, 1002])
    await bot.updates(offset=2)


async def say(page: PageClient, text: str, **more: object) -> Json:
    body = {"from": 1001, "text": text, **more}
    message = (await page.post_json(f"/chat/{GROUP}/send", body))["message"]
    assert isinstance(message, dict)
    return message


async def test_the_bot_is_told_that_it_was_added(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/groups", id=GROUP, title="Tổ 5", members=[1001])
    (update,) = await bot.updates()
    assert update["my_chat_member"]["chat"] == {"id": GROUP, "type": "supergroup", "title": "Tổ 5"}
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("chào cả nhà", False),
        ("/help", True),
        ("/help@ansinh_bot", True),
        ("/help@other_bot", False),
        ("chào @ansinh_bot nhé", True),
    ],
)
async def test_privacy_mode(bot: BotClient, page: PageClient, text: str, heard: bool) -> None:
    message = await say(page, text)
    updates = await bot.updates()
    assert updates == ([{"update_id": updates[0]["update_id"], "message": message}] if heard else [])
    assert (await page.messages(GROUP))[-1] == message


@pytest.mark.usefixtures("group")
async def test_a_reply_to_the_bot_is_heard(bot: BotClient, page: PageClient) -> None:
    sent = await bot("sendMessage", chat_id=GROUP, text="?")
    await say(page, "đây", reply_to=sent["message_id"])
    (update,) = await bot.updates()
    assert update["message"]["chat"]["id"] == GROUP
    assert update["message"]["from"]["id"] == 1001


async def test_without_privacy_mode_all_is_heard(serve: Serve, http: aiohttp.ClientSession) -> None:
    server = await serve(privacy_mode=False)
    bot, page = BotClient(http, server), PageClient(http, server)
    await page.post("/chat/groups", id=GROUP, title="Tổ 5", members=[1001])
    await say(page, "chào cả nhà")
    assert len(await bot.updates()) == 2
    assert (await bot("getMe"))["can_read_all_group_messages"] is True


@pytest.mark.usefixtures("group")
async def test_members_press_buttons(bot: BotClient, page: PageClient) -> None:
    markup = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
    sent = await bot("sendMessage", chat_id=GROUP, text="?", reply_markup=markup)
    body = {"from": 1002, "message_id": sent["message_id"], "data": "yes"}
    await page.post_json(f"/chat/{GROUP}/press", body)
    assert (await bot.updates())[0]["callback_query"]["from"]["id"] == 1002


@pytest.mark.usefixtures("group")
async def test_what_is_refused_in_a_group(bot: BotClient, page: PageClient) -> None:
    refusal = "400 from must be a member of the group"
    assert await page.refused(f"/chat/{GROUP}/send", text="x") == refusal
    assert await page.refused(f"/chat/{GROUP}/send", **{"from": 1003}, text="x") == refusal
    assert await page.refused(f"/chat/{GROUP}/block") == "400 only people can block the bot"
    message = await say(page, "x")
    refused = await bot.refused("deleteMessage", chat_id=GROUP, message_id=message["message_id"])
    assert refused == "400 Bad Request: message can't be deleted"
    keyboard = {"keyboard": [[{"text": "Số", "request_contact": True}]]}
    refused = await bot.refused("sendMessage", chat_id=GROUP, text="x", reply_markup=keyboard)
    assert refused == "400 Bad Request: phone number can be requested in private chats only"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"id": 5}, "400 a group's id must be negative"),
        ({"members": [9]}, "400 members must be ids of people"),
        ({"members": []}, "400 members must be ids of people"),
        ({"id": GROUP}, "409 there is a group of that id"),
    ],
)
@pytest.mark.usefixtures("group")
async def test_groups_that_cannot_be(page: PageClient, changes: Json, refusal: str) -> None:
    given = {"id": -7, "title": "x", "members": [1001]} | changes
    assert await page.refused("/chat/groups", **given) == refusal
