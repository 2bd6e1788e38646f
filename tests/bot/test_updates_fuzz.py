"""Whatever comes in, nothing breaks and nobody who typed something goes without an answer."""

import asyncio
import logging
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.conversation import settings, settle, started

IN_A_BATCH = 20
BATCHES = 100

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=8), st.integers(), max_size=3),
)
TEXT = st.one_of(
    st.text(min_size=1, max_size=300),
    st.text(alphabet="<>&\"'/{}\u202e\u200b\x00\n😀é", min_size=1, max_size=80),
    st.sampled_from(
        ["/start", "/menu x", "/ư", "/privacy@ansinh_bot", "x" * 10_000, "vay vốn", "/", "topic:"]
    ),
)
KINDS = st.sampled_from(
    [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "poll",
        "channel_post",
        "inline_query",
        "xyz",
    ]
)
PARTS = st.dictionaries(
    st.sampled_from(["text", "photo", "voice", "sticker", "location", "data", "message", "from", "date", "chat",
                     "new_chat_member", "reply_to_message", "entities", "message_id", "forward_origin", "caption"]),
    ODD,
    max_size=6,
)  # fmt: skip


@st.composite
def updates(draw: st.DrawFn) -> tuple[str, Any]:
    """A proper private text message, or an update with any shape."""
    if draw(st.booleans()):
        return "text", draw(TEXT)
    return "odd", {draw(KINDS): draw(st.one_of(PARTS, ODD))}


def _private(number: int, text: str) -> dict[str, Any]:
    person = {"id": number, "is_bot": False, "first_name": "Dân", "language_code": "vi"}
    chat = {"id": number, "type": "private", "first_name": "Dân"}
    return {"message": {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": person, "text": text}}


def test_2000_generated_updates_break_nothing_and_every_typed_text_is_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    numbers, typed = count(100_000), set()
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        process, server = runner.run(stack.enter_async_context(started(settings(tmp_path))))

        async def take(batch: list[tuple[str, Any]]) -> None:
            for kind, content in batch:
                number = next(numbers)
                if kind == "text":
                    typed.add(number)
                    content = _private(number, content)  # noqa: PLW2901
                await process.inbox.take([{"update_id": number, **content}])
            await settle(process)

        @hypothesis_settings(
            max_examples=BATCHES, deadline=None, suppress_health_check=list(HealthCheck), database=None
        )
        @given(st.lists(updates(), min_size=IN_A_BATCH, max_size=IN_A_BATCH))
        def feed(batch: list[tuple[str, Any]]) -> None:
            runner.run(take(batch))

        feed()
        with process.database.engine.connect() as connection:
            waiting = connection.exec_driver_sql(
                "SELECT count(*) FROM inbox WHERE handled_at IS NULL"
            ).scalar()
        runner.run(stack.aclose())
    assert waiting == 0
    assert next(numbers) - 100_000 >= IN_A_BATCH * BATCHES
    assert typed <= {
        call["params"].get("chat_id") for call in server.calls if call["method"] == "sendMessage"
    }
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
