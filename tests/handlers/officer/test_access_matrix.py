"""Every role at every officers' command, button, screen and deep link, as the handlers register them.

Nothing here names a handler: a new one without a rule fails by itself.
"""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot import app
from bot.routes import Kind, Roles, Route
from db import dialogs, officers, people
from db.models import AuditEntry, Followup, Household, Officer, Support
from db.register_terms import Act, Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.officers import fill, join, members, officer_id, some_household

OPEN_TO_ALL = {(Kind.DEEP_LINK, "inv")}  # who holds the link is let in by its token
OWN, OTHER = "gia-sang", "tan-cuong"
ROUTES = app.build_routes().routes


def of_officers(route: Route) -> bool:
    return route.handler.__module__.startswith("handlers.officer")


GUARDED = {name: route for name, route in ROUTES.items() if of_officers(route) and name not in OPEN_TO_ALL}


def test_every_officers_route_says_whom_it_is_for() -> None:
    assert len(GUARDED) > 40
    assert [name for name, route in GUARDED.items() if not route.only] == []


def test_no_other_route_is_closed() -> None:
    assert [name for name, route in ROUTES.items() if route.only and not of_officers(route)] == []


def put_on_screen(person: Conversation, screen: str) -> None:
    """Let the dialogue stand at a screen, as a replayed or stale one would."""
    with person.process.database.sessions.begin() as session:
        row = people.find_or_add(session, channel="telegram", chat_id=person.chat_id, now=0.0)
        dialogs.keep(session, row.id, replace(dialogs.EMPTY, screen=screen), now=0.0)


async def use(person: Conversation, kind: Kind, name: str, *arguments: object) -> str:
    """Try a route in the way it is reached."""
    data = ":".join([name, *map(str, arguments)])
    if kind is Kind.BUTTON:
        put_on_screen(person, "start")
        return await person.presses_data(data, {"message_id": 9})
    if kind is Kind.COMMAND:
        return await person.says(f"/{name}")
    if kind is Kind.DEEP_LINK:
        return await person.says(f"/start {name}_1")
    put_on_screen(person, data)
    if kind is Kind.TYPING:
        return await person.says("Tổ 5")
    return await person.sends(message=person.message(location={"latitude": 1.0, "longitude": 2.0}))


async def stranger_answers(person: Conversation) -> dict[Kind, str]:
    """What somebody gets who tries what does not exist."""
    return {kind: await use(person, kind, "no_such_thing", 1) for kind in Kind}


def rows(person: Conversation) -> tuple[int, ...]:
    """How many rows an intruder could have made or changed."""
    with person.process.database.sessions.begin() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Followup, Support)]
        working = session.scalar(select(func.count()).where(Officer.removed_at.is_(None)))
        return (*(count or 0 for count in counts), working or 0)


@pytest.mark.parametrize("role", [None, *Role])
async def test_who_may_not_gets_what_a_stranger_gets_and_it_is_recorded(
    meet: Meet, role: Role | None
) -> None:
    person, nobody = meet(601), meet(999)
    fill(person.process)
    if role:
        await join(person, role, wards=(OWN,), hamlets=((OWN, "Tổ dân phố 3"),))
    unknown, before = await stranger_answers(nobody), rows(person)
    refused = [name for name, route in GUARDED.items() if role not in (route.only or ())]
    household = some_household(person.process, OWN)
    for kind, name in refused:
        recorded = kept.count(person.process, AuditEntry.act == Act.REFUSED, of=AuditEntry)
        assert await use(person, kind, name, household.id) == unknown[kind], (kind, name)
        now = kept.count(person.process, AuditEntry.act == Act.REFUSED, of=AuditEntry)
        assert now == recorded + 1, (kind, name)
    assert rows(person) == before
    assert refused or role is Role.SUPERVISOR


@pytest.mark.parametrize("role", Role)
async def test_who_is_locked_is_asked_for_the_pin_first(meet: Meet, role: Role) -> None:
    person = meet(601)
    fill(person.process)
    await join(person, role, wards=(OWN,), hamlets=((OWN, "Tổ dân phố 3"),))
    before, household = rows(person), some_household(person.process, OWN)
    for (kind, name), route in GUARDED.items():
        if role in (route.only or ()) and name != "pin":
            _lock(person)
            said = await use(person, kind, name, household.id)
            assert "PIN" in said, (kind, name)
            assert household.code not in said, (kind, name)
    assert rows(person) == before


