"""Logs say where and what kind, never what was said, and never the token."""

import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from bot import logs
from tests.conversation import TOKEN

SECRET = "tôi tên là Bí Mật, số 0912345678"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What is logged at the most talkative level."""
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    logs.set_up("DEBUG")
    yield stream
    root.handlers[:] = before


def test_a_token_in_a_line_is_taken_out(shown: StringIO) -> None:
    logging.getLogger("bot").warning("calling /bot%s/getMe", "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    line = shown.getvalue()
    assert "AAHdq" not in line
    assert "<token>" in line


def test_the_words_of_an_error_stay_out_of_the_trace(shown: StringIO) -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET + TOKEN) from error
    except ValueError:
        logging.getLogger("bot").exception("update 5 was not handled")
    text = shown.getvalue()
    assert "Bí Mật" not in text
    assert "0912345678" not in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_logs.py" in text


@pytest.mark.parametrize("name", ["httpx", "httpcore", "telegram.ext", "aiohttp.access", "sqlalchemy.engine"])
def test_libraries_that_log_urls_or_texts_speak_only_of_trouble(shown: StringIO, name: str) -> None:
    logging.getLogger(name).info("HTTP Request: POST https://…/bot%s/sendMessage", SECRET)
    assert shown.getvalue() == ""
