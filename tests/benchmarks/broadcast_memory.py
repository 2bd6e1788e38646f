"""One bot that enqueues an announcement and sends its first part, and says how much memory that took.

A process of its own, so that nothing else is measured: server, database, folder, announcement, how many.
"""

import asyncio
import json
import sys
from pathlib import Path

from bot import app
from tests.benchmarks.broadcast_sending import at_full_speed
from tests.process import announcing


def _megabytes(name: str) -> float:
    """VmRSS or VmHWM of this process; unlike ru_maxrss the peak does not begin with the parent's."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


async def _measure(server: str, url: str, folder: Path, number: int, first_part: int) -> dict[str, float]:
    async with app.running(at_full_speed(server, url, folder)) as process:
        engine = process.database.engine
        before = _megabytes("VmHWM")
        with process.database.sessions.begin() as session:
            announcing.begin(session, number)
        sending = asyncio.create_task(process.broadcaster.run())
        while (await asyncio.to_thread(announcing.counts, engine, number)).sent < first_part:
            await asyncio.sleep(0.05)
        sending.cancel()
        peak = _megabytes("VmHWM")
        return {"peak": peak, "grown": peak - before}


if __name__ == "__main__":
    server, url, folder, number, first_part = sys.argv[1:]
    print(json.dumps(asyncio.run(_measure(server, url, Path(folder), int(number), int(first_part)))))
