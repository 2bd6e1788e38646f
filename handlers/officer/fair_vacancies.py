"""Vacancies of a fair: typed line by line, looked through, taken out."""

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.access import FIELD, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.files import MadeFile, made_by
from bot.jobfairs import requests
from bot.jobfairs.vacancy_file import empty_sheet
from bot.jobfairs.vacancy_rows import COLUMNS, Refused, read_line
from bot.jobfairs.vacancy_sheets import READ, read_sent, refusals_text
from bot.keyboards import Button, button, keyboard
from bot.register.sheet import MOST_BYTES
from bot.register_requests import argument
from bot.render.jobfair import vacancy_text
from bot.routes import Routes
from bot.screens import reply, show
from bot.services import Services
from db import scheduled, vacancies
from db.engine import Sessions
from db.jobfairs import FairRow
from db.register_terms import Act
from db.vacancies import A_PAGE, VacancyRow, Wish

MOST_LINES = 50
EMPTY = "vacancy_sheet"


def register(routes: Routes) -> None:
    routes.button("of_jobs", show_vacancies, only=FIELD)
    routes.button("of_type", ask_lines, only=FIELD)
    routes.typing("of_type", take_lines, only=FIELD)
    routes.button("of_file", ask_file, only=FIELD)
    routes.sending("of_file", take_file, only=FIELD)
    routes.typing("of_file", take_file, only=FIELD)
    routes.button("of_empty", send_empty, only=FIELD)
    routes.file(EMPTY, draw_empty)
    routes.when_due(READ, read_sent)
    routes.button("of_clear", clear, only=FIELD)


def show_vacancies(chat: Chat) -> None:
    """What is entered: `of_jobs:<fair>:<page>`."""
    fair = requests.fair_to_change(chat)
    if fair:
        _draw(chat, fair, row_number(argument(chat, 1)) or 0)


def _draw(chat: Chat, fair: FairRow, page: int, said: str = "") -> None:
    chat.remember(screen=f"of:{fair.id}")
    words, count = chat.words, vacancies.count(chat.session, fair.id)
    rows = vacancies.list_page(chat.session, fair.id, Wish(), page)
    heading = words._("💼 <b>Vacancies: {count}</b>").format(count=words.number(count))
    back = [button(words._("⬅️ Previous"), "of_jobs", fair.id, page - 1)] if page else []
    more = [button(words._("More ➡️"), "of_jobs", fair.id, page + 1)] if (page + 1) * A_PAGE < count else []
    show(
        chat,
        "\n\n".join(part for part in (said, heading, *(vacancy_text(words, row) for row in rows)) if part),
        keyboard(
            [*back, *more],
            [
                button(words._("⌨️ Type some"), "of_type", fair.id),
                button(words._("📥 Send a sheet"), "of_file", fair.id),
            ],
            [button(words._("🗑 Take all out"), "of_clear", fair.id)] if count else [],
            requests.desk_button(chat, fair.id),
        ),
    )


def ask_lines(chat: Chat) -> None:
    """How a line is written."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    chat.remember(screen=f"of_type:{fair.id}")
    order = "; ".join(chat.words._(title) for title in COLUMNS.values())
    text = chat.words._(
        "Type one vacancy a line, its parts between semicolons:\n<code>{order}</code>\nCompany and job must be there; the "
        "rest may be left empty."
    ).format(order=escape(order))
    show(chat, text, keyboard([button(chat.words._("⬅️ Vacancies"), "of_jobs", fair.id)]))


def take_lines(chat: Chat) -> None:
    """All lines or none: what is wrong is named by line."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    lines = [
        line for line in ((chat.message.text if chat.message else "") or "").splitlines() if line.strip()
    ]
    if len(lines) > MOST_LINES:
        text = chat.words._("At most {count} lines at once. Nothing was taken in; a sheet can hold more.")
        reply(chat, text.format(count=MOST_LINES), keyboard(_vacancies_button(chat, fair)))
        return
    read = [read_line(line) for line in lines]
    wrong = [(place, row) for place, row in enumerate(read, start=1) if isinstance(row, Refused)]
    if wrong or not read:
        reply(chat, refusals_text(chat.words, wrong), keyboard(_vacancies_button(chat, fair)))
        return
    rows = [row for row in read if isinstance(row, VacancyRow)]
    vacancies.add(chat.session, fair.id, rows)
    note(chat, Act.ADD, fair=fair.id, vacancies=len(rows))
    _draw(chat, fair, 0, chat.words._("✅ Taken in: {count}").format(count=len(rows)))


def ask_file(chat: Chat) -> None:
    """A sheet instead of typing."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    chat.remember(screen=f"of_file:{fair.id}")
    text = chat.words._(
        "Send the sheet as a file (.xlsx, .xls, .ods or .csv): company, job, how many, wage, workplace, requirements, near "
        "which ward. All of it is taken in, or nothing."
    )
    empty = [button(chat.words._("📄 An empty sheet"), "of_empty", fair.id)]
    show(chat, text, keyboard(empty, [button(chat.words._("⬅️ Vacancies"), "of_jobs", fair.id)]))


def _vacancies_button(chat: Chat, fair: FairRow) -> list[Button]:
    return [button(chat.words._("⬅️ Vacancies"), "of_jobs", fair.id)]


def send_empty(chat: Chat) -> None:
    """A sheet to fill in."""
    chat.toast = chat.words._("It is on its way.")
    chat.call("sendDocument", chat_id=chat.chat_id, document=made_by(EMPTY, language=chat.words.language))


def draw_empty(services: Services, _sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The empty sheet."""
    return MadeFile("viec-lam.xlsx", empty_sheet(services.catalogues[arguments["language"]]))


def take_file(chat: Chat) -> None:
    """Read it away from here."""
    fair, document = requests.fair_to_change(chat), chat.message.document if chat.message else None
    if fair is None:
        return
    if document is None or (document.file_size or 0) > MOST_BYTES:
        text = chat.words._("Please send the sheet as a file: the paper clip, then File.")
        reply(chat, text, keyboard(_vacancies_button(chat, fair)))
        return
    reply(chat, chat.words._("⏳ Reading the file…"))
    scheduled.put(
        chat.session,
        READ,
        f"{READ}:{chat.update.update_id}",
        due_at=chat.now(),
        fair=fair.id,
        file=document.file_id,
        name=(document.file_name or "")[:100],
        chat=chat.chat_id,
        language=chat.words.language,
    )


def clear(chat: Chat) -> None:
    """After a second press."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    if argument(chat, 1) != "yes":
        yes = button(chat.words._("🗑 Yes, take all out"), "of_clear", fair.id, "yes")
        no = button(chat.words._("⬅️ Vacancies"), "of_jobs", fair.id)
        show(chat, chat.words._("Take all vacancies out?"), keyboard([yes], [no]))
        return
    vacancies.clear(chat.session, fair.id)
    note(chat, Act.CHANGE, fair=fair.id, vacancies=0)
    _draw(chat, fair, 0)
