"""/changes: topics that say something else than before; those who asked can be written to, and only they."""

from bot import corrections as noticing
from bot.access import SUPERVISORS, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.i18n import N_
from bot.keyboards import button, keyboard
from bot.register_requests import argument, home_button
from bot.render.correction import correction_text, is_different
from bot.routes import Routes
from bot.screens import show
from db import audiences, broadcasts, corrections
from db.corrections import CorrectionRow
from db.register_terms import Act
from knowledge.terms import Language

MOST_LISTED = 12
WHOLE = N_("📖 The whole answer")


def register(routes: Routes) -> None:
    routes.command("changes", list_open, only=SUPERVISORS)
    routes.button("changes", list_open, only=SUPERVISORS)
    routes.button("change", show_one, only=SUPERVISORS)
    routes.button("change_write", write, only=SUPERVISORS)
    routes.button("change_drop", drop, only=SUPERVISORS)
    routes.when_due(noticing.KIND, noticing.look)


def _title(chat: Chat, row: CorrectionRow, language: Language | None = None) -> str:
    topic = chat.services.knowledge.topics.get(row.topic)
    return topic.title(language or chat.words.language) if topic else row.topic


def _count(chat: Chat, row: CorrectionRow) -> int:
    return audiences.count(chat.session, noticing.audience_of(row, today=chat.today))


def list_open(chat: Chat) -> None:
    """What waits for a decision, and how many people asked about it. Nobody is named."""
    chat.leave()
    chat.remember(screen="changes")
    rows = corrections.list_open(chat.session)
    buttons = [
        [button(f"{_count(chat, row)} 👤 {_title(chat, row)}"[:60], "change", row.id)]
        for row in rows[:MOST_LISTED]
    ]
    text = chat.words._(
        "📝 <b>Changed topics: {count}</b>\nThe number: people who agreed to be told of changes and asked about it in the "
        "last 90 days."
    )
    show(chat, text.format(count=len(rows)), keyboard(*buttons, home_button(chat)))


def _open(chat: Chat) -> CorrectionRow | None:
    number = row_number(argument(chat, 0))
    row = corrections.find_open(chat.session, number) if number else None
    if row is None:
        list_open(chat)
    return row


def show_one(chat: Chat) -> None:
    """Before and now, and what can be done."""
    row = _open(chat)
    if row is None:
        return
    count = _count(chat, row)
    text = correction_text(chat.words, row, _title(chat, row))
    title = chat.words._("✏️ Write to these {count} people")
    to_write = [button(title.format(count=count), "change_write", row.id)] if count else []
    drop_it = [button(chat.words._("Nobody needs to be told"), "change_drop", row.id)]
    show(chat, text, keyboard(to_write, drop_it, [button(chat.words._("⬅️ Back"), "changes")]))


def write(chat: Chat) -> None:
    """A draft of an announcement to exactly those people; it is sent like any other."""
    row = _open(chat)
    if row is None or not corrections.close(chat.session, row.id, now=chat.now()):
        return
    catalogues = chat.services.catalogues
    texts = {
        language: correction_text(words, row, _title(chat, row, language))
        for language, words in catalogues.items()
        if is_different(row, language)
    }
    titles = {language: words._(WHOLE) for language, words in catalogues.items()}
    number = broadcasts.create(
        chat.session,
        author_id=me(chat).id,
        audience=noticing.audience_of(row, today=chat.today),
        text_vi=texts["vi"],
        text_en=texts.get("en"),
        buttons=[{**titles, "callback_data": f"topic:{row.topic}"}],
        now=chat.now(),
    )
    corrections.link(chat.session, row.id, number)
    note(chat, Act.ADD, broadcast=number, correction=row.id)
    said = chat.words._("✏️ The announcement is written as a draft. Look at it, then send it.")
    look = button(chat.words._("👁 Look at it"), "bc", number)
    show(chat, said, keyboard([look], [button(chat.words._("⬅️ Back"), "changes")]))


def drop(chat: Chat) -> None:
    """Only the wording changed, for instance."""
    row = _open(chat)
    if row is None:
        return
    corrections.close(chat.session, row.id, now=chat.now())
    note(chat, Act.CHANGE, correction=row.id, told=0)
    list_open(chat)
