"""Work that comes round by itself: left-over updates and calls, and forgetting what is old."""

import asyncio
import logging
from datetime import timedelta

from bot.clock import Clock
from bot.config import Config
from bot.database import Database
from bot.inbox import Inbox
from bot.outbox import Sender
from db import inbox as inbox_rows
from db import outbox as outbox_rows
from db import questions
from db.engine import Sessions

log = logging.getLogger(__name__)

ROUND_SECONDS = 2.0
PURGE_EVERY_ROUNDS = 1800
KEEP_HANDLED_SECONDS = 48 * 3600.0


async def keep_house(database: Database, inbox: Inbox, sender: Sender, config: Config, clock: Clock) -> None:
    """Every two seconds what others left behind, every hour what is too old to keep."""
    rounds = 0
    while True:
        try:
            await sender.send_orphans()
            await inbox.feed_orphans()
            if rounds % PURGE_EVERY_ROUNDS == 0:
                await database.run(lambda: purge(database.sessions, config, clock))
        except Exception:  # the database may be away; the next round tries again
            log.exception("a round of housekeeping failed")
        rounds += 1
        await asyncio.sleep(ROUND_SECONDS)


def purge(sessions: Sessions, config: Config, clock: Clock) -> None:
    """Forget handled update numbers and made calls after 48 hours, questions after the days set."""
    before = clock.now() - KEEP_HANDLED_SECONDS
    with sessions.begin() as session:
        inbox_rows.purge(session, handled_before=before)
        outbox_rows.purge(session, done_before=before)
        oldest = clock.today() - timedelta(days=config.limits.question_log_days)
        questions.purge(session, before=oldest)
