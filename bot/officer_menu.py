"""What an officer can do, by role: the first screen's buttons and the commands Telegram lists."""

from bot.access import ADMINISTRATORS, APPROVERS, FIELD, SUPERVISORS, WALKERS
from bot.context import Chat
from bot.i18n import N_, Words
from bot.keyboards import Keyboard, button, in_rows, keyboard
from bot.menu import COMMANDS
from db.register_rows import OfficerRow
from db.register_terms import Role

ROLES = {
    Role.COLLABORATOR: N_("village collaborator"),
    Role.WARD_OFFICER: N_("ward officer"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.ADMINISTRATOR: N_("administrator"),
}
ENTRIES = (
    ("find", N_("🔎 Find a household"), WALKERS),
    ("today", N_("📋 Today's work"), FIELD),
    ("overdue", N_("⏰ Overdue by officer"), SUPERVISORS),
    ("announce", N_("📣 Announcements"), FIELD),
    ("fairs", N_("🤝 Job fairs"), FIELD),
    ("approve", N_("⏳ Waiting for approval"), APPROVERS),
    ("changes", N_("📝 Changed topics"), SUPERVISORS),
    ("report", N_("📊 Report of a year"), SUPERVISORS),
    ("import", N_("📥 Take in a sheet"), SUPERVISORS),
    ("export", N_("📤 Sheets"), FIELD),
    ("audit", N_("👁 Who looked at what"), SUPERVISORS),
    ("officers", N_("👥 Officers"), ADMINISTRATORS),
    ("invite", N_("✉️ Invite an officer"), ADMINISTRATORS),
    ("lock", N_("🔒 Lock"), frozenset(Role)),
)


def entries(words: Words, officer: OfficerRow) -> Keyboard:
    """The buttons of the first screen."""
    allowed = [button(words._(title), name) for name, title, roles in ENTRIES if officer.role in roles]
    return keyboard(*in_rows(allowed, 2))


def show_commands(chat: Chat, officer: OfficerRow) -> None:
    """List an officer's commands in their own chat beside everybody's."""
    words = chat.words
    mine = {"work": words._("Officers' area")}
    mine |= {name: words._(title) for name, title, roles in ENTRIES if officer.role in roles}
    listed = mine | {name: words._(text) for name, text in COMMANDS.items()}
    commands = [{"command": name, "description": text} for name, text in listed.items()]
    at = officer.chat_id
    chat.calls.append((at, "setMyCommands", {"commands": commands, "scope": _scope(at)}))


def drop_commands(chat: Chat, chat_id: int) -> None:
    """Back to everybody's commands, for who is no officer any more."""
    chat.calls.append((chat_id, "deleteMyCommands", {"scope": _scope(chat_id)}))


def _scope(chat_id: int) -> dict[str, object]:
    return {"type": "chat", "chat_id": chat_id}
