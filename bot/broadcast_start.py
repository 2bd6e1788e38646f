"""From approved to under way: planned as a scheduled row, so that no restart forgets it."""

from typing import Any

from sqlalchemy.orm import Session

from bot import api
from bot.context import Call, Chat
from bot.due import Due
from bot.keyboards import Keyboard, button, keyboard
from bot.render.broadcast import progress, progress_keyboard
from bot.render.draft import moment_text
from db import broadcasts, deliveries, officers, scheduled
from db.audiences import Audience
from db.broadcast_terms import BroadcastState
from db.rows import BroadcastRow

KIND = "start_broadcast"


def plan(chat: Chat, row: BroadcastRow) -> None:
    """Start it at its moment, or at once; the progress is drawn in the author's chat."""
    due_at = max(row.start_at or 0.0, chat.now())
    key = f"{KIND}:{row.id}"
    scheduled.put(chat.session, KIND, key, due_at=due_at, broadcast=row.id, chat_id=_author_chat(chat, row))


def _author_chat(chat: Chat, row: BroadcastRow) -> int:
    author = officers.find_by_id(chat.session, row.author_id) if row.author_id else None
    return author.chat_id if author else chat.chat_id


async def start(due: Due) -> None:
    """Write everybody's copy and draw the progress. Done once, whoever does it."""
    number, chat_id = int(due.arguments["broadcast"]), int(due.arguments["chat_id"])
    row = await due.in_db(lambda session: broadcasts.find(session, number))
    if row is None or row.state != BroadcastState.APPROVED:
        await due.finish(lambda _: [])
        return
    words = await due.words_for(chat_id)
    text = progress(words, row, deliveries.Counts(), due.services.config.broadcasts.per_second)
    message = {"chat_id": chat_id, "text": text, "parse_mode": "HTML"}
    shown: dict[str, Any] = await api.call(due.bot, "sendMessage", message)

    def begin(session: Session) -> list[Call]:
        now = due.services.clock.now()
        if broadcasts.start(session, number, now=now):
            deliveries.enqueue(session, number, Audience.of(row.audience), now=now)
            broadcasts.show_progress_in(session, number, chat_id=chat_id, message_id=int(shown["message_id"]))
        return []

    await due.finish(begin)


def standing(chat: Chat, row: BroadcastRow) -> tuple[str, Keyboard]:
    """How far an announcement is that is no draft any more, and what may be done."""
    counts = deliveries.counts(chat.session, row.id)
    per_second = chat.services.config.broadcasts.per_second
    text = progress(chat.words, row, counts, per_second)
    if row.start_at and row.state in (BroadcastState.WAITING, BroadcastState.APPROVED):
        text += "\n" + chat.words._("When: {moment}").format(moment=moment_text(chat.words, row.start_at, ""))
    keys = progress_keyboard(chat.words, row)["inline_keyboard"]
    stop = [button(chat.words._("⏹ Cancel"), "bc_cancel", row.id)]
    waiting = row.state in (BroadcastState.WAITING, BroadcastState.APPROVED)
    return text, keyboard(
        *keys, stop if waiting else [], [button(chat.words._("⬅️ Announcements"), "announce")]
    )
