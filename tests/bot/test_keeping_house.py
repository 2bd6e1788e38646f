"""What is too old to keep is forgotten, each kind after its own time."""

from datetime import timedelta

import pytest

from bot import schedule
from bot.config import Limits
from db import audit, audit_check, invitations, jobfairs
from db.jobfair_terms import FairState
from db.models import AskedTopic, AuditEntry, Invitation, Person
from db.register_rows import Post
from db.register_terms import Act, Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.fairs import DAY, enter

DAY_SECONDS = 86_400.0


def act(person: Conversation, days_ago: float) -> None:
    services = person.process.services
    with person.process.database.sessions.begin() as session:
        at = services.clock.now() - days_ago * DAY_SECONDS
        audit.record(session, services.vault, now=at, act=Act.VIEW, actor="telegram:1")


def keep_house(person: Conversation) -> None:
    schedule.purge(person.process.database.sessions, person.process.services)


@pytest.mark.settings(limits=Limits(audit_days=365))
async def test_acts_older_than_the_days_set_go_and_the_chain_stays_whole(meet: Meet) -> None:
    lan = meet()
    for days_ago in (400, 366, 364, 0):
        act(lan, days_ago)
    keep_house(lan)
    assert kept.count(lan.process, of=AuditEntry) == 2
    with lan.process.database.sessions.begin() as session:
        assert audit_check.verify(session, lan.process.services.vault) == []


@pytest.mark.settings(limits=Limits(audit_days=0))
async def test_acts_are_kept_for_good_where_the_operator_wants_it(meet: Meet) -> None:
    lan = meet()
    act(lan, 4000)
    act(lan, 0)
    keep_house(lan)
    assert kept.count(lan.process, of=AuditEntry) == 2


async def test_invitations_nobody_used_go_two_days_after_they_ended(meet: Meet) -> None:
    lan = meet()
    with lan.process.database.sessions.begin() as session:
        now = lan.process.services.clock.now()
        for days_ago in (5, 3, 1):
            invitations.create(
                session,
                name="Lê Thị Mẫu",
                post=Post(Role.SUPERVISOR),
                invited_by=None,
                now=now - days_ago * DAY_SECONDS,
            )
    keep_house(lan)
    assert kept.count(lan.process, of=Invitation) == 2


async def test_topics_asked_about_are_forgotten_after_ninety_days(meet: Meet) -> None:
    lan = meet()
    await lan.says("/start")
    today = lan.process.services.clock.today()
    with lan.process.database.sessions.begin() as session:
        number = session.query(Person.id).scalar()
        for topic, days_ago in (("water.support", 91), ("housing.new", 90)):
            session.add(AskedTopic(person_id=number, topic=topic, last_on=today - timedelta(days=days_ago)))
    keep_house(lan)
    assert kept.count(lan.process, of=AskedTopic) == 1


async def test_a_fair_of_yesterday_is_over(meet: Meet) -> None:
    lan = meet()
    enter(lan.process, day=lan.process.services.clock.today() - timedelta(days=1))
    enter(lan.process, day=DAY)
    keep_house(lan)
    with lan.process.database.sessions.begin() as session:
        states = {fair.day: fair.state for fair in jobfairs.list_all(session)}
    assert list(states.values()) == [FairState.OPEN, FairState.OVER]
