"""What came of a fair: the counts as text, as a picture and as a workbook."""

from collections.abc import Mapping
from typing import Any

from bot.access import FIELD, note
from bot.context import Chat
from bot.files import MadeFile, made_by
from bot.jobfairs import requests
from bot.jobfairs.chart import fair_chart
from bot.jobfairs.workbook import fair_workbook
from bot.keyboards import button, keyboard
from bot.render.jobfair import report_text
from bot.routes import Routes
from bot.screens import protection, show
from bot.services import Services
from db import fair_report, fair_signups, jobfairs
from db.engine import Sessions
from db.register_terms import Act

CHART, BOOK = "fair_chart", "fair_workbook"


def register(routes: Routes) -> None:
    routes.button("of_report", show_report, only=FIELD)
    routes.button("of_chart", send_chart, only=FIELD)
    routes.button("of_book", send_workbook, only=FIELD)
    routes.file(CHART, draw_chart)
    routes.file(BOOK, draw_workbook)


def show_report(chat: Chat) -> None:
    """The counts, whole and by ward; nobody is named."""
    fair = requests.fair(chat)
    if fair is None:
        return
    chat.remember(screen=f"of:{fair.id}")
    text = report_text(
        chat.words,
        fair,
        fair_report.fair_counts(chat.session, fair.id),
        fair_report.counts_by_ward(chat.session, fair.id),
    )
    book = button(chat.words._("📄 Workbook"), "of_book", fair.id)
    show(
        chat,
        text,
        keyboard(
            [
                button(chat.words._("📈 Chart"), "of_chart", fair.id),
                *([book] if requests.is_mine(chat, fair) else []),
            ],
            requests.desk_button(chat, fair.id),
        ),
    )


def send_chart(chat: Chat) -> None:
    """The counts as a picture."""
    fair = requests.fair(chat)
    if fair:
        chat.toast = chat.words._("It is on its way.")
        picture = made_by(CHART, fair=fair.id, language=chat.words.language)
        chat.call("sendPhoto", chat_id=chat.chat_id, photo=picture, **protection(chat))


def send_workbook(chat: Chat) -> None:
    """The counts and who signed up, with the names they gave: for the organiser, recorded."""
    fair = requests.fair(chat)
    if fair is None:
        return
    if not requests.is_mine(chat, fair):
        chat.toast = chat.words._("This fair is a colleague's.")
        return
    note(chat, Act.EXPORT, fair=fair.id)
    chat.toast = chat.words._("It is on its way.")
    document = made_by(BOOK, fair=fair.id, language=chat.words.language)
    chat.call("sendDocument", chat_id=chat.chat_id, document=document, **protection(chat))


def draw_chart(services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The picture of the counts."""
    number = int(arguments["fair"])
    with sessions.begin() as session:
        fair = jobfairs.find(session, number)
        counts = fair_report.fair_counts(session, number)
    assert fair is not None, "fairs are never deleted"
    words = services.catalogues[arguments["language"]]
    return MadeFile(f"an-sinh-fair-{number}.png", fair_chart(words, fair.title, counts))


def draw_workbook(services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The workbook."""
    number, words = int(arguments["fair"]), services.catalogues[arguments["language"]]
    with sessions.begin() as session:
        guests = fair_signups.list_with_names(session, services.vault, number)
        slots = {slot.id: slot.starts for slot in jobfairs.list_slots(session, number)}
        whole = fair_report.fair_counts(session, number)
        by_ward = fair_report.counts_by_ward(session, number)
    return MadeFile(f"an-sinh-fair-{number}.xlsx", fair_workbook(words, whole, by_ward, guests, slots))
