"""Announcements lose nothing and repeat almost nothing: killed, refused, paused, shared by several processes."""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from db import broadcasts, deliveries
from db.broadcast_terms import DeliveryState
from db.deliveries import Counts
from db.engine import open_engine, open_sessions
from tests.postgres import fresh_database
from tests.process import announcing
from tests.process.running import World

FAST = {"ANSINH_BROADCASTS__RETRY_SECONDS": "[0.5,1,1,1,1,1]"}


@contextmanager
def _database(here: World, kind: str) -> Iterator[str]:
    with (
        fresh_database("announcing")
        if kind == "postgresql"
        else nullcontext(f"sqlite:///{here.folder / 'process.db'}") as url
    ):
        yield url


async def _killed_now_and_then(
    here: World,
    url: str,
    *,
    processes: int,
    recipients: int,
    every: float,
    most: int = 10**6,
    **settings: str,
) -> tuple[int, Counts, list[dict[str, object]]]:
    """Kills, the counts at the end, and the calls."""
    await announcing.many_people(here, recipients)
    number = await asyncio.to_thread(announcing.announce, url, recipients)
    running = [await here.run_bot(ANSINH_DATABASE__URL=url, **FAST, **settings) for _ in range(processes)]
    engine = open_engine(url)
    ending = asyncio.create_task(announcing.watch(engine, number, recipients, 1700))
    kills = 0
    while not ending.done():
        await asyncio.wait([ending], timeout=random.uniform(0.6 * every, 1.4 * every))
        if not ending.done() and kills < most:
            place = random.randrange(processes)
            running[place].kill()
            kills += 1
            running[place] = await here.run_bot(ANSINH_DATABASE__URL=url, **FAST, **settings)
    found = await ending
    engine.dispose()
    return kills, found, await announcing.calls_of(here)


def _judge(kills: int, found: Counts, calls: list[dict[str, object]], recipients: int) -> None:
    got = announcing.received(calls)
    repeated = sum(times - 1 for times in got.values())
    worst = announcing.most_in_a_second(calls)
    lasted = float(calls[-1]["at"]) - float(calls[0]["at"])  # type: ignore[arg-type]
    print(
        f"\n{recipients} recipients, {kills} kills: sent {found.sent}, stopped {found.stopped}, failed "
        f"{found.failed}, repeated {repeated}, worst second {worst}, {len(calls) / lasted:.1f} calls/s"
    )
    assert found.sent + found.stopped + found.failed == recipients
    assert len(got) == found.sent, "whoever is marked as told was told, and nobody else"
    assert repeated <= kills


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("kind", "processes"),
    [
        ("sqlite", 1),
        pytest.param("postgresql", 2, marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
    ],
)
async def test_a_killed_process_loses_no_copy_and_repeats_at_most_one(
    here: World, kind: str, processes: int
) -> None:
    with _database(here, kind) as url:
        await here.post("faults", [{"method": "sendMessage", "answer": 403, "share": 0.05, "seed": 1}])
        kills, found, calls = await _killed_now_and_then(
            here,
            url,
            processes=processes,
            recipients=300,
            every=3,
            most=2,
            ANSINH_BROADCASTS__PER_SECOND="40",
        )
    _judge(kills, found, calls, 300)
    assert kills
    assert found.stopped


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("kind", "processes"), [("sqlite", 1), ("postgresql", 3)])
async def test_5000_recipients_with_refusals_and_kills(here: World, kind: str, processes: int) -> None:
    await here.post(
        "faults",
        [
            {"method": "sendMessage", "answer": 429, "retry_after": 1, "share": 0.10, "seed": 1},
            {"method": "sendMessage", "answer": 500, "share": 0.05, "seed": 2},
            {"method": "sendMessage", "answer": 403, "share": 0.03, "seed": 3},
        ],
    )
    with _database(here, kind) as url:
        kills, found, calls = await _killed_now_and_then(
            here, url, processes=processes, recipients=5000, every=6
        )
    _judge(kills, found, calls, 5000)
    assert announcing.most_in_a_second(calls) <= 30


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "processes"), [("sqlite", 1), ("postgresql", 3)])
async def test_the_pace_is_held_and_used(here: World, kind: str, processes: int) -> None:
    """At most 30 in any second over all processes, and at least 24 a second kept up."""
    with _database(here, kind) as url:
        await announcing.many_people(here, 1500)
        number = await asyncio.to_thread(announcing.announce, url, 1500)
        for _ in range(processes):
            await here.run_bot(ANSINH_DATABASE__URL=url)
        engine = open_engine(url)
        await announcing.watch(engine, number, 1500, 300)
        engine.dispose()
    calls = await announcing.calls_of(here)
    lasted = calls[-1]["at"] - calls[0]["at"]
    worst = announcing.most_in_a_second(calls)
    print(f"\n{kind}: {1499 / lasted:.2f} calls/s, worst second {worst}")
    assert worst <= 30
    assert 1499 / lasted >= 24


