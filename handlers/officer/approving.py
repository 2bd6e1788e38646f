"""A second person looks at an announcement and lets it go out, or sends it back."""

from bot import broadcast_start
from bot.access import APPROVERS, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import button, keyboard
from bot.register_requests import argument, home_button
from bot.render.broadcast import message_of
from bot.render.draft import draft_text
from bot.routes import Routes
from bot.screens import reply, show
from db import audiences, broadcasts, officers
from db.audiences import Audience
from db.broadcast_terms import BroadcastState
from db.register_terms import Act
from db.rows import BroadcastRow


def register(routes: Routes) -> None:
    routes.command("approve", list_waiting, only=APPROVERS)
    routes.button("approve", list_waiting, only=APPROVERS)
    routes.button("bc_look", look, only=APPROVERS)
    routes.button("bc_yes", approve, only=APPROVERS)
    routes.button("bc_no", send_back, only=APPROVERS)


def list_waiting(chat: Chat) -> None:
    """What waits for approval, one's own not among it."""
    chat.remember(screen="approve")
    rows = broadcasts.list_in(chat.session, BroadcastState.WAITING)
    buttons = [
        [button(f"⏳ {row.id}. {officers.name_of(chat.session, row.author_id)}", "bc_look", row.id)]
        for row in rows
        if row.author_id != me(chat).id
    ]
    text = chat.words._("📣 <b>Waiting for approval: {count}</b>").format(count=len(buttons))
    show(chat, text, keyboard(*buttons, home_button(chat)))


def _waiting(chat: Chat) -> BroadcastRow | None:
    number = row_number(argument(chat, 0))
    row = broadcasts.find(chat.session, number) if number else None
    if row is None or row.state != BroadcastState.WAITING or row.author_id == me(chat).id:
        chat.toast = chat.words._("This does not wait for your approval.")
        list_waiting(chat)
        return None
    return row


def look(chat: Chat) -> None:
    """The announcement as people will get it, and to whom."""
    row = _waiting(chat)
    if row is None:
        return
    for language, words in chat.services.catalogues.items():
        if language == "vi" or row.text_en:
            method, parameters = message_of(row, chat.chat_id, words)
            chat.call(method, **parameters)
    count = audiences.count(chat.session, Audience.of(row.audience))
    reply(
        chat,
        draft_text(chat.words, row, count, chat.services.knowledge.areas),
        keyboard(
            [
                button(chat.words._("✅ Let it go out"), "bc_yes", row.id),
                button(chat.words._("↩️ Send back"), "bc_no", row.id),
            ],
            [button(chat.words._("⬅️ Back"), "approve")],
        ),
    )


def approve(chat: Chat) -> None:
    """Let it go out at its moment."""
    row = _waiting(chat)
    if row is None:
        return
    if broadcasts.approve(chat.session, row.id, officer_id=me(chat).id, second_person=True):
        note(chat, Act.CHANGE, broadcast=row.id, approved=True)
        broadcast_start.plan(chat, row)
        _tell_author(chat, row, approved=True)
        show(chat, chat.words._("✅ Approved."), keyboard([button(chat.words._("⬅️ Back"), "approve")]))


def send_back(chat: Chat) -> None:
    """Make it a draft again."""
    row = _waiting(chat)
    if row is None:
        return
    if broadcasts.send_back(chat.session, row.id):
        note(chat, Act.CHANGE, broadcast=row.id, approved=False)
        _tell_author(chat, row, approved=False)
        show(chat, chat.words._("↩️ Sent back."), keyboard([button(chat.words._("⬅️ Back"), "approve")]))


def _tell_author(chat: Chat, row: BroadcastRow, *, approved: bool) -> None:
    author = officers.find_by_id(chat.session, row.author_id) if row.author_id else None
    if author is None:
        return
    text = (
        chat.words._("✅ Announcement no. {number} was approved.")
        if approved
        else chat.words._("↩️ Announcement no. {number} was sent back. Please look at it again.")
    )
    chat.tell(
        author.chat_id,
        text.format(number=row.id),
        keyboard([button(chat.words._("👁 Look at it"), "bc", row.id)]),
    )
