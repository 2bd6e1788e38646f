"""/work: the officers' first screen."""

from html import escape

from bot.access import EVERYBODY, me
from bot.context import Chat
from bot.officer_menu import ROLES, entries
from bot.routes import Routes
from bot.screens import show
from knowledge.wards import all_wards


def register(routes: Routes) -> None:
    routes.command("work", show_home, only=EVERYBODY)
    routes.button("work", show_home, only=EVERYBODY)


def show_home(chat: Chat) -> None:
    """Who you are here and what you can do."""
    officer = me(chat)
    chat.leave()
    chat.remember(screen="work")
    wards = [all_wards()[ward].title(chat.words.language) for ward in officer.wards if ward in all_wards()]
    lines = [
        f"<b>{escape(officer.name)}</b> · {chat.words._(ROLES[officer.role])}",
        *([escape(", ".join(wards))] if wards else []),
        "",
        chat.words._("What would you like to do?"),
    ]
    show(chat, "\n".join(lines), entries(chat.words, officer))
