"""One update, handled: dialogue, domain rows, answers and the inbox mark in one transaction."""

import logging
from base64 import b64decode
from dataclasses import dataclass

from sqlalchemy.orm import Session
from telegram import Bot, Update
from telegram.constants import ChatType

from bot import metrics, reading
from bot.context import Chat
from bot.errors import ForPerson
from bot.i18n import N_
from bot.routes import Routes
from bot.services import Services
from db import dialogs, inbox, outbox, people
from db.encryption import CannotDecrypt, Purpose
from db.engine import Sessions
from db.rows import IncomingRow, OutgoingRow, PersonRow

log = logging.getLogger(__name__)

SORRY = N_("Sorry, something went wrong on our side. Please try again in a moment.")


@dataclass(frozen=True)
class Done:
    """What is left to do after the transaction: calls to make, a button press to acknowledge."""

    calls: list[OutgoingRow]
    callback_id: str | None = None
    toast: str = ""


@dataclass(frozen=True)
class Waiting:
    """Another process still owes this chat earlier answers."""


@dataclass(frozen=True)
class Worker:
    """Handles updates of one bot, each in a transaction of its own. Runs in threads."""

    services: Services
    sessions: Sessions
    routes: Routes
    bot: Bot

    def handle_next(self, chat_id: int) -> Done | Waiting | None:
        """Handle the oldest waiting update of a chat; None when there is none, Waiting when it is not its turn."""
        with self.sessions.begin() as session:
            inbox.lock_chat(session, chat_id)
            incoming = inbox.find_next(
                session, bot_id=self.bot.id, channel=self.services.config.telegram.channel, chat_id=chat_id
            )
            if incoming is None:
                return None
            if outbox.is_held_elsewhere(
                session, bot_id=self.bot.id, chat_id=chat_id, now=self.services.clock.now()
            ):
                return Waiting()
            update = self._read(incoming)
            try:
                done = self._handle(session, incoming, update) if update else Done([])
            except ForPerson as refusal:
                failure: ForPerson | None = refusal
            except Exception:
                log.exception("update %s was not handled", incoming.update_id)
                metrics.FAILURES.inc()
                failure = ForPerson(SORRY)
            else:
                inbox.mark_handled(session, incoming.id, now=self.services.clock.now())
                return done
            session.rollback()
        assert failure is not None
        return self._apologise(incoming, update, failure)

    def _read(self, incoming: IncomingRow) -> Update | None:
        """The stored update, or None when it is of no shape we know."""
        try:
            body = self.services.vault.open_text(b64decode(incoming.body), Purpose.UPDATE)
        except (CannotDecrypt, ValueError):
            body = ""
        update = reading.read(body, self.bot)
        if update is None:
            log.warning("update %s cannot be read", incoming.update_id)
        return update

    def _handle(self, session: Session, incoming: IncomingRow, update: Update) -> Done:
        if update.effective_chat is None:
            return Done([], update.callback_query.id if update.callback_query else None)
        now = self.services.clock.now()
        chat = self._open(session, incoming, update, now)
        before = chat.dialog
        self.routes.dispatch(chat)
        if chat.is_private and chat.dialog != before:
            dialogs.keep(session, chat.person.id, chat.dialog, now=now)
        return self._close(session, chat, now)

    def _open(self, session: Session, incoming: IncomingRow, update: Update, now: float) -> Chat:
        place = update.effective_chat
        assert place is not None
        if place.type != ChatType.PRIVATE:
            return Chat(self.services, session, update, person=None, dialog=dialogs.EMPTY)
        person = incoming.person or self._meet(session, place.id, now)
        return Chat(self.services, session, update, person=person, dialog=incoming.dialog)

    def _meet(self, session: Session, chat_id: int, now: float) -> PersonRow:
        channel = self.services.config.telegram.channel
        return people.find_or_add(session, channel=channel, chat_id=chat_id, now=now)

    def _close(self, session: Session, chat: Chat, now: float) -> Done:
        calls = outbox.put(session, self.services.vault, chat.calls, bot_id=self.bot.id, now=now)
        pressed = chat.pressed
        return Done(calls, pressed.id if pressed else None, chat.toast)

    def _apologise(self, incoming: IncomingRow, update: Update | None, failure: ForPerson) -> Done:
        """Nothing of the failed work is kept; the person is told, and the update is done with."""
        now = self.services.clock.now()
        with self.sessions.begin() as session:
            inbox.mark_handled(session, incoming.id, now=now)
            if update is None or update.effective_chat is None:
                return Done([])
            chat = self._open(session, incoming, update, now)
            if chat.is_private:
                chat.reply(chat.words._(failure.text).format(**failure.blanks))
            return self._close(session, chat, now)
