"""/language and /cancel."""

from bot.context import Chat
from bot.keyboards import button, keyboard
from bot.routes import Routes
from db import people
from knowledge.terms import LANGUAGES


def register(routes: Routes) -> None:
    routes.command("language", offer_languages)
    routes.command("cancel", cancel)
    routes.button("language", choose_language)


def offer_languages(chat: Chat) -> None:
    """Both languages, and back to answering in the language of the question."""
    chat.remember(screen="language")
    chat.show(
        chat.words._("Which language shall I use?"),
        keyboard(
            [button("Tiếng Việt", "language", "vi"), button("English", "language", "en")],
            [button(chat.words._("As I write"), "language", "auto")],
        ),
    )


def choose_language(chat: Chat) -> None:
    """Keep the choice and go on in it."""
    wanted = chat.arguments[0] if chat.arguments else ""
    if wanted == "auto":
        people.choose_language(chat.session, chat.person.id, None)
    elif language := next((one for one in LANGUAGES if one == wanted), None):
        people.choose_language(chat.session, chat.person.id, language)
        chat.speak(language)
    else:
        offer_languages(chat)
        return
    chat.remember(screen="language")
    chat.show(
        chat.words._("Good, I will write like this. What would you like to know?"),
        keyboard([button(chat.words._("📚 All topics"), "areas"), button(chat.words._("🏠 Start"), "start")]),
    )


def cancel(chat: Chat) -> None:
    """Leave whatever is under way."""
    chat.leave()
    chat.remember(screen="start", topic=None)
    chat.reply(
        chat.words._("Stopped. Ask me anything whenever you like."),
        keyboard([button(chat.words._("📚 All topics"), "areas"), button(chat.words._("🏠 Start"), "start")]),
    )
