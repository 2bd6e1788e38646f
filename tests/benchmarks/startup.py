"""From the command to the first answer, and the memory of the serving process, over HTTP."""

import asyncio
import tempfile
import time
from pathlib import Path

import psutil

from tests.process.running import world

ROUNDS = 3


async def _once() -> tuple[float, float]:
    """Seconds to the first answer and megabytes after fifty questions."""
    with tempfile.TemporaryDirectory() as folder:
        async with world(Path(folder)) as here:
            await here.post("people", {"id": 31, "first_name": "Mai", "language_code": "vi"})
            await here.post("31/send", {"text": "chuẩn hộ nghèo là bao nhiêu"})
            began = time.perf_counter()
            bot = await here.run_bot(ANSINH_LIMITS__QUESTIONS_PER_MINUTE="1000")
            await here.wait_for(31, 1)
            seconds = time.perf_counter() - began
            for _ in range(50):
                await here.post("31/send", {"text": "vay vốn hộ nghèo được bao nhiêu"})
            await here.wait_for(31, 51)
            assert bot.process is not None
            return seconds, psutil.Process(bot.process.pid).memory_info().rss / 2**20


def run() -> str:
    asyncio.run(_once())  # trains the matcher if that is still to be done
    rounds = [asyncio.run(_once()) for _ in range(ROUNDS)]
    seconds, memory = min(one[0] for one in rounds), max(one[1] for one in rounds)
    return f"  start to first answer {seconds:.2f} s (best of {ROUNDS}); memory {memory:.0f} MB"
