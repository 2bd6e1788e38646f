"""A fair as a calendar file that phones open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vGeo

BEFORE = (timedelta(days=1), timedelta(hours=2))


@dataclass(frozen=True)
class FairEvent:
    """What a calendar has to know; `starts` and `ends` with their time zone, `changed` counts versions."""

    id: int
    title: str
    starts: datetime
    ends: datetime
    place: str
    notes: str
    latitude: float | None
    longitude: float | None
    changed: int
    cancelled: bool


def event_file(fair: FairEvent) -> bytes:
    """The .ics file. The same fair keeps its UID, so that a new version replaces the old one."""
    event = Event()
    event.add("uid", f"jobfair-{fair.id}@an-sinh")
    event.add("sequence", fair.changed)
    event.add("dtstamp", fair.starts)
    event.add("summary", fair.title)
    event.add("dtstart", fair.starts)
    event.add("dtend", fair.ends)
    event.add("location", fair.place)
    event.add("description", fair.notes)
    event.add("status", "CANCELLED" if fair.cancelled else "CONFIRMED")
    if fair.latitude is not None and fair.longitude is not None:
        event.add("geo", vGeo((fair.latitude, fair.longitude)))
    for before in BEFORE:
        event.add_component(_alarm(fair.title, before))
    calendar = Calendar()
    calendar.add("prodid", "-//An Sinh//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
