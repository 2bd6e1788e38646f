"""/import and /export: the register from a sheet that is sent here, and as sheets."""

import re
from datetime import date
from typing import Any

from bot.access import FIELD, SUPERVISORS, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.files import made_by
from bot.keyboards import button, keyboard
from bot.register import by_chat
from bot.register.sending import HOUSEHOLDS, MONTH, draw_households, draw_month
from bot.register.sheet import MOST_BYTES
from bot.register_requests import argument, home_button
from bot.routes import Routes
from bot.screens import protection, reply, show
from db import scheduled
from db.register_terms import Act, Role

SHEET = "sheet"  # the note of the file that waits to be taken in


def register(routes: Routes) -> None:
    routes.command("import", ask_year, only=SUPERVISORS)
    routes.button("import", ask_year, only=SUPERVISORS)
    routes.button("im_year", ask_file, only=SUPERVISORS)
    routes.sending("im", take_file, only=SUPERVISORS)
    routes.typing("im", ask_again, only=SUPERVISORS)
    routes.button("im_go", take_in, only=SUPERVISORS)
    routes.when_due(by_chat.LOOK, by_chat.look)
    routes.when_due(by_chat.TAKE, by_chat.take)
    routes.command("export", offer, only=FIELD)
    routes.button("export", offer, only=FIELD)
    routes.button("ex_all", send_households, only=SUPERVISORS)
    routes.button("ex_month", send_month, only=FIELD)
    routes.file(HOUSEHOLDS, draw_households)
    routes.file(MONTH, draw_month)


def ask_year(chat: Chat) -> None:
    """Which review the file is of, if it is one."""
    chat.leave()
    chat.remember(screen="im:0")
    this_year = chat.today.year
    years = [
        button(chat.words._("Review of {year}").format(year=year), "im_year", year)
        for year in (this_year, this_year - 1)
    ]
    plain = button(chat.words._("No review, or the file tells the year"), "im_year", 0)
    text = chat.words._("📥 <b>A sheet for the register.</b> Is it a yearly review?")
    show(chat, text, keyboard(years, [plain], home_button(chat)))


def ask_file(chat: Chat) -> None:
    """Ask for the file."""
    year = row_number(argument(chat, 0)) or 0
    chat.remember(screen=f"im:{year}")
    text = chat.words._(
        "Send the file here (.xlsx, .xls, .ods or .csv, up to 20 MB). First you see what it would change; nothing is "
        "written before you say so."
    )
    show(chat, text, keyboard([button(chat.words._("⬅️ Back"), "import")]))


def ask_again(chat: Chat) -> None:
    """Something was typed."""
    text = chat.words._("Please send the sheet as a file: the paper clip, then File.")
    reply(chat, text, keyboard([button(chat.words._("⬅️ Back"), "import")]))


def take_file(chat: Chat) -> None:
    """Read and compare it away from here; what it would do is shown when that is done."""
    document = chat.message.document if chat.message else None
    if document is None:
        ask_again(chat)
        return
    if (document.file_size or 0) > MOST_BYTES:
        reply(chat, chat.words._("The file is larger than 20 MB."))
        return
    year = row_number(argument(chat, 0)) or None
    name = (document.file_name or "")[:100]
    sheet = {
        "update": str(chat.update.update_id),
        "file": document.file_id,
        "name": name,
        "year": year,
        "chat": chat.chat_id,
    }
    chat.remember(notes={**chat.dialog.notes, SHEET: sheet})
    key = f"{by_chat.LOOK}:{chat.update.update_id}"
    scheduled.put(chat.session, by_chat.LOOK, key, due_at=chat.now(), **sheet)


def take_in(chat: Chat) -> None:
    """Write what was shown: `im_go:<new>:<changed>:<which file>`."""
    sheet = chat.dialog.notes.get(SHEET)
    if not sheet or sheet["update"] != argument(chat, 2):
        ask_year(chat)
        return
    chat.remember(notes={name: value for name, value in chat.dialog.notes.items() if name != SHEET})
    counts = {name: row_number(argument(chat, place)) or 0 for place, name in enumerate(("new", "changed"))}
    key = f"{by_chat.TAKE}:{chat.update.update_id}"
    scheduled.put(chat.session, by_chat.TAKE, key, due_at=chat.now(), officer=me(chat).id, **sheet, **counts)
    chat.toast = chat.words._("It is being taken in.")


def offer(chat: Chat) -> None:
    """What can be had as a sheet; every one is recorded."""
    chat.remember(screen="export")
    words, this = chat.words, chat.today.replace(day=1)
    before = date(this.year - (this.month == 1), (this.month - 2) % 12 + 1, 1)
    months = [
        button(words._("📅 List of {month}").format(month=f"{one:%m/%Y}"), "ex_month", f"{one:%Y%m}")
        for one in (this, before)
    ]
    everything = [button(words._("📄 Everybody, with numbers"), "ex_all")]
    text = words._("📤 Which sheet? It holds personal data; that you took it is recorded.")
    may_all = me(chat).role is Role.SUPERVISOR
    show(chat, text, keyboard(months, everything if may_all else [], home_button(chat)))


def send_households(chat: Chat) -> None:
    """The whole register with numbers in clear, to be corrected and read back."""
    note(chat, Act.EXPORT, what="households")
    _send(chat, made_by(HOUSEHOLDS, officer=me(chat).id, language=chat.words.language))


def send_month(chat: Chat) -> None:
    """Who is listed and what was received in a month, of the officer's wards: `ex_month:202611`."""
    month = argument(chat, 0)
    if not re.fullmatch(r"20\d\d(0[1-9]|1[0-2])", month) or month > f"{chat.today:%Y%m}":
        offer(chat)
        return
    note(chat, Act.EXPORT, what="month", month=month)
    _send(chat, made_by(MONTH, officer=me(chat).id, language=chat.words.language, month=month))


def _send(chat: Chat, document: dict[str, Any]) -> None:
    chat.toast = chat.words._("It is on its way.")
    chat.call("sendDocument", chat_id=chat.chat_id, document=document, **protection(chat))
