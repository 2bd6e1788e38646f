"""Companies that ask to take part in a fair: read by supervisors, ticked off once answered."""

from html import escape

from bot.access import SUPERVISORS, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.jobfairs import requests
from bot.keyboards import button, keyboard
from bot.register_requests import argument
from bot.routes import Routes
from bot.screens import show
from db import company_requests
from db.register_terms import Act

MOST_SHOWN = 3


def register(routes: Routes) -> None:
    routes.button("of_companies", list_open, only=SUPERVISORS)
    routes.button("of_answered", close, only=SUPERVISORS)


def list_open(chat: Chat) -> None:
    """What nobody has answered yet, oldest first."""
    chat.remember(screen="of_companies")
    rows = company_requests.list_open(chat.session, chat.services.vault)
    if rows:
        note(chat, Act.LIST, what="companies", shown=min(len(rows), MOST_SHOWN))
    heading = chat.words._("🏢 <b>Companies that ask: {count}</b>").format(count=len(rows))
    shown = [f"<b>{row.id}.</b> {escape(row.said)}" for row in rows[:MOST_SHOWN]]
    done = [
        [button(chat.words._("✅ No. {number} answered").format(number=row.id), "of_answered", row.id)]
        for row in rows[:MOST_SHOWN]
    ]
    show(chat, "\n\n".join([heading, *shown]), keyboard(*done, requests.fairs_button(chat)))


def close(chat: Chat) -> None:
    """The organisers got in touch."""
    number = row_number(argument(chat, 0))
    if number:
        company_requests.close(chat.session, number, now=chat.now())
        note(chat, Act.CHANGE, company_request=number)
    list_open(chat)
