"""Updates: stored before they are acknowledged, then handled once, in order per chat, many chats at once."""

import asyncio
import json
import logging
import time
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import msgspec

from bot import metrics
from bot.database import Database
from bot.outbox import Sender
from bot.work import Done, Waiting, Worker
from db import inbox
from db.encryption import Purpose

log = logging.getLogger(__name__)

CHATS_AT_A_TIME = 64
ORPHAN_SECONDS = 15.0
FAULT_SECONDS = 0.5
TURN_SECONDS = 0.1


def chat_of(update: dict[str, Any]) -> int:
    """Whose turn an update takes: its chat, else its sender, else 0."""
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, dict):
            continue
        message = content.get("message") if kind == "callback_query" else content
        chat = message.get("chat") if isinstance(message, dict) else None
        sender = content.get("from")
        for party in (chat, sender):
            if isinstance(party, dict) and _is_id(party.get("id")):
                return int(party["id"])
    return 0


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62


def _body(update: dict[str, Any]) -> str:
    """The update as text; what the quick encoder refuses (half a surrogate pair, a huge number) goes by hand."""
    try:
        return msgspec.json.encode(update).decode()
    except (UnicodeError, OverflowError):
        return json.dumps(update, ensure_ascii=False).encode(errors="replace").decode()


class Inbox:
    """Keeps updates and serves each chat by one task at a time."""

    def __init__(self, worker: Worker, sender: Sender, database: Database) -> None:
        self._worker = worker
        self._database = database
        self._sender = sender
        self._serving: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._slots = asyncio.Semaphore(CHATS_AT_A_TIME)
        self._closing = False

    async def take(self, updates: Iterable[dict[str, Any]]) -> None:
        """Store updates and start on them. When this returns they may be acknowledged."""
        rows = [
            (update["update_id"], chat_of(update), _body(update))
            for update in updates
            if _is_id(update.get("update_id"))
        ]
        if not rows:
            return
        await self._database.run(lambda: self._store(rows))
        metrics.LAST_UPDATE.set_to_current_time()
        for chat_id in dict.fromkeys(chat_id for _, chat_id, _ in rows):
            self.serve(chat_id)

    def _store(self, rows: list[tuple[int, int, str]]) -> None:
        rows = [(update_id, chat_id, self._sealed(body)) for update_id, chat_id, body in rows]
        with self._database.sessions.begin() as session:
            now = self._worker.services.clock.now()
            inbox.store(session, rows, bot_id=self._worker.bot.id, now=now)

    def _sealed(self, body: str) -> str:
        """What a person wrote must not lie in the database in clear, not even until it is answered."""
        return b64encode(self._worker.services.vault.seal_text(body, Purpose.UPDATE)).decode()

    def serve(self, chat_id: int) -> None:
        """See to it that everything waiting in a chat is handled."""
        if self._closing:
            return
        if chat_id in self._serving:
            self._again.add(chat_id)
            return
        task = asyncio.create_task(self._serve(chat_id))
        self._serving[chat_id] = task
        metrics.CHATS_WAITING.set(len(self._serving))
        task.add_done_callback(lambda _: self._served(chat_id))

    def _served(self, chat_id: int) -> None:
        del self._serving[chat_id]
        metrics.CHATS_WAITING.set(len(self._serving))
        if chat_id in self._again:
            self._again.discard(chat_id)
            self.serve(chat_id)

    async def _serve(self, chat_id: int) -> None:
        async with self._slots:
            while not self._closing:
                self._again.discard(chat_id)
                started = time.perf_counter()
                try:
                    done = await self._database.run(lambda: self._worker.handle_next(chat_id))
                except Exception:  # the database may be away: the update stays stored
                    log.exception("a stored update waits for the database")
                    await asyncio.sleep(FAULT_SECONDS)
                    continue
                if done is None:
                    return
                if isinstance(done, Waiting):
                    await asyncio.sleep(TURN_SECONDS)
                    continue
                await self._answer(done)
                metrics.UPDATES.inc()
                metrics.SECONDS.observe(time.perf_counter() - started)

    async def _answer(self, done: Done) -> None:
        if done.callback_id:
            self._sender.acknowledge(done.callback_id, done.toast)
        await self._sender.send(done.calls)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._serving)

    async def idle(self, chat_id: int) -> None:
        """Wait until everything waiting in a chat is handled and answered."""
        while task := self._serving.get(chat_id):
            await asyncio.wait([task])
            await asyncio.sleep(0)

    async def feed_orphans(self, *, older_than: float = ORPHAN_SECONDS) -> None:
        """Take up updates that a process stored and did not live to handle."""

        def waiting() -> list[int]:
            with self._database.sessions.begin() as session:
                before = self._worker.services.clock.now() - older_than
                return inbox.list_waiting_chats(session, bot_id=self._worker.bot.id, before=before)

        for chat_id in await self._database.run(waiting):
            if chat_id not in self._serving:
                self.serve(chat_id)

    async def close(self) -> None:
        """Finish the updates under way; the rest stays stored for the next start."""
        self._closing = True
        await asyncio.gather(*self._serving.values(), return_exceptions=True)
