"""What all tests share."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import calls
from tests.conversation import Conversation, settings, started
from tests.postgres import EACH, fresh_database

Meet = Callable[..., Conversation]


def _wanted(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What `@pytest.mark.settings(...)` asks for."""
    marker = request.node.get_closest_marker("settings")
    return dict(marker.kwargs) if marker else {}


@pytest.fixture
async def meet(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Meet]:
    """Meets people: `meet()` is a resident with a Vietnamese phone, on 23/11/2026 unless marked otherwise."""
    async with started(settings(tmp_path, **_wanted(request))) as (process, server):

        def someone(chat_id: int = 501, language: str | None = "vi") -> Conversation:
            return Conversation(process, server, chat_id, language)

        yield someone


@pytest.fixture(params=EACH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: once of SQLite, once of PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'a.db'}"
    else:
        with fresh_database("each") as url:
            yield url


@pytest.fixture(scope="session", autouse=True)
def _judge_all_calls() -> Iterator[None]:
    """Where the shared check is at hand, it judges every call of every conversation once, at the end."""
    yield
    if calls.SHARED.is_dir():
        judgement = calls.judged_by_shared(calls.heard)
        assert not judgement, judgement
