"""Updates handled a second with SQLite and no network: the bot, beside the same loop with an empty handler.

16 people talk at once, each waiting for the answer before saying the next thing, as people do: a third
typed questions, a third button presses, a third commands.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.app import Process
from bot.config import Limits
from bot.context import Chat
from bot.routes import Routes
from tests.conversation import Conversation, settings, started

PEOPLE = 16
EACH = 120
ROUNDS = 3
QUESTIONS = (
    "chuẩn hộ nghèo là bao nhiêu",
    "nha dot qua xin sua nha dc k",
    "the bhyt ho can ngheo",
    "vay von ho ngheo",
)
PRESSES = ("areas", "area:housing", "topic:water.amount", "topic:insurance.poor")
COMMANDS = ("/menu", "/help", "/language", "/privacy")


def _nothing(_: Chat) -> None:
    """The empty handler."""


def _fixed(chat: Chat) -> None:
    """A handler that only answers."""
    chat.reply("ok")


def _only(handler: Callable[[Chat], None]) -> Routes:
    return Routes(typed=handler, other=handler, unknown_button=handler, unknown_command=handler)


async def _talk(process: Process, routes: Routes | None) -> tuple[float, float]:
    """Updates a second and the 95th percentile of their times in milliseconds."""
    worker = process.inbox._worker
    if routes:
        object.__setattr__(worker, "routes", routes)
    updates, times = count(1), []

    async def one(person: Conversation) -> None:
        for turn in range(EACH):
            content = _say(person, turn)
            began = time.perf_counter()
            await process.inbox.take([{"update_id": next(updates), **content}])
            await process.inbox.idle(person.chat_id)
            times.append(time.perf_counter() - began)

    server: Any = process.bot.request
    people = [Conversation(process, server, 1000 + number, "vi") for number in range(PEOPLE)]
    began = time.perf_counter()
    await asyncio.gather(*map(one, people))
    rate = len(times) / (time.perf_counter() - began)
    return rate, quantiles(times, n=20)[18] * 1000


def _say(person: Conversation, turn: int) -> dict[str, Any]:
    kind, number = turn % 3, (turn // 3) % 4
    if kind == 0:
        return {"message": person.message(text=QUESTIONS[number])}
    if kind == 1:
        return person.press(PRESSES[number])
    return {"message": person.message(text=COMMANDS[number])}


async def _measure(routes: Routes | None) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        config = settings(Path(folder), limits=Limits(questions_per_minute=10_000))
        async with started(config) as (process, _):
            return await _talk(process, routes)


def run() -> str:
    """Medians of some rounds, each round all three in turn."""
    kinds = {"the bot": None, "empty handler": _only(_nothing), "handler with a fixed answer": _only(_fixed)}
    rounds = [{name: asyncio.run(_measure(routes)) for name, routes in kinds.items()} for _ in range(ROUNDS)]
    rates = {name: median(one[name][0] for one in rounds) for name in kinds}
    lines = [f"{PEOPLE} in flight, {PEOPLE * EACH} updates, median of {ROUNDS} rounds"]
    for name in kinds:
        p95 = median(one[name][1] for one in rounds)
        ratio = rates["the bot"] / rates[name]
        lines.append(f"  {name:28} {rates[name]:6.0f}/s  p95 {p95:5.1f} ms  the bot is at {ratio:.2f} of it")
    return "\n".join(lines)