def _lock(person: Conversation) -> None:
    with person.process.database.sessions.begin() as session:
        session.execute(update(Officer).values(active_until=None))


@pytest.mark.parametrize("role", Role)
async def test_who_was_removed_gets_what_a_stranger_gets(meet: Meet, role: Role) -> None:
    person, nobody = meet(601), meet(999)
    fill(person.process)
    await join(person, role, wards=(OWN,), hamlets=((OWN, "Tổ dân phố 3"),))
    number = officer_id(person)
    with person.process.database.sessions.begin() as session:
        session.execute(update(Officer).where(Officer.id == number).values(removed_at=1.0))
    unknown, household = await stranger_answers(nobody), some_household(person.process, OWN)
    for kind, name in GUARDED:
        assert await use(person, kind, name, household.id) == unknown[kind], (kind, name)


@pytest.mark.parametrize("role", [Role.WARD_OFFICER, Role.COLLABORATOR])
async def test_nothing_shows_or_changes_a_household_of_another_ward(meet: Meet, role: Role) -> None:
    person = meet(601)
    fill(person.process)
    await join(person, role, wards=(OWN,), hamlets=((OWN, "Tổ dân phố 3"),))
    other = some_household(person.process, OTHER)
    secrets = {other.code, *(one.name for one in members(person.process, other.id))}
    theirs = _followup_elsewhere(person, other)
    before = rows(person)
    for (kind, name), route in GUARDED.items():
        if role in (route.only or ()) and name not in ("pin", "lock"):
            for arguments in (
                (other.id, "visit", "done", "k1"),
                (other.id, "water", "5", "1", "k"),
                (theirs, "done"),
            ):
                said = await use(person, kind, name, *arguments)
                shown = said + str(person.last.get("reply_markup", ""))
                assert not any(secret in shown for secret in secrets), (kind, name)
    assert rows(person) == before


def _followup_elsewhere(person: Conversation, household: Household) -> int:
    """Open work at a household of another ward, as a colleague left it."""
    with person.process.database.sessions.begin() as session:
        planned = Followup(
            key="elsewhere",
            household_id=household.id,
            officer_id=officer_id(person),
            state="open",
            kind="visit",
            due_on=person.process.services.clock.today(),
            recorded_at=0.0,
        )
        session.add(planned)
        session.flush()
        return planned.id


@pytest.mark.parametrize("role", [Role.WARD_OFFICER, Role.SUPERVISOR])
async def test_who_may_is_let_in_everywhere(meet: Meet, role: Role) -> None:
    person, nobody = meet(601), meet(999)
    fill(person.process)
    await join(person, role, wards=(OWN,))
    unknown, household = await stranger_answers(nobody), some_household(person.process, OWN)
    allowed: list[Roles] = []
    for (kind, name), route in GUARDED.items():
        if role in (route.only or ()) and name not in ("pin", "lock"):
            assert await use(person, kind, name, household.id, "visit") != unknown[kind], (kind, name)
            allowed.append(route.only or frozenset())
    assert len(allowed) > 30


async def test_in_a_group_nobody_is_an_officer(meet: Meet) -> None:
    person = meet(601)
    await join(person, Role.SUPERVISOR)
    group = {"id": -100, "type": "supergroup", "title": "Tổ công tác"}
    for kind, name in GUARDED:
        if kind is Kind.COMMAND:
            text = f"/{name}@ansinh_bot"
            said = await person.sends(message={**person.message(text=text), "chat": group})
            assert said == "", name


async def test_an_officer_of_no_ward_sees_nothing(meet: Meet) -> None:
    person = meet(601)
    fill(person.process)
    await join(person, Role.WARD_OFFICER)
    household = some_household(person.process, OWN)
    assert household.code not in await use(person, Kind.BUTTON, "household", household.id)
    with person.process.database.sessions.begin() as session:
        assert officers.find_by_id(session, officer_id(person)) is not None
