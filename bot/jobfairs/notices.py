"""What everybody signed up to a fair is told: called off, moved, moved up. About their own sign-up, so always sent."""

from datetime import timedelta
from html import escape

from sqlalchemy.orm import Session

from bot import broadcast_start
from bot.access import me
from bot.clock import moment
from bot.context import Call, Chat
from bot.due import Due
from bot.i18n import FALLBACK, N_, Words
from bot.jobfairs import reminders
from bot.keyboards import button, keyboard
from bot.render.jobfair import when
from db import audiences, broadcasts, fair_signups, jobfairs, scheduled
from db.audiences import Audience
from db.fair_signups import Guest
from db.jobfairs import FairRow

MOVED = "fair_moved"
CALLED_OFF = N_("❌ <b>{title}</b>, {when}, is called off. We are sorry.")
CHANGED = N_("⚠️ Please note the change: <b>{title}</b> is now {when}, {place}.")
LOOK = N_("👁 The fair")


def text_of(words: Words, text: str, fair: FairRow) -> str:
    """A notice about a fair in one language."""
    return words._(text).format(title=escape(fair.title), when=when(words, fair), place=escape(fair.place))


def tell_signed_up(chat: Chat, fair: FairRow, text: str) -> int:
    """Write to everybody signed up or waiting; returns how many. Urgent when the fair is near."""
    audience = Audience(fair=fair.id)
    count = audiences.count(chat.session, audience)
    if not count:
        return 0
    catalogues = chat.services.catalogues
    titles = {language: words._(LOOK) for language, words in catalogues.items()}
    number = broadcasts.create(
        chat.session,
        author_id=me(chat).id,
        audience=audience,
        text_vi=text_of(catalogues["vi"], text, fair),
        text_en=text_of(catalogues["en"], text, fair),
        buttons=[{**titles, "callback_data": f"fair:{fair.id}"}],
        urgent=fair.day <= chat.today + timedelta(days=1),
        event_at=moment(fair.day, 23, 59),
        now=chat.now(),
    )
    broadcasts.approve(chat.session, number, officer_id=me(chat).id, second_person=False)
    row = broadcasts.find(chat.session, number)
    assert row is not None, "it was just written"
    broadcast_start.plan(chat, row)
    return count


def tell_moved_up(chat: Chat, fair: FairRow, guest: Guest) -> None:
    """Tell somebody of the waiting list that a seat is theirs now."""
    words = chat.services.catalogues[guest.language or FALLBACK]
    text = text_of(words, N_("🎉 A seat became free: you are signed up to <b>{title}</b>, {when}."), fair)
    ticket = button(words._("🎟 My ticket"), "fair_ticket", fair.id)
    chat.tell(guest.chat_id, text, keyboard([ticket]))


def plan_moved(chat: Chat, fair: FairRow) -> None:
    """Let everybody's reminders follow the fair to its new day and hours."""
    key = f"{MOVED}:{fair.id}:{fair.changes}"
    scheduled.put(chat.session, MOVED, key, due_at=chat.now(), fair=fair.id)


async def move_reminders(due: Due) -> None:
    """Plan the reminders of everybody who did not cancel anew."""

    def move(session: Session) -> list[Call]:
        fair = jobfairs.find(session, int(due.arguments["fair"]))
        for signup in fair_signups.list_rows(session, fair.id) if fair else []:
            assert fair is not None, "its sign-ups are being read"
            reminders.forget(session, signup.id)
            reminders.plan(session, fair, signup.id, now=due.services.clock.now())
        return []

    await due.finish(move)
