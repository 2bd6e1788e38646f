"""An import by chat: the file is fetched, read and compared away from the conversation, with its progress in one message."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot import api
from bot.context import Call
from bot.due import Due
from bot.i18n import N_, Words
from bot.keyboards import Keyboard, button, keyboard
from bot.register.importing import Proposal, propose, read_file
from bot.register.sheet import UnreadableFile
from bot.register.workbook import refusals_book
from bot.render.register_import import comparing, outcome_text, proposal_keyboard, proposal_text
from db import officers, register_import
from db.register_import import RegisterChanged
from db.register_terms import Role

LOOK, TAKE = "look_at_sheet", "take_sheet"
ROUND_SECONDS = 2.0
ROUNDS_PER_LEASE = 15
GONE = N_(
    "The register changed meanwhile, or you may not do this any more. Nothing was taken in; send the file again."
)
LOST = N_("The file could not be fetched. Please send it again.")


@dataclass
class _Progress:
    """Households compared, of how many."""

    done: int = 0
    total: int = 0

    def note(self, done: int, total: int) -> None:
        self.done, self.total = done, total


async def look(due: Due) -> None:
    """Say what the file would do; nothing is written."""
    words = await due.words_for(_chat(due))
    message_id = await _begin(due, words)
    try:
        found = await _compare(due, words, message_id)
    except UnreadableFile as error:
        await _end(due, message_id, words._(str(error)), _again(words))
        return
    except TelegramError:
        await _end(due, message_id, words._(LOST), _again(words))
        return
    await _send_refusals(due, words, found)
    await _end(
        due,
        message_id,
        proposal_text(words, found),
        proposal_keyboard(words, found, str(due.arguments["update"])),
    )


async def take(due: Due) -> None:
    """Write it, if it still would do what was shown; the register, the audit chain and the mark in one transaction."""
    words = await due.words_for(_chat(due))
    message_id = await _begin(due, words)
    try:
        found = await _compare(due, words, message_id)
    except (UnreadableFile, TelegramError):
        await _end(due, message_id, words._(LOST), _again(words))
        return
    plan, arguments = found.plan, due.arguments

    def write(session: Session) -> list[Call]:
        officer = officers.find_by_id(session, int(arguments["officer"]))
        shown = (int(arguments["new"]), int(arguments["changed"]))
        if officer is None or officer.role is not Role.SUPERVISOR or (plan.new, plan.changed) != shown:
            raise RegisterChanged
        twice = register_import.apply(
            session,
            due.services.vault,
            plan,
            on=due.services.clock.today(),
            now=due.services.clock.now(),
            actor=f"{officer.channel}:{officer.chat_id}",
            officer_id=officer.id,
        )
        return [_edit(due, message_id, outcome_text(words, plan, twice), _home(words))]

    try:
        await due.finish(write)
    except RegisterChanged:
        await _end(due, message_id, words._(GONE), _again(words))


def _chat(due: Due) -> int:
    return int(due.arguments["chat"])


async def _begin(due: Due, words: Words) -> int:
    """The message in which the progress is drawn."""
    message = {"chat_id": _chat(due), "text": comparing(words, 0, 0), "protect_content": True}
    shown: dict[str, Any] = await api.call(due.bot, "sendMessage", message)
    return int(shown["message_id"])


async def _compare(due: Due, words: Words, message_id: int) -> Proposal:
    """Fetch, read and compare in a thread, drawing how far it is. Raises UnreadableFile and TelegramError."""
    arguments, progress = due.arguments, _Progress()
    content = await due.fetch_file(str(arguments["file"]))

    def work() -> Proposal:
        file = read_file(content, str(arguments["name"]))
        return propose(
            due.database.sessions,
            due.services.vault,
            file,
            year=arguments.get("year"),
            on_progress=progress.note,
        )

    return await _drawing(
        due, asyncio.to_thread(work), lambda: comparing(words, progress.done, progress.total), message_id
    )


async def _drawing(due: Due, work: Awaitable[Proposal], text: Callable[[], str], message_id: int) -> Proposal:
    task, shown, rounds = asyncio.ensure_future(work), "", 0
    while not (await asyncio.wait([task], timeout=ROUND_SECONDS))[0]:
        rounds += 1
        if rounds % ROUNDS_PER_LEASE == 0:
            await due.renew()
        if (now := text()) != shown:
            shown = now
            await _draw(due, message_id, shown)
    return task.result()


async def _draw(due: Due, message_id: int, text: str) -> None:
    message = {"chat_id": _chat(due), "message_id": message_id, "text": text}
    try:
        await api.call(due.bot, "editMessageText", message)
    except TelegramError:
        return  # drawn already, deleted by the officer, or the server is busy: the next one may pass


async def _send_refusals(due: Due, words: Words, found: Proposal) -> None:
    if found.plan.refused:
        book = refusals_book(words, found.plan.refused, found.file.sheet, found.file.columns)
        await due.bot.send_document(_chat(due), book, filename="an-sinh-refused.xlsx", protect_content=True)


async def _end(due: Due, message_id: int, text: str, keys: Keyboard) -> None:
    await due.finish(lambda _: [_edit(due, message_id, text, keys)])


def _edit(due: Due, message_id: int, text: str, keys: Keyboard) -> Call:
    message = {
        "chat_id": _chat(due),
        "message_id": message_id,
        "text": text,
        "parse_mode": "HTML",
        "reply_markup": keys,
    }
    return _chat(due), "editMessageText", message


def _again(words: Words) -> Keyboard:
    return keyboard([button(words._("📥 Send another file"), "import")], [_back(words)])


def _home(words: Words) -> Keyboard:
    return keyboard([_back(words)])


def _back(words: Words) -> dict[str, str]:
    return button(words._("⬅️ Officers' area"), "work")
