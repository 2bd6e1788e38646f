"""Where a person lives: kept when they say it, asked for when an old unit was split."""

from collections.abc import Iterable

from bot.context import Chat
from bot.keyboards import Keyboard, button, in_rows, keyboard
from db import people
from knowledge.wards import Ward


def ask_which(chat: Chat, wards: Iterable[Ward]) -> None:
    """An old unit that was split: which part."""
    chat.remember(screen="ward")
    chat.reply(chat.words._("This old unit was split. Where do you live now?"), ward_keyboard(chat, wards))


def ward_keyboard(chat: Chat, wards: Iterable[Ward]) -> Keyboard:
    """Some wards to choose from, and forgetting the choice."""
    buttons = [button(_capital(ward.title(chat.words.language)), "ward", ward.id) for ward in wards]
    return keyboard(
        *in_rows(buttons, 2),
        [button(chat.words._("Elsewhere, or forget it"), "ward", "none")],
        [button(chat.words._("🏠 Start"), "start")],
    )


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def keep_ward(chat: Chat, ward: Ward | None) -> None:
    """Remember where the person lives and say what that means."""
    people.choose_ward(chat.session, chat.person.id, ward.id if ward else None)
    chat.remember(screen="ward")
    if ward is None:
        text = chat.words._("Good, I do not keep where you live.")
    elif ward.kind == "ward":
        text = chat.words._("Noted: <b>{ward}</b>. The amounts for wards (urban) hold for you.")
    else:
        text = chat.words._("Noted: <b>{ward}</b>. The amounts for communes (rural) hold for you.")
    chat.show(
        text.format(ward=ward.title(chat.words.language) if ward else ""),
        keyboard(
            [button(chat.words._("☎️ Who to contact"), "topic", "local.contact")],
            [button(chat.words._("📚 All topics"), "areas"), button(chat.words._("🏠 Start"), "start")],
        ),
    )
