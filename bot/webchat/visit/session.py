"""Who is talking: personas in a demo, one visitor per browser in public."""

import hashlib
import secrets

from aiohttp import web

from bot.webchat.hub import Hub
from bot.webchat.keys import HUB
from bot.webchat.people import Group, Person
from bot.webchat.visit.errors import bad, missing, not_here
from bot.webchat.visit.guard import json_response
from bot.webchat.wire import Json

_COOKIE = "webchat_visitor"
_LANGUAGES = ("vi", "en")
_FIRST_VISITOR = 10_000_000
_YEAR = 365 * 24 * 3600


async def show_info(request: web.Request) -> web.Response:
    """What this server is, before anybody talks."""
    hub = request.app[HUB]
    settings = hub.settings
    personas = hub.people.personas() if settings.has_personas else []
    return json_response(
        {
            "bot": _bot(hub, request.query.get("lang", "")),
            "personas": [person.for_page() for person in personas],
            "features": {
                "personas": settings.has_personas,
                "tests": settings.allow_faults or settings.record_calls,
                "public": settings.public,
            },
        }
    )


async def open_session(request: web.Request) -> web.Response:
    """The visitor's own chat."""
    hub = request.app[HUB]
    language = request.query.get("lang", "")
    if language and language not in _LANGUAGES:
        raise bad("lang must be vi or en")
    person, new_key = _visitor(hub, request)
    if language and person.language_code != language:
        person.language_code = language
        hub.people.keep(person)
    response = json_response(_session(hub, person))
    if new_key:
        _set_cookie(request, response, new_key)
    return response


def chat_for(request: web.Request) -> Person | Group:
    """The chat a request is about; in public only the visitor's own."""
    hub = request.app[HUB]
    chat = hub.people.find(int(request.match_info["chat"]))
    if hub.settings.public and (chat is None or chat is not _by_cookie(hub, request)):
        raise not_here("not your chat")
    if not (hub.settings.public or hub.settings.has_personas):
        raise not_here("this server has no visitors")
    if chat is None:
        raise missing("no such chat")
    return chat


def sender_in(hub: Hub, chat: Person | Group, body: Json) -> Person:
    """Who does it: in a group the body says so."""
    if isinstance(chat, Person):
        return chat
    person = hub.people.person(body.get("from"))
    if person is None or person.id not in chat.members:
        raise bad("from must be a member of the group")
    return person


def _visitor(hub: Hub, request: web.Request) -> tuple[Person, str | None]:
    if hub.settings.public:
        known = _by_cookie(hub, request)
        return (known, None) if known else _new_visitor(hub)
    if not hub.settings.has_personas:
        raise not_here("this server has no personas")
    name = request.query.get("as", "resident")
    persona = hub.people.persona(name)
    if persona is None:
        raise bad("as must be resident, officer or admin")
    return persona, None


def _session(hub: Hub, person: Person) -> Json:
    language = person.language_code or ""
    return {
        "chat": person.chat(),
        "person": person.for_page(),
        "bot": _bot(hub, language),
        "commands": hub.commands.menu(person, language),
        "last_event": hub.feeds.watch(person.id),
    }


def _bot(hub: Hub, language: str) -> Json:
    return {
        "id": hub.settings.bot_id,
        "username": hub.settings.bot_username,
        "first_name": hub.profile.get("name", language),
        "description": hub.profile.get("description", language),
        "short_description": hub.profile.get("short_description", language),
    }


def _new_visitor(hub: Hub) -> tuple[Person, str]:
    """Only the hash of the key is kept: who reads the store cannot take a visitor's place."""
    key = secrets.token_urlsafe(32)
    person = Person(id=_FIRST_VISITOR + hub.numbers.next("visitor"), first_name="Khách", started=False)
    hub.people.keep(person)
    hub.visitors[_hash(key)] = person.id
    hub.store.put("visitor", _hash(key), person.id)
    return person, key


def _by_cookie(hub: Hub, request: web.Request) -> Person | None:
    key = request.cookies.get(_COOKIE, "")
    return hub.people.person(hub.visitors.get(_hash(key)))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _set_cookie(request: web.Request, response: web.Response, key: str) -> None:
    response.set_cookie(
        _COOKIE, key, max_age=_YEAR, httponly=True, samesite="Strict", secure=request.secure, path="/chat"
    )
