"""What visitors do, and what the bot hears of it."""

import asyncio
from typing import Any

import pytest

from tests.bot.webchat.clients import BotClient, Json, PageClient, RefusedError

LAN = {"id": 1001, "is_bot": False, "first_name": "Lan", "language_code": "vi"}


async def only_update(bot: BotClient) -> Json:
    (update,) = await bot.updates()
    await bot.updates(offset=update["update_id"] + 1)
    return update


async def test_the_personas(page: PageClient) -> None:
    for name, chat_id, first_name in (
        ("resident", 1001, "Lan"),
        ("officer", 1002, "Hùng"),
        ("admin", 1003, "Minh"),
    ):
        session = await page.get("/chat/session", **{"as": name})
        assert session["chat"] == {"id": chat_id, "type": "private", "first_name": first_name}
        assert session["person"]["persona"] == name
        assert session["person"]["language_code"] == "vi"
    assert len((await page.get("/chat/info"))["personas"]) == 3
    for query in ({"as": "mayor"}, {"lang": "fr"}):
        with pytest.raises(RefusedError, match="400"):
            await page.get("/chat/session", **query)


async def test_a_text_reaches_the_bot(bot: BotClient, page: PageClient) -> None:
    message = await page.says("/start hộ nghèo")
    assert message["from"] == LAN
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    update = await only_update(bot)
    assert update == {"update_id": 1, "message": message}
    assert await page.messages() == [message]


async def test_the_language_chosen_reaches_the_bot(bot: BotClient, page: PageClient) -> None:
    await page.get("/chat/session", lang="en")
    await page.says("hello")
    assert (await only_update(bot))["message"]["from"]["language_code"] == "en"


async def test_a_reply_quotes_the_message(bot: BotClient, page: PageClient) -> None:
    sent = await bot("sendMessage", chat_id=1001, text="?")
    answer = (await page.post("/chat/1001/send", text="đây", reply_to=sent["message_id"]))["message"]
    assert answer["reply_to_message"] == sent


async def test_deep_links(bot: BotClient, page: PageClient) -> None:
    message = (await page.post("/chat/1001/start", payload="moi-can-bo_1"))["message"]
    assert message["text"] == "/start moi-can-bo_1"
    assert (await page.post("/chat/1001/start"))["message"]["text"] == "/start"
    for payload in ("có dấu", "x" * 65, "a b"):
        assert (await page.refused("/chat/1001/start", payload=payload)).startswith("400 payload")


async def test_sharing_a_contact_and_a_place(bot: BotClient, page: PageClient) -> None:
    keyboard = {"keyboard": [[{"text": "Gửi số", "request_contact": True}]]}
    asked = await bot("sendMessage", chat_id=1001, text="Số?", reply_markup=keyboard)
    message = (await page.post("/chat/1001/contact", phone_number="0912345678"))["message"]
    assert message["contact"] == {"phone_number": "0912345678", "first_name": "Lan", "user_id": 1001}
    assert message["reply_to_message"]["message_id"] == asked["message_id"]
    other = (await page.post("/chat/1001/contact", phone_number="1", first_name="Hoa", user_id=7))["message"]
    assert other["contact"] == {"phone_number": "1", "first_name": "Hoa", "user_id": 7}
    unknown = (await page.post("/chat/1001/contact", phone_number="1", user_id=None))["message"]
    assert "user_id" not in unknown["contact"]
    place = {"latitude": 21.59, "longitude": 105.84}
    assert (await page.post("/chat/1001/location", **place))["message"]["location"] == place
    assert len(await bot.updates()) == 4


async def test_a_sticker(page: PageClient) -> None:
    assert (await page.post("/chat/1001/sticker", emoji="🏠"))["message"]["sticker"]["emoji"] == "🏠"


async def test_editing_ones_own_text(bot: BotClient, page: PageClient) -> None:
    message = await page.says("nhà")
    theirs = await bot("sendMessage", chat_id=1001, text="x")
    change = {"message_id": message["message_id"], "text": "nhà ở /help"}
    edited = (await page.post("/chat/1001/edit", **change))["message"]
    assert (edited["text"], edited["entities"][0]["type"]) == ("nhà ở /help", "bot_command")
    assert (await bot.updates())[-1]["edited_message"] == edited
    assert await page.refused("/chat/1001/edit", **change) == "400 the text is the same"
    refusal = await page.refused("/chat/1001/edit", message_id=theirs["message_id"], text="y")
    assert refusal == "403 only your own texts can be edited"


