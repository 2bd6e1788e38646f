"""A sheet of vacancies that an officer sent: fetched and read away from the conversation, all of it taken in or nothing."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.context import Call
from bot.due import Due
from bot.i18n import Words
from bot.jobfairs.vacancy_file import read_vacancies
from bot.jobfairs.vacancy_rows import COLUMNS, Refused
from bot.keyboards import button, keyboard
from bot.register.reading_apart import read_apart
from bot.register.sheet import UnreadableFile
from db import vacancies
from db.vacancies import VacancyRow

READ = "read_vacancies"
MOST_TOLD = 10


async def read_sent(due: Due) -> None:
    """Fetch and read a sheet; all its vacancies are put in with the mark that this is done, or none."""
    words, fair = due.services.catalogues[due.arguments["language"]], int(due.arguments["fair"])
    taken: list[VacancyRow] = []
    try:
        content = await due.fetch_file(str(due.arguments["file"]))
        sheet = await asyncio.to_thread(read_apart, content, str(due.arguments["name"]))
        taken, refused = read_vacancies(sheet)
        said = refusals_text(words, refused) if refused or not taken else ""
    except UnreadableFile as error:
        said = words._(str(error))
    except TelegramError:
        said = words._("The file could not be fetched. Please send it again.")

    def put(session: Session) -> list[Call]:
        if not said:
            vacancies.add(session, fair, taken)
        text = said or words._("✅ Taken in: {count}").format(count=len(taken))
        back = keyboard([button(words._("⬅️ Vacancies"), "of_jobs", fair)])
        chat_id = int(due.arguments["chat"])
        return [(chat_id, "sendMessage", {"chat_id": chat_id, "text": text, "reply_markup": back})]

    await due.finish(put)


def refusals_text(words: Words, refused: Sequence[tuple[int, Refused]]) -> str:
    """Which lines or rows are not taken, and why."""
    lines = [words._("Nothing was taken in:"), *(_told(words, *one) for one in refused[:MOST_TOLD])]
    return "\n".join(lines)


def _told(words: Words, place: int, refused: Refused) -> str:
    """Which line and column is not taken, and why."""
    column = COLUMNS[refused.column]
    line = words._("line {number}, {column}: {reason}")
    return line.format(number=place, column=words._(column), reason=words._(refused.reason))
