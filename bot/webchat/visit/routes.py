"""Every path of the people's side."""

from aiohttp import web

from bot.webchat.visit import doing, session, testing, uploads, watching
from bot.webchat.visit.page import show_page

_CHAT = r"/chat/{chat:-?\d{1,18}}"


def visit_routes() -> list[web.RouteDef]:
    """In the order they are tried; the page takes what is left."""
    return [
        web.get("/chat/info", session.show_info),
        web.get("/chat/session", session.open_session),
        web.get("/chat/files/{file_id}", watching.download),
        web.post("/chat/people", testing.add_people),
        web.post("/chat/groups", testing.add_group),
        web.post("/chat/faults", testing.add_faults),
        web.get("/chat/faults", testing.list_faults),
        web.delete("/chat/faults", testing.clear_faults),
        web.get("/chat/calls", testing.list_calls),
        web.delete("/chat/calls", testing.clear_calls),
        web.get(f"{_CHAT}/messages", watching.list_messages),
        web.get(f"{_CHAT}/events", watching.stream_events),
        web.get(f"{_CHAT}/changes", watching.list_changes),
        web.get(f"{_CHAT}/commands", watching.show_commands),
        web.post(f"{_CHAT}/send", doing.send),
        web.post(f"{_CHAT}/start", doing.start),
        web.post(f"{_CHAT}/press", doing.press),
        web.post(f"{_CHAT}/edit", doing.edit),
        web.post(f"{_CHAT}/contact", doing.share_contact),
        web.post(f"{_CHAT}/location", doing.share_location),
        web.post(f"{_CHAT}/sticker", doing.send_sticker),
        web.post(f"{_CHAT}/upload", uploads.upload),
        web.post(f"{_CHAT}/block", doing.blocking(blocked=True)),
        web.post(f"{_CHAT}/unblock", doing.blocking(blocked=False)),
        web.post(f"{_CHAT}/raw", testing.inject),
        web.get("/{path:(?!chat/|bot|file/).*}", show_page),
    ]
