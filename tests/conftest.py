"""What all tests share."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.conversation import Conversation, settings, started

Meet = Callable[..., Conversation]


@pytest.fixture
async def meet(tmp_path: Path) -> AsyncIterator[Meet]:
    """Meets people: `meet()` is a resident with a Vietnamese phone."""
    async with started(settings(tmp_path)) as (process, server):

        def someone(chat_id: int = 501, language: str | None = "vi") -> Conversation:
            return Conversation(process, server, chat_id, language)

        yield someone
