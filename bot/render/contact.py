"""How to reach a ward or commune: what the operator entered, and honestly that something is not entered yet."""

from collections.abc import Mapping
from html import escape

from bot.config import Contact
from bot.i18n import Words
from knowledge.wards import all_wards

NOWHERE = Contact()


def contact_lines(words: Words, contacts: Mapping[str, Contact], ward_id: str | None) -> str:
    """Phone, address and hours of a ward as HTML; where none is chosen, how to choose one."""
    ward = all_wards().get(ward_id or "")
    if ward is None:
        return words._("Tell me your ward or commune (/ward), and I show how to reach it.")
    entered = contacts.get(ward.id, NOWHERE)
    missing = words._("not entered yet")
    lines = [
        (words._("Phone"), entered.phone),
        (words._("Address"), entered.address),
        (words._("Hours"), entered.hours),
    ]
    shown = [f"{label}: {escape(text) if text else f'<i>{missing}</i>'}" for label, text in lines]
    return "\n".join([f"🏛 <b>{escape(ward.title(words.language))}</b>", *shown])
