"""Reads a file in a process of its own with little memory: what a stranger's file does there cannot hurt the bot."""

import multiprocessing
import resource
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.i18n import N_
from bot.register.sheet import Sheet, UnreadableFile, read_sheet

MOST_MEMORY = 1_500_000_000
SECONDS = 120.0


def read_apart(content: bytes, name: str = "", sheet: str | None = None) -> Sheet:
    """Like `read_sheet`. Raises UnreadableFile, also where reading would need too much memory or time."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=_limit) as pool:
        try:
            return pool.submit(read_sheet, content, name, sheet).result(SECONDS)
        except (BrokenProcessPool, MemoryError) as error:
            raise UnreadableFile(N_("The file is much too large once unpacked.")) from error
        except TimeoutError as error:
            for process in list(pool._processes.values()):  # no other reader's; there is no public way yet
                process.kill()
            raise UnreadableFile(N_("The file is much too large once unpacked.")) from error


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
