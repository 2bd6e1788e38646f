"""Entering a fair question by question, changing one thing of it, copying an earlier one."""

from typing import Any

from bot.access import FIELD, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.jobfairs import form, notices, requests
from bot.keyboards import button, keyboard
from bot.register_requests import argument
from bot.render.fair_desk import edit_keyboard
from bot.render.jobfair import hour
from bot.routes import Routes
from bot.screens import reply, show
from db import fair_signups, jobfairs
from db.jobfair_terms import FairState
from db.jobfairs import FairRow
from db.register_terms import Act

NOTE = "fair"  # the note of what was typed for a fair that is not entered yet
TELLING = ("day", "hours", "place", "slots")
"""Changes of these are of interest to everybody signed up."""


def register(routes: Routes) -> None:
    routes.button("of_new", begin, only=FIELD)
    routes.typing("of_new", take_step, only=FIELD)
    routes.button("of_edit", choose_field, only=FIELD)
    routes.button("of_ask", ask, only=FIELD)
    routes.typing("of_ask", take_typed, only=FIELD)
    routes.sending("of_ask", take_sent, only=FIELD)


def begin(chat: Chat) -> None:
    """The first question, or the one before: `of_new:<step>`."""
    step = argument(chat, 0) or form.STEPS[0]
    if step == form.STEPS[0]:
        chat.leave()
    _ask_step(chat, step if step in form.STEPS else form.STEPS[0])


def _ask_step(chat: Chat, step: str) -> None:
    chat.remember(screen=f"of_new:{step}")
    place = form.STEPS.index(step)
    question = form.QUESTIONS[step]
    text = f"<i>{place + 1}/{len(form.STEPS)}</i> {chat.words._(question)}"
    back = button(chat.words._("⬅️ Back"), *(("of_new", form.STEPS[place - 1]) if place else ("fairs",)))
    show(chat, text, keyboard([back, button(chat.words._("✖️ Stop"), "fairs")]))


def take_step(chat: Chat) -> None:
    """Keep the answer and ask on; after the last the fair is there as a draft."""
    step = argument(chat, 0)
    values = form.read(step, _typed(chat), today=chat.today)
    if values is None:
        _refuse(chat, step)
        return
    stored = {name: value.isoformat() if name == "day" else value for name, value in values.items()}
    kept: dict[str, Any] = {**chat.dialog.notes.get(NOTE, {}), **stored}
    chat.remember(notes={**chat.dialog.notes, NOTE: kept})
    missing = [one for one in form.STEPS if one not in _answered(kept)]
    if missing:
        _ask_step(chat, missing[0])
    else:
        _enter(chat, kept)


def _answered(kept: dict[str, Any]) -> set[str]:
    return {"hours" if name == "opens" else name for name in kept}


def _enter(chat: Chat, kept: dict[str, Any]) -> None:
    values = form.stored(kept)
    number = jobfairs.create(chat.session, now=chat.now(), created_by_id=me(chat).id, **values)
    note(chat, Act.ADD, fair=number)
    chat.leave()
    text = chat.words._(
        "✏️ The fair is entered as a draft; residents do not see it yet. Add seats, times, the map and vacancies, then "
        "show it."
    )
    _offer_desk(chat, number, text)


def _offer_desk(chat: Chat, number: int, text: str, *more: dict[str, str]) -> None:
    chat.remember(screen=f"of:{number}")
    edit = button(chat.words._("✏️ Change"), "of_edit", number)
    rows = [[one] for one in more]
    show(chat, text, keyboard(*rows, [edit], requests.desk_button(chat, number)))


def _typed(chat: Chat) -> str:
    return ((chat.message.text if chat.message else "") or "").strip()


def _refuse(chat: Chat, what: str) -> None:
    question = form.QUESTIONS.get(what, form.QUESTIONS[form.STEPS[0]])
    sorry = chat.words._("I did not understand this.")
    place = row_number(argument(chat, 0))
    back = requests.desk_button(chat, place) if place else requests.fairs_button(chat)
    reply(chat, f"{sorry} {chat.words._(question)}", keyboard(back))


