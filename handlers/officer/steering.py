"""An announcement under way: pause, go on, cancel, and its report with everybody's outcome as a file."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import broadcast_start
from bot.access import FIELD, SUPERVISORS, me, note
from bot.callbacks import row_number
from bot.clock import VIETNAM
from bot.context import Chat
from bot.files import MadeFile, made_by
from bot.keyboards import button, keyboard
from bot.register_requests import argument
from bot.routes import Routes
from bot.screens import protection, show
from bot.services import Services
from db import broadcasts, deliveries
from db.broadcast_terms import BroadcastState, DeliveryState
from db.engine import Sessions
from db.register_terms import Act, Role
from db.rows import BroadcastRow

OUTCOMES = "broadcast_outcomes"


def register(routes: Routes) -> None:
    routes.button("bc_pause", pause, only=FIELD)
    routes.button("bc_resume", resume, only=FIELD)
    routes.button("bc_cancel", cancel, only=FIELD)
    routes.button("bc_report", report, only=FIELD)
    routes.button("bc_file", send_file, only=SUPERVISORS)
    routes.file(OUTCOMES, draw_outcomes)


def _announcement(chat: Chat) -> BroadcastRow | None:
    """The announcement of the button: one's own, or any for a supervisor."""
    number = row_number(argument(chat, 0))
    row = broadcasts.find(chat.session, number) if number else None
    if row and (me(chat).role is Role.SUPERVISOR or row.author_id == me(chat).id):
        return row
    chat.toast = chat.words._("This announcement is a colleague's.")
    return None


def _draw(chat: Chat, row: BroadcastRow) -> None:
    now = broadcasts.find(chat.session, row.id)
    assert now is not None, "announcements are never deleted"
    show(chat, *broadcast_start.standing(chat, now))


def pause(chat: Chat) -> None:
    """Send no more for now; at most the copies in the air still arrive."""
    row = _announcement(chat)
    if row and broadcasts.pause(chat.session, row.id):
        note(chat, Act.CHANGE, broadcast=row.id, paused=True)
    if row:
        _draw(chat, row)


def resume(chat: Chat) -> None:
    """Go on."""
    row = _announcement(chat)
    if row and broadcasts.resume(chat.session, row.id):
        note(chat, Act.CHANGE, broadcast=row.id, paused=False)
    if row:
        _draw(chat, row)


def cancel(chat: Chat) -> None:
    """Stop it for good, after a second press."""
    row = _announcement(chat)
    if row is None:
        return
    if argument(chat, 1) != "yes":
        text = chat.words._("Stop this announcement for good? What was sent stays sent.")
        yes = button(chat.words._("⏹ Yes, stop"), "bc_cancel", row.id, "yes")
        show(chat, text, keyboard([yes], [button(chat.words._("⬅️ Back"), "bc", row.id)]))
        return
    if broadcasts.cancel(chat.session, row.id, now=chat.now()):
        deliveries.close_all(chat.session, row.id, DeliveryState.CANCELLED, now=chat.now())
        note(chat, Act.CHANGE, broadcast=row.id, cancelled=True)
    _draw(chat, row)


def report(chat: Chat) -> None:
    """The counts; supervisors can have everybody's outcome as a file."""
    row = _announcement(chat)
    if row is None:
        return
    text, _ = broadcast_start.standing(chat, row)
    over = row.state in (BroadcastState.DONE, BroadcastState.CANCELLED)
    file = [button(chat.words._("📄 Outcome of each copy"), "bc_file", row.id)]
    may = over and me(chat).role is Role.SUPERVISOR
    show(chat, text, keyboard(file if may else [], [button(chat.words._("⬅️ Announcements"), "announce")]))


def send_file(chat: Chat) -> None:
    """Everybody's outcome, by the bot's own number of the person: no name, no chat."""
    row = _announcement(chat)
    if row is None:
        return
    note(chat, Act.EXPORT, broadcast=row.id)
    document = made_by(OUTCOMES, broadcast=row.id)
    chat.call("sendDocument", chat_id=chat.chat_id, document=document, **protection(chat))


def draw_outcomes(_services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """A workbook with a row for each copy."""
    import xlsxwriter  # heavy; needed only here

    content, number = io.BytesIO(), int(arguments["broadcast"])
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book, sessions.begin() as session:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["person", "outcome", "at"])
        for place, (person, state, at) in enumerate(deliveries.outcomes(session, number), start=1):
            when = f"{datetime.fromtimestamp(at, VIETNAM):%Y-%m-%d %H:%M:%S}" if at else ""
            sheet.write_row(place, 0, [person, state.name.lower(), when])
    return MadeFile(f"an-sinh-{number}.xlsx", content.getvalue())
