"""getUpdates: waiting, confirming, and only one at a time."""

import asyncio
import time

import pytest

from bot.webchat.refusals import ENDED_BY_WEBHOOK, OTHER_POLLER, WEBHOOK_ACTIVE
from tests.bot.webchat.clients import BotClient, PageClient, RefusedError


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_wait_until_they_are_confirmed(bot: BotClient, page: PageClient) -> None:
    await page.says("một")
    await page.says("hai")
    first = await bot.updates()
    assert texts(first) == ["một", "hai"]
    assert await bot.updates() == first
    assert texts(await bot.updates(offset=first[1]["update_id"])) == ["hai"]
    assert await bot.updates(offset=first[1]["update_id"] + 1) == []
    assert await bot.updates() == []


async def test_update_ids_grow_by_one(bot: BotClient, page: PageClient) -> None:
    for number in range(3):
        await page.says(str(number))
    ids = [update["update_id"] for update in await bot.updates()]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


async def test_limit(bot: BotClient, page: PageClient) -> None:
    for number in range(3):
        await page.says(str(number))
    assert texts(await bot.updates(limit=2)) == ["0", "1"]


async def test_a_negative_offset_keeps_the_last_ones(bot: BotClient, page: PageClient) -> None:
    for number in range(3):
        await page.says(str(number))
    assert texts(await bot.updates(offset=-1)) == ["2"]
    assert texts(await bot.updates()) == ["2"]


async def test_a_poll_waits_for_the_next_update(bot: BotClient, page: PageClient) -> None:
    poll = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await page.says("chào")
    assert texts(await asyncio.wait_for(poll, 1)) == ["chào"]


async def test_a_poll_ends_empty_when_the_time_is_up(bot: BotClient) -> None:
    began = time.monotonic()
    assert await bot.updates(timeout=1) == []
    assert 0.9 < time.monotonic() - began < 2


async def test_a_newer_poll_ends_the_older_one(bot: BotClient, page: PageClient) -> None:
    older = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(bot.updates(timeout=10))
    with pytest.raises(RefusedError) as refused:
        await asyncio.wait_for(older, 1)
    assert (refused.value.status, refused.value.words) == (409, OTHER_POLLER)
    await page.says("chào")
    assert texts(await asyncio.wait_for(newer, 1)) == ["chào"]


async def test_no_polling_beside_a_webhook(bot: BotClient) -> None:
    poll = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    await bot("setWebhook", url="http://127.0.0.1:9/hook")
    with pytest.raises(RefusedError, match="409") as refused:
        await asyncio.wait_for(poll, 1)
    assert refused.value.words == ENDED_BY_WEBHOOK
    assert await bot.refused("getUpdates") == f"409 {WEBHOOK_ACTIVE}"
    await bot("deleteWebhook")
    assert await bot.updates() == []


async def test_allowed_updates_hold_until_changed(bot: BotClient, page: PageClient) -> None:
    await bot.updates(allowed_updates=["message"])
    await page.post("/chat/1001/block")
    await page.post("/chat/1001/unblock")
    await page.says("chào")
    assert texts(await bot.updates()) == ["chào"]
    await bot.updates(allowed_updates=[], offset=-1)
    await page.post("/chat/1001/block")
    assert "my_chat_member" in (await bot.updates())[-1]


async def test_a_dropped_poll_loses_nothing(bot: BotClient, page: PageClient) -> None:
    poll = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    poll.cancel()
    await page.says("chào")
    assert texts(await bot.updates()) == ["chào"]


async def test_injected_updates_keep_their_numbers(bot: BotClient, page: PageClient) -> None:
    await page.says("trước")
    await page.post("/chat/0/raw", update_id=0, message={"text": "không"})
    await page.post("/chat/0/raw", update_id=500, message={"text": "trùng"})
    await page.post("/chat/0/raw", update_id=500, message={"text": "trùng"})
    await page.post("/chat/0/raw", something_new={"a": 1})
    await page.says("sau")
    found = await bot.updates()
    assert [update["update_id"] for update in found] == [1, 0, 500, 500, 501, 502]
    assert found[4] == {"update_id": 501, "something_new": {"a": 1}}
    assert [update["update_id"] for update in await bot.updates(offset=500)] == [500, 500, 501, 502]
    assert await bot.updates(offset=503) == []