def choose_field(chat: Chat) -> None:
    """What is to be changed."""
    fair = requests.fair_to_change(chat)
    if fair:
        chat.remember(screen=f"of:{fair.id}")
        show(chat, chat.words._("What is to be changed?"), edit_keyboard(chat.words, fair.id))


def _fair_for(chat: Chat) -> FairRow | None:
    """Any fair can be copied; anything else only where the fair is the officer's to change."""
    return requests.fair(chat) if argument(chat, 1) == "copy" else requests.fair_to_change(chat)


def ask(chat: Chat) -> None:
    """One question about a fair: `of_ask:<fair>:<what>`."""
    fair, what = _fair_for(chat), argument(chat, 1)
    if fair is None:
        return
    if what not in form.QUESTIONS:
        choose_field(chat)
        return
    chat.remember(screen=f"of_ask:{fair.id}:{what}")
    question = form.QUESTIONS[what]
    show(chat, chat.words._(question), keyboard(requests.desk_button(chat, fair.id)))


def take_typed(chat: Chat) -> None:
    """The typed answer."""
    fair, what = _fair_for(chat), argument(chat, 1)
    if fair is None:
        return
    values = form.read(what, _typed(chat), today=chat.today)
    if values is None:
        _refuse(chat, what)
    elif what == "copy":
        _copy(chat, fair, values)
    else:
        _change(chat, fair, what, values)


def _copy(chat: Chat, fair: FairRow, values: form.Values) -> None:
    number = jobfairs.copy(
        chat.session, fair.id, day=values["day"], created_by_id=me(chat).id, now=chat.now()
    )
    assert number is not None, "the fair was just read"
    note(chat, Act.ADD, fair=number, copy_of=fair.id)
    _offer_desk(chat, number, chat.words._("📋 Copied as a draft, without the vacancies."))


def take_sent(chat: Chat) -> None:
    """The place on the map or the poster."""
    fair, what, message = _fair_for(chat), argument(chat, 1), chat.message
    if fair is None:
        return
    if what == "pin" and message and message.location:
        pin = {"latitude": message.location.latitude, "longitude": message.location.longitude}
        _change(chat, fair, what, pin)
    elif what == "poster" and message and message.photo:
        _change(chat, fair, what, {"poster": message.photo[-1].file_id})
    else:
        _refuse(chat, what)


def _change(chat: Chat, fair: FairRow, what: str, values: form.Values) -> None:
    slots = values.pop("slots", None)
    if slots and not all(fair.opens <= one < fair.closes for one in slots):
        hours = f"{hour(fair.opens)}–{hour(fair.closes)}"
        reply(chat, chat.words._("The fair is open {hours}; please type times within.").format(hours=hours))
        return
    if what == "hours":
        known = [slot.starts for slot in jobfairs.list_slots(chat.session, fair.id)]
        slots = [one for one in known if values["opens"] <= one < values["closes"]]
    if slots is not None:
        jobfairs.set_slots(chat.session, fair.id, slots)
    jobfairs.change(chat.session, fair.id, **values)
    note(chat, Act.CHANGE, fair=fair.id, what=what)
    _follow(chat, fair.id, what)
    telling = fair.state is FairState.OPEN and what in TELLING and _signed_up(chat, fair.id)
    title, version = chat.words._("📨 Tell everybody signed up"), fair.changes + 1
    tell = [button(title, "of_moved", fair.id, version)] if telling else []
    _offer_desk(chat, fair.id, chat.words._("✅ Changed."), *tell)


def _signed_up(chat: Chat, fair_id: int) -> bool:
    return bool(fair_signups.list_rows(chat.session, fair_id, limit=1))


def _follow(chat: Chat, fair_id: int, what: str) -> None:
    """What a change brings with it: reminders move along, added seats go to who waits first."""
    fair = jobfairs.find(chat.session, fair_id)
    assert fair is not None, "fairs are never deleted"
    if fair.state is not FairState.OPEN:
        return
    if what in ("day", "hours"):
        notices.plan_moved(chat, fair)
    if what == "seats":
        for guest in fair_signups.fill_seats(chat.session, fair_id, on=chat.today):
            notices.tell_moved_up(chat, fair, guest)
