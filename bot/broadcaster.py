"""Sends announcements: takes copies and slots together, sends each in its slot, marks each when it is sent.

Replies to people do not pass here and never wait for it. Any number of processes may run one each.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import api, metrics
from bot.database import Database
from bot.gathering import Gathering
from bot.outbox import without_markup
from bot.render.broadcast import call_for
from bot.services import Services
from db import broadcasts, deliveries, pace, people
from db.broadcast_terms import DeliveryState
from db.rows import BroadcastRow, DeliveryRow

log = logging.getLogger(__name__)

LATE_SECONDS = 0.2
IDLE_SECONDS = 1.0
HELD_SECONDS = 1.0  # a copy held longer is looked at again before it is sent; a lease lasts 30 seconds
BATCH_WITHOUT_PACE = 100
GATHER_SECONDS = 0.02  # without a pace; with one every copy is marked at once
QUIET_FROM, QUIET_UNTIL = 21, 7
GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


@dataclass(frozen=True)
class Later:
    """Not now: again after some seconds. The server's own wait (429) is no failed attempt."""

    seconds: float
    asked_by_server: bool = False


class Broadcaster:
    """One process' share of the sending."""

    def __init__(self, bot: Bot, database: Database, services: Services) -> None:
        self._bot = bot
        self._database = database
        self._services = services
        self._settings = services.config.broadcasts
        self._notes = Gathering[tuple[DeliveryRow, DeliveryState | Later]](
            database, self._write_down, seconds=0.0 if self._settings.per_second else GATHER_SECONDS
        )
        self._sending: set[asyncio.Task[None]] = set()
        self._texts: dict[int, BroadcastRow] = {}

    async def run(self) -> None:
        """Send whatever is due, until cancelled."""
        self._notes.start()
        while True:
            try:
                busy = await self._round()
            except Exception:  # the database may be away; the leases bring everything back
                log.exception("a round of announcements failed")
                busy = False
            if not busy:
                self._texts.clear()
                await asyncio.sleep(IDLE_SECONDS)

    async def close(self) -> None:
        """Finish the calls under way."""
        await asyncio.gather(*self._sending, return_exceptions=True)
        await self._notes.close()

    async def _round(self) -> bool:
        """Take a batch and send it in its slots; whether there was anything."""
        await self._wait_for_place()
        taken_at = self._services.clock.now()
        taken, waits = await self._database.run(lambda: self._take(taken_at))
        started = time.monotonic()
        for copy, wait in zip(taken, waits, strict=True):
            await self._wait_for_place()
            await self._wait_for_slot(started + wait)
            if time.monotonic() - started > HELD_SECONDS and not await self._is_still_mine(copy, taken_at):
                continue
            task = asyncio.create_task(self._see_through(copy))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return bool(taken)

    async def _wait_for_place(self) -> None:
        """Wait until fewer calls are under way than may be at once."""
        while len(self._sending) >= self._settings.at_once:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)

    async def _wait_for_slot(self, moment: float) -> None:
        """Sleep until a slot; one that was slept through is given up for a new one, so that nothing bunches."""
        while True:
            await asyncio.sleep(max(0.0, moment - time.monotonic()))
            if time.monotonic() - moment <= LATE_SECONDS or not self._settings.per_second:
                return
            [wait] = await self._database.run(lambda: self._slots(1))
            moment = time.monotonic() + wait

    async def _is_still_mine(self, copy: DeliveryRow, taken_at: float) -> bool:
        """Whether a copy held for long, for a slot far off or a slow server, is still to be sent from here."""

        def renew() -> bool:
            now = self._services.clock.now()
            with self._database.sessions.begin() as session:
                return deliveries.renew(session, copy.id, taken_at=taken_at, now=now)

        return await self._database.run(renew)

    def _take(self, now: float) -> tuple[list[DeliveryRow], tuple[float, ...]]:
        """Copies and as many slots, in one short transaction."""
        with self._database.sessions.begin() as session:
            taken = deliveries.claim(session, now=now, limit=self._limit(), quiet=self._is_quiet())
            for copy in taken:
                if copy.broadcast_id not in self._texts:
                    found = broadcasts.find(session, copy.broadcast_id)
                    assert found is not None, "its copies would be gone with it"
                    self._texts[copy.broadcast_id] = found
            return taken, self._slots_in(session, len(taken))

    def _limit(self) -> int:
        """Few at a time where slots are given out; without a pace many, which are gone in a moment."""
        return self._settings.batch if self._settings.per_second else BATCH_WITHOUT_PACE

    def _slots(self, count: int) -> tuple[float, ...]:
        with self._database.sessions.begin() as session:
            return self._slots_in(session, count)

    def _slots_in(self, session: Session, count: int) -> tuple[float, ...]:
        per_second = self._settings.per_second
        if not count or not per_second:
            return (0.0,) * count
        now = self._services.clock.now()
        return pace.take(session, pace.BROADCASTS, count=count, per_second=per_second, now=now).waits

    def _is_quiet(self) -> bool:
        hour = self._services.clock.local_now().hour
        return hour >= QUIET_FROM or hour < QUIET_UNTIL

    async def _see_through(self, copy: DeliveryRow) -> None:
        """Send one copy and write down what became of it; never raise."""
        try:
            self._notes.add((copy, await self._send(copy)))
        except Exception:  # its lease ends, and it is taken again
            log.exception("a copy was not sent")

    async def _send(self, copy: DeliveryRow) -> DeliveryState | Later:
        method, parameters = call_for(self._texts[copy.broadcast_id], copy, self._services.catalogues)
        try:
            await api.call(self._bot, method, parameters)
        except RetryAfter as refusal:
            return Later(api.seconds_of(refusal), asked_by_server=True)
        except (Forbidden, InvalidToken):
            return DeliveryState.STOPPED
        except BadRequest as refusal:
            return await self._after_refusal(method, parameters, refusal.message.lower())
        except TelegramError:
            return self._again(copy)
        return DeliveryState.SENT

    async def _after_refusal(
        self, method: str, parameters: dict[str, object], reason: str
    ) -> DeliveryState | Later:
        """A refusal is final; the text goes once more without its markup, which may be the fault."""
        if any(sign in reason for sign in GONE):
            return DeliveryState.STOPPED
        try:
            await api.call(self._bot, method, without_markup(parameters))
        except RetryAfter as refusal:
            return Later(api.seconds_of(refusal), asked_by_server=True)
        except TelegramError:
            return DeliveryState.FAILED
        return DeliveryState.SENT

    def _again(self, copy: DeliveryRow) -> DeliveryState | Later:
        waits = self._settings.retry_seconds
        if copy.attempts > len(waits):
            return DeliveryState.FAILED
        return Later(waits[copy.attempts - 1])

    def _write_down(self, notes: Sequence[tuple[DeliveryRow, DeliveryState | Later]]) -> None:
        """What became of some copies, in one transaction; alone where there is time for it."""
        now = self._services.clock.now()
        closed: defaultdict[DeliveryState, list[DeliveryRow]] = defaultdict(list)
        with self._database.sessions.begin() as session:
            for copy, result in notes:
                if isinstance(result, Later):
                    self._put_off(session, copy, result, now)
                else:
                    closed[result].append(copy)
            for state, copies in closed.items():
                self._close(session, copies, state, now)

    def _put_off(self, session: Session, copy: DeliveryRow, later: Later, now: float) -> None:
        attempts = copy.attempts - 1 if later.asked_by_server else copy.attempts
        deliveries.postpone(session, copy.id, due_at=now + later.seconds, attempts=attempts)
        if later.asked_by_server:
            pace.push_back(session, pace.BROADCASTS, seconds=later.seconds, now=now)

    def _close(self, session: Session, copies: list[DeliveryRow], state: DeliveryState, now: float) -> None:
        deliveries.mark(session, [copy.id for copy in copies], state, now=now)
        metrics.DELIVERIES.labels(state.name.lower()).inc(len(copies))
        if state is DeliveryState.STOPPED:
            channel = self._services.config.telegram.channel
            for copy in copies:
                people.mark_stopped(session, channel=channel, chat_id=copy.chat_id, now=now)
