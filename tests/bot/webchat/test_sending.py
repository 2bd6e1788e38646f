"""sendMessage and its relatives: what arrives, and what Telegram would not take."""

import pytest

from tests.bot.webchat.clients import BotClient, PageClient


async def test_a_message_arrives(bot: BotClient, page: PageClient) -> None:
    sent = await bot("sendMessage", chat_id=1001, text="Xin chào")
    assert sent["from"]["is_bot"] is True
    assert sent["chat"] == {"id": 1001, "type": "private", "first_name": "Lan"}
    assert await page.messages() == [sent]


async def test_html_becomes_text_and_entities(bot: BotClient) -> None:
    sent = await bot("sendMessage", chat_id=1001, text="🏠 <b>Nhà ở</b> &lt;3", parse_mode="html")
    assert sent["text"] == "🏠 Nhà ở <3"
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 5}]


async def test_white_space_around_is_cut_and_entities_move(bot: BotClient) -> None:
    sent = await bot("sendMessage", chat_id=1001, text="\n 🏠<b> a \n</b> ", parse_mode="HTML")
    assert sent["text"] == "🏠 a"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 2}]


async def test_telegram_finds_commands_and_links_in_a_text(bot: BotClient) -> None:
    text = "Gõ /help, xem https://a.vn/x?a=1. hay tnmt.gov.vn, thư a.b@c.vn, @ansinh_bot #hongheo và/hoặc 1/2"
    sent = await bot("sendMessage", chat_id=1001, text=text)
    found = {e["type"]: text[e["offset"] : e["offset"] + e["length"]] for e in sent["entities"]}
    assert found == {
        "bot_command": "/help",
        "url": "tnmt.gov.vn",
        "email": "a.b@c.vn",
        "mention": "@ansinh_bot",
        "hashtag": "#hongheo",
    }
    assert [e["type"] for e in sent["entities"]].count("url") == 2


async def test_nothing_is_found_inside_code_and_links(bot: BotClient) -> None:
    text = '<code>/help</code> <a href="https://a.vn">b.vn</a>'
    sent = await bot("sendMessage", chat_id=1001, text=text, parse_mode="HTML")
    assert [e["type"] for e in sent["entities"]] == ["code", "text_link"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        ("   ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("🏠" * 2049, "message is too long"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("1 < 2", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_texts_telegram_refuses(bot: BotClient, text: str, words: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=1001, text=text, parse_mode="HTML")
    assert refusal == f"400 Bad Request: {words}"


@pytest.mark.parametrize("text", ["ộ" * 4096, "🏠" * 2048, "<b>" + "x" * 4096 + "</b>", "&lt;" * 4096])
async def test_the_longest_texts_pass(bot: BotClient, text: str) -> None:
    sent = await bot("sendMessage", chat_id=1001, text=text, parse_mode="HTML")
    assert len(sent["text"].encode("utf-16-le")) == 2 * 4096


@pytest.mark.parametrize("mode", ["Markdown", "MarkdownV2", "XML"])
async def test_only_html_is_taken(bot: BotClient, mode: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=1001, text="x", parse_mode=mode)
    assert refusal == "400 Bad Request: unsupported parse_mode"


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"chat_id": 404}, "400 Bad Request: chat not found"),
        ({"chat_id": -1}, "400 Bad Request: chat not found"),
        ({"chat_id": "@kenh"}, "400 Bad Request: chat not found"),
        ({"chat_id": "abc"}, "400 Bad Request: chat not found"),
        ({"business_connection_id": "x"}, "400 Bad Request: business connection not found"),
        ({"allow_paid_broadcast": True}, "400 Bad Request: FLOODSKIP_NOT_ALLOWED"),
        ({"message_effect_id": "9"}, "400 Bad Request: EFFECT_ID_INVALID"),
        ({"message_thread_id": 9}, "400 Bad Request: message thread not found"),
        ({"reply_parameters": {"message_id": 99}}, "400 Bad Request: message to be replied not found"),
        ({"reply_parameters": {"quote": "a"}}, '400 Bad Request: can\'t find field "message_id"'),
        ({"link_preview_options": {"url": "nope"}}, "400 Bad Request: WEBPAGE_URL_INVALID"),
        (
            {"link_preview_options": {"is_disabled": "yes"}},
            '400 Bad Request: field "is_disabled" must be of type Boolean',
        ),
        (
            {"entities": [{"type": "bold", "offset": 100, "length": 1}]},
            "400 Bad Request: entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 100}]},
            "400 Bad Request: entity beginning at "
            "UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        (
            {"entities": [{"type": "huge", "offset": 0, "length": 1}]},
            "400 Bad Request: can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"entities": [{"type": "text_link", "offset": 0, "length": 1}]},
            "400 Bad Request: can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {"entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "not-a-url"}]},
            "400 Bad Request: entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_calls_telegram_refuses(bot: BotClient, parameters: dict[str, object], refusal: str) -> None:
    assert await bot.refused("sendMessage", **{"chat_id": 1001, "text": "xin"} | parameters) == refusal


