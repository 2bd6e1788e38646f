"""Events for the page: as they happen, and after a gap."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import msgspec
import pytest

from bot.webchat.feeds import Feeds
from bot.webchat.server import RunningServer
from tests.bot.webchat.clients import BotClient, Json, PageClient
from tests.bot.webchat.conftest import Serve


class Stream:
    """Reads Server-Sent Events."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self) -> tuple[str, Json, str]:
        """Type, data and id of the next event."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(3):
            while not ("data" in fields and fields.get("") == "end"):
                line = (await self._response.content.readline()).decode().rstrip("\n")
                name, _, value = line.partition(": ")
                fields[name] = "end" if not line else value
        return fields["event"], msgspec.json.decode(fields["data"]), fields["id"]


@pytest.fixture
async def stream(http: aiohttp.ClientSession, page: PageClient) -> AsyncIterator[Stream]:
    async with http.get(f"{page.url}/chat/1001/events") as response:
        assert response.content_type == "text/event-stream"
        yield Stream(response)


async def test_everything_is_told(bot: BotClient, page: PageClient, stream: Stream) -> None:
    asked = await page.says("?")
    assert (await stream.next())[:2] == ("message", asked)
    keyboard = {"keyboard": [[{"text": "Có"}]]}
    sent = await bot("sendMessage", chat_id=1001, text="!", reply_markup=keyboard, disable_notification=True)
    assert (await stream.next())[:2] == ("message", sent | {"reply_keyboard": keyboard, "silent": True})
    plain = await bot("sendMessage", chat_id=1001, text="a")
    ids = {"chat_id": 1001, "message_id": plain["message_id"]}
    edited = await bot("editMessageText", **ids, text="b")
    await bot("deleteMessage", **ids)
    await bot("sendChatAction", chat_id=1001, action="typing")
    assert (await stream.next())[:2] == ("message", plain)
    assert (await stream.next())[:2] == ("edit", edited)
    assert (await stream.next())[:2] == ("delete", {"message_id": plain["message_id"]})
    assert (await stream.next())[:2] == ("chat_action", {"action": "typing", "seconds": 5})


async def test_other_chats_are_not_told(bot: BotClient, page: PageClient, stream: Stream) -> None:
    await page.says("của người khác", chat=1002)
    await page.says("của tôi")
    assert (await stream.next())[1]["text"] == "của tôi"


@pytest.mark.parametrize("way", ["header", "query"])
async def test_a_page_goes_on_where_it_was(
    http: aiohttp.ClientSession, page: PageClient, stream: Stream, way: str
) -> None:
    await page.says("một")
    _, _, last = await stream.next()
    await page.says("hai")
    given: Any = {"headers": {"Last-Event-ID": last}} if way == "header" else {"params": {"after": last}}
    async with http.get(f"{page.url}/chat/1001/events", **given) as response:
        assert (await Stream(response).next())[1]["text"] == "hai"


async def test_after_a_restart_the_page_reads_anew(http: aiohttp.ClientSession, page: PageClient) -> None:
    headers = {"Last-Event-ID": "1000"}
    async with http.get(f"{page.url}/chat/1001/events", headers=headers) as response:
        kind, data, _ = await Stream(response).next()
    assert (kind, data) == ("reset", {})


async def test_nothing_is_missed_between_history_and_stream(
    http: aiohttp.ClientSession, page: PageClient
) -> None:
    last = (await page.get("/chat/1001/messages"))["last_event"]
    await page.says("giữa chừng")
    async with http.get(f"{page.url}/chat/1001/events", params={"after": last}) as response:
        assert (await Stream(response).next())[1]["text"] == "giữa chừng"


async def test_changes_wait(page: PageClient) -> None:
    last = (await page.get("/chat/session"))["last_event"]
    waiting = asyncio.create_task(page.get("/chat/1001/changes", after=last, wait=5))
    await asyncio.sleep(0.05)
    await page.says("chào")
    found = await asyncio.wait_for(waiting, 1)
    assert [event["type"] for event in found["events"]] == ["message"]
    assert found["last_event"] == found["events"][0]["id"] > last
    again = await page.get("/chat/1001/changes", after=found["last_event"], wait=0.05)
    assert again == {"events": [], "last_event": found["last_event"]}


async def test_a_stop_lets_watching_pages_and_bots_go(serve: Serve, http: aiohttp.ClientSession) -> None:
    server: RunningServer = await serve()
    poll = asyncio.create_task(BotClient(http, server).updates(timeout=30))
    async with http.get(f"{server.url}/chat/1001/events"):
        await asyncio.sleep(0.05)
        async with asyncio.timeout(2):
            await server.stop()
    assert await poll == []


async def test_a_feed_holds_only_the_last_events() -> None:
    feeds = Feeds()
    start = feeds.watch(1)
    for number in range(301):
        feeds.publish(1, "message", {"n": number})
    assert feeds.since(1, start) is None
    held = feeds.since(1, start + 1)
    assert held is not None
    assert len(held) == 300
    assert feeds.since(1, feeds.last_id + 1) is None


async def test_nobody_watching_costs_nothing() -> None:
    feeds = Feeds()
    before = feeds.last_id
    feeds.publish(1, "message", {})
    assert feeds.last_id == before
