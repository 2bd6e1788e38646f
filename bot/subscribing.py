"""What a person is told of by itself: the choices in one message, and the words that end it all."""

from bot.context import Chat
from bot.i18n import N_
from bot.keyboards import Keyboard, button, in_rows, keyboard
from db import subscriptions
from db.subscriptions import JOB_FAIRS, POLICY, WARD, policy_of
from knowledge.normalise import fold

SUBJECTS = {
    JOB_FAIRS: N_("🤝 Job fairs"),
    WARD: N_("🏘 News of my ward"),
    POLICY: N_("📜 Changes of every policy"),
}
STOP_WORDS = frozenset(
    ["dung", "thoi", "dung lai", "huy dang ky", "huy dk", "stop", "unsubscribe", "khong nhan nua"]
)


def known_subjects(chat: Chat) -> list[str]:
    """Everything one can be told of: the general subjects and each area of policy."""
    return [*SUBJECTS, *(policy_of(area.id) for area in chat.services.knowledge.areas if area.id != "bot")]


def is_stop(text: str) -> bool:
    """Whether a text says nothing but that no more is wanted."""
    return " ".join(fold(text).strip(" .!?/").split()) in STOP_WORDS


def choices(chat: Chat, *, areas: bool) -> Keyboard:
    """All subjects with a tick where the person is told of it."""
    mine, words = subscriptions.list_subjects(chat.session, chat.person.id), chat.words
    general = [
        button(f"{_tick(one in mine)} {words._(title)}", "sub", one) for one, title in SUBJECTS.items()
    ]
    by_area = [
        button(
            f"{_tick(policy_of(area.id) in mine)} {area.icon} {area.title(words.language)}",
            "sub",
            policy_of(area.id),
        )
        for area in chat.services.knowledge.areas
        if area.id != "bot"
    ]
    more = [button(words._("➕ One area of policy"), "subs", "areas")]
    return keyboard(
        *([one] for one in general),
        *(in_rows(by_area, 2) if areas else [more]),
        [button(words._("🔕 Nothing"), "sub", "none")],
        [button(words._("🏠 Start"), "start")],
    )


def _tick(on: bool) -> str:
    return "☑️" if on else "⬜️"


def end_all(chat: Chat) -> None:
    """No more of anything."""
    ended = subscriptions.end_all(chat.session, chat.person.id)
    chat.remember(screen="subs")
    text = (
        chat.words._("Good: I will not write to you by myself any more. You can still ask me anything.")
        if ended
        else chat.words._("I do not write to you by myself. You can still ask me anything.")
    )
    chat.show(text, keyboard([button(chat.words._("🔔 What I am told of"), "subs")]))
