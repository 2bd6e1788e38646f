"""A person asks while an announcement goes out: how long until the answer is in the chat, as the server sees it."""

import asyncio
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import aiohttp

from bot import app
from bot.polling import Poller
from tests.benchmarks.broadcast_sending import add_people, at_full_speed
from tests.benchmarks.databases import database
from tests.benchmarks.server import QUESTIONS, chat_server
from tests.process import announcing

PERSON = 7
QUESTIONS_ASKED, PAUSE_SECONDS, GOAL = 100, 0.05, 500
SCENES = {"to one person": (1, 0.0), "at 30 a second": (1000, 30.0), "at full speed": (30_000, 0.0)}
"""How many are told while the person asks, and how many a second (0: as fast as it goes)."""


async def _said(http: aiohttp.ClientSession, server: str) -> list[dict[str, Any]]:
    async with http.get(f"{server}/chat/{PERSON}/messages?limit=500") as answer:
        messages = (await answer.json())["messages"]
    return [message for message in messages if message["from"]["is_bot"]]


async def _asked(http: aiohttp.ClientSession, server: str) -> list[float]:
    """The moments at which the person asked, one question after the other's answer."""
    moments = []
    for place in range(QUESTIONS_ASKED):
        moments.append(time.time())
        question = {"text": QUESTIONS[place % 3]}
        await (await http.post(f"{server}/chat/{PERSON}/send", json=question)).read()
        while len(await _said(http, server)) <= place:
            await asyncio.sleep(0.01)
        await asyncio.sleep(PAUSE_SECONDS)
    return moments


async def _answered(http: aiohttp.ClientSession, server: str) -> list[float]:
    """The moments at which the server took the answers."""
    async with http.get(f"{server}/chat/calls?method=sendMessage") as answer:
        return [call["at"] for call in await answer.json() if call["params"]["chat_id"] == PERSON]


async def _times(url: str, folder: Path, recipients: int, per_second: float) -> tuple[list[float], float]:
    """Milliseconds of each answer, and the copies sent a second meanwhile."""
    number = await asyncio.to_thread(announcing.announce, url, recipients)
    async with chat_server() as (server, http):
        await add_people(http, server, recipients)
        person = {"id": PERSON, "first_name": "Lan", "language_code": "vi"}
        await (await http.post(f"{server}/chat/people", json=person)).read()
        async with app.running(at_full_speed(server, url, folder, per_second)) as process:
            poller = Poller(process.bot, process.inbox, process.database.engine)
            tasks = [asyncio.create_task(one.run()) for one in (poller, process.broadcaster, process.watch)]
            began = time.perf_counter()
            asked = await _asked(http, server)
            took = time.perf_counter() - began
            found = await asyncio.to_thread(announcing.counts, process.database.engine, number)
            assert found.open or recipients == 1, "the announcement ended before the questions did"
            answered = await _answered(http, server)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return [1e3 * (end - start) for start, end in zip(asked, answered, strict=True)], found.sent / took


def report(kind: str) -> str:
    """The middle and the slow end of the answers, without an announcement and beside one."""
    lines = [f"  {kind:10} answers to {QUESTIONS_ASKED} questions (goal: p95 {GOAL} ms)"]
    for name, (recipients, per_second) in SCENES.items():
        with database(kind) as (url, folder):
            times, rate = asyncio.run(_times(url, folder, recipients, per_second))
        p95 = quantiles(times, n=20)[18]
        lines.append(f"{name:16} {rate:5.0f} copies/s  p50 {median(times):4.0f} ms  p95 {p95:4.0f} ms")
    return "\n             ".join(lines)
