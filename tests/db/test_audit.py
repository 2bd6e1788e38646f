"""The audit chain: whole as it is written, and every tampering found and named."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from db import audit, audit_check, audit_retention, migrate
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.register_terms import Act

VAULT = Vault({1: bytes(range(32))})
ROWS = 60


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database."""
    yield from _migrated(database_url)


def _migrated(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    migrate.upgrade(engine)
    yield engine
    engine.dispose()


def _write(engine: Engine, count: int = ROWS) -> None:
    for number in range(count):
        with open_sessions(engine).begin() as session:
            audit.record(
                session,
                VAULT,
                now=1000.0 + number,
                act=Act.VIEW,
                actor="telegram:5",
                officer_id=1,
                household_id=number,
                part="card",
            )


def _faults(engine: Engine) -> list[str]:
    with open_sessions(engine).begin() as session:
        return [fault.says for fault in audit_check.verify(session, VAULT)]


def _run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_an_empty_and_a_written_chain_are_whole(engine: Engine) -> None:
    assert _faults(engine) == []
    _write(engine)
    assert _faults(engine) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET household_id = 999 WHERE seq = 17",
        "UPDATE audit SET officer_id = 2 WHERE seq = 17",
        "UPDATE audit SET at = at + 1 WHERE seq = 17",
        "UPDATE audit SET details = '{}' WHERE seq = 17",
        "UPDATE audit SET act = 'search' WHERE seq = 17",
    ],
)
def test_an_altered_row_is_named(engine: Engine, change: str) -> None:
    _write(engine)
    _run(engine, change)
    assert _faults(engine) == ["row 17 was changed"]


@pytest.mark.parametrize(
    ("where", "says"),
    [("seq = 1", "row 1 is missing"), ("seq = 30", "row 30 is missing"), ("seq = 60", "row 60 is missing")],
)
def test_a_removed_row_is_named_at_either_end_and_between(engine: Engine, where: str, says: str) -> None:
    _write(engine)
    _run(engine, f"DELETE FROM audit WHERE {where}")
    assert says in _faults(engine)


def test_several_removed_rows_are_named_together(engine: Engine) -> None:
    _write(engine)
    _run(engine, "DELETE FROM audit WHERE seq BETWEEN 10 AND 12")
    assert "rows 10 to 12 are missing" in _faults(engine)


def test_two_exchanged_rows_are_both_named(engine: Engine) -> None:
    _write(engine)
    _run(
        engine,
        "UPDATE audit SET seq = 1000 WHERE seq = 5",
        "UPDATE audit SET seq = 5 WHERE seq = 6",
        "UPDATE audit SET seq = 6 WHERE seq = 1000",
    )
    found = _faults(engine)
    assert any("row 5 was changed, perhaps exchanged with row 6" in says for says in found)
    assert any("row 6 was changed, perhaps exchanged with row 5" in says for says in found)


def test_a_row_put_in_at_the_end_is_named(engine: Engine) -> None:
    _write(engine)
    _run(
        engine,
        "INSERT INTO audit (seq, at, officer_id, actor, act, household_id, details, previous, hash) "
        "SELECT 61, at, officer_id, actor, act, household_id, details, previous, hash FROM audit WHERE seq = 60",
    )
    assert any("row 61" in says for says in _faults(engine))


def test_who_rewrites_the_end_cannot_sign_the_head(engine: Engine) -> None:
    _write(engine)
    _run(engine, "DELETE FROM audit WHERE seq = 60", "UPDATE audit_head SET last_seq = 59")
    assert "the head was changed: its signature is wrong" in _faults(engine)


def test_a_chain_without_its_head_is_not_taken_for_whole(engine: Engine) -> None:
    _write(engine)
    _run(engine, "DELETE FROM audit_head")
    assert _faults(engine) == ["the head of the chain is missing"]


def test_written_by_many_at_once_it_has_no_hole(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: _write(engine, 25), range(4)))
    assert _faults(engine) == []
    with open_sessions(engine).begin() as session:
        assert audit_check.count(session) == 100


def test_what_is_forgotten_by_age_leaves_a_whole_chain(engine: Engine) -> None:
    _write(engine)
    with open_sessions(engine).begin() as session:
        assert audit_retention.purge(session, VAULT, before=1020.0) == 20
    assert _faults(engine) == []
    _write(engine, 3)
    assert _faults(engine) == []
    _run(engine, "DELETE FROM audit WHERE seq = 21")
    assert _faults(engine) == ["row 21 is missing"]


def test_an_act_rolled_back_leaves_no_trace(engine: Engine) -> None:
    _write(engine, 2)

    def fail() -> None:
        with open_sessions(engine).begin() as session:
            audit.record(session, VAULT, now=1.0, act=Act.VIEW, actor="x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    _write(engine, 1)
    assert _faults(engine) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguyễn Thị Hoa", "N. T. H."),
        ("019085001234", "••••••••••34"),
        ("0912 345 678", "•••• ••• •78"),
        ("DEMO-0006", "•••••••06"),
    ],
)
def test_a_masked_query_tells_nothing_personal(typed: str, kept: str) -> None:
    assert audit.mask_query(typed) == kept
