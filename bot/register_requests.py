"""What an officer's button or text speaks of, looked up anew and only where the officer may see it."""

from bot.access import me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import Button, button, keyboard
from bot.screens import reply
from db import followups, households
from db.followups import FollowupRow
from db.households import HouseholdRow
from db.register_terms import Act, FollowupKind


def argument(chat: Chat, place: int) -> str:
    """An argument of the button or screen; empty where there is none."""
    return chat.arguments[place] if len(chat.arguments) > place else ""


def kind(text: str) -> FollowupKind:
    """The kind a button names."""
    return next((one for one in FollowupKind if one.value == text), FollowupKind.VISIT)


def household(chat: Chat) -> HouseholdRow | None:
    """The household of the first argument; an attempt to see another one's is recorded and answered."""
    number = row_number(argument(chat, 0))
    found = households.find(chat.session, me(chat), number) if number else None
    if found is None:
        _refuse(chat, number)
    return found


def followup(chat: Chat) -> FollowupRow | None:
    """The follow-up of the first argument, if its household is the officer's to see."""
    number = row_number(argument(chat, 0))
    row = followups.find(chat.session, chat.services.vault, number) if number else None
    if row and households.find(chat.session, me(chat), row.household_id):
        return row
    _refuse(chat, number)
    return None


def _refuse(chat: Chat, number: int | None) -> None:
    note(chat, Act.REFUSED, route="register", asked=number)
    text = chat.words._("There is no such household in your area.")
    reply(chat, text, keyboard([button(chat.words._("🔎 Search again"), "find")]))


def card_button(chat: Chat, household_id: int) -> list[Button]:
    """The way back to the card."""
    return [button(chat.words._("⬅️ Back to the card"), "household", household_id)]


def home_button(chat: Chat) -> list[Button]:
    """The way back to the officers' first screen."""
    return [button(chat.words._("⬅️ Officers' area"), "work")]
