"""What supervisors see of the work: overdue by officer, and who looked at what."""

from datetime import datetime, timedelta
from html import escape

from bot.access import SUPERVISORS, note
from bot.callbacks import row_number
from bot.clock import VIETNAM
from bot.context import Chat
from bot.keyboards import button, keyboard
from bot.register_requests import argument, home_button
from bot.register_words import ACTS
from bot.routes import Routes
from bot.screens import show
from db import audit, followups, officers
from db.register_terms import Act

A_PAGE = 15


def register(routes: Routes) -> None:
    routes.command("overdue", show_overdue, only=SUPERVISORS)
    routes.button("overdue", show_overdue, only=SUPERVISORS)
    routes.command("audit", show_audit, only=SUPERVISORS)
    routes.button("audit", show_audit, only=SUPERVISORS)


def show_overdue(chat: Chat) -> None:
    """How much work is late, by officer, most first."""
    chat.remember(screen="overdue")
    counts = followups.count_due(chat.session, until=chat.today - timedelta(days=1))
    note(chat, Act.LIST, what="overdue")
    lines = [chat.words._("⏰ <b>Overdue by officer</b>")]
    for officer_id, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        lines.append(f"• {escape(officers.name_of(chat.session, officer_id))}: {count}")
    if not counts:
        lines.append(chat.words._("Nothing is overdue."))
    show(chat, "\n".join(lines), keyboard(home_button(chat)))


def show_audit(chat: Chat) -> None:
    """The audit chain, newest first."""
    before = row_number(argument(chat, 0)) if chat.pressed else None
    rows = audit.list_entries(chat.session, before_seq=before, limit=A_PAGE)
    note(chat, Act.LIST, what="audit")
    chat.remember(screen="audit")
    lines = [chat.words._("👁 <b>Who looked at what</b>")]
    for row in rows:
        who = officers.name_of(chat.session, row.officer_id) or row.actor
        when = f"{datetime.fromtimestamp(row.at, VIETNAM):%d/%m %H:%M}"
        about = (
            chat.words._(" · household no. {number}").format(number=row.household_id)
            if row.household_id
            else ""
        )
        lines.append(f"{row.seq}. {when} {escape(who)}: {chat.words._(ACTS[row.act])}{about}")
    older = [button(chat.words._("Older ➡️"), "audit", rows[-1].seq)] if len(rows) == A_PAGE else []
    show(chat, "\n".join(lines), keyboard(older, home_button(chat)))
