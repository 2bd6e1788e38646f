"""A piece of work that is due: what a scheduled handler works with.

It may wait for the network, and may be tried again after a crash: everything it does once belongs into
`finish`, one transaction that also marks the work as done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from telegram import Bot

from bot.context import Call
from bot.database import Database
from bot.i18n import Words
from bot.outbox import Sender
from bot.services import Services
from bot.speaking import words_for
from db import outbox, scheduled
from db.rows import ScheduledRow

T = TypeVar("T")


@dataclass(frozen=True)
class Due:
    """One scheduled row, leased to this process."""

    row: ScheduledRow
    services: Services
    database: Database
    bot: Bot
    sender: Sender

    @property
    def arguments(self) -> dict[str, Any]:
        return self.row.arguments

    async def in_db(self, do: Callable[[Session], T]) -> T:
        """Do something in a transaction of its own."""

        def run() -> T:
            with self.database.sessions.begin() as session:
                return do(session)

        return await self.database.run(run)

    async def words_for(self, chat_id: int) -> Words:
        """The words of the language that was chosen in a chat."""
        channel = self.services.config.telegram.channel
        return await self.in_db(
            lambda session: words_for(session, self.services.catalogues, channel=channel, chat_id=chat_id)
        )

    async def renew(self) -> None:
        """Keep long work to this process for another lease (120 seconds)."""
        await self.in_db(lambda session: scheduled.renew(session, self.row.id, now=self.services.clock.now()))

    async def fetch_file(self, file_id: str) -> bytes:
        """The content of a file somebody sent. Raises TelegramError."""
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def finish(self, do: Callable[[Session], list[Call]]) -> None:
        """In one transaction: what `do` writes, the calls it returns, and the mark that this work is done."""

        def run(session: Session) -> list[Any]:
            now = self.services.clock.now()
            calls = outbox.put(session, self.services.vault, do(session), bot_id=self.bot.id, now=now)
            scheduled.finish(session, self.row.id, now=now)
            return calls

        await self.sender.send(await self.in_db(run))
