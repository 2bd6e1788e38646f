"""The check of outgoing calls finds what Telegram would refuse."""

from pathlib import Path
from typing import Any

import pytest

from tests import calls
from tests.conversation import settings, started


def _message(**more: Any) -> calls.Call:
    return {"method": "sendMessage", "params": {"chat_id": 1, "text": "xin chào", **more}}


def _html(text: str) -> calls.Call:
    return _message(text=text, parse_mode="HTML")


def _key(**key: Any) -> calls.Call:
    return _message(reply_markup={"inline_keyboard": [[key]]})


GOOD = {
    "a plain message": _message(),
    "marked up": _html('<b>Hộ nghèo</b> &lt;3 <i><a href="https://a.vn/?b=1&amp;c=2">luật</a></i>'),
    "4096 units": _message(text="a" * 4096),
    "4096 units without the tags": _html(f"<b>{'a' * 4096}</b>"),
    "64 bytes": _key(text="a", callback_data="a" * 64),
    "a link": _key(text="a", url="https://t.me/ansinh_bot"),
    "a toast": {"method": "answerCallbackQuery", "params": {"callback_query_id": "1", "text": "a" * 200}},
    "a menu": {"method": "setMyCommands", "params": {"commands": [{"command": "a", "description": "b"}]}},
}
# What the shared check finds as well, and what only ours does.
BAD = {
    "unknown method": {"method": "sendMesage", "params": {"chat_id": 1, "text": "a"}},
    "unknown parameter": _message(parsemode="HTML"),
    "missing parameter": {"method": "sendMessage", "params": {"text": "a"}},
    "a bare <": _html("1 < 2"),
    "a bare &": _html("nhà & đất"),
    "an entity of the web": _html("a&nbsp;b"),
    "an open tag": _html("<b>a"),
    "crossed tags": _html("<b><i>a</b></i>"),
    "a tag of the web": _html("<p>a</p>"),
    "a tag closed only": _html("a</b>"),
    "4097 units": _message(text="a" * 4097),
    "2049 emoji": _message(text="🏠" * 2049),
    "an empty text": _message(text=""),
    "only tags": _html("<b></b>"),
    "only blanks": _message(text=" \n "),
    "a long toast": {
        "method": "answerCallbackQuery",
        "params": {"callback_query_id": "1", "text": "a" * 201},
    },
    "a long caption": {"method": "sendPhoto", "params": {"chat_id": 1, "photo": "x", "caption": "a" * 1025}},
    "65 bytes": _key(text="a", callback_data="a" * 65),
    "65 bytes in Vietnamese": _key(text="a", callback_data="ộ" * 22),
}
BAD_FOR_US = {
    "another parse mode": _message(parse_mode="MarkdownV2"),
    "empty data": _key(text="a", callback_data=""),
    "a button without a text": _key(text=" ", callback_data="a"),
    "a button that does nothing": _key(text="a"),
    "a button that does two things": _key(text="a", callback_data="a", url="https://a.vn"),
    "a command in capitals": {
        "method": "setMyCommands",
        "params": {"commands": [{"command": "Start", "description": "a"}]},
    },
    "a long short description": {
        "method": "setMyShortDescription",
        "params": {"short_description": "a" * 121},
    },
}


@pytest.mark.parametrize("call", GOOD.values(), ids=GOOD)
def test_a_call_telegram_takes_passes(call: calls.Call) -> None:
    assert calls.findings(call) == []


@pytest.mark.parametrize("call", [*BAD.values(), *BAD_FOR_US.values()], ids=[*BAD, *BAD_FOR_US])
def test_a_call_telegram_refuses_is_found(call: calls.Call) -> None:
    assert calls.findings(call)


@pytest.mark.skipif(not calls.SHARED.is_dir(), reason="no ../shared/telegram/check_calls.py here")
def test_the_shared_check_agrees() -> None:
    assert not calls.judged_by_shared(GOOD.values())
    judgement = calls.judged_by_shared(BAD.values())
    assert f"{len(BAD)} calls, {len(BAD)} with findings" in judgement


async def test_a_conversation_with_a_bad_call_fails_at_its_end(tmp_path: Path) -> None:
    heard = list(calls.heard)
    with pytest.raises(AssertionError, match="Unsupported start tag"):
        async with started(settings(tmp_path)) as (process, _):
            await process.bot.send_message(501, "<h1>An Sinh</h1>", parse_mode="HTML")
    calls.heard[:] = heard
