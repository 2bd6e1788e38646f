"""/jobfair: coming fairs as they are entered; place, calendar, vacancies; signing up, the ticket, taking it back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.callbacks import row_number
from bot.clock import VIETNAM, moment
from bot.context import Chat
from bot.files import MadeFile, made_by
from bot.jobfairs import reminders
from bot.jobfairs.calendar import FairEvent, event_file
from bot.jobfairs.notices import MOVED, move_reminders, tell_moved_up
from bot.jobfairs.ticket import ticket_picture
from bot.keyboards import Button, Keyboard, button, in_rows, keyboard
from bot.render.jobfair import KINDS, fair_text, hour, upcoming_lines, vacancy_text, when
from bot.routes import Routes
from bot.services import Services
from db import fair_signups, jobfairs, vacancies
from db.engine import Sessions
from db.fair_signups import WORK_DAYS, SignUpRow
from db.jobfair_terms import FairState, SignUpState, WorkKind
from db.jobfairs import FairRow
from db.personal_numbers import phone as read_phone
from db.register_terms import Refusal
from db.subscriptions import JOB_FAIRS
from db.vacancies import A_PAGE, Wish
from knowledge.wards import all_wards

CALENDAR, TICKET = "fair_calendar", "fair_ticket"
WAGES = (7, 10, 15)  # millions of VND a month
LONGEST_NAME = 80
ANY = "-"


def register(routes: Routes) -> None:
    routes.command("jobfair", list_fairs)
    routes.button("jobfairs", list_fairs)
    routes.deep_link("fair", show_fair)
    routes.button("fair", show_fair)
    routes.button("fair_place", send_place)
    routes.button("fair_cal", send_calendar)
    routes.button("fair_jobs", show_vacancies)
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
    routes.file(CALENDAR, draw_calendar)
    routes.file(TICKET, draw_ticket)
    routes.when_due(reminders.KIND, reminders.remind)
    routes.when_due(MOVED, move_reminders)


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


def _fair(chat: Chat) -> FairRow | None:
    """The fair of the button; a draft is nobody's business yet."""
    number = row_number(chat.arguments[0]) if chat.arguments else None
    fair = jobfairs.find(chat.session, number) if number else None
    if fair is None or fair.state is FairState.DRAFT:
        list_fairs(chat)
        return None
    return fair


def show_fair(chat: Chat) -> None:
    """One fair, and where the person stands."""
    fair = _fair(chat)
    if fair:
        _draw(chat, fair)


def _draw(chat: Chat, fair: FairRow, said: str = "") -> None:
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


def _left(chat: Chat, fair: FairRow) -> int | None:
    if fair.seats is None:
        return None
    return max(0, fair.seats - fair_signups.count(chat.session, fair.id, SignUpState.SIGNED_UP))


def _standing(chat: Chat, fair: FairRow, signup: SignUpRow | None) -> str:
    if signup is None or signup.state is SignUpState.CANCELLED:
        return ""
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
    is_open = fair.state is FairState.OPEN and fair.day >= chat.today
    mine = signup is not None and signup.state is not SignUpState.CANCELLED
    jobs = button(words._("💼 Work offered"), "fair_jobs", fair.id, 0, 0, ANY, ANY)
    return keyboard(
        [button(words._("✍️ Sign up"), "fair_sign", fair.id)] if is_open and not mine else [],
        *(_own_keys(chat, fair) if is_open and mine else []),
        [jobs] if vacancies.count(chat.session, fair.id) else [],
        [
            button(words._("📍 Place"), "fair_place", fair.id),
            *([button(words._("🗓 Calendar"), "fair_cal", fair.id)] if fair.day >= chat.today else []),
        ],
        [button(words._("⬅️ All fairs"), "jobfairs")],
    )


