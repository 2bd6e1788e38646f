"""Fairs as residents see them: the list, one fair with where the person stands. For every conversation about fairs."""

from collections.abc import Sequence
from html import escape

from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import Button, button, keyboard
from bot.render.jobfair import fair_text, hour, upcoming_lines
from db import fair_signups, jobfairs, vacancies
from db.fair_signups import SignUpRow
from db.jobfair_terms import FairState, SignUpState
from db.jobfairs import FairRow, SlotRow
from db.subscriptions import JOB_FAIRS

ANY = "-"
"""In a button of vacancies: any kind of work, any ward."""


def list_fairs(chat: Chat) -> None:
    """What is entered, and being told of the next one."""
    chat.remember(screen="jobfairs")
    fairs = jobfairs.list_upcoming(chat.session, on=chat.today)
    words = chat.words
    shown = [[button(f"{words.day(fair.day)} · {fair.title}"[:60], "fair", fair.id)] for fair in fairs[:8]]
    chat.show(
        upcoming_lines(words, fairs),
        keyboard(
            *shown,
            [button(words._("🔔 Tell me when there is one"), "sub", JOB_FAIRS)],
            [button(words._("🏢 My company wants to take part"), "fair_company")],
            [button(words._("🏠 Start"), "start")],
        ),
    )


def fair_of(chat: Chat) -> FairRow | None:
    """The fair of the button; a draft is nobody's business yet."""
    number = row_number(chat.arguments[0]) if chat.arguments else None
    fair = jobfairs.find(chat.session, number) if number else None
    if fair is None or fair.state is FairState.DRAFT:
        list_fairs(chat)
        return None
    return fair


def draw(chat: Chat, fair: FairRow, said: str = "") -> None:
    """One fair, below something said first."""
    chat.remember(screen=f"fair:{fair.id}")
    signup = fair_signups.find(chat.session, fair.id, chat.person.id)
    offered, left = vacancies.count(chat.session, fair.id), _left(chat, fair)
    slots = jobfairs.list_slots(chat.session, fair.id)
    text = fair_text(
        chat.words,
        fair,
        vacancies=offered,
        companies=vacancies.count_companies(chat.session, fair.id) or fair.companies or 0,
        left=left,
    )
    mine = signup if signup and signup.state is not SignUpState.CANCELLED else None
    standing = _standing(chat, fair, mine, slots) if mine and fair.state is not FairState.CANCELLED else ""
    words, jobs = chat.words, button(chat.words._("💼 Work offered"), "fair_jobs", fair.id, 0, 0, ANY, ANY)
    keys = keyboard(
        *(_going_keys(chat, fair, mine, slots, is_full=left == 0) if is_coming(chat, fair) else []),
        [jobs] if offered else [],
        [
            *([button(words._("📍 Place"), "fair_place", fair.id)] if fair.latitude is not None else []),
            *([button(words._("🗓 Calendar"), "fair_cal", fair.id)] if is_coming(chat, fair) else []),
        ],
        [button(words._("⬅️ All fairs"), "jobfairs")],
    )
    chat.show("\n\n".join(part for part in (said, text, standing) if part), keys)


def is_coming(chat: Chat, fair: FairRow) -> bool:
    """Whether one can sign up to a fair or give a seat back."""
    return fair.state is FairState.OPEN and fair.day >= chat.today


def _left(chat: Chat, fair: FairRow) -> int | None:
    if fair.seats is None or not is_coming(chat, fair):
        return None
    return max(0, fair.seats - fair_signups.count(chat.session, fair.id, SignUpState.SIGNED_UP))


def _standing(chat: Chat, fair: FairRow, mine: SignUpRow, slots: Sequence[SlotRow]) -> str:
    """Where the person stands, and the name and phone that were given."""
    if mine.checked_in_at is not None:
        return chat.words._("✅ You were there.")
    told = [part for part in fair_signups.name_and_phone(chat.session, chat.services.vault, mine) if part]
    given = [chat.words._("You gave: {told}").format(told=escape(" · ".join(told)))] if told else []
    return "\n".join([_place(chat, mine, slots), *given])


def _place(chat: Chat, mine: SignUpRow, slots: Sequence[SlotRow]) -> str:
    if mine.state is SignUpState.WAITING:
        before = fair_signups.count_before(chat.session, mine)
        return chat.words._(
            "⏳ You are on the waiting list, place {place}. I tell you when you move up."
        ).format(place=before + 1)
    starts = next((slot.starts for slot in slots if slot.id == mine.slot_id), None)
    if starts is not None:
        return chat.words._("✅ You are signed up, for {hour}.").format(hour=hour(starts))
    return chat.words._("✅ You are signed up.")


def _going_keys(
    chat: Chat, fair: FairRow, mine: SignUpRow | None, slots: Sequence[SlotRow], *, is_full: bool
) -> list[list[Button]]:
    """What can be done about a fair that is to come: signing up, or with one's own sign-up."""
    words = chat.words
    if mine is None:
        title = words._("⏳ Join the waiting list") if is_full else words._("✍️ Sign up")
        return [[button(title, "fair_sign", fair.id)]]
    if mine.checked_in_at is not None:
        return []
    ticket = [button(words._("🎟 My ticket"), "fair_ticket", fair.id)]
    times = [button(words._("🕐 Time"), "fair_slots", fair.id)]
    return [
        [*(ticket if mine.state is SignUpState.SIGNED_UP else []), *(times if slots else [])],
        [
            button(words._("Give my name"), "fair_name", fair.id),
            button(words._("Give my phone"), "fair_phone", fair.id),
        ],
        [button(words._("I cannot come"), "fair_out", fair.id)],
    ]
