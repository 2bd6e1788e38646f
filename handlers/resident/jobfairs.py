"""/jobfair: coming fairs as they are entered; one fair, its place and its calendar file."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.clock import VIETNAM, moment
from bot.context import Chat
from bot.files import MadeFile, made_by
from bot.jobfairs.calendar import FairEvent, event_file
from bot.jobfairs.showing import draw, fair_of, list_fairs
from bot.routes import Routes
from bot.services import Services
from db import jobfairs
from db.engine import Sessions
from db.jobfair_terms import FairState
from db.jobfairs import FairRow

CALENDAR = "fair_calendar"


def register(routes: Routes) -> None:
    routes.command("jobfair", list_fairs)
    routes.command("jobfairs", list_fairs)
    routes.button("jobfairs", list_fairs)
    routes.deep_link("fair", show_fair)
    routes.button("fair", show_fair)
    routes.button("fair_place", send_place)
    routes.button("fair_cal", send_calendar)
    routes.file(CALENDAR, draw_calendar)


def show_fair(chat: Chat) -> None:
    """One fair, and where the person stands."""
    fair = fair_of(chat)
    if fair:
        draw(chat, fair)


def send_place(chat: Chat) -> None:
    """The place on the map, or in words."""
    fair = fair_of(chat)
    if fair is None:
        return
    if fair.latitude is None or fair.longitude is None:
        chat.toast = fair.place[:190]
        return
    chat.call(
        "sendVenue",
        chat_id=chat.chat_id,
        latitude=fair.latitude,
        longitude=fair.longitude,
        title=fair.title,
        address=fair.place,
    )


def send_calendar(chat: Chat) -> None:
    """A file that a phone's calendar opens."""
    fair = fair_of(chat)
    if fair:
        chat.call("sendDocument", chat_id=chat.chat_id, document=made_by(CALENDAR, fair=fair.id))


def draw_calendar(_services: Services, sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The calendar file of a fair."""
    with sessions.begin() as session:
        fair = jobfairs.find(session, int(arguments["fair"]))
    assert fair is not None, "fairs are never deleted"
    return MadeFile("an-sinh.ics", event_file(_event(fair)))


def _event(fair: FairRow) -> FairEvent:
    midnight = datetime.fromtimestamp(moment(fair.day, 0), VIETNAM)
    return FairEvent(
        id=fair.id,
        title=fair.title,
        starts=midnight + timedelta(minutes=fair.opens),
        ends=midnight + timedelta(minutes=fair.closes),
        place=fair.place,
        notes=fair.notes or "",
        latitude=fair.latitude,
        longitude=fair.longitude,
        changed=fair.changes,
        cancelled=fair.state is FairState.CANCELLED,
    )
