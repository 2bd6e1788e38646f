"""Editing and deleting: in place, and never for nothing."""

import aiohttp
import pytest

from bot.webchat.refusals import NOT_MODIFIED
from tests.bot.webchat.clients import BotClient, Json, PageClient
from tests.bot.webchat.conftest import Serve

YES = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
NO = {"inline_keyboard": [[{"text": "Không", "callback_data": "no"}]]}


@pytest.fixture
async def sent(bot: BotClient) -> Json:
    message: Json = await bot(
        "sendMessage", chat_id=1001, text="<b>một</b> hai", parse_mode="HTML", reply_markup=YES
    )
    return message


async def test_the_text_changes_in_place(bot: BotClient, page: PageClient, sent: Json) -> None:
    ids = {"chat_id": 1001, "message_id": sent["message_id"]}
    edited = await bot("editMessageText", **ids, text="ba", reply_markup=NO)
    assert (edited["text"], edited["reply_markup"]) == ("ba", NO)
    assert "entities" not in edited
    assert edited["edit_date"] >= sent["date"]
    assert await page.messages() == [edited]


async def test_buttons_go_when_an_edit_names_none(bot: BotClient, sent: Json) -> None:
    edited = await bot("editMessageText", chat_id=1001, message_id=sent["message_id"], text="ba")
    assert "reply_markup" not in edited


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("editMessageText", {"text": " <b>một</b> hai ", "parse_mode": "HTML", "reply_markup": YES}),
        (
            "editMessageText",
            {
                "text": "một hai",
                "entities": [{"type": "bold", "offset": 0, "length": 3}],
                "reply_markup": YES,
            },
        ),
        ("editMessageReplyMarkup", {"reply_markup": YES}),
    ],
)
async def test_an_edit_that_changes_nothing_is_refused(
    bot: BotClient, sent: Json, method: str, more: Json
) -> None:
    refusal = await bot.refused(method, chat_id=1001, message_id=sent["message_id"], **more)
    assert refusal == f"400 Bad Request: {NOT_MODIFIED}"


@pytest.mark.parametrize(
    "more",
    [
        {"text": "một hai", "reply_markup": YES},
        {"text": "<b>một</b> hai", "parse_mode": "HTML"},
        {"text": "<b>một</b> hai", "parse_mode": "HTML", "reply_markup": NO},
    ],
)
async def test_formatting_and_buttons_count_as_content(bot: BotClient, sent: Json, more: Json) -> None:
    assert await bot("editMessageText", chat_id=1001, message_id=sent["message_id"], **more)


async def test_the_same_edit_twice_is_refused_the_second_time(bot: BotClient, sent: Json) -> None:
    change = {"chat_id": 1001, "message_id": sent["message_id"], "text": "ba"}
    await bot("editMessageText", **change)
    assert await bot.refused("editMessageText", **change) == f"400 Bad Request: {NOT_MODIFIED}"


async def test_buttons_change_alone(bot: BotClient, sent: Json) -> None:
    ids = {"chat_id": 1001, "message_id": sent["message_id"]}
    edited = await bot("editMessageReplyMarkup", **ids, reply_markup=NO)
    assert (edited["text"], edited["reply_markup"]) == (sent["text"], NO)
    assert "reply_markup" not in await bot("editMessageReplyMarkup", **ids)


@pytest.mark.parametrize("method", ["editMessageText", "editMessageCaption", "editMessageReplyMarkup"])
async def test_which_messages_cannot_be_edited(bot: BotClient, page: PageClient, method: str) -> None:
    more = {"text": "x"} if method == "editMessageText" else {}
    theirs = await page.says("của tôi")
    keyboard = {"keyboard": [["a"]]}
    with_keyboard = await bot("sendMessage", chat_id=1001, text="a", reply_markup=keyboard)

    async def refusal(**ids: object) -> str:
        return await bot.refused(method, **ids, **more)

    assert await refusal(chat_id=1001, message_id=9999) == "400 Bad Request: message to edit not found"
    for message in (theirs, with_keyboard):
        ids = {"chat_id": 1001, "message_id": message["message_id"]}
        assert await refusal(**ids) == "400 Bad Request: message can't be edited"
    missing = "400 Bad Request: message identifier is not specified"
    assert await refusal(chat_id=1001) == missing
    assert await refusal(message_id=1) == missing
    assert await refusal(inline_message_id="x") == "400 Bad Request: MESSAGE_ID_INVALID"


async def test_text_and_caption_are_not_confused(bot: BotClient, sent: Json) -> None:
    refusal = await bot.refused(
        "editMessageCaption", chat_id=1001, message_id=sent["message_id"], caption="x"
    )
    assert refusal == "400 Bad Request: there is no caption in the message to edit"


async def test_a_reply_keyboard_cannot_be_edited_in(bot: BotClient, sent: Json) -> None:
    refusal = await bot.refused(
        "editMessageText",
        chat_id=1001,
        message_id=sent["message_id"],
        text="x",
        reply_markup={"keyboard": [["a"]]},
    )
    assert refusal == "400 Bad Request: inline keyboard expected"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "message text is empty"), ("x" * 4097, "message is too long"), ("<b>", "can't parse entities: ")],
)
async def test_edited_texts_are_checked_too(bot: BotClient, sent: Json, text: str, words: str) -> None:
    refusal = await bot.refused(
        "editMessageText", chat_id=1001, message_id=sent["message_id"], text=text, parse_mode="HTML"
    )
    assert refusal.startswith(f"400 Bad Request: {words}")


async def test_deleting(bot: BotClient, page: PageClient, sent: Json) -> None:
    ids = {"chat_id": 1001, "message_id": sent["message_id"]}
    theirs = await page.says("xóa giúp")
    assert await bot("deleteMessage", **ids) is True
    assert await bot("deleteMessage", chat_id=1001, message_id=theirs["message_id"]) is True
    assert await page.messages() == []
    assert await bot.refused("deleteMessage", **ids) == "400 Bad Request: message to delete not found"


async def test_old_messages_cannot_be_deleted(serve: Serve, http: aiohttp.ClientSession) -> None:
    moment = [1_790_000_000.0]
    bot = BotClient(http, await serve(clock=lambda: moment[0]))
    sent = await bot("sendMessage", chat_id=1001, text="x")
    ids = {"chat_id": 1001, "message_id": sent["message_id"]}
    moment[0] += 48 * 3600 + 1
    assert (
        await bot.refused("deleteMessage", **ids) == "400 Bad Request: message can't be deleted for everyone"
    )
    moment[0] -= 1
    assert await bot("deleteMessage", **ids)
