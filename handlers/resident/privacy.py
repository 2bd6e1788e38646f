"""/privacy: what is kept, and erasing it."""

from bot.context import Chat
from bot.jobfairs.notices import tell_moved_up
from bot.keyboards import button, keyboard
from bot.routes import Routes
from db import fair_signups, jobfairs, people


def register(routes: Routes) -> None:
    routes.command("privacy", show_privacy)
    routes.button("privacy", show_privacy)
    routes.button("erase", erase)


def show_privacy(chat: Chat) -> None:
    """What is kept, in a few lines."""
    chat.remember(screen="privacy")
    days = chat.services.config.limits.question_log_days
    text = chat.words._(
        "<b>What I keep</b>\n"
        "• Your chat number, the language and the ward you chose, and where our talk stands.\n"
        "• Your questions, without who asked; ID, phone and card numbers blacked out; {days} days at most.\n"
        "• What you want to be told of, and then which topics you asked about in the last 90 days.\n"
        "• Job fairs you signed up to. Name and phone only if you gave them for a fair; its organisers see them, and they "
        "are erased 30 days after it.\n"
        "Nothing else about you, and nobody else sees it."
    ).format(days=days)
    chat.show(
        text,
        keyboard(
            [button(chat.words._("🗑 Erase what you keep about me"), "erase")],
            [button(chat.words._("🏠 Start"), "start")],
        ),
    )


def erase(chat: Chat) -> None:
    """Ask once, then erase the person with the dialogue; seats at fairs go to who waits."""
    if chat.arguments != ["yes"]:
        chat.show(
            chat.words._("Erase your settings and our talk for good?"),
            keyboard(
                [button(chat.words._("Yes, erase"), "erase", "yes"), button(chat.words._("No"), "privacy")]
            ),
        )
        return
    for number in fair_signups.list_fairs(chat.session, chat.person.id):
        moved = fair_signups.cancel(chat.session, number, chat.person.id, on=chat.today)
        fair = jobfairs.find(chat.session, number)
        if moved and fair:
            tell_moved_up(chat, fair, moved)
    people.forget(chat.session, chat.person.id)
    chat.show(chat.words._("Erased. If you write again, we begin anew."))
