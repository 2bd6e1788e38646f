"""Work that comes round by itself: left-over updates and calls, what is due, and forgetting what is old."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from bot import corrections, reminders
from bot.clock import Clock
from bot.database import Database
from bot.due import Due
from bot.inbox import Inbox
from bot.outbox import Sender
from bot.routes import DueHandler
from bot.services import Services
from db import (
    audit_retention,
    company_requests,
    fair_signups,
    invitations,
    jobfairs,
    questions,
    scheduled,
    subscriptions,
)
from db import inbox as inbox_rows
from db import outbox as outbox_rows
from db.engine import Sessions
from db.rows import ScheduledRow

log = logging.getLogger(__name__)

ROUND_SECONDS = 2.0
PURGE_EVERY_ROUNDS = 1800
KEEP_HANDLED_SECONDS = 48 * 3600.0
CORRECTION_DAYS = 90
NAMES_DAYS = 30
"""After a fair names and phones of who came, and answered requests of companies, are of no use any more."""
DUE_AT_A_TIME = 20
WAITS_AFTER_FAULT = (10.0, 60.0, 300.0, 1200.0, 3600.0)


async def keep_house(
    database: Database, inbox: Inbox, sender: Sender, due: "DueWork", services: Services
) -> None:
    """Every two seconds what others left behind, every hour what is too old to keep."""
    rounds = 0
    while True:
        try:
            await sender.send_orphans()
            await inbox.feed_orphans()
            await due.start_due(database, services.clock)
            if rounds % PURGE_EVERY_ROUNDS == 0:
                await database.run(lambda: purge(database.sessions, services))
                await database.run(lambda: _plan_ahead(database.sessions, services))
        except Exception:  # the database may be away; the next round tries again
            log.exception("a round of housekeeping failed")
        rounds += 1
        await asyncio.sleep(ROUND_SECONDS)


class DueWork:
    """Takes scheduled work that is due and sees it through, several pieces at once."""

    def __init__(self, open_due: Callable[[ScheduledRow], Due], handlers: Mapping[str, DueHandler]) -> None:
        self._open = open_due
        self._handlers = handlers
        self._running: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        return bool(self._running)

    async def start_due(self, database: Database, clock: Clock) -> None:
        """Start on what is due and has not been taken by anybody."""

        def claim() -> list[ScheduledRow]:
            with database.sessions.begin() as session:
                room = DUE_AT_A_TIME - len(self._running)
                return scheduled.claim(session, now=clock.now(), limit=room)

        for row in await database.run(claim):
            task = asyncio.create_task(self._see_through(self._open(row)))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _see_through(self, due: Due) -> None:
        handler = self._handlers.get(due.row.kind)
        try:
            if handler is None:
                raise LookupError(f"nothing does scheduled work of kind {due.row.kind!r}")
            await handler(due)
        except Exception:  # whatever it is, the row stays and the others go on
            log.exception("scheduled work %s was not done", due.row.id)
            await due.in_db(lambda session: _put_off(session, due.row, due.services.clock.now()))

    async def close(self) -> None:
        """Leave what is under way; its lease ends and it is taken up again."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def _put_off(session: Session, row: ScheduledRow, now: float) -> None:
    if row.attempts > len(WAITS_AFTER_FAULT):
        scheduled.finish(session, row.id, now=now, failed=True)
        return
    scheduled.postpone(session, row.id, due_at=now + WAITS_AFTER_FAULT[row.attempts - 1])


def _plan_ahead(sessions: Sessions, services: Services) -> None:
    key = corrections.key_of_today(services)  # reads every topic: not while a transaction is open
    with sessions.begin() as session:
        reminders.plan(session, services.config, today=services.clock.today(), now=services.clock.now())
        corrections.plan(session, key, now=services.clock.now())


def purge(sessions: Sessions, services: Services) -> None:
    """Forget what is too old to keep: each kind after its own time."""
    now, today = services.clock.now(), services.clock.today()
    limits = services.config.limits
    before = now - KEEP_HANDLED_SECONDS
    with sessions.begin() as session:
        inbox_rows.purge(session, handled_before=before)
        outbox_rows.purge(session, done_before=before)
        scheduled.purge(session, done_before=before)
        invitations.purge(session, expired_before=before)
        questions.purge(session, before=today - timedelta(days=limits.question_log_days))
        subscriptions.forget_topics(session, before=today - timedelta(days=CORRECTION_DAYS))
        jobfairs.close_past(session, on=today)
        fair_signups.forget_names(session, before=today - timedelta(days=NAMES_DAYS))
        company_requests.purge(session, answered_before=now - NAMES_DAYS * 86_400.0)
    if limits.audit_days:
        with sessions.begin() as session:
            audit_retention.purge(session, services.vault, before=now - limits.audit_days * 86_400.0)