@pytest.mark.soak
@pytest.mark.timeout(180)
async def test_a_wait_longer_than_a_lease_repeats_nothing(here: World) -> None:
    """The server asks for more seconds than a lease lasts: what one process holds is not sent by the other too.

    Ten people are two batches: the second is held, and a process that starts when its lease is over finds no other.
    """
    await here.post("faults", [{"method": "sendMessage", "answer": 429, "retry_after": 45, "count": 1}])
    with _database(here, "postgresql") as url:
        await announcing.many_people(here, 10)
        number = await asyncio.to_thread(announcing.announce, url, 10)
        await here.run_bot(ANSINH_DATABASE__URL=url)
        while not await announcing.calls_of(here):
            await asyncio.sleep(0.1)
        await asyncio.sleep(deliveries.LEASE_SECONDS + 2)
        await here.run_bot(ANSINH_DATABASE__URL=url)  # finds copies whose lease is over
        engine = open_engine(url)
        found = await announcing.watch(engine, number, 10, 150)
        engine.dispose()
    got = announcing.received(await announcing.calls_of(here))
    print(f"\nsent {found.sent}, repeated {sum(got.values()) - len(got)}")
    assert found.sent == len(got) == sum(got.values()) == 10


@pytest.mark.timeout(60)
async def test_pause_and_cancel_take_effect_within_two_seconds(here: World) -> None:
    with _database(here, "sqlite") as url:
        await announcing.many_people(here, 400)
        number = await asyncio.to_thread(announcing.announce, url, 400)
        await here.run_bot(ANSINH_DATABASE__URL=url)
        engine = open_engine(url)
        sessions = open_sessions(engine)
        while (await asyncio.to_thread(announcing.counts, engine, number)).sent < 20:
            await asyncio.sleep(0.05)
        with sessions.begin() as session:
            assert broadcasts.pause(session, number)
        await asyncio.sleep(2)
        paused = announcing.counts(engine, number)
        await asyncio.sleep(2)
        assert announcing.counts(engine, number) == paused
        with sessions.begin() as session:
            assert broadcasts.resume(session, number)
        while announcing.counts(engine, number).sent < paused.sent + 20:
            await asyncio.sleep(0.05)
        with sessions.begin() as session:
            assert broadcasts.cancel(session, number, now=announcing.now())
            deliveries.close_all(session, number, DeliveryState.CANCELLED, now=announcing.now())
        await asyncio.sleep(2)
        cancelled = announcing.counts(engine, number)
        await asyncio.sleep(1)
        assert announcing.counts(engine, number) == cancelled
        assert cancelled.open == 0
        assert cancelled.sent + cancelled.cancelled == 400
        assert len(announcing.received(await announcing.calls_of(here))) == cancelled.sent
        engine.dispose()


@pytest.mark.timeout(60)
async def test_what_is_due_after_its_event_is_dropped_and_counted(here: World) -> None:
    with _database(here, "sqlite") as url:
        await announcing.many_people(here, 400)
        event_at = announcing.now() + 6
        number = await asyncio.to_thread(announcing.announce, url, 400, event_at=event_at)
        await here.run_bot(ANSINH_DATABASE__URL=url)
        engine = open_engine(url)
        found = await announcing.watch(engine, number, 400, 30)
        engine.dispose()
        assert found.too_old > 0
        assert found.sent + found.too_old == 400


@pytest.mark.timeout(60)
async def test_a_question_during_an_announcement_is_answered_at_once(here: World) -> None:
    with _database(here, "sqlite") as url:
        await announcing.many_people(here, 500)
        await here.post("people", {"id": 7, "first_name": "Lan", "language_code": "vi"})
        number = await asyncio.to_thread(announcing.announce, url, 500)
        await here.run_bot(ANSINH_DATABASE__URL=url)
        engine = open_engine(url)
        while announcing.counts(engine, number).sent < 10:
            await asyncio.sleep(0.05)
        for place in range(1, 11):
            asked = time.monotonic()
            await here.post("7/send", {"text": "chuẩn hộ nghèo là bao nhiêu"})
            await here.wait_for(7, place)
            assert time.monotonic() - asked < 5, "a reply must not wait for the announcement to end"
        assert announcing.counts(engine, number).open > 0
        engine.dispose()
