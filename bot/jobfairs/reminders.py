"""What a person is told about their own sign-up: the day before, two hours before, and later whether they found work."""

from datetime import timedelta
from html import escape

from sqlalchemy.orm import Session

from bot.clock import moment, moment_at
from bot.context import Call
from bot.due import Due
from bot.i18n import FALLBACK, Words
from bot.keyboards import Keyboard, button, keyboard
from bot.render.jobfair import when
from db import fair_signups, jobfairs, people, scheduled
from db.fair_signups import WORK_DAYS, SignUpRow
from db.jobfair_terms import FairState, SignUpState
from db.jobfairs import FairRow

KIND = "fair_reminder"
EVE_HOUR, WORK_HOUR = 18, 9
BEFORE_SECONDS = 2 * 3600.0


def plan(session: Session, fair: FairRow, signup_id: int, *, now: float) -> None:
    """Plan what is still to come; planned again it moves to the fair's new day and hours."""
    moments = {
        "eve": moment(fair.day - timedelta(days=1), EVE_HOUR),
        "soon": moment_at(fair.day, fair.opens) - BEFORE_SECONDS,
        **{str(days): moment(fair.day + timedelta(days=days), WORK_HOUR) for days in WORK_DAYS},
    }
    if not fair.hours_known:
        del moments["soon"]
    for what, due_at in moments.items():
        if due_at > now:
            key = f"{KIND}:{signup_id}:{what}"
            scheduled.put(session, KIND, key, due_at=due_at, signup=signup_id, what=what)


def forget(session: Session, signup_id: int) -> None:
    """Remind no more; what was reminded of can be planned anew for another day."""
    whats = ("eve", "soon", *map(str, WORK_DAYS))
    scheduled.forget(session, *(f"{KIND}:{signup_id}:{what}" for what in whats))


async def remind(due: Due) -> None:
    """Send it, unless it came to nothing meanwhile or is too late to be of use."""
    signup_id, what = int(due.arguments["signup"]), str(due.arguments["what"])

    def tell(session: Session) -> list[Call]:
        signup = fair_signups.find_by_id(session, signup_id)
        fair = jobfairs.find(session, signup.fair_id) if signup else None
        if signup is None or fair is None or not _holds(due, fair, signup, what):
            return []
        person = people.find_by_id(session, signup.person_id)
        if person is None:
            return []
        words = due.services.catalogues[person.language or FALLBACK]
        text, keys = _work(words, fair, signup, what) if what.isdecimal() else _coming(words, fair, what)
        message = {"chat_id": person.chat_id, "text": text, "parse_mode": "HTML", "reply_markup": keys}
        return [(person.chat_id, "sendMessage", message)]

    await due.finish(tell)


def _holds(due: Due, fair: FairRow, signup: SignUpRow, what: str) -> bool:
    if signup.state is not SignUpState.SIGNED_UP or fair.state is FairState.CANCELLED:
        return False
    if what.isdecimal():
        return not any(
            (signup.work_7, signup.work_30, signup.work_90)
        )  # work found once is not asked about again
    if what == "eve":
        return due.services.clock.today() < fair.day
    starts = moment_at(fair.day, fair.opens)
    return due.services.clock.now() < starts - BEFORE_SECONDS / 2  # later "in two hours" is wrong


def _coming(words: Words, fair: FairRow, what: str) -> tuple[str, Keyboard]:
    text = (
        words._("⏰ Tomorrow: <b>{title}</b>, {when}, {place}.")
        if what == "eve"
        else words._("⏰ In two hours: <b>{title}</b>, {when}, {place}.")
    )
    keys = keyboard(
        [button(words._("🎟 My ticket"), "fair_ticket", fair.id)],
        [
            button(words._("👁 The fair"), "fair", fair.id),
            button(words._("I cannot come"), "fair_out", fair.id),
        ],
    )
    return text.format(title=escape(fair.title), when=when(words, fair), place=escape(fair.place)), keys


def _work(words: Words, fair: FairRow, signup: SignUpRow, what: str) -> tuple[str, Keyboard]:
    text = words._("You were signed up to <b>{title}</b> on {day}. Did you find work?")
    keys = keyboard(
        [
            button(words._("✅ Yes"), "fair_work", signup.id, what, 1),
            button(words._("Not yet"), "fair_work", signup.id, what, 0),
        ]
    )
    return text.format(title=escape(fair.title), day=words.day(fair.day)), keys
