"""Who may use an officers' route: looked up in the database at every update, never by which menu is shown."""

from bot.callbacks import unpack
from bot.context import Chat
from bot.routes import Roles
from db import audit, officers
from db.register_rows import OfficerRow
from db.register_terms import Act, Role

EVERYBODY: Roles = frozenset(Role)
ADMINISTRATORS: Roles = frozenset({Role.ADMINISTRATOR})
APPROVERS: Roles = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})  # of announcements
SUPERVISORS: Roles = frozenset({Role.SUPERVISOR})
FIELD: Roles = frozenset({Role.WARD_OFFICER, Role.SUPERVISOR})  # who works with whole records
WALKERS: Roles = FIELD | {Role.COLLABORATOR}  # who looks households up


def recognise(chat: Chat, only: Roles) -> OfficerRow | None:
    """The officer, if there is one and the role may do this; anybody else's attempt is recorded."""
    found = officers.find(chat.session, channel=chat.person.channel, chat_id=chat.chat_id)
    if found and found.role in only:
        return found
    note(chat, Act.REFUSED, officer=found, route=_route(chat))
    return None


def me(chat: Chat) -> OfficerRow:
    """The officer an officers' handler works for."""
    assert chat.officer is not None, "the gate lets only officers through"
    return chat.officer


def note(
    chat: Chat,
    act: Act,
    *,
    officer: OfficerRow | None = None,
    household_id: int | None = None,
    **details: object,
) -> None:
    """Write an act into the audit chain, in the transaction of this update."""
    who = officer or chat.officer
    audit.record(
        chat.session,
        chat.services.vault,
        now=chat.now(),
        act=act,
        actor=f"{chat.person.channel}:{chat.chat_id}",
        officer_id=who.id if who else None,
        household_id=household_id,
        **details,
    )


def _route(chat: Chat) -> str:
    """What was tried, without what was typed after it."""
    if chat.pressed:
        return unpack(chat.pressed.data or "")[0][:32]
    text = (chat.message.text if chat.message else "") or ""
    return text.split()[0].partition("@")[0][:32] if text.startswith("/") else "typed"
