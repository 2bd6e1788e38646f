"""At the door of a fair: a ticket's link checks its holder in; so does a number, a name or the end of a phone."""

from datetime import datetime
from html import escape

from bot.access import FIELD, note
from bot.callbacks import row_number
from bot.clock import VIETNAM
from bot.context import Chat
from bot.jobfairs import requests
from bot.keyboards import button, in_rows, keyboard
from bot.register_requests import argument
from bot.render.fair_desk import guest_button, guest_text
from bot.routes import Routes
from bot.screens import reply, show
from db import fair_report, fair_signups, jobfairs
from db.fair_signups import SignUpRow
from db.jobfair_terms import FairState, SignUpState
from db.jobfairs import FairRow
from db.register_terms import Act
from knowledge.normalise import fold

A_PAGE = 8
MOST_INTERVIEWS = 4
LEAST_DIGITS = 3  # of a phone; fewer are a ticket's number


def register(routes: Routes) -> None:
    routes.deep_link("ticket", take_ticket, only=FIELD)
    routes.button("of_door", show_door, only=FIELD)
    routes.typing("of_door", find_guest, only=FIELD)
    routes.button("of_guest", show_guest, only=FIELD)
    routes.button("of_in", check_in, only=FIELD)
    routes.button("of_undo", undo, only=FIELD)
    routes.button("of_talks", record_interviews, only=FIELD)


def take_ticket(chat: Chat) -> None:
    """The link of a ticket: checked in at once on the day of the fair."""
    signup = fair_signups.find_by_token(chat.session, argument(chat, 0))
    fair = jobfairs.find(chat.session, signup.fair_id) if signup else None
    if signup is None or fair is None or signup.state is SignUpState.CANCELLED:
        reply(chat, chat.words._("This ticket is not known, or was given back."))
    elif fair.day == chat.today:
        _check_in(chat, fair, signup)
    else:
        warning = chat.words._("⚠️ This ticket is for {day}, not for today.").format(
            day=chat.words.day(fair.day)
        )
        _draw(chat, fair, signup, warning)


def _check_in(chat: Chat, fair: FairRow, signup: SignUpRow) -> None:
    if fair.state is FairState.CANCELLED:
        _draw(chat, fair, signup, chat.words._("❌ <b>This fair was called off.</b>"))
        return
    first = fair_signups.check_in(chat.session, signup.id, now=chat.now())
    if first:
        note(chat, Act.CHANGE, fair=fair.id, signup=signup.id, came=True)
    now = fair_signups.find_by_id(chat.session, signup.id)
    assert now is not None, "sign-ups are never deleted"
    said = chat.words._("✅ Welcome.") if first else chat.words._("⚠️ This ticket was used before.")
    _draw(chat, fair, now, said)


def _draw(chat: Chat, fair: FairRow, signup: SignUpRow, said: str = "") -> None:
    """One guest; that the officer saw name and phone is recorded."""
    name, phone = _told(chat, fair, signup)
    if name or phone:
        note(chat, Act.VIEW, fair=fair.id, signup=signup.id)
    words = chat.words
    text = guest_text(words, fair, signup, name, phone, _hour(signup))
    come = (
        [button(words._("✅ Check in"), "of_in", signup.id)]
        if signup.checked_in_at is None
        else [button(words._("↩️ Take the check-in back"), "of_undo", signup.id)]
    )
    talks = [
        button(f"{number}{'+' if number == MOST_INTERVIEWS else ''}", "of_talks", signup.id, number)
        for number in range(MOST_INTERVIEWS + 1)
    ]
    if signup.checked_in_at is not None and signup.interviews is None:
        text += "\n" + words._("How many interviews? Tap below when you know.")
    show(
        chat,
        f"{said}\n\n{text}".strip(),
        keyboard(
            talks if signup.checked_in_at is not None else [],
            come if fair.state is not FairState.CANCELLED else [],
            [button(words._("⬅️ At the door"), "of_door", fair.id, 0)],
        ),
    )


def _told(chat: Chat, fair: FairRow, signup: SignUpRow) -> tuple[str, str]:
    """Name and phone: for who organises the fair, and on its day for who stands at the door."""
    at_the_door = fair.state is FairState.OPEN and fair.day == chat.today
    if not (at_the_door or requests.is_mine(chat, fair)):
        return "", ""
    return fair_signups.name_and_phone(chat.session, chat.services.vault, signup)


def _hour(signup: SignUpRow) -> str:
    if signup.checked_in_at is None:
        return ""
    return f"{datetime.fromtimestamp(signup.checked_in_at, VIETNAM):%H:%M}"


def _guest(chat: Chat) -> tuple[FairRow, SignUpRow] | None:
    """The guest of the button and the fair."""
    signup = fair_signups.find_by_id(chat.session, row_number(argument(chat, 0)) or 0)
    fair = jobfairs.find(chat.session, signup.fair_id) if signup else None
    if signup is None or fair is None or signup.state is SignUpState.CANCELLED:
        reply(chat, chat.words._("This ticket is not known, or was given back."))
        return None
    return fair, signup


