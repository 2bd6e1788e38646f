"""/find: a household by code, number, phone or anybody's name; eight matches a page."""

from html import escape

from bot import sealed
from bot.access import WALKERS, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import Button, button, in_rows, keyboard
from bot.register_requests import home_button
from bot.render.household import match_title
from bot.routes import Routes
from bot.screens import reply, show
from db import search
from db.audit import mask_query
from db.register_terms import Act, Role
from knowledge.wards import all_wards

QUERY = "query"
NARROWED = "narrowed"
LONGEST = 100
OLDEST = 110


def register(routes: Routes) -> None:
    routes.command("find", begin, only=WALKERS)
    routes.button("find", begin, only=WALKERS)
    routes.typing("find", take_query, only=WALKERS)
    routes.typing("household", take_query, only=WALKERS)
    routes.button("found", turn_page, only=WALKERS)
    routes.button("find_ward", narrow_to_ward, only=WALKERS)


def begin(chat: Chat) -> None:
    """Ask for what is known of the household; words after the command are the query."""
    if chat.message and chat.message.text and chat.arguments:
        _search_anew(chat, " ".join(chat.arguments))
        return
    chat.leave()
    chat.remember(screen="find")
    text = chat.words._(
        "🔎 Type a name (with or without tone marks), the household code, the ID or insurance number or its last "
        "4 digits, or a phone number."
    )
    show(chat, text, keyboard(home_button(chat)))


def take_query(chat: Chat) -> None:
    """What was typed; a year of birth when there were too many."""
    typed = ((chat.message.text if chat.message else "") or "").strip()
    query, narrowed = sealed.get(chat, QUERY), dict(chat.dialog.notes.get(NARROWED, {}))
    if query and narrowed.get("asked") and _is_birth_year(chat, typed):
        chat.remember(notes={**chat.dialog.notes, NARROWED: {**narrowed, "year": int(typed)}})
        _draw(chat, 0)
    else:
        _search_anew(chat, typed)


def _is_birth_year(chat: Chat, typed: str) -> bool:
    return typed.isdecimal() and len(typed) == 4 and chat.today.year - OLDEST <= int(typed) <= chat.today.year


def _search_anew(chat: Chat, query: str) -> None:
    if not query or len(query) > LONGEST:
        reply(
            chat,
            chat.words._("Please type a name, code or number, up to 100 letters."),
            keyboard(home_button(chat)),
        )
        return
    chat.leave()
    sealed.put(chat, QUERY, query)
    _draw(chat, 0)


def turn_page(chat: Chat) -> None:
    """Another page of the same search."""
    page = row_number(chat.arguments[0]) if chat.arguments else None
    if page is None or not sealed.get(chat, QUERY):
        begin(chat)
    else:
        _draw(chat, min(page, 1000))


def narrow_to_ward(chat: Chat) -> None:
    """Only one ward's matches, or all again."""
    ward = chat.arguments[0] if chat.arguments else ""
    if not sealed.get(chat, QUERY):
        begin(chat)
        return
    narrowed = dict(chat.dialog.notes.get(NARROWED, {}))
    narrowed["ward"] = ward if ward in all_wards() else None
    chat.remember(notes={**chat.dialog.notes, NARROWED: narrowed})
    _draw(chat, 0)


def _draw(chat: Chat, page: int) -> None:
    query, narrowed = sealed.get(chat, QUERY), dict(chat.dialog.notes.get(NARROWED, {}))
    found = search.search(
        chat.session,
        chat.services.vault,
        chat.services.vocabulary,
        officer=me(chat),
        query=query,
        ward=narrowed.get("ward"),
        birth_year=narrowed.get("year"),
        page=page,
    )
    note(chat, Act.SEARCH, query=mask_query(query), matches=len(found.matches), page=page)
    ask = found.crowded and not (narrowed.get("ward") and narrowed.get("year"))
    chat.remember(screen="find", notes={**chat.dialog.notes, NARROWED: {**narrowed, "asked": ask}})
    matches = [
        [button(match_title(chat.words, match), "household", match.household_id)] for match in found.matches
    ]
    show(
        chat,
        _heading(chat, query, bool(found.matches), ask=ask),
        keyboard(
            *matches,
            _pages(chat, page, more=found.more),
            *(in_rows(_wards(chat), 2) if ask and not narrowed.get("ward") else []),
            [button(chat.words._("🔎 Search again"), "find"), *home_button(chat)],
        ),
    )


def _heading(chat: Chat, query: str, any_found: bool, *, ask: bool) -> str:
    if not any_found:
        return chat.words._(
            "Nothing found for “{query}” in your area. Try another part of the name, or the code."
        ).format(query=escape(query))
    text = chat.words._("Found for “{query}”:").format(query=escape(query))
    if ask:
        text += "\n" + chat.words._("There are many. Choose a ward, or type the year of birth.")
    return text


def _wards(chat: Chat) -> list[Button]:
    """Wards to narrow to: the officer's own, or all for who works everywhere."""
    officer = me(chat)
    own = officer.wards if officer.role is Role.WARD_OFFICER else tuple(all_wards())
    if officer.role is Role.COLLABORATOR or len(own) < 2:
        return []
    return [button(all_wards()[ward].title(chat.words.language), "find_ward", ward) for ward in own]


def _pages(chat: Chat, page: int, *, more: bool) -> list[Button]:
    back = [button(chat.words._("⬅️ Previous"), "found", page - 1)] if page else []
    return [*back, *([button(chat.words._("More ➡️"), "found", page + 1)] if more else [])]
