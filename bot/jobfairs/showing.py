"""Fairs as residents see them: the list, one fair with where the person stands. For every conversation about fairs."""

from html import escape

from bot.callbacks import row_number
from bot.context import Chat
from bot.i18n import N_
from bot.keyboards import Button, Keyboard, button, keyboard
from bot.render.jobfair import fair_text, hour, upcoming_lines
from db import fair_signups, jobfairs, vacancies
from db.fair_signups import SignUpRow
from db.jobfair_terms import FairState, SignUpState
from db.jobfairs import FairRow
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
    text = fair_text(
        chat.words,
        fair,
        vacancies=vacancies.count(chat.session, fair.id),
        companies=vacancies.count_companies(chat.session, fair.id) or fair.companies or 0,
        left=_left(chat, fair),
    )
    parts = (said, text, _standing(chat, fair, signup))
    chat.show("\n\n".join(part for part in parts if part), _keys(chat, fair, signup))


def is_coming(chat: Chat, fair: FairRow) -> bool:
    """Whether one can sign up to a fair or give a seat back."""
    return fair.state is FairState.OPEN and fair.day >= chat.today


def _left(chat: Chat, fair: FairRow) -> int | None:
    if fair.seats is None or not is_coming(chat, fair):
        return None
    return max(0, fair.seats - fair_signups.count(chat.session, fair.id, SignUpState.SIGNED_UP))


def _standing(chat: Chat, fair: FairRow, signup: SignUpRow | None) -> str:
    if signup is None or SignUpState.CANCELLED is signup.state or fair.state is FairState.CANCELLED:
        return ""
    if signup.checked_in_at is not None:
        return chat.words._("✅ You were there.")
    told = [part for part in fair_signups.name_and_phone(chat.session, chat.services.vault, signup) if part]
    given = [chat.words._("You gave: {told}").format(told=escape(" · ".join(told)))] if told else []
    return "\n".join([_place(chat, fair, signup), *given])


def _place(chat: Chat, fair: FairRow, signup: SignUpRow) -> str:
    if signup.state is SignUpState.WAITING:
        before = fair_signups.count_before(chat.session, signup)
        return chat.words._(
            "⏳ You are on the waiting list, place {place}. I tell you when you move up."
        ).format(place=before + 1)
    slots = {slot.id: slot.starts for slot in jobfairs.list_slots(chat.session, fair.id)}
    if signup.slot_id in slots:
        return chat.words._("✅ You are signed up, for {hour}.").format(hour=hour(slots[signup.slot_id]))
    return chat.words._("✅ You are signed up.")


def _keys(chat: Chat, fair: FairRow, signup: SignUpRow | None) -> Keyboard:
    words = chat.words
    is_open = is_coming(chat, fair)
    mine = signup is not None and signup.state is not SignUpState.CANCELLED
    jobs = button(words._("💼 Work offered"), "fair_jobs", fair.id, 0, 0, ANY, ANY)
    return keyboard(
        [button(words._(_sign_up_title(chat, fair)), "fair_sign", fair.id)] if is_open and not mine else [],
        *(_own_keys(chat, fair, signup) if is_open and mine and signup else []),
        [jobs] if vacancies.count(chat.session, fair.id) else [],
        [
            *([button(words._("📍 Place"), "fair_place", fair.id)] if fair.latitude is not None else []),
            *([button(words._("🗓 Calendar"), "fair_cal", fair.id)] if is_open else []),
        ],
        [button(words._("⬅️ All fairs"), "jobfairs")],
    )


def _sign_up_title(chat: Chat, fair: FairRow) -> str:
    return N_("⏳ Join the waiting list") if _left(chat, fair) == 0 else N_("✍️ Sign up")


def _own_keys(chat: Chat, fair: FairRow, signup: SignUpRow) -> list[list[Button]]:
    words = chat.words
    if signup.checked_in_at is not None:
        return []
    ticket = [button(words._("🎟 My ticket"), "fair_ticket", fair.id)]
    times = (
        [button(words._("🕐 Time"), "fair_slots", fair.id)]
        if jobfairs.list_slots(chat.session, fair.id)
        else []
    )
    return [
        [*(ticket if signup.state is SignUpState.SIGNED_UP else []), *times],
        [
            button(words._("Give my name"), "fair_name", fair.id),
            button(words._("Give my phone"), "fair_phone", fair.id),
        ],
        [button(words._("I cannot come"), "fair_out", fair.id)],
    ]
