"""The officers' morning reminder: one scheduled row a day, done once by whichever process takes it."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.clock import moment
from bot.config import Config
from bot.context import Call
from bot.due import Due
from bot.keyboards import button, keyboard
from bot.speaking import words_for
from db import followups, officers, scheduled
from db.register_rows import OfficerRow

KIND = "remind_officers"
DAYS_AHEAD = 7


def plan(session: Session, config: Config, *, today: date, now: float) -> None:
    """Plan the next reminder: the first working day of the settings whose hour is still to come."""
    hour, minute = map(int, config.officers.remind_at.split(":"))
    for ahead in range(DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        at = moment(day, hour, minute)
        if day.isoweekday() in config.officers.remind_on and at > now:
            scheduled.put(session, KIND, f"{KIND}:{day.isoformat()}", due_at=at, day=day.isoformat())
            return


async def remind(due: Due) -> None:
    """Tell every officer how much is due today; all of it and the mark in one transaction."""
    day = date.fromisoformat(due.arguments["day"])

    def tell(session: Session) -> list[Call]:
        services = due.services
        plan(session, services.config, today=services.clock.today(), now=services.clock.now())
        counts = followups.count_due(session, until=day)
        late = followups.count_due(session, until=day - timedelta(days=1))
        found = ((officers.find_by_id(session, number), count) for number, count in counts.items())
        return [
            _call(due, session, officer, count, late.get(officer.id, 0))
            for officer, count in found
            if officer
        ]

    await due.finish(tell)


def _call(due: Due, session: Session, officer: OfficerRow, count: int, late: int) -> Call:
    """Only numbers: no household is named in a message that lies on a phone's lock screen."""
    words = words_for(session, due.services.catalogues, channel=officer.channel, chat_id=officer.chat_id)
    text = words._("☀️ Good morning. Due today: <b>{count}</b>, of these overdue: {late}.")
    parameters = {
        "chat_id": officer.chat_id,
        "text": text.format(count=count, late=late),
        "parse_mode": "HTML",
        "reply_markup": keyboard([button(words._("📋 Today's work"), "today")]),
    }
    return officer.chat_id, "sendMessage", parameters