def show_guest(chat: Chat) -> None:
    """One guest, to be checked in by hand."""
    found = _guest(chat)
    if found:
        _draw(chat, *found)


def check_in(chat: Chat) -> None:
    """By hand; on another day than the fair's after a second press."""
    found = _guest(chat)
    if found is None:
        return
    fair, signup = found
    if fair.day == chat.today or argument(chat, 1) == "yes":
        _check_in(chat, fair, signup)
        return
    text = chat.words._("⚠️ The fair is on {day}, not today. Check in all the same?")
    yes = button(chat.words._("✅ Yes, check in"), "of_in", signup.id, "yes")
    no = button(chat.words._("⬅️ Back"), "of_guest", signup.id)
    show(chat, text.format(day=chat.words.day(fair.day)), keyboard([yes], [no]))


def undo(chat: Chat) -> None:
    """A check-in that was a slip."""
    found = _guest(chat)
    if found is None:
        return
    fair, signup = found
    if fair_signups.undo_check_in(chat.session, signup.id):
        note(chat, Act.CHANGE, fair=fair.id, signup=signup.id, came=False)
    now = fair_signups.find_by_id(chat.session, signup.id)
    assert now is not None, "it was just read"
    _draw(chat, fair, now)


def record_interviews(chat: Chat) -> None:
    """How many companies the guest talked to."""
    found, number = _guest(chat), row_number(argument(chat, 1))
    if found is None:
        return
    fair, signup = found
    if number is not None and number <= MOST_INTERVIEWS and signup.checked_in_at is not None:
        fair_signups.record_interviews(chat.session, signup.id, number)
        note(chat, Act.CHANGE, fair=fair.id, signup=signup.id, interviews=number)
    now = fair_signups.find_by_id(chat.session, signup.id)
    assert now is not None, "sign-ups are never deleted"
    _draw(chat, fair, now)


def show_door(chat: Chat) -> None:
    """Live counts and who is signed up: `of_door:<fair>:<page>`."""
    fair = requests.fair(chat)
    if fair:
        rows = fair_signups.list_rows(chat.session, fair.id)
        _draw_door(chat, fair, rows, row_number(argument(chat, 1)) or 0)


def _draw_door(chat: Chat, fair: FairRow, rows: list[SignUpRow], page: int) -> None:
    chat.remember(screen=f"of_door:{fair.id}:{page}")
    words, counts = chat.words, fair_report.fair_counts(chat.session, fair.id)
    shown = rows[page * A_PAGE : (page + 1) * A_PAGE]
    names = [_told(chat, fair, row)[0] for row in shown]
    if any(names):
        note(chat, Act.LIST, fair=fair.id, shown=len(shown))
    text = words._(
        "🚪 <b>{title}</b>\nCame {came} of {signed_up} · waiting {waiting}\n\nScan a ticket with the phone's camera, or "
        "type a number, a name or the last digits of a phone."
    ).format(title=escape(fair.title), came=counts.came, signed_up=counts.signed_up, waiting=counts.waiting)
    guests = [guest_button(row, name) for row, name in zip(shown, names, strict=True)]
    back = [button(words._("⬅️ Previous"), "of_door", fair.id, page - 1)] if page else []
    more = (
        [button(words._("More ➡️"), "of_door", fair.id, page + 1)] if (page + 1) * A_PAGE < len(rows) else []
    )
    again = [button(words._("🔄 Count again"), "of_door", fair.id, page)]
    show(
        chat,
        text,
        keyboard(*in_rows(guests, 2), [*back, *more], again, requests.desk_button(chat, fair.id)),
    )


def find_guest(chat: Chat) -> None:
    """By number, name or the end of the phone; one alone is shown at once."""
    fair, text = requests.fair(chat), ((chat.message.text if chat.message else "") or "").strip()
    if fair is None or not text:
        return
    rows = [row for row in fair_signups.list_rows(chat.session, fair.id) if _is_meant(chat, fair, row, text)]
    if len(rows) == 1:
        _draw(chat, fair, rows[0])
    elif rows:
        _draw_door(chat, fair, rows[:A_PAGE], 0)
    else:
        back = [button(chat.words._("⬅️ At the door"), "of_door", fair.id, 0)]
        reply(chat, chat.words._("Nobody signed up like this."), keyboard(back))


def _is_meant(chat: Chat, fair: FairRow, row: SignUpRow, text: str) -> bool:
    digits = text.replace(" ", "")
    if digits == str(row.position):
        return True
    name, phone = _told(chat, fair, row)
    if digits.isdecimal():
        return len(digits) >= LEAST_DIGITS and phone.endswith(digits)
    return bool(name) and all(word in fold(name) for word in fold(text).split())
