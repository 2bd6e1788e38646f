"""For tests only: more people, groups, raw updates, faults and the record of the bot's calls."""

from typing import Any, TypeVar

import msgspec
from aiohttp import web

from bot.webchat import speaking
from bot.webchat.faults import FaultRule
from bot.webchat.hub import Hub
from bot.webchat.keys import HUB
from bot.webchat.people import Group, Person
from bot.webchat.visit.bodies import json_body, json_object, query_number
from bot.webchat.visit.errors import VisitError, bad, not_here
from bot.webchat.visit.guard import json_response
from bot.webchat.wire import encode

T = TypeVar("T")


async def add_people(request: web.Request) -> web.Response:
    """Visitors beside the personas."""
    hub = _with_personas(request)
    people = _shaped(await json_body(request), Person)
    for person in people:
        if person.id <= 0 or isinstance(hub.people.find(person.id), Group):
            raise bad("a person's id must be positive")
    for person in people:
        hub.people.keep(person)
    return json_response({"people": [person.for_page() for person in people]})


async def add_group(request: web.Request) -> web.Response:
    """A group with the bot in it."""
    hub = _with_personas(request)
    (group,) = _shaped([await json_object(request)], Group)
    if group.id >= 0:
        raise bad("a group's id must be negative")
    if hub.people.find(group.id) is not None:
        raise VisitError(409, "there is a group of that id")
    members = [hub.people.person(user_id) for user_id in group.members]
    if not members or None in members:
        raise bad("members must be ids of people")
    assert members[0] is not None
    speaking.join(hub, group, members[0])
    return json_response({"chat": group.chat()})


async def inject(request: web.Request) -> web.Response:
    """Any update, as it stands."""
    hub = _with_faults(request)
    return json_response({"update_id": hub.updates.inject(await json_object(request))})


async def add_faults(request: web.Request) -> web.Response:
    """Let calls fail."""
    hub = _with_faults(request)
    hub.faults.add(_shaped(await json_body(request), FaultRule))
    return json_response({"faults": hub.faults.report()})


async def list_faults(request: web.Request) -> web.Response:
    """The rules and how often they struck."""
    return json_response({"faults": _with_faults(request).faults.report()})


async def clear_faults(request: web.Request) -> web.Response:
    """Let nothing fail any more."""
    hub = _with_faults(request)
    hub.faults.clear()
    return json_response({"faults": []})


async def list_calls(request: web.Request) -> web.Response:
    """The bot's calls so far."""
    hub = _with_recording(request)
    calls = hub.recording.calls(request.query.get("method"), int(query_number(request, "after", 0)))
    if request.query.get("lines"):
        return web.Response(
            body=b"".join(encode(call) + b"\n" for call in calls), content_type="application/x-ndjson"
        )
    return json_response(calls)


async def clear_calls(request: web.Request) -> web.Response:
    """Forget the calls."""
    _with_recording(request).recording.clear()
    return json_response([])


def _shaped(body: Any, shape: type[T]) -> list[T]:
    try:
        return msgspec.convert(body if isinstance(body, list) else [body], list[shape])  # type: ignore[valid-type]
    except msgspec.ValidationError as fault:
        raise bad(str(fault)) from None


def _with_personas(request: web.Request) -> Hub:
    hub = request.app[HUB]
    if not hub.settings.has_personas:
        raise not_here("this server has no personas")
    return hub


def _with_faults(request: web.Request) -> Hub:
    hub = request.app[HUB]
    if not hub.settings.allow_faults:
        raise not_here("this server allows no faults")
    return hub


def _with_recording(request: web.Request) -> Hub:
    hub = request.app[HUB]
    if not hub.settings.record_calls:
        raise not_here("this server records no calls")
    return hub
