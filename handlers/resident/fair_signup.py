"""Signing up to a fair: a seat, a time, a name if one likes, the ticket, giving it back, and whether work was found."""

from collections.abc import Mapping
from typing import Any

from bot.callbacks import row_number
from bot.context import Chat
from bot.files import CannotBeMade, MadeFile, made_by
from bot.jobfairs import reminders
from bot.jobfairs.notices import MOVED, move_reminders, tell_moved_up
from bot.jobfairs.showing import draw, fair_of, is_coming, list_fairs
from bot.jobfairs.ticket import ticket_picture
from bot.keyboards import Keyboard, button, in_rows, keyboard
from bot.render.jobfair import hour, when
from bot.routes import Routes
from bot.services import Services
from bot.subscribing import is_stop
from db import fair_signups, jobfairs
from db.engine import Sessions
from db.fair_signups import WORK_DAYS, SignUpRow
from db.jobfair_terms import SignUpState
from db.jobfairs import FairRow
from db.personal_numbers import phone as read_phone
from db.register_terms import Refusal
from db.subscriptions import JOB_FAIRS
from knowledge.normalise import fold

TICKET = "fair_ticket"
LONGEST_NAME = 80


def register(routes: Routes) -> None:
    routes.button("fair_sign", sign_up)
    routes.button("fair_slots", offer_slots)
    routes.button("fair_slot", choose_slot)
    routes.button("fair_name", ask_name)
    routes.typing("fair_name", take_name)
    routes.button("fair_phone", ask_phone)
    routes.typing("fair_phone", take_phone)
    routes.button("fair_ticket", send_ticket)
    routes.button("fair_out", take_back)
    routes.button("fair_work", answer_work)
    routes.file(TICKET, draw_ticket)
    routes.when_due(reminders.KIND, reminders.remind)
    routes.when_due(MOVED, move_reminders)


def sign_up(chat: Chat) -> None:
    """A seat, or a place in the waiting list. No name is asked for."""
    fair = fair_of(chat)
    if fair is None:
        return
    signed = fair_signups.sign_up(
        chat.session, fair.id, chat.person.id, ward=chat.person.ward, on=chat.today, now=chat.now()
    )
    if isinstance(signed, Refusal):
        chat.toast = chat.words._("Signing up is over.")
        draw(chat, fair)
        return
    reminders.plan(chat.session, fair, signed.id, now=chat.now())
    said = (
        chat.words._(
            "🎉 Done. I remind you the day before and two hours before. Name and phone only if you like."
        )
        if signed.state is SignUpState.SIGNED_UP
        else ""
    )
    draw(chat, fair, said)


def _own(chat: Chat) -> tuple[FairRow, SignUpRow] | None:
    """The fair of the button and the person's sign-up, if it stands."""
    fair = fair_of(chat)
    if fair is None:
        return None
    signup = fair_signups.find(chat.session, fair.id, chat.person.id)
    if signup is None or signup.state is SignUpState.CANCELLED or not is_coming(chat, fair):
        draw(chat, fair)
        return None
    return fair, signup


def offer_slots(chat: Chat) -> None:
    """The times to come at."""
    own = _own(chat)
    if own is None:
        return
    fair, _ = own
    slots = [
        button(hour(slot.starts), "fair_slot", fair.id, slot.id)
        for slot in jobfairs.list_slots(chat.session, fair.id)
    ]
    text = chat.words._("At which time will you come?")
    chat.show(text, keyboard(*in_rows(slots, 4), [button(chat.words._("⬅️ The fair"), "fair", fair.id)]))


def choose_slot(chat: Chat) -> None:
    """Keep the time."""
    own = _own(chat)
    if own is None:
        return
    fair, signup = own
    wanted = row_number(chat.arguments[1]) if len(chat.arguments) > 1 else None
    if wanted in {slot.id for slot in jobfairs.list_slots(chat.session, fair.id)}:
        fair_signups.choose_slot(chat.session, signup.id, wanted or 0)
    draw(chat, fair)


def ask_name(chat: Chat) -> None:
    """The name is asked for only when the person wants to give it."""
    _ask(
        chat,
        "fair_name",
        chat.words._("Type your name as the organisers should read it. A minus sign takes it back."),
    )


def ask_phone(chat: Chat) -> None:
    """The phone likewise."""
    _ask(chat, "fair_phone", chat.words._("Type your phone number. A minus sign takes it back."))


def _ask(chat: Chat, screen: str, text: str) -> None:
    own = _own(chat)
    if own:
        fair, _ = own
        chat.remember(screen=f"{screen}:{fair.id}")
        chat.show(text, keyboard([button(chat.words._("⬅️ The fair"), "fair", fair.id)]))