async def test_options_are_taken_and_shown(bot: BotClient, page: PageClient) -> None:
    asked = await page.says("câu hỏi")
    sent = await bot(
        "sendMessage",
        chat_id=1001,
        text="trả lời",
        protect_content=True,
        disable_notification=True,
        reply_parameters={"message_id": asked["message_id"]},
        link_preview_options={"is_disabled": True},
        entities=[{"type": "italic", "offset": 0, "length": 3}],
        message_effect_id="5046509860389126442",
    )
    assert sent["has_protected_content"] is True
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["entities"] == [{"type": "italic", "offset": 0, "length": 3}]
    assert sent["reply_to_message"]["text"] == "câu hỏi"
    assert "silent" not in sent
    assert (await page.messages())[-1] == sent | {"silent": True}


async def test_a_reply_to_nothing_may_be_allowed(bot: BotClient) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await bot("sendMessage", chat_id=1001, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_locations_and_venues(bot: BotClient, page: PageClient) -> None:
    place = {"latitude": 21.59, "longitude": 105.84}
    await bot("sendLocation", chat_id=1001, **place)
    await bot("sendVenue", chat_id=1001, **place, title="UBND phường", address="Thái Nguyên")
    location, venue = await page.messages()
    assert location["location"] == place
    assert venue["venue"] == {"location": place, "title": "UBND phường", "address": "Thái Nguyên"}


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "invalid location specified"),
        ("sendLocation", {"latitude": "x", "longitude": 0}, "invalid latitude specified"),
        (
            "sendVenue",
            {"latitude": 1, "longitude": 1, "title": " ", "address": "a"},
            "venue title must be non-empty",
        ),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ],
)
async def test_what_the_others_refuse(
    bot: BotClient, method: str, parameters: dict[str, object], words: str
) -> None:
    assert await bot.refused(method, chat_id=1001, **parameters) == f"400 Bad Request: {words}"


async def test_chat_actions_are_shown(bot: BotClient, page: PageClient) -> None:
    last = (await page.get("/chat/session"))["last_event"]
    assert await bot("sendChatAction", chat_id=1001, action="typing") is True
    (event,) = (await page.get("/chat/1001/changes", after=last))["events"]
    assert (event["type"], event["data"]) == ("chat_action", {"action": "typing", "seconds": 5})


async def test_a_person_who_never_started_is_not_written_to(bot: BotClient, page: PageClient) -> None:
    await page.post("/chat/people", id=77, first_name="Hoa", started=False)
    refusal = await bot.refused("sendMessage", chat_id=77, text="x")
    assert refusal == "403 Forbidden: bot can't initiate conversation with a user"
    await page.says("chào", chat=77)
    assert await bot("sendMessage", chat_id=77, text="x")
