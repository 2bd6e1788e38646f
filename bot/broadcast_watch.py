"""Looks after announcements under way: drops what is too old, notices the end, draws the progress."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from telegram import Bot

from bot.database import Database
from bot.outbox import Sender
from bot.render.broadcast import progress, progress_keyboard
from bot.services import Services
from bot.speaking import words_for
from db import broadcasts, deliveries, outbox
from db.broadcast_terms import BroadcastState, DeliveryState
from db.rows import BroadcastRow, OutgoingRow

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
PROGRESS_SECONDS = 3.0
UNDER_WAY = (BroadcastState.SENDING, BroadcastState.PAUSED)


@dataclass(frozen=True)
class BroadcastWatch:
    """Any number of processes may run one each: whoever is first does it."""

    bot: Bot
    database: Database
    services: Services
    sender: Sender

    async def run(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:  # the database may be away; the next look is soon
                log.exception("announcements could not be looked after")
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Once over everything that is under way."""
        calls = await self.database.run(self._look)
        await self.sender.send(calls)

    def _look(self) -> list[OutgoingRow]:
        now = self.services.clock.now()
        calls = []
        with self.database.sessions.begin() as session:
            for row in broadcasts.list_in(session, *UNDER_WAY, limit=100):
                ended = self._end(session, row, now)
                if ended or broadcasts.claim_progress(
                    session, row.id, now=now, every_seconds=PROGRESS_SECONDS
                ):
                    calls += self._draw(session, row.id)
            return outbox.put(session, self.services.vault, calls, bot_id=self.bot.id, now=now)

    def _end(self, session: Session, row: BroadcastRow, now: float) -> bool:
        """Whether it has just come to its end."""
        if row.event_at and row.event_at <= now:
            deliveries.close_all(session, row.id, DeliveryState.TOO_OLD, now=now)
        if row.state != BroadcastState.SENDING or deliveries.has_open(session, row.id):
            return False
        return broadcasts.finish(session, row.id, now=now)

    def _draw(self, session: Session, broadcast_id: int) -> list[tuple[int, str, dict[str, Any]]]:
        """The call that draws the progress, where it is shown to somebody."""
        row = broadcasts.find(session, broadcast_id)
        if row is None or not row.progress_chat_id or not row.progress_message_id:
            return []
        channel = self.services.config.telegram.channel
        words = words_for(session, self.services.catalogues, channel=channel, chat_id=row.progress_chat_id)
        counts = deliveries.counts(session, row.id)
        parameters = {
            "chat_id": row.progress_chat_id,
            "message_id": row.progress_message_id,
            "text": progress(words, row, counts, self.services.config.broadcasts.per_second),
            "parse_mode": "HTML",
            "reply_markup": progress_keyboard(words, row),
        }
        return [(row.progress_chat_id, "editMessageText", parameters)]
