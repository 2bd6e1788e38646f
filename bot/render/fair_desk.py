"""A fair as its officers see it: how it stands, what may be done with it. Pure."""

from collections.abc import Sequence
from html import escape

from bot.i18n import N_, Words
from bot.keyboards import Button, Keyboard, button, in_rows, keyboard
from bot.render.jobfair import STATES, fair_text, hour
from db.fair_report import FairCounts
from db.fair_signups import SignUpRow
from db.jobfair_terms import FairState, SignUpState
from db.jobfairs import FairRow, SlotRow

FIELDS = {
    "title": N_("Name"),
    "day": N_("Day"),
    "hours": N_("Hours"),
    "place": N_("Place"),
    "pin": N_("Map"),
    "organiser": N_("Organiser"),
    "seats": N_("Seats"),
    "slots": N_("Times"),
    "companies": N_("Companies"),
    "notes": N_("Note"),
    "poster": N_("Poster"),
}
"""What can be changed, by the name of its question (bot/jobfairs/form.py)."""


def desk_text(
    words: Words,
    fair: FairRow,
    counts: FairCounts,
    slots: Sequence[SlotRow],
    *,
    vacancies: int,
    companies: int,
) -> str:
    """What residents see, and beside it what only officers do."""
    left = None if fair.seats is None else max(0, fair.seats - counts.signed_up)
    lines = [
        words._("<b>No. {number}</b> · {state}").format(number=fair.id, state=words._(STATES[fair.state])),
        fair_text(words, fair, vacancies=vacancies, companies=companies, left=left),
        "",
        words._("Signed up {signed_up} · waiting {waiting} · came {came}").format(
            signed_up=counts.signed_up, waiting=counts.waiting, came=counts.came
        ),
        words._("Times: {times}").format(times=", ".join(hour(slot.starts) for slot in slots) or "—"),
        words._("Map: {pin} · poster: {poster}").format(
            pin=words._("yes") if fair.latitude is not None else words._("no"),
            poster=words._("yes") if fair.poster else words._("no"),
        ),
    ]
    return "\n".join(lines)


def desk_keyboard(words: Words, fair: FairRow, *, mine: bool) -> Keyboard:
    """Only what may be done with the fair as it stands; `mine`: whether this officer may change it."""
    going = mine and fair.state in (FairState.DRAFT, FairState.OPEN)
    is_open = fair.state is FairState.OPEN
    to_open = [button(words._("📢 Show it to residents"), "of_open", fair.id)]
    change = [
        button(words._("✏️ Change"), "of_edit", fair.id),
        button(words._("💼 Vacancies"), "of_jobs", fair.id),
    ]
    results = [
        button(words._("📊 What came of it"), "of_report", fair.id),
        button(words._("📋 Copy"), "of_ask", fair.id, "copy"),
    ]
    return keyboard(
        to_open if going and not is_open else [],
        [button(words._("🚪 At the door"), "of_door", fair.id, 0)] if is_open else [],
        [button(words._("📣 Announce it"), "of_tell", fair.id)] if is_open and mine else [],
        change if going else [],
        results,
        [button(words._("❌ Call off"), "of_cancel", fair.id)] if going else [],
        [button(words._("⬅️ All fairs"), "fairs")],
    )


def edit_keyboard(words: Words, fair_id: int) -> Keyboard:
    """Everything that can be changed."""
    fields = [button(words._(title), "of_ask", fair_id, name) for name, title in FIELDS.items()]
    return keyboard(*in_rows(fields, 3), [button(words._("⬅️ The fair"), "of", fair_id)])


def list_title(words: Words, fair: FairRow) -> str:
    """A fair in the officers' list."""
    sign = words._(STATES[fair.state]).split()[0]
    return f"{sign} {words.day(fair.day)} · {fair.title}"[:60]


def guest_button(row: SignUpRow, name: str) -> Button:
    """Somebody in the list of the door: came or not yet, number, name if given."""
    sign = "✅" if row.checked_in_at else "⏳" if row.state is SignUpState.WAITING else "⬜️"
    return button(f"{sign} {row.position} {name}".strip()[:40], "of_guest", row.id)


def guest_text(words: Words, fair: FairRow, row: SignUpRow, name: str, phone: str, came: str) -> str:
    """One ticket at the door. `came`: when the person was checked in, empty if not yet."""
    state = words._("⏳ on the waiting list") if row.state is SignUpState.WAITING else words._("has a seat")
    lines = [
        words._("🎟 <b>Number {number}</b> · {state}").format(number=row.position, state=state),
        f"{escape(fair.title)} · {words.day(fair.day)}",
        *([escape(name)] if name else []),
        *([escape(phone)] if phone else []),
        words._("✅ Came at {hour}").format(hour=came) if came else words._("Not checked in yet"),
    ]
    if row.interviews is not None:
        lines.append(words._("Interviews: {count}").format(count=row.interviews))
    return "\n".join(lines)