async def test_blocking(bot: BotClient, page: PageClient) -> None:
    assert await page.post("/chat/1001/block") == {"blocked": True}
    await page.post("/chat/1001/block")
    change = (await only_update(bot))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert change["from"] == LAN
    for method, more in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
        refusal = await bot.refused(method, chat_id=1001, **more)
        assert refusal == "403 Forbidden: bot was blocked by the user"
    assert await page.refused("/chat/1001/send", text="x") == "403 you have blocked the bot"
    assert (await page.get("/chat/1001/messages"))["blocked"] is True


@pytest.mark.parametrize("way", ["unblock", "start"])
async def test_unblocking(bot: BotClient, page: PageClient, way: str) -> None:
    await page.post("/chat/1001/block")
    await page.post(f"/chat/1001/{way}")
    updates = await bot.updates()
    assert updates[1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert len(updates) == (2 if way == "unblock" else 3)
    assert await bot("sendMessage", chat_id=1001, text="x")


async def test_more_people(bot: BotClient, page: PageClient) -> None:
    people = [{"id": 2000 + number, "first_name": f"N{number}"} for number in range(50)]
    assert len((await page.post_json("/chat/people", people))["people"]) == 50
    assert await bot("sendMessage", chat_id=2049, text="x")
    await page.post("/chat/people", id=2049, first_name="Khác", last_name="Tên", username="khac")
    await page.says("x", chat=2049)
    assert (await only_update(bot))["message"]["chat"] == {
        "id": 2049,
        "type": "private",
        "first_name": "Khác",
        "last_name": "Tên",
        "username": "khac",
    }


@pytest.mark.parametrize(
    "person", [{"id": -1, "first_name": "x"}, {"id": 1}, {"id": 1, "first_name": "x", "age": 3}]
)
async def test_people_who_cannot_be(page: PageClient, person: Json) -> None:
    assert (await page.refused("/chat/people", **person)).startswith("400 ")


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("/chat/5/send", {"text": "x"}, "404 no such chat"),
        ("/chat/1001/send", {}, "400 text is missing"),
        ("/chat/1001/send", {"text": " "}, "400 text is missing"),
        ("/chat/1001/send", {"text": "🏠" * 2049}, "400 text is too long"),
        ("/chat/1001/send", {"text": "x", "reply_to": "y"}, "400 reply_to must be a number"),
        ("/chat/1001/contact", {}, "400 phone_number is missing"),
        ("/chat/1001/location", {"latitude": "x"}, "400 latitude and longitude must be numbers"),
        ("/chat/1001/edit", {"message_id": 9, "text": "x"}, "404 no such message"),
        ("/chat/1001/dance", {}, "404 Not Found"),
        ("/chat/abc/send", {}, "404 Not Found"),
    ],
)
async def test_requests_that_make_no_sense(page: PageClient, path: str, body: Json, refusal: str) -> None:
    assert await page.refused(path, **body) == refusal


async def test_pages_of_history(page: PageClient) -> None:
    for number in range(6):
        await page.says(str(number))

    async def shown(**query: Any) -> tuple[list[str], bool]:
        history = await page.get("/chat/1001/messages", **query)
        return [message["text"] for message in history["messages"]], history["more"]

    assert await shown(limit=2) == (["4", "5"], True)
    assert await shown(limit=2, before=5) == (["2", "3"], True)
    assert await shown(limit=6) == (["0", "1", "2", "3", "4", "5"], False)
    assert await shown(after=4) == (["4", "5"], False)


async def test_waiting_for_an_answer(bot: BotClient, page: PageClient) -> None:
    asked = await page.says("?")
    waiting = asyncio.create_task(page.messages(after=asked["message_id"], wait=5))
    await asyncio.sleep(0.05)
    await bot("sendChatAction", chat_id=1001, action="typing")
    await asyncio.sleep(0.05)
    assert not waiting.done()
    sent = await bot("sendMessage", chat_id=1001, text="!")
    assert await asyncio.wait_for(waiting, 1) == [sent]


async def test_waiting_ends(page: PageClient) -> None:
    asked = await page.says("?")
    assert await page.messages(after=asked["message_id"], wait=0.1) == []
