"""/subscribe and /stop: job fairs, news of the ward, changes of policy, or nothing."""

from bot.context import Chat
from bot.routes import Routes
from bot.subscribing import choices, end_all, known_subjects
from db import subscriptions
from db.subscriptions import POLICY, WARD


def register(routes: Routes) -> None:
    routes.command("subscribe", offer)
    routes.command("stop", end_all)
    routes.button("subs", offer)
    routes.button("sub", choose)
    routes.deep_link("subscribe", choose)


def offer(chat: Chat) -> None:
    """What one can be told of, with a tick at what was chosen."""
    chat.remember(screen="subs")
    _draw(chat, areas=chat.arguments[:1] == ["areas"])


def _draw(chat: Chat, *, areas: bool, said: str = "") -> None:
    text = chat.words._(
        "🔔 <b>What shall I tell you of by myself?</b>\nOnly what is ticked, never between 21:00 and 7:00 unless it is "
        "urgent. /stop ends all."
    )
    chat.show(f"{said}\n\n{text}" if said else text, choices(chat, areas=areas))


def choose(chat: Chat) -> None:
    """Tick one subject, or take the tick away."""
    subject = ":".join(chat.arguments)
    if subject == "none":
        end_all(chat)
        return
    if subject not in known_subjects(chat):
        offer(chat)
        return
    mine = subscriptions.list_subjects(chat.session, chat.person.id)
    if subject in mine and chat.pressed:
        subscriptions.unsubscribe(chat.session, chat.person.id, [subject])
        said = chat.words._("No more of this.")
    else:
        subscriptions.subscribe(chat.session, chat.person.id, subject, now=chat.now())
        said = chat.words._("Good, I will tell you.")
        if subject == WARD and not chat.person.ward:
            said += " " + chat.words._("Please also choose where you live: /ward")
    chat.remember(screen="subs")
    _draw(chat, areas=subject.startswith(f"{POLICY}:"), said=said)
