"""Asking the server for updates: one process at a time, each batch stored before it is acknowledged."""

import asyncio
import logging
from typing import Any

from sqlalchemy import Engine
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import api
from bot.inbox import Inbox
from bot.reading import ALLOWED_UPDATES
from db.turns import turn

log = logging.getLogger(__name__)

LONG_POLL_SECONDS = 20
BATCH = 100
TURN_SECONDS = 3.0
FAULT_SECONDS = (0.5, 1.0, 2.0, 5.0)


class Poller:
    """A loop of getUpdates. What the next call's offset confirms is in the database by then."""

    def __init__(self, bot: Bot, inbox: Inbox, engine: Engine) -> None:
        self._bot = bot
        self._inbox = inbox
        self._engine = engine
        self._offset: int | None = None
        self._faults = 0

    async def run(self) -> None:
        """Poll until cancelled, whenever it is this process' turn."""
        while True:
            with turn(self._engine, f"poll-{self._bot.id}") as had:
                while had:
                    await self._poll_once()
            await asyncio.sleep(TURN_SECONDS)

    async def _poll_once(self) -> None:
        try:
            updates = await self._get_updates()
            await self._inbox.take(updates)
        except InvalidToken:
            raise
        except RetryAfter as wait:
            log.warning("told to wait before asking again")
            await asyncio.sleep(api.seconds_of(wait))
        except Conflict as conflict:
            await self._settle(conflict)
        except TelegramError as error:
            await self._wait_after(type(error).__name__)
        except asyncio.CancelledError:
            raise
        except Exception:  # the database may be away: do not acknowledge, ask again
            log.exception("updates could not be stored")
            await self._wait_after("database")
        else:
            self._faults = 0
            if updates:
                self._offset = updates[-1]["update_id"] + 1

    async def _get_updates(self) -> list[dict[str, Any]]:
        parameters: dict[str, Any] = {
            "timeout": LONG_POLL_SECONDS,
            "limit": BATCH,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        found = await api.call(self._bot, "getUpdates", parameters, seconds=LONG_POLL_SECONDS + 10)
        return list(found)

    async def _settle(self, conflict: Conflict) -> None:
        """A webhook left from before is taken away; another program is left to the operator."""
        if "webhook" in conflict.message.lower():
            await api.insist(self._bot.delete_webhook, "deleting the webhook")
            return
        log.error("another program asks for this bot's updates with the same token; stop it")
        await asyncio.sleep(FAULT_SECONDS[-1])

    async def _wait_after(self, fault: str) -> None:
        wait = FAULT_SECONDS[min(self._faults, len(FAULT_SECONDS) - 1)]
        self._faults += 1
        log.warning("asking for updates failed (%s); again in %.1f s", fault, wait)
        await asyncio.sleep(wait)