def take_name(chat: Chat) -> None:
    """Kept sealed, for the organisers of this fair."""
    own, name = _own(chat), " ".join(((chat.message.text if chat.message else "") or "").split())
    if own is None:
        return
    fair, signup = own
    if _takes_back(chat, fair, signup, "name", name):
        return
    if not 2 <= len(name) <= LONGEST_NAME or any(one.isdecimal() for one in name):
        chat.reply(chat.words._("Please type the full name, up to 80 letters."), _back(chat, fair))
        return
    fair_signups.tell(chat.session, chat.services.vault, signup, name=name)
    draw(chat, fair, chat.words._("Thank you, the organisers will see it."))


def _back(chat: Chat, fair: FairRow) -> Keyboard:
    return keyboard([button(chat.words._("⬅️ The fair"), "fair", fair.id)])


def _takes_back(chat: Chat, fair: FairRow, signup: SignUpRow, part: str, text: str) -> bool:
    """ "-" forgets what was given; "thôi", "không" only lead back. Whether it was one of these."""
    said = text.strip()
    if said == "-":
        fair_signups.withdraw(chat.session, signup.id, part)
    elif not (is_stop(said) or fold(said) in ("khong", "huy", "no", "cancel")):
        return False
    draw(chat, fair)
    return True


def take_phone(chat: Chat) -> None:
    """Kept sealed, for the organisers of this fair."""
    own, number = _own(chat), read_phone((chat.message.text if chat.message else "") or "")
    if own is None:
        return
    fair, signup = own
    if _takes_back(chat, fair, signup, "phone", (chat.message.text if chat.message else "") or ""):
        return
    if number is None:
        text = chat.words._("This is no phone number I know. Please type it as 0912 345 678.")
        chat.reply(text, _back(chat, fair))
        return
    fair_signups.tell(chat.session, chat.services.vault, signup, phone=number)
    draw(chat, fair, chat.words._("Thank you, the organisers will see it."))


def send_ticket(chat: Chat) -> None:
    """A picture with a code that the officer at the door reads."""
    own = _own(chat)
    if own is None:
        return
    fair, signup = own
    if signup.state is not SignUpState.SIGNED_UP:
        draw(chat, fair)
        return
    chat.toast = chat.words._("The ticket is on its way.")
    picture = made_by(TICKET, signup=signup.id, language=chat.words.language)
    caption = chat.words._("🎟 Show this at the door. Number {number}.").format(number=signup.position)
    chat.call("sendPhoto", chat_id=chat.chat_id, photo=picture, caption=caption)


def draw_ticket(services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The ticket of a sign-up."""
    with sessions.begin() as session:
        signup = fair_signups.find_by_id(session, int(arguments["signup"]))
        fair = jobfairs.find(session, signup.fair_id) if signup else None
    if signup is None or fair is None:
        raise CannotBeMade("the person erased everything meanwhile")
    words = services.catalogues[arguments["language"]]
    link = f"https://t.me/{services.bot_name}?start=ticket_{signup.token}"
    content = ticket_picture(fair.title, when(words, fair), fair.place, f"{signup.position}", link)
    return MadeFile("an-sinh-ticket.png", content)


def take_back(chat: Chat) -> None:
    """Ask once, then give the seat to the first who waits."""
    own = _own(chat)
    if own is None:
        return
    fair, signup = own
    if signup.checked_in_at is not None:
        draw(chat, fair)
        return
    if chat.arguments[1:2] != ["yes"]:
        text = chat.words._("Give your seat back?")
        yes = button(chat.words._("Yes, give it back"), "fair_out", fair.id, "yes")
        chat.show(text, keyboard([yes], [button(chat.words._("⬅️ The fair"), "fair", fair.id)]))
        return
    moved = fair_signups.cancel(chat.session, fair.id, chat.person.id, on=chat.today)
    reminders.forget(chat.session, signup.id)
    if moved:
        tell_moved_up(chat, fair, moved)
    draw(chat, fair, chat.words._("Your seat is given back."))


def answer_work(chat: Chat) -> None:
    """Did you find work? One tap; of one's own sign-up only."""
    number, days, found = [*chat.arguments, "", "", ""][:3]
    signup = fair_signups.find_by_id(chat.session, row_number(number) or 0)
    if signup is None or signup.person_id != chat.person.id or days not in map(str, WORK_DAYS):
        list_fairs(chat)
        return
    fair_signups.record_work(chat.session, signup.id, int(days), found=found == "1")
    text = (
        chat.words._("🎉 We are glad. Thank you for telling.")
        if found == "1"
        else chat.words._("Thank you for telling. The next fair may have something; shall I tell you?")
    )
    more = [] if found == "1" else [button(chat.words._("🔔 Tell me when there is one"), "sub", JOB_FAIRS)]
    chat.show(text, keyboard(more, [button(chat.words._("🤝 Job fairs"), "jobfairs")]))