def _own_keys(chat: Chat, fair: FairRow) -> list[list[Button]]:
    words = chat.words
    times = (
        [button(words._("🕐 Time"), "fair_slots", fair.id)]
        if jobfairs.list_slots(chat.session, fair.id)
        else []
    )
    return [
        [button(words._("🎟 My ticket"), "fair_ticket", fair.id), *times],
        [
            button(words._("Give my name"), "fair_name", fair.id),
            button(words._("Give my phone"), "fair_phone", fair.id),
        ],
        [button(words._("I cannot come"), "fair_out", fair.id)],
    ]


def send_place(chat: Chat) -> None:
    """The place on the map, or in words."""
    fair = _fair(chat)
    if fair is None:
        return
    if fair.latitude is None or fair.longitude is None:
        chat.toast = fair.place[:190]
        return
    chat.call(
        "sendVenue",
        chat_id=chat.chat_id,
        latitude=fair.latitude,
        longitude=fair.longitude,
        title=fair.title,
        address=fair.place,
    )


def send_calendar(chat: Chat) -> None:
    """A file that a phone's calendar opens."""
    fair = _fair(chat)
    if fair:
        chat.call("sendDocument", chat_id=chat.chat_id, document=made_by(CALENDAR, fair=fair.id))


def draw_calendar(_services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The calendar file of a fair."""
    with sessions.begin() as session:
        fair = jobfairs.find(session, int(arguments["fair"]))
    assert fair is not None, "fairs are never deleted"
    return MadeFile("an-sinh.ics", event_file(_event(fair)))


def _event(fair: FairRow) -> FairEvent:
    midnight = datetime.fromtimestamp(moment(fair.day, 0), VIETNAM)
    return FairEvent(
        id=fair.id,
        title=fair.title,
        starts=midnight + timedelta(minutes=fair.opens),
        ends=midnight + timedelta(minutes=fair.closes),
        place=fair.place,
        notes=fair.notes or "",
        latitude=fair.latitude,
        longitude=fair.longitude,
        changed=fair.changes,
        cancelled=fair.state is FairState.CANCELLED,
    )


def show_vacancies(chat: Chat) -> None:
    """Five at a time, best paid first: `fair_jobs:<fair>:<page>:<wage in millions>:<kind>:<ward>`."""
    fair = _fair(chat)
    if fair is None:
        return
    page, millions, kind, ward = [*chat.arguments[1:], "0", "0", ANY, ANY][:4]
    wish = Wish(
        wage=int(millions) * 1_000_000 if millions.isdecimal() and int(millions) else None,
        kind=next((one for one in WorkKind if one.value == kind), None),
        ward=ward if ward in all_wards() else None,
    )
    number = min(row_number(page) or 0, 1000)
    rows = vacancies.list_page(chat.session, fair.id, wish, number)
    count = vacancies.count(chat.session, fair.id, wish)
    heading = chat.words._("💼 <b>Work offered</b>: {count} that fit").format(count=count)
    chat.show(
        "\n\n".join([heading, *(vacancy_text(chat.words, row) for row in rows)]),
        _filters(chat, fair, number, wish, count),
    )


def _filters(chat: Chat, fair: FairRow, page: int, wish: Wish, count: int) -> Keyboard:
    words = chat.words
    millions = (wish.wage or 0) // 1_000_000
    kind, ward = wish.kind.value if wish.kind else ANY, wish.ward or ANY

    def key(title: str, *choice: object, chosen: bool = False) -> Button:
        return button(f"🔘 {title}" if chosen else title, "fair_jobs", fair.id, *choice)

    wages = [
        key(
            words._("from {millions} million").format(millions=one),
            0,
            0 if one == millions else one,
            kind,
            ward,
            chosen=one == millions,
        )
        for one in WAGES
    ]
    kinds = [
        key(
            words._(title), 0, millions, ANY if one is wish.kind else one.value, ward, chosen=one is wish.kind
        )
        for one, title in KINDS.items()
    ]
    home = chat.person.ward
    near = (
        [
            key(
                words._("📍 Near where I live"),
                0,
                millions,
                kind,
                ANY if wish.ward else home,
                chosen=bool(wish.ward),
            )
        ]
        if home
        else []
    )
    back = [key(words._("⬅️ Previous"), page - 1, millions, kind, ward)] if page else []
    more = [key(words._("More ➡️"), page + 1, millions, kind, ward)] if (page + 1) * A_PAGE < count else []
    return keyboard(
        [*back, *more], wages, *in_rows(kinds, 3), near, [button(words._("⬅️ The fair"), "fair", fair.id)]
    )


def sign_up(chat: Chat) -> None:
    """A seat, or a place in the waiting list. No name is asked for."""
    fair = _fair(chat)
    if fair is None:
        return
    signed = fair_signups.sign_up(
        chat.session, fair.id, chat.person.id, ward=chat.person.ward, on=chat.today, now=chat.now()
    )
    if isinstance(signed, Refusal):
        chat.toast = chat.words._("Signing up is over.")
        _draw(chat, fair)
        return
    reminders.plan(chat.session, fair, signed.id, now=chat.now())
    said = (
        chat.words._(
            "🎉 Done. I remind you the day before and two hours before. Name and phone only if you like."
        )
        if signed.state is SignUpState.SIGNED_UP
        else ""
    )
    _draw(chat, fair, said)


def _own(chat: Chat) -> tuple[FairRow, SignUpRow] | None:
    """The fair of the button and the person's sign-up, if it stands."""
    fair = _fair(chat)
    if fair is None:
        return None
    signup = fair_signups.find(chat.session, fair.id, chat.person.id)
    if signup is None or signup.state is SignUpState.CANCELLED:
        _draw(chat, fair)
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
    _draw(chat, fair)


def ask_name(chat: Chat) -> None:
    """The name is asked for only when the person wants to give it."""
    _ask(chat, "fair_name", chat.words._("Type your name as the organisers should read it."))


def ask_phone(chat: Chat) -> None:
    """The phone likewise."""
    _ask(chat, "fair_phone", chat.words._("Type your phone number."))


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
    if not 2 <= len(name) <= LONGEST_NAME:
        chat.reply(chat.words._("Please type the full name, up to 80 letters."))
        return
    fair_signups.tell(chat.session, chat.services.vault, signup, name=name)
    _draw(chat, fair, chat.words._("Thank you, the organisers will see it."))


def take_phone(chat: Chat) -> None:
    """Kept sealed, for the organisers of this fair."""
    own, number = _own(chat), read_phone((chat.message.text if chat.message else "") or "")
    if own is None:
        return
    fair, signup = own
    if number is None:
        chat.reply(chat.words._("This is no phone number I know. Please type it as 0912 345 678."))
        return
    fair_signups.tell(chat.session, chat.services.vault, signup, phone=number)
    _draw(chat, fair, chat.words._("Thank you, the organisers will see it."))


def send_ticket(chat: Chat) -> None:
    """A picture with a code that the officer at the door reads."""
    own = _own(chat)
    if own is None:
        return
    fair, signup = own
    if signup.state is not SignUpState.SIGNED_UP:
        _draw(chat, fair)
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
    assert signup is not None, "sign-ups are never deleted"
    assert fair is not None, "fairs are never deleted"
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
    if chat.arguments[1:2] != ["yes"]:
        text = chat.words._("Give your seat back?")
        yes = button(chat.words._("Yes, give it back"), "fair_out", fair.id, "yes")
        chat.show(text, keyboard([yes], [button(chat.words._("⬅️ The fair"), "fair", fair.id)]))
        return
    moved = fair_signups.cancel(chat.session, fair.id, chat.person.id)
    reminders.forget(chat.session, signup.id)
    if moved:
        tell_moved_up(chat, fair, moved)
    _draw(chat, fair, chat.words._("Your seat is given back."))


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
