"""Planning a follow-up: what and on which day. The bot reminds on that morning."""

import secrets
from datetime import date, timedelta

from bot.access import FIELD, me, note
from bot.callbacks import row_number
from bot.checks import typed
from bot.context import Chat
from bot.keyboards import button, in_rows, keyboard
from bot.register_requests import argument, card_button, household, kind
from bot.register_words import KINDS
from bot.routes import Routes
from bot.screens import reply, show
from db import followups
from db.followups import Task
from db.register_terms import Act

CALENDAR_DAYS = 21
LONGEST_AHEAD = 366


def register(routes: Routes) -> None:
    routes.button("fu_plan", choose_kind, only=FIELD)
    routes.button("fu_when", choose_day, only=FIELD)
    routes.button("fu_next", plan_ahead, only=FIELD)
    routes.typing("fu_when", take_day, only=FIELD)


def choose_kind(chat: Chat) -> None:
    """What is to be done."""
    found = household(chat)
    if found is None:
        return
    key = secrets.token_hex(6)
    kinds = [
        button(chat.words._(title), "fu_when", found.id, kind.value, key) for kind, title in KINDS.items()
    ]
    show(chat, chat.words._("What is to be done?"), keyboard(*in_rows(kinds, 2), card_button(chat, found.id)))


def choose_day(chat: Chat) -> None:
    """On which day: the coming three weeks, or typed."""
    found = household(chat)
    if found is None:
        return
    planned, key = kind(argument(chat, 1)), argument(chat, 2)[:20]
    chat.remember(screen=f"fu_when:{found.id}:{planned.value}:{key}")
    days = [
        button(f"{chat.today + timedelta(days=ahead):%d/%m}", "fu_next", found.id, planned.value, key, ahead)
        for ahead in range(1, CALENDAR_DAYS + 1)
    ]
    text = chat.words._("On which day? Press one, or type it, such as 15/12.")
    show(chat, text, keyboard(*in_rows(days, 7), card_button(chat, found.id)))


def plan_ahead(chat: Chat) -> None:
    """A number of days from today."""
    ahead = row_number(argument(chat, 3))
    if ahead is None or not 1 <= ahead <= LONGEST_AHEAD:
        choose_day(chat)
        return
    _plan(chat, chat.today + timedelta(days=ahead))


def take_day(chat: Chat) -> None:
    """A typed day."""
    text = ((chat.message.text if chat.message else "") or "").strip()
    day = (
        typed.day(text)
        or typed.day(f"{text}/{chat.today.year}")
        or typed.day(f"{text}/{chat.today.year + 1}")
    )
    if day is not None and day < chat.today and text.count("/") == 1:
        day = day.replace(year=day.year + 1)
    if day is None or not chat.today <= day <= chat.today + timedelta(days=LONGEST_AHEAD):
        reply(
            chat, chat.words._("I did not understand the day. Please type it as 15/12, at most a year ahead.")
        )
        return
    _plan(chat, day)


def _plan(chat: Chat, day: date) -> None:
    found = household(chat)
    if found is None:
        return
    task = Task(found.id, me(chat).id, kind(argument(chat, 1)))
    key = f"{me(chat).id}:next:{argument(chat, 2)[:20]}"
    followup_id = followups.plan(chat.session, key, task, due_on=day, now=chat.now())
    note(chat, Act.FOLLOW_UP, household_id=found.id, followup=followup_id, due=day.isoformat())
    chat.remember(screen=f"household:{found.id}")
    text = chat.words._("📌 Planned: {kind} on {day}. I will remind you that morning.")
    show(
        chat,
        text.format(kind=chat.words._(KINDS[task.kind]), day=chat.words.day(day)),
        keyboard([button(chat.words._("📋 Today's work"), "today"), *card_button(chat, found.id)]),
    )
