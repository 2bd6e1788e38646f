"""Keyboards: what a button may be, and how the page learns of reply keyboards."""

from typing import Any

import pytest

from bot.webchat.keyboards import read_markup
from bot.webchat.refusals import RefusedError
from tests.bot.webchat.clients import BotClient, PageClient


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def reply(*buttons: Any, **more: Any) -> dict[str, Any]:
    return {"keyboard": [list(buttons)], **more}


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "x" * 64},
        {"text": "a", "callback_data": "ộ" * 21},
        {"text": "a", "url": "https://chinhphu.vn"},
        {"text": "a", "url": "tg://resolve?domain=x"},
        {"text": "a", "copy_text": {"text": "HN-12"}},
        {"text": "a", "web_app": {"url": "https://a.vn"}},
        {"text": "a", "switch_inline_query": ""},
        {"text": "a", "callback_data": "x", "style": "danger"},
    ],
)
def test_buttons_that_pass(button: dict[str, Any]) -> None:
    assert read_markup(inline(button), private=True).inline == inline(button)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (inline({"text": "a", "callback_data": "x" * 65}), "BUTTON_DATA_INVALID"),
        (inline({"text": "a", "callback_data": "ộ" * 22}), "BUTTON_DATA_INVALID"),
        (
            inline({"text": "a", "callback_data": ""}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline({"text": "a"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline({"text": "a", "callback_data": "x", "url": "https://a.vn"}),
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (inline({"callback_data": "x"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (inline({"text": " ", "callback_data": "x"}), "inline keyboard button text must be non-empty"),
        (
            inline({"text": 1, "callback_data": "x"}),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            inline({"text": "a", "callbackdata": "x"}),
            'can\'t parse inline keyboard button: unknown field "callbackdata"',
        ),
        (inline("a"), "can't parse inline keyboard button: expected an Object"),
        (
            inline({"text": "a", "url": "not-a-url"}),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            inline({"text": "a", "url": "ftp://example.com"}),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            inline({"text": "a", "web_app": {"url": "http://a.vn"}}),
            "inline keyboard button Web App URL 'http://a.vn' is invalid: Only HTTPS links are allowed",
        ),
        (inline({"text": "a", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline({"text": "a", "copy_text": {"text": "x" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline({"text": "a", "pay": True}), "BUTTON_TYPE_INVALID"),
        (inline({"text": "a", "callback_data": "x", "style": "green"}), "BUTTON_STYLE_INVALID"),
        ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": ["x"]}, 'field "inline_keyboard" must be an Array of Arrays'),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "x"}]] * 101}, "reply markup is too long"),
        (inline(*[{"text": "a", "callback_data": "x"}] * 9), "reply markup is too long"),
        ({"keyboard": "x"}, 'field "keyboard" must be of type Array'),
        (reply({"text": ""}), "keyboard button text must be non-empty"),
        (reply({"text": "a", "request_contact": 1}), 'field "request_contact" must be of type Boolean'),
        (reply("a", resize_keyboard="yes"), 'field "resize_keyboard" must be of type Boolean'),
        (
            reply("a", input_field_placeholder="x" * 65),
            "input field placeholder must be at most 64 characters long",
        ),
        (reply("a", is_big=True), 'unknown field "is_big" in the reply markup'),
        ({"remove_keyboard": "yes"}, 'field "remove_keyboard" must be of type Boolean'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        ({"buttons": []}, "object expected as reply markup"),
        ([], "object expected as reply markup"),
    ],
)
def test_keyboards_that_are_refused(markup: Any, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_markup(markup, private=True)
    assert refused.value.description == f"Bad Request: {words}"


def test_a_hundred_buttons_pass() -> None:
    rows = {"inline_keyboard": [[{"text": "a", "callback_data": "x"}] * 4] * 25}
    assert read_markup(rows, private=True).inline == rows


@pytest.mark.parametrize("request_", ["request_contact", "request_location"])
def test_requests_belong_into_private_chats(request_: str) -> None:
    markup = reply({"text": "a", request_: True})
    assert read_markup(markup, private=True).reply == markup
    with pytest.raises(RefusedError, match="can be requested in private chats only"):
        read_markup(markup, private=False)


async def test_the_page_learns_of_reply_keyboards(bot: BotClient, page: PageClient) -> None:
    keyboard = reply("Có", {"text": "Gửi số", "request_contact": True}, one_time_keyboard=True)
    sent = await bot("sendMessage", chat_id=1001, text="Chọn", reply_markup=keyboard)
    assert "reply_markup" not in sent
    shown = reply({"text": "Có"}, {"text": "Gửi số", "request_contact": True}, one_time_keyboard=True)
    history = await page.get("/chat/1001/messages")
    assert history["reply_keyboard"] == shown
    assert history["messages"][0]["reply_keyboard"] == shown
    await bot("sendMessage", chat_id=1001, text="Xong", reply_markup={"remove_keyboard": True})
    assert (await page.get("/chat/1001/messages"))["reply_keyboard"] is None


async def test_a_forced_reply_ends_with_the_next_message(bot: BotClient, page: PageClient) -> None:
    forced = {"force_reply": True, "input_field_placeholder": "Tên"}
    await bot("sendMessage", chat_id=1001, text="Tên?", reply_markup=forced)
    assert (await page.get("/chat/1001/messages"))["reply_keyboard"] == forced
    await page.says("Lan")
    assert (await page.get("/chat/1001/messages"))["reply_keyboard"] is None
