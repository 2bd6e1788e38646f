"""Officers at work: made in the database, signed in through the real keypad."""

from bot.app import Process
from db import invitations, officers
from db.register_rows import Post
from db.register_terms import Role
from tests.conversation import Conversation

PIN = "802571"


def invitation(process: Process, post: Post, name: str = "Nguyễn Thị Thử") -> str:
    """The token of a fresh invitation, from the command line."""
    with process.database.sessions.begin() as session:
        return invitations.create(
            session, name=name, post=post, invited_by=None, now=process.services.clock.now()
        )


async def press_pin(person: Conversation, pin: str = PIN) -> str:
    """Press six digits on the keypad; returns what the last one led to."""
    said = ""
    for digit in pin:
        said = await person.presses_data(f"pin:{digit}", person.last)
    return said


async def join(person: Conversation, role: Role, *, wards: tuple[str, ...] = (), **more: object) -> str:
    """Become an officer by an invitation and choose a PIN."""
    hamlets = more.get("hamlets", ())
    token = invitation(person.process, Post(role, wards, hamlets))  # type: ignore[arg-type]
    await person.says(f"/start inv_{token}")
    await press_pin(person)
    return await press_pin(person)


def officer_id(person: Conversation) -> int:
    """The number of the officer a conversation belongs to."""
    with person.process.database.sessions.begin() as session:
        found = officers.find(session, channel="telegram", chat_id=person.chat_id)
    assert found is not None
    return found.id
