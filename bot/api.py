"""Any Bot API call by name: what stands in the outbox is a method and its parameters."""

import warnings
from typing import Any

from telegram import Bot
from telegram.warnings import PTBUserWarning

# python-telegram-bot advises its own method for each call; calls from the outbox are data.
warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)


async def call(bot: Bot, method: str, parameters: dict[str, Any], *, seconds: float | None = None) -> Any:
    """The raw result of a call. Raises python-telegram-bot's errors; `seconds` to wait for an answer."""
    if seconds is None:
        return await bot.do_api_request(method, api_kwargs=parameters)
    return await bot.do_api_request(method, api_kwargs=parameters, read_timeout=seconds)
