"""What no conversation expects: other kinds of messages, unknown commands, buttons of an older version."""

from bot.context import Chat
from bot.keyboards import button, keyboard
from bot.routes import Routes

START = "start"


def register(routes: Routes) -> None:
    routes.other = explain_text_only
    routes.edited = ask_for_new_message
    routes.unknown_command = explain_unknown_command
    routes.unknown_button = lambda chat: redraw(routes, chat)


def explain_text_only(chat: Chat) -> None:
    """Photos, voices, stickers, places and the like."""
    chat.reply(
        chat.words._("I can only read typed text. Please type your question in a few words."),
        keyboard([button(chat.words._("📚 All topics"), "areas")]),
    )


def ask_for_new_message(chat: Chat) -> None:
    chat.reply(chat.words._("I do not reread changed messages. Please send your question as a new one."))


def explain_unknown_command(chat: Chat) -> None:
    chat.reply(
        chat.words._("I don't know this command. Just type your question, or see /menu and /help."),
        keyboard([button(chat.words._("📚 All topics"), "areas")]),
    )


def redraw(routes: Routes, chat: Chat) -> None:
    """Show where the dialogue stands, in place of the button nobody knows any more."""
    screen = chat.dialog.screen or START
    known = routes.has_button(screen.partition(":")[0])
    routes.press(chat, screen if known else START)
