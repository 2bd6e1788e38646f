"""A topic says something else than before: supervisors see how many asked about it and write to exactly them."""

from datetime import date

from bot import corrections as noticing
from db import audiences, broadcasts, corrections, people, subscriptions
from db.audiences import Audience
from db.broadcast_terms import BroadcastState
from db.models import Correction, ToldTopic
from db.register_terms import Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.officers import join

LONG_AGO = date(2025, 6, 1)


def told(person: Conversation, on: date) -> list[int]:
    """Let the texts of a day be what was last told; returns the corrections that makes."""
    services = person.process.services
    with person.process.database.sessions.begin() as session:
        return corrections.notice(session, noticing.texts_on(services, on), on=on)


def changed_topic(person: Conversation) -> str:
    """A topic that says something else today than long ago."""
    services = person.process.services
    before, now = (noticing.texts_on(services, day) for day in (LONG_AGO, services.clock.today()))
    return next(topic for topic in before if before[topic]["vi"] and before[topic] != now[topic])


def asked(person: Conversation, chat_id: int, topic: str, *, agreed: bool, days_ago: int = 3) -> None:
    """Somebody asked about a topic; `agreed`: to be told of changes in its area."""
    with person.process.database.sessions.begin() as session:
        row = people.find_or_add(session, channel="telegram", chat_id=chat_id, now=0.0)
        if agreed:
            subject = subscriptions.policy_of(topic.partition(".")[0])
            subscriptions.subscribe(session, row.id, subject, now=0.0)
        day = date.fromordinal(person.process.services.clock.today().toordinal() - days_ago)
        subscriptions.note_topic(session, row.id, topic, on=day)


async def look(person: Conversation) -> str:
    """What is due once a day; what the person hears of it."""
    with person.process.database.sessions.begin() as session:
        services = person.process.services
        noticing.plan(session, noticing.key_of_today(services), now=services.clock.now())
    return await person.hears(person.process)


async def test_the_first_time_everything_is_only_remembered(meet: Meet) -> None:
    chief = meet(601)
    await join(chief, Role.SUPERVISOR)
    await look(chief)
    assert kept.count(chief.process, of=Correction) == 0
    assert kept.count(chief.process, of=ToldTopic) > 60


async def test_a_change_is_told_to_supervisors_once_and_written_to_who_asked(meet: Meet) -> None:
    chief, hung = meet(601), meet(602)
    await join(chief, Role.SUPERVISOR)
    await join(hung, Role.WARD_OFFICER, wards=("gia-sang",))
    told(chief, LONG_AGO)
    topic = changed_topic(chief)
    asked(chief, 901, topic, agreed=True)
    asked(chief, 902, topic, agreed=False)
    asked(chief, 903, topic, agreed=True, days_ago=91)
    assert "đã thay đổi" in await look(chief)
    assert await look(chief) == ""
    with chief.process.database.sessions.begin() as session:
        [row] = [one for one in corrections.list_open(session) if one.topic == topic]
    await chief.says("/changes")
    said = await chief.presses_data(f"change:{row.id}", {"message_id": 7})
    assert "Trước:" in said
    assert "Nay:" in said
    await chief.presses("✏️ Soạn tin cho 1 người")
    with chief.process.database.sessions.begin() as session:
        [draft] = broadcasts.list_in(session, BroadcastState.DRAFT)
        assert audiences.count(session, Audience.of(draft.audience)) == 1
        assert topic not in [one.topic for one in corrections.list_open(session)]
    assert draft.text_en
    assert draft.text_en.startswith("📝")
    assert draft.buttons[0]["callback_data"] == f"topic:{topic}"
    assert len(draft.text_vi) <= 900
    assert "đã thay đổi" not in await hung.hears(chief.process)


async def test_where_nobody_asked_there_is_nobody_to_write_to(meet: Meet) -> None:
    chief = meet(601)
    await join(chief, Role.SUPERVISOR)
    told(chief, LONG_AGO)
    await look(chief)
    with chief.process.database.sessions.begin() as session:
        before = len(corrections.list_open(session))
        number = corrections.list_open(session)[0].id
    await chief.presses_data(f"change:{number}", {"message_id": 7})
    assert not any("Soạn tin" in key for key in chief.buttons())
    await chief.presses("Không cần báo ai")
    with chief.process.database.sessions.begin() as session:
        assert len(corrections.list_open(session)) == before - 1


async def test_who_wants_changes_of_every_policy_is_among_those_of_one_area(meet: Meet) -> None:
    lan = meet(501)
    await lan.says("/start")
    row = kept.person(lan)
    assert row is not None
    with lan.process.database.sessions.begin() as session:
        subscriptions.subscribe(session, row.id, subscriptions.POLICY, now=0.0)
        assert audiences.count(session, Audience(subject=subscriptions.policy_of("housing"))) == 1
        assert audiences.count(session, Audience(subject=subscriptions.JOB_FAIRS)) == 0


async def test_lines_in_another_order_are_no_change_and_a_topic_that_is_gone_no_fault(meet: Meet) -> None:
    chief = meet(601)
    await join(chief, Role.SUPERVISOR)
    with chief.process.database.sessions.begin() as session:
        corrections.notice(session, {"a.b": {"vi": "một\nhai", "en": "one"}}, on=LONG_AGO)
        assert corrections.notice(session, {"a.b": {"vi": "hai\nmột", "en": "one"}}, on=LONG_AGO) == []
        [number] = corrections.notice(session, {"a.b": {"vi": "ba", "en": "one"}}, on=LONG_AGO)
    await chief.presses_data(f"change_write:{number}", {"message_id": 7})
    await chief.presses_data(f"change_write:{number}", {"message_id": 7})
    with chief.process.database.sessions.begin() as session:
        [draft] = broadcasts.list_in(session, BroadcastState.DRAFT)
    assert draft.text_en is None
    assert "Nay: <b>ba</b>" in draft.text_vi
