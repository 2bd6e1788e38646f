"""Delivery to a webhook: order, secret, retries, and what getWebhookInfo tells."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.bot.webchat.clients import BotClient, Json, PageClient
from tests.bot.webchat.conftest import Serve


class Hook:
    """A bot's webhook that notes what comes and answers as told."""

    def __init__(self) -> None:
        self.got: list[Json] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []  # statuses to give before it says 200
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        self.open = 0
        self.most_open = 0
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        await asyncio.sleep(self.delay)
        self.open -= 1
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(await request.json())
        status = self.answers.pop(0) if self.answers else 200
        return web.Response(status=status, headers=self.headers if status != 200 else {})

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


@pytest.fixture
async def quick(serve: Serve, http: aiohttp.ClientSession) -> tuple[BotClient, PageClient]:
    server = await serve(webhook_retry_seconds=0.02, webhook_timeout_seconds=0.3)
    return BotClient(http, server), PageClient(http, server)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


Quick = tuple[BotClient, PageClient]


async def test_updates_are_delivered_with_the_secret(quick: Quick, hook: Hook) -> None:
    bot, page = quick
    await page.says("trước")
    answer = await bot.answer("setWebhook", url=hook.url, secret_token="bi-mat_1")
    assert (answer["result"], answer["description"]) == (True, "Webhook was set")
    await page.says("sau")
    await until(lambda: len(hook.got) == 2)
    assert hook.texts() == ["trước", "sau"]
    assert hook.secrets == ["bi-mat_1", "bi-mat_1"]
    await until_none_waits(bot)


async def until_none_waits(bot: BotClient) -> None:
    async with asyncio.timeout(5):
        while (await bot("getWebhookInfo"))["pending_update_count"]:
            await asyncio.sleep(0.01)


async def test_a_refused_update_comes_again_before_the_next(quick: Quick, hook: Hook) -> None:
    bot, page = quick
    hook.answers = [500, 404, 302]
    await bot("setWebhook", url=hook.url)
    await page.says("một")
    await page.says("hai")
    await until(lambda: len(hook.got) == 5)
    assert hook.texts() == ["một", "một", "một", "một", "hai"]
    info = await bot("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 302 Found"
    assert info["last_error_date"] > 1_700_000_000


async def test_other_chats_do_not_wait_for_a_failing_one(quick: Quick, hook: Hook) -> None:
    bot, page = quick
    hook.answers = [500]
    hook.headers = {"Retry-After": "1"}
    await bot("setWebhook", url=hook.url)
    await page.says("chậm", chat=1001)
    await until(lambda: len(hook.got) == 1)
    await page.says("nhanh", chat=1002)
    await until(lambda: len(hook.got) == 2)
    assert hook.texts() == ["chậm", "nhanh"]
    await until(lambda: len(hook.got) == 3)


async def test_order_within_a_chat_and_no_more_at_once_than_allowed(quick: Quick, hook: Hook) -> None:
    bot, page = quick
    hook.delay = 0.01
    await bot("setWebhook", url=hook.url, max_connections=2)
    for number in range(5):
        for chat in (1001, 1002, 1003):
            await page.says(f"{chat}:{number}", chat=chat)
    await until(lambda: len(hook.got) == 15)
    for chat in (1001, 1002, 1003):
        assert [t for t in hook.texts() if t.startswith(str(chat))] == [f"{chat}:{n}" for n in range(5)]
    assert hook.most_open == 2


async def test_no_answer_is_a_failure_too(quick: Quick, hook: Hook) -> None:
    bot, page = quick
    hook.delay = 1.0
    await bot("setWebhook", url=hook.url)
    await page.says("một")
    async with asyncio.timeout(3):
        while "last_error_message" not in (info := await bot("getWebhookInfo")):
            await asyncio.sleep(0.02)
    assert info["last_error_message"] == "Read timeout expired"
    assert info["pending_update_count"] == 1


async def test_nobody_there(quick: Quick) -> None:
    bot, page = quick
    await bot("setWebhook", url="http://127.0.0.1:9/hook")
    await page.says("một")
    async with asyncio.timeout(3):
        while "last_error_message" not in (info := await bot("getWebhookInfo")):
            await asyncio.sleep(0.02)
    assert info["last_error_message"] == "Connection refused"


async def test_what_was_not_delivered_can_be_polled(quick: Quick, hook: Hook) -> None:
    bot, page = quick
    hook.answers = [500] * 1000
    await bot("setWebhook", url=hook.url)
    await page.says("một")
    await until(lambda: hook.got)
    assert (await bot.answer("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await bot.answer("deleteWebhook"))["description"] == "Webhook is already deleted"
    assert [update["message"]["text"] for update in await bot.updates()] == ["một"]


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
async def test_pending_updates_can_be_dropped(quick: Quick, hook: Hook, method: str) -> None:
    bot, page = quick
    await page.says("cũ")
    await bot(method, drop_pending_updates=True, **({"url": hook.url} if method == "setWebhook" else {}))
    assert (await bot("getWebhookInfo"))["pending_update_count"] == 0
    assert hook.got == []


async def test_webhook_info(quick: Quick, hook: Hook) -> None:
    bot, _ = quick
    assert await bot("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
    }
    given = {"url": hook.url, "max_connections": 7, "allowed_updates": ["message"], "ip_address": "127.0.0.1"}
    await bot("setWebhook", **given)
    info = await bot("getWebhookInfo")
    assert info == given | {"has_custom_certificate": False, "pending_update_count": 0}
    assert (await bot.answer("setWebhook", **given))["description"] == "Webhook is already set"
    await bot("setWebhook", url="")
    assert (await bot("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "ftp://a.vn"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "bad webhook: URL host is empty"),
        ({"url": "http://a.vn", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://a.vn", "secret_token": "x" * 257}, "secret token is too long"),
        (
            {"url": "http://a.vn", "allowed_updates": "{}"},
            "can't parse allowed updates: expected an Array of String",
        ),
        (
            {"url": "http://a.vn", "certificate": "x"},
            "bad webhook: certificate must be uploaded as an InputFile",
        ),
    ],
)
async def test_webhooks_that_are_refused(bot: BotClient, parameters: Json, words: str) -> None:
    assert await bot.refused("setWebhook", **parameters) == f"400 Bad Request: {words}"
