"""Reading a chat: its history, its events, its menu and its files."""

import time
from urllib.parse import quote

from aiohttp import web

from bot.webchat.feeds import Event
from bot.webchat.hub import Hub
from bot.webchat.keys import HUB
from bot.webchat.people import Person
from bot.webchat.visit.bodies import query_number
from bot.webchat.visit.errors import bad, missing
from bot.webchat.visit.guard import json_response, security_headers
from bot.webchat.visit.session import chat_for
from bot.webchat.wire import encode

_MOST = 500
_LONGEST_WAIT = 30.0
_HEARTBEAT = 15.0
_INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp", "audio/ogg"}


async def list_messages(request: web.Request) -> web.Response:
    """The newest messages, or those after one, or those before one."""
    hub, chat = request.app[HUB], chat_for(request)
    after = int(query_number(request, "after", 0))
    before = int(query_number(request, "before", 0)) or None
    limit = min(max(int(query_number(request, "limit", 100)), 1), _MOST)
    if after:
        await _wait_for_message(hub, chat.id, after, _wait_of(request))
    last_event = hub.feeds.watch(chat.id)
    found = hub.history.newest(chat.id, limit=limit + 1, after=after, before=before)
    return json_response(
        {
            "messages": [kept.for_page() for kept in found[-limit:]],
            "more": len(found) > limit,
            "last_event": last_event,
            "blocked": isinstance(chat, Person) and chat.blocked,
            "reply_keyboard": hub.history.keyboard(chat.id),
        }
    )


async def list_changes(request: web.Request) -> web.Response:
    """Events as JSON, for tests."""
    hub, chat = request.app[HUB], chat_for(request)
    after = int(query_number(request, "after", 0)) or hub.feeds.watch(chat.id)
    events = hub.feeds.since(chat.id, after)
    if events == [] and await hub.feeds.wait(chat.id, _wait_of(request)):
        events = hub.feeds.since(chat.id, after)
    if events is None:
        events = [Event(hub.feeds.last_id, "reset", {})]
    last_event = events[-1].id if events else after
    return json_response({"events": [event.as_json() for event in events], "last_event": last_event})


async def stream_events(request: web.Request) -> web.StreamResponse:
    """Events as they happen (Server-Sent Events)."""
    hub, chat = request.app[HUB], chat_for(request)
    after = _resume_from(request, hub.feeds.watch(chat.id))
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        | security_headers()
    )
    await response.prepare(request)
    try:
        await response.write(b": hello\n\n")
        while not hub.feeds.closed:
            events = hub.feeds.since(chat.id, after)
            if events is None:
                events = [Event(hub.feeds.last_id, "reset", {})]
            for event in events:
                await response.write(_as_text(event))
                after = event.id
            if not events and not await hub.feeds.wait(chat.id, _HEARTBEAT):
                await response.write(b": still here\n\n")
    except ConnectionError:
        pass  # the page went away
    return response


async def show_commands(request: web.Request) -> web.Response:
    """The menu of commands of this chat."""
    hub, chat = request.app[HUB], chat_for(request)
    user_id = chat.id if isinstance(chat, Person) else int(query_number(request, "person", 0))
    person = hub.people.person(user_id)
    language = request.query.get("lang") or (person.language_code if person else None) or ""
    return json_response({"commands": hub.commands.menu(chat, language, user_id)})


async def download(request: web.Request) -> web.Response:
    """A file of some message; its id is too long to guess."""
    hub = request.app[HUB]
    file = hub.files.find(request.match_info["file_id"])
    if file is None:
        raise missing("no such file")
    # Whatever a browser might run (HTML, SVG) must not open inside this site.
    way = "inline" if file.mime_type in _INLINE else "attachment"
    return web.Response(
        body=await hub.files.read(file),
        content_type=file.mime_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name)}",
            "Cache-Control": "private, max-age=86400, immutable",
        },
    )


async def _wait_for_message(hub: Hub, chat_id: int, after: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not hub.history.newest(chat_id, limit=1, after=after):
        left = until - time.monotonic()
        if left <= 0 or not await hub.feeds.wait(chat_id, left):
            return


def _wait_of(request: web.Request) -> float:
    return min(max(query_number(request, "wait", 0.0), 0.0), _LONGEST_WAIT)


def _resume_from(request: web.Request, now: int) -> int:
    given = request.headers.get("Last-Event-ID") or request.query.get("after")
    if given is None:
        return now
    if not given.isdigit():
        raise bad("after must be an event id")
    return int(given)


def _as_text(event: Event) -> bytes:
    # One JSON line has no line breaks in it, so one data: line is enough.
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.id, event.type.encode(), encode(event.data))
