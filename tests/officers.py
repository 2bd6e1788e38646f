"""Officers at work: made in the database, signed in through the real keypad."""

from sqlalchemy import select

from bot.app import Process
from bot.demo_register import seed
from db import households, invitations, officers
from db.models import Household, Member
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


def fill(process: Process) -> None:
    """The demo's register of invented households, without follow-ups."""
    services = process.services
    with process.database.sessions.begin() as session:
        seed.fill(
            session, services.vault, now=services.clock.now(), today=services.clock.today(), officers={}
        )


def some_household(process: Process, ward: str, **where: object) -> Household:
    """The first household of a ward, or the first that has some values."""
    with process.database.sessions.begin() as session:
        query = select(Household).filter_by(ward=ward, **where).order_by(Household.id)
        found = session.scalars(query.limit(1)).one()
        session.expunge(found)
    return found


def members(process: Process, household_id: int) -> list[Member]:
    """Who lives there, the head first."""
    with process.database.sessions.begin() as session:
        found = households.list_members(session, household_id)
        return [session.get_one(Member, one.id) for one in found]
