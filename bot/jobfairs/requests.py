"""The fair an officer's button or text speaks of, looked up anew."""

from bot.access import me
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import button, keyboard
from bot.register_requests import argument
from bot.screens import reply
from db import jobfairs
from db.jobfair_terms import FairState
from db.jobfairs import FairRow
from db.register_terms import Role


def fair(chat: Chat) -> FairRow | None:
    """The fair of the first argument, in any state."""
    number = row_number(argument(chat, 0))
    found = jobfairs.find(chat.session, number) if number else None
    if found is None:
        reply(chat, chat.words._("There is no such fair."), keyboard(fairs_button(chat)))
    return found


def is_mine(chat: Chat, found: FairRow) -> bool:
    """Whether the officer may change a fair: their own, or any for a supervisor."""
    return me(chat).role is Role.SUPERVISOR or found.created_by_id == me(chat).id


def fair_to_change(chat: Chat) -> FairRow | None:
    """The fair of the first argument if it is still going on and the officer's to change."""
    found = fair(chat)
    if found is None:
        return None
    if not is_mine(chat, found):
        chat.toast = chat.words._("This fair is a colleague's.")
        return None
    if found.state in (FairState.CANCELLED, FairState.OVER):
        chat.toast = chat.words._("This fair is over or called off.")
        return None
    return found


def fairs_button(chat: Chat) -> list[dict[str, str]]:
    """The way back to the list."""
    return [button(chat.words._("⬅️ All fairs"), "fairs")]


def desk_button(chat: Chat, fair_id: int) -> list[dict[str, str]]:
    """The way back to the fair as its officers see it."""
    return [button(chat.words._("⬅️ The fair"), "of", fair_id)]
