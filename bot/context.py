"""What a handler works with: who writes, what they wrote, where the dialogue stands, how to answer.

A handler runs in one database transaction. Calls to make are gathered here and written to the outbox
with it; nothing is sent before everything is kept.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import CallbackQuery, Message, Update, User

from bot.checks.state import NOTE
from bot.i18n import Words, from_code
from bot.keyboards import Keyboard
from bot.services import Services
from db.register_rows import OfficerRow
from db.rows import DialogRow, PersonRow
from knowledge.terms import Language

Call = tuple[int, str, dict[str, Any]]
ASKED = "asked"  # the note of the moments at which a person asked
SAID = "said"  # the note of facts that a question told for certain
VANISH_AFTER = "vanish_after"  # in a call's parameters: delete the sent message after so many seconds


class Chat:
    """One update of one chat, with its answers."""

    def __init__(
        self,
        services: Services,
        session: Session,
        update: Update,
        *,
        person: PersonRow | None,
        dialog: DialogRow,
    ) -> None:
        self.services = services
        self.session = session
        self.update = update
        self._person = person
        self.dialog = dialog
        self.arguments: list[str] = []
        self.calls: list[Call] = []
        self.toast = ""
        self.officer: OfficerRow | None = None  # set by the gate (bot/access.py) on officers' routes
        self.words: Words = services.catalogues[self._language()]

    def _language(self) -> Language:
        if self._person and self._person.language:
            return self._person.language
        user = self.update.effective_user
        return from_code(user.language_code if user else None)

    @property
    def chat_id(self) -> int:
        chat = self.update.effective_chat
        assert chat is not None, "updates without a chat are not dispatched"
        return chat.id

    @property
    def person(self) -> PersonRow:
        assert self._person is not None, "only private chats have a person"
        return self._person

    @property
    def is_private(self) -> bool:
        return self._person is not None

    @property
    def user(self) -> User | None:
        return self.update.effective_user

    @property
    def message(self) -> Message | None:
        return self.update.message

    @property
    def pressed(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def today(self) -> date:
        return self.services.clock.today()

    def now(self) -> float:
        return self.services.clock.now()

    def speak(self, language: Language) -> None:
        """Answer this update in another language."""
        self.words = self.services.catalogues[language]

    def remember(self, **changes: Any) -> None:
        """Change where the dialogue stands (screen, topic, notes)."""
        self.dialog = replace(self.dialog, **changes)

    def leave(self) -> None:
        """Drop what the conversation under way has gathered.

        When one asked stays, to limit the next minute; checks stay, to be gone on with.
        """
        kept = (ASKED, NOTE)
        self.remember(notes={name: note for name, note in self.dialog.notes.items() if name in kept})

    def call(self, method: str, **parameters: Any) -> None:
        """Make a Bot API call to this chat once the transaction is kept."""
        self.calls.append((self.chat_id, method, parameters))

    def tell(self, chat_id: int, html: str, keyboard: Keyboard | None = None, **more: Any) -> None:
        """A new message to somebody else, in words chosen for them by the caller."""
        self.calls.append(
            (chat_id, "sendMessage", {**self._message(html, keyboard), "chat_id": chat_id, **more})
        )

    def reply(self, html: str, keyboard: Keyboard | None = None, **more: Any) -> None:
        """A new message. `vanish_after=600` deletes it after ten minutes."""
        self.call("sendMessage", **self._message(html, keyboard), **more)

    def show(self, html: str, keyboard: Keyboard | None = None) -> None:
        """The pressed message edited in place; a new one when nothing was pressed, or a picture's button."""
        if self.pressed and self.pressed.message and not getattr(self.pressed.message, "photo", None):
            self.call(
                "editMessageText",
                message_id=self.pressed.message.message_id,
                **self._message(html, keyboard),
            )
        else:
            self.reply(html, keyboard)

    def _message(self, html: str, keyboard: Keyboard | None) -> dict[str, Any]:
        parameters: dict[str, Any] = {
            "chat_id": self.chat_id,
            "text": html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if keyboard:
            parameters["reply_markup"] = keyboard
        return parameters
