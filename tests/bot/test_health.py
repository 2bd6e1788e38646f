"""/healthz and /metrics, and who may post updates."""

from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot import webhook
from tests.conversation import Conversation, settings, started


async def test_health_and_counters_are_told(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        await Conversation(process, server, 501, "vi").says("chuẩn nghèo là bao nhiêu")
        async with TestServer(webhook.health_app(process.database.engine)) as http, ClientSession() as client:
            async with client.get(http.make_url("/healthz")) as answer:
                assert (answer.status, await answer.text()) == (200, "ok\n")
            async with client.get(http.make_url("/metrics")) as answer:
                metrics = await answer.text()
    assert "ansinh_updates_total" in metrics
    assert 'ansinh_questions_total{outcome="answer"}' in metrics


async def test_a_database_that_is_away_is_no_health(tmp_path: Path) -> None:
    from db.engine import open_engine

    engine = open_engine("postgresql://nobody@127.0.0.1:9/none")
    async with (
        TestServer(webhook.health_app(engine)) as http,
        ClientSession() as client,
        client.get(http.make_url("/healthz")) as answer,
    ):
        assert answer.status == 503
        assert "nobody" not in await answer.text()


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        ("right", b'{"update_id": 5, "message": {}}', 200),
        ("wrong", b'{"update_id": 5}', 403),
        ("", b'{"update_id": 5}', 403),
        ("right", b"no json", 400),
        ("right", b"[]", 400),
        ("right", b"{}", 200),
    ],
)
async def test_updates_are_taken_only_with_the_secret(
    tmp_path: Path, secret: str, body: bytes, status: int
) -> None:
    async with started(settings(tmp_path)) as (process, _):
        app = webhook.webhook_app(process.database.engine, process.inbox, "right")
        async with TestServer(app) as http, ClientSession() as client:
            headers = {webhook.SECRET_HEADER: secret}
            answer = await client.post(http.make_url("/telegram"), data=body, headers=headers)
            assert answer.status == status
