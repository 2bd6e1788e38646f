"""A copy held for long is sent only by who still holds it, and only while its announcement goes out."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import broadcasts, deliveries
from db.broadcast_terms import DeliveryState
from db.deliveries import LEASE_SECONDS
from db.engine import open_engine, open_sessions
from tests.process import announcing

NUMBER = 1


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with an announcement under way to three people."""
    yield from _under_way(database_url)


def _under_way(url: str) -> Iterator[Engine]:
    assert announcing.announce(url, 3) == NUMBER
    engine = open_engine(url)
    yield engine
    engine.dispose()


def _claim(session: Session, moment: float) -> list[int]:
    return [copy.id for copy in deliveries.claim(session, now=moment, limit=10, quiet=False)]


def _cancel(session: Session, now: float) -> None:
    broadcasts.cancel(session, NUMBER, now=now)
    deliveries.close_all(session, NUMBER, DeliveryState.CANCELLED, now=now)


def test_who_took_a_copy_may_renew_its_lease(engine: Engine) -> None:
    taken_at = announcing.now()
    with open_sessions(engine).begin() as session:
        copies = _claim(session, taken_at)
        assert len(copies) == 3
        assert deliveries.renew(session, copies[0], taken_at=taken_at, now=taken_at + 29)
        assert _claim(session, taken_at + LEASE_SECONDS + 1) == copies[1:]


def test_a_copy_taken_by_another_is_not_renewed(engine: Engine) -> None:
    taken_at = announcing.now()
    with open_sessions(engine).begin() as session:
        copies = _claim(session, taken_at)
        assert _claim(session, taken_at + LEASE_SECONDS) == copies
        assert not deliveries.renew(session, copies[0], taken_at=taken_at, now=taken_at + 31)


@pytest.mark.parametrize("stop", [lambda session, _: broadcasts.pause(session, NUMBER), _cancel])
def test_what_was_stopped_meanwhile_is_not_renewed(
    engine: Engine, stop: Callable[[Session, float], object]
) -> None:
    taken_at = announcing.now()
    with open_sessions(engine).begin() as session:
        copies = _claim(session, taken_at)
        stop(session, taken_at)
        assert not deliveries.renew(session, copies[0], taken_at=taken_at, now=taken_at + 2)


def test_copies_are_marked_together_and_once(engine: Engine) -> None:
    with open_sessions(engine).begin() as session:
        copies = _claim(session, announcing.now())
        deliveries.mark(session, copies[:2], DeliveryState.SENT, now=announcing.now())
        deliveries.mark(session, copies, DeliveryState.FAILED, now=announcing.now())
        assert deliveries.counts(session, NUMBER) == deliveries.Counts(sent=2, failed=1)
