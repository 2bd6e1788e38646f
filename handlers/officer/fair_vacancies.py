"""Vacancies of a fair: typed line by line, looked through, taken out."""

from html import escape

from bot.access import FIELD, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.jobfairs import requests
from bot.jobfairs.vacancy_rows import COLUMNS, Refused, read_line
from bot.keyboards import button, keyboard
from bot.register_requests import argument
from bot.render.jobfair import vacancy_text
from bot.routes import Routes
from bot.screens import reply, show
from db import vacancies
from db.jobfairs import FairRow
from db.register_terms import Act
from db.vacancies import A_PAGE, VacancyRow, Wish

MOST_LINES = 50


def register(routes: Routes) -> None:
    routes.button("of_jobs", show_vacancies, only=FIELD)
    routes.button("of_type", ask_lines, only=FIELD)
    routes.typing("of_type", take_lines, only=FIELD)
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
            [button(words._("⌨️ Type some"), "of_type", fair.id)],
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
    read = [read_line(line) for line in lines[:MOST_LINES]]
    wrong = [(place, row) for place, row in enumerate(read, start=1) if isinstance(row, Refused)]
    if wrong or not read:
        reply(chat, "\n".join([chat.words._("Nothing was taken in:"), *(_told(chat, *one) for one in wrong)]))
        return
    rows = [row for row in read if isinstance(row, VacancyRow)]
    vacancies.add(chat.session, fair.id, rows)
    note(chat, Act.ADD, fair=fair.id, vacancies=len(rows))
    _draw(chat, fair, 0, chat.words._("✅ Taken in: {count}").format(count=len(rows)))


def _told(chat: Chat, place: int, refused: Refused) -> str:
    line = chat.words._("line {number}, {column}: {reason}")
    column = COLUMNS[refused.column]
    return line.format(number=place, column=chat.words._(column), reason=chat.words._(refused.reason))


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
