"""/start and /help: who I am and what I can do."""

from bot.context import Chat
from bot.i18n import Words
from bot.keyboards import Keyboard, button, keyboard, link
from bot.routes import Routes


def register(routes: Routes) -> None:
    routes.command("start", start)
    routes.command("help", show_help, in_groups=invite_to_private)
    routes.button("start", start)
    routes.button("how", show_how)


def start(chat: Chat) -> None:
    """Begin, or begin again."""
    chat.leave()
    chat.remember(screen="start")
    chat.show(_welcome(chat.words), _first_buttons(chat.words))


def _welcome(words: Words) -> str:
    return "\n\n".join(
        [
            words._("Hello! I am <b>An Sinh</b>."),
            words._(
                "I tell you what support poor and near-poor households in Thái Nguyên can get: housing, "
                "water, health insurance, jobs, training, loans and allowances. "
                "Every answer says where it stands and since when it holds."
            ),
            words._("Using me is anonymous: I do not ask for your name. Please do not send ID numbers."),
            words._("Just type your question, with or without tone marks, or choose below."),
        ]
    )


def _first_buttons(words: Words) -> Keyboard:
    return keyboard(
        [button(words._("💬 Ask a question"), "how")],
        [button(words._("✅ Do I qualify?"), "checks")],
        [button(words._("📚 All topics"), "areas")],
        [button(words._("🤝 Job fairs"), "jobfairs")],
        [button("Tiếng Việt", "language", "vi"), button("English", "language", "en")],
    )


def show_how(chat: Chat) -> None:
    """Examples of questions."""
    chat.remember(screen="how")
    chat.show(_how(chat.words), _back(chat.words))


def show_help(chat: Chat) -> None:
    """/help"""
    chat.remember(screen="how")
    chat.reply(_how(chat.words), _back(chat.words))


def _how(words: Words) -> str:
    examples = [
        words._("how much income counts as poor now"),
        words._("my roof leaks, can I get help to repair it"),
        words._("my child is under six, is the health card free"),
    ]
    return "\n".join(
        [
            words._("<b>Type your question as you would say it.</b> For example:"),
            *(f"• <i>{example}</i>" for example in examples),
            "",
            words._("/menu all topics · /language change language · /privacy what I keep · /cancel stop"),
        ]
    )


def _back(words: Words) -> Keyboard:
    return keyboard([button(words._("📚 All topics"), "areas"), button(words._("🏠 Start"), "start")])


def invite_to_private(chat: Chat) -> None:
    """In a group: nothing personal, only the way to a private chat."""
    url = f"https://t.me/{chat.services.bot_name}"
    chat.reply(
        chat.words._("I answer questions in a private chat, so that nobody else reads them."),
        keyboard([link(chat.words._("Write to me"), url)]),
    )
