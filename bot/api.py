"""Any Bot API call by name: what stands in the outbox is a method and its parameters."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.warnings import PTBUserWarning

# python-telegram-bot advises its own method for each call; calls from the outbox are data.
warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)

log = logging.getLogger(__name__)

T = TypeVar("T")
WAITS = (0.5, 1.0, 2.0, 5.0, 10.0)


async def call(bot: Bot, method: str, parameters: dict[str, Any], *, seconds: float | None = None) -> Any:
    """The raw result of a call. Raises python-telegram-bot's errors; `seconds` to wait for an answer."""
    if seconds is None:
        return await bot.do_api_request(method, api_kwargs=parameters)
    return await bot.do_api_request(method, api_kwargs=parameters, read_timeout=seconds)


async def insist(attempt: Callable[[], Awaitable[T]], what: str) -> T:
    """The result of something the process cannot do without, tried until the server answers."""
    tries = 0
    while True:
        try:
            return await attempt()
        except RetryAfter as refusal:
            wait = seconds_of(refusal)
        except BadRequest:
            raise
        except NetworkError as error:
            wait = WAITS[min(tries, len(WAITS) - 1)]
            log.warning("%s failed (%s); again in %.1f s", what, type(error).__name__, wait)
        tries += 1
        await asyncio.sleep(wait)


def seconds_of(refusal: RetryAfter) -> float:
    """How long the server asks to wait."""
    wait = refusal.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
