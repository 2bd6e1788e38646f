"""/report: the city's figures of a year, for supervisors."""

from bot.access import SUPERVISORS, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import button, in_rows, keyboard
from bot.register_requests import argument, home_button
from bot.render.report import report_text
from bot.routes import Routes
from bot.screens import show
from db.register_terms import Act
from db.report import city_report, list_years

MOST_YEARS = 8


def register(routes: Routes) -> None:
    routes.command("report", offer_years, only=SUPERVISORS)
    routes.button("report", show_report, only=SUPERVISORS)


def offer_years(chat: Chat) -> None:
    """The years that were reviewed."""
    chat.remember(screen="report")
    years = list_years(chat.session)[:MOST_YEARS]
    text = chat.words._("📊 Which year?") if years else chat.words._("No year has been reviewed yet.")
    buttons = [button(str(year), "report", year) for year in years]
    show(chat, text, keyboard(*in_rows(buttons, 4), home_button(chat)))


def show_report(chat: Chat) -> None:
    """One year's report."""
    year = row_number(argument(chat, 0))
    if year not in list_years(chat.session):
        offer_years(chat)
        return
    note(chat, Act.LIST, what="report", year=year)
    chat.remember(screen="report")
    report = city_report(chat.session, year=year)
    show(
        chat,
        report_text(chat.words, report),
        keyboard([button(chat.words._("⬅️ Years"), "report")], home_button(chat)),
    )
