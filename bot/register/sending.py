"""The sheets of the register that officers ask for in a chat, made when they are sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.files import CannotBeMade, MadeFile
from bot.register.export import households_book, month_book
from bot.services import Services
from db import officers
from db.engine import Sessions
from db.register_export import read_households, read_month
from db.register_rows import OfficerRow

HOUSEHOLDS, MONTH = "register_households", "register_month"


def _still_officer(session: Session, arguments: Mapping[str, Any]) -> OfficerRow:
    """Who asked for the sheet. Raises CannotBeMade where the person was removed before it was made."""
    officer = officers.find_by_id(session, int(arguments["officer"]))
    if officer is None:
        raise CannotBeMade("the officer was removed meanwhile")
    return officer


def draw_households(services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The workbook of everybody."""
    words = services.catalogues[arguments["language"]]
    with sessions.begin() as session:
        officer = _still_officer(session, arguments)
        content = households_book(words, read_households(session, services.vault, officer=officer))
    return MadeFile("an-sinh-households.xlsx", content)


def draw_month(services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The workbook of a month."""
    words, month = services.catalogues[arguments["language"]], str(arguments["month"])
    begins = date(int(month[:4]), int(month[4:]), 1)
    with sessions.begin() as session:
        officer = _still_officer(session, arguments)
        content = month_book(words, read_month(session, services.vault, begins, officer=officer))
    return MadeFile(f"an-sinh-{month}.xlsx", content)
