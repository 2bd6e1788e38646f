"""The bot beside stock python-telegram-bot (its default request class, a ConversationHandler) on the same questions,
against the same chat server in a process of its own: updates a second over HTTP, polling.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
from telegram import InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from bot import app
from bot.config import Limits
from bot.polling import Poller
from bot.render.topic import topic_keyboard, topic_message
from bot.services import Services
from db.encryption import Vault
from tests.conversation import TOKEN, settings
from tests.process.running import free_port

UPDATES = 600
PEOPLE = 64
ROUNDS = 3
QUESTIONS = ("chuẩn hộ nghèo là bao nhiêu", "thẻ bảo hiểm y tế hộ nghèo", "vay vốn hộ cận nghèo", "/start")


@asynccontextmanager
async def chat_server() -> Any:
    """The chat server as a process of its own: its address, and a client to talk to it."""
    port = free_port()
    command = ["-m", "bot.webchat", "--port", str(port), "--token", TOKEN, "--faults", "--record"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as http:
        try:
            await _until(lambda: _answers(http, url))
            yield url, http
        finally:
            process.terminate()
            await process.wait()


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    while not await condition():
        await asyncio.sleep(0.02)


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(f"{url}/chat/info") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def _fill(http: aiohttp.ClientSession, url: str) -> None:
    """Put the updates in line before anybody asks for them."""
    people = [{"id": 700 + number, "first_name": "Dân", "language_code": "vi"} for number in range(PEOPLE)]
    await (await http.post(f"{url}/chat/people", json=people)).read()
    for number in range(UPDATES):
        text = QUESTIONS[(number // PEOPLE) % len(QUESTIONS)]
        await (await http.post(f"{url}/chat/{700 + number % PEOPLE}/send", json={"text": text})).read()


async def _sent(http: aiohttp.ClientSession, url: str) -> int:
    async with http.get(f"{url}/chat/calls?method=sendMessage") as answer:
        return len(await answer.json())


async def _rate(serve: Callable[[str], Any]) -> float:
    """Answers a second of a bot that finds all updates waiting."""
    async with chat_server() as (url, http):
        await _fill(http, url)
        async with serve(url):
            began = time.perf_counter()

            async def done() -> bool:
                await asyncio.sleep(0.05)
                return await _sent(http, url) >= UPDATES

            await _until(done)
            return UPDATES / (time.perf_counter() - began)


@asynccontextmanager
async def _ours(url: str) -> Any:
    import msgspec

    with tempfile.TemporaryDirectory() as folder:
        config = settings(Path(folder), limits=Limits(questions_per_minute=10_000))
        config = msgspec.structs.replace(
            config, telegram=msgspec.structs.replace(config.telegram, api_url=url)
        )
        async with app.running(config) as process:
            poller = Poller(process.bot, process.inbox, process.database.engine)
            task = asyncio.create_task(poller.run())
            yield
            task.cancel()


def _stock(services: Services) -> Callable[[str], Any]:
    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message is not None
        found = services.matcher.match(update.message.text or "")
        topic = (found.needs or found.topics or ("bot.help",))[0]
        words, knowledge = services.catalogues["vi"], services.knowledge
        await update.message.reply_html(
            topic_message(words, knowledge, topic, on=services.clock.today()),
            reply_markup=InlineKeyboardMarkup.de_json(topic_keyboard(words, knowledge, topic), None),
        )
        return 0

    @asynccontextmanager
    async def serve(url: str) -> Any:
        application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
        handlers: list[Any] = [MessageHandler(filters.TEXT & ~filters.COMMAND, answer)]
        start: Any = CommandHandler("start", answer)
        application.add_handler(ConversationHandler([start, *handlers], {0: [start, *handlers]}, []))
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling()
            yield
            await application.updater.stop()
            await application.stop()

    return serve


def run() -> str:
    """Medians of some rounds, ours and stock in turn."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        services = app.build_services(settings(Path(folder)), "", Vault({1: bytes(32)}))
    pairs = [(asyncio.run(_rate(_ours)), asyncio.run(_rate(_stock(services)))) for _ in range(ROUNDS)]
    ours, stock = median(one[0] for one in pairs), median(one[1] for one in pairs)
    return (
        f"  {UPDATES} updates of {PEOPLE} people, median of {ROUNDS} rounds\n"
        f"  the bot, everything stored    {ours:6.0f}/s\n"
        f"  stock python-telegram-bot     {stock:6.0f}/s, nothing stored\n"
        f"  ratio {ours / stock:.2f}"
    )
