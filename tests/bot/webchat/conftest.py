"""Servers on free ports, a bot and a page to talk to them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.webchat.server import RunningServer, WebchatSettings, start
from tests.bot.webchat.clients import BotClient, PageClient

TOKEN = "7000000001:test"
Serve = Callable[..., Awaitable[RunningServer]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts servers with any settings; they are stopped at the end."""
    running: list[RunningServer] = []

    async def serve_one(**settings: Any) -> RunningServer:
        chosen: dict[str, Any] = {"port": 0, "token": TOKEN} | settings
        server = await start(WebchatSettings(**chosen))
        running.append(server)
        return server

    yield serve_one
    for server in running:
        await server.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A session that closes its connections, so that servers stop at once."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def server(serve: Serve) -> RunningServer:
    """A server in test mode."""
    return await serve(allow_faults=True, record_calls=True)


@pytest.fixture
def bot(http: aiohttp.ClientSession, server: RunningServer) -> BotClient:
    """The bot's side of that server."""
    return BotClient(http, server)


@pytest.fixture
def page(http: aiohttp.ClientSession, server: RunningServer) -> PageClient:
    """The people's side of that server."""
    return PageClient(http, server)
