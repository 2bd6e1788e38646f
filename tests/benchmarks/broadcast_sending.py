"""How fast an announcement goes out when no pace holds it back, beside python-telegram-bot's bare request classes.

Both send the same message over HTTP to a chat server in a process of its own, as many calls at once.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import aiohttp
import msgspec
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot import app
from bot.app import Process
from bot.config import Broadcasts, Config, Limits
from bot.transport import AiohttpRequest
from db import deliveries
from tests.benchmarks.databases import database
from tests.benchmarks.server import chat_server
from tests.conversation import TOKEN, settings
from tests.process import announcing
from tests.process.announcing import FIRST, TEXT

RECIPIENTS, ROUNDS, GOAL = 2000, 5, 0.7
AT_ONCE = Broadcasts().at_once
STOCK_AT_BEST = 8  # its pool looks through all connections for each call: more at once make it slower


def at_full_speed(server: str, url: str, folder: Path, per_second: float = 0) -> Config:
    """Settings of a bot on this server and database, without a pace unless one is named; the rest as delivered."""
    limits, broadcasts = Limits(questions_per_minute=10_000), Broadcasts(per_second=per_second)
    config = settings(folder, database=url, limits=limits, broadcasts=broadcasts)
    return msgspec.structs.replace(config, telegram=msgspec.structs.replace(config.telegram, api_url=server))


async def add_people(http: aiohttp.ClientSession, server: str, count: int) -> None:
    """Make people known to the chat server."""
    for start in range(0, count, 500):
        numbers = range(start, min(count, start + 500))
        people = [{"id": FIRST + number, "first_name": "Dân"} for number in numbers]
        await (await http.post(f"{server}/chat/people", json=people)).read()


async def done(process: Process, number: int) -> None:
    """Wait until no copy of an announcement is open."""

    def has_open() -> bool:
        with process.database.sessions.begin() as session:
            return deliveries.has_open(session, number)

    while await process.database.run(has_open):
        await asyncio.sleep(0.05)


def _ours(kind: str) -> float:
    with database(kind) as (url, folder):
        return asyncio.run(_announced(url, folder))


async def _announced(url: str, folder: Path) -> float:
    """Copies a second from the first claim until the last is marked."""
    number = await asyncio.to_thread(announcing.announce, url, RECIPIENTS)
    async with chat_server() as (server, http):
        await add_people(http, server, RECIPIENTS)
        async with app.running(at_full_speed(server, url, folder)) as process:
            began = time.perf_counter()
            tasks = [asyncio.create_task(one.run()) for one in (process.broadcaster, process.watch)]
            await done(process, number)
            took = time.perf_counter() - began
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            sent = await asyncio.to_thread(announcing.counts, process.database.engine, number)
    assert sent.sent == RECIPIENTS
    return RECIPIENTS / took


def _message(chat_id: int) -> RequestData:
    parameters = {
        "chat_id": chat_id,
        "parse_mode": "HTML",
        "text": TEXT,
        "link_preview_options": {"is_disabled": True},
    }
    return RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])


async def _bare(build: Callable[[], BaseRequest], at_once: int = AT_ONCE) -> float:
    """Posts a second of a request class, nothing stored."""
    async with chat_server() as (server, http), build() as request:
        await add_people(http, server, RECIPIENTS)
        address, numbers = f"{server}/bot{TOKEN}/sendMessage", iter(range(RECIPIENTS))

        async def sender() -> None:
            for number in numbers:
                await request.post(address, _message(FIRST + number))

        began = time.perf_counter()
        await asyncio.gather(*(sender() for _ in range(at_once)))
        return RECIPIENTS / (time.perf_counter() - began)


def _round(kind: str) -> tuple[float, ...]:
    return (
        _ours(kind),
        asyncio.run(_bare(lambda: HTTPXRequest(connection_pool_size=AT_ONCE))),
        asyncio.run(_bare(lambda: HTTPXRequest(connection_pool_size=AT_ONCE), STOCK_AT_BEST)),
        asyncio.run(_bare(AiohttpRequest)),
    )


def report(kind: str) -> str:
    """Medians of some rounds, each round all of them in turn."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    rounds = [_round(kind) for _ in range(ROUNDS)]
    ours, *bare = (median(column) for column in zip(*rounds, strict=True))
    names = (
        f"python-telegram-bot's request class, bare, {AT_ONCE} at once",
        f"the same, {STOCK_AT_BEST} at once, where it is fastest",
        f"our request class, bare, {AT_ONCE} at once",
    )
    lines = [f"  {kind:10} a whole announcement to {RECIPIENTS}, {AT_ONCE} calls at once: {ours:.0f}/s"]
    for place, (name, rate) in enumerate(zip(names, bare, strict=True), start=1):
        ratio = median(one[0] / one[place] for one in rounds)
        lines.append(f"             {name:56} {rate:5.0f}/s  ratio {ratio:.2f}")
    return "\n".join([*lines, f"             (goal {GOAL}; medians of {ROUNDS} rounds in turn)"])
