"""Announcements to many: written down at once, in constant memory, sent fast, and in nobody's way.

The sending itself is in `broadcast_sending.py` and `broadcast_replies.py`.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from statistics import median

import pytest

from db.engine import open_engine, open_sessions
from tests.benchmarks import broadcast_replies, broadcast_sending
from tests.benchmarks.databases import KINDS, database
from tests.benchmarks.server import chat_server
from tests.process import announcing
from tests.process.announcing import FIRST

RECIPIENTS, ENQUEUE_GOAL = 20_000, 2.0
FEW, MANY, FIRST_PART = 10_000, 100_000, 1000
ROUNDS = 3


def _enqueue(kind: str) -> float:
    """Seconds until everybody's copy is committed."""
    with database(kind) as (url, _):
        number = announcing.prepare(url, RECIPIENTS)
        engine = open_engine(url)
        began = time.perf_counter()
        with open_sessions(engine).begin() as session:
            assert announcing.begin(session, number) == RECIPIENTS
        took = time.perf_counter() - began
        engine.dispose()
        return took


def _enqueueing(kind: str) -> str:
    times = [_enqueue(kind) for _ in range(ROUNDS)]
    return (
        f"  {kind:10} enqueueing {RECIPIENTS} recipients: {median(times):.2f} s, slowest of {ROUNDS} "
        f"{max(times):.2f} s (goal {ENQUEUE_GOAL:.0f} s)"
    )


async def _peak(kind: str, recipients: int) -> dict[str, float]:
    """Megabytes of a bot of its own that enqueues and sends the first part."""
    with database(kind) as (url, folder):
        number = await asyncio.to_thread(announcing.prepare, url, recipients)
        async with chat_server() as (server, http):
            people = [{"id": FIRST + place, "first_name": "Dân"} for place in range(2 * FIRST_PART)]
            await (await http.post(f"{server}/chat/people", json=people)).read()
            arguments = (server, url, str(folder), str(number), str(FIRST_PART))
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.benchmarks.broadcast_memory",
                *arguments,
                stdout=asyncio.subprocess.PIPE,
            )
            out, _ = await process.communicate()
    found: dict[str, float] = json.loads(out)
    return found


def _memory(kind: str) -> str:
    few, many = (asyncio.run(_peak(kind, recipients)) for recipients in (FEW, MANY))
    return (
        f"  {kind:10} peak memory while enqueueing and sending the first {FIRST_PART}: {few['peak']:.1f} MB with "
        f"{FEW}, {many['peak']:.1f} MB with {MANY} recipients, ratio {many['peak'] / few['peak']:.2f} (goal 1)\n"
        f"             of it for the announcement: {few['grown']:.1f} MB and {many['grown']:.1f} MB"
    )


def run() -> str:
    """Every part on both databases, each figure beside its goal."""
    parts: tuple[Callable[[str], str], ...] = (
        _enqueueing,
        _memory,
        broadcast_sending.report,
        broadcast_replies.report,
    )
    lines = []
    for part in parts:
        for kind in KINDS:
            try:
                lines.append(part(kind))
            except pytest.skip.Exception as skipped:
                lines.append(f"  {kind:10} skipped: {skipped.msg}")
            print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)
