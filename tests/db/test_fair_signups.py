"""Signing up to a fair: seats are fair, the waiting list is in order, everybody moves up once."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from db import fair_report, fair_signups, jobfairs, migrate, vacancies
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.fair_signups import SignUpRow
from db.jobfair_terms import FairState, SignUpState, WorkKind
from db.models import FairSignUp, Person
from db.register_terms import Refusal
from db.vacancies import VacancyRow, Wish
from tests.postgres import fresh_database

DAY, TODAY = date(2026, 12, 15), date(2026, 11, 23)
PEOPLE = 12


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database with some people."""
    yield from _with_people(database_url, PEOPLE)


def _with_people(url: str, count: int) -> Iterator[Engine]:
    engine = open_engine(url)
    migrate.upgrade(engine)
    with open_sessions(engine).begin() as session:
        rows = [
            {"id": number, "channel": "telegram", "chat_id": 5000 + number, "first_seen_at": 0.0}
            for number in range(1, count + 1)
        ]
        session.execute(insert(Person), rows)
    yield engine
    engine.dispose()


def a_fair(engine: Engine, seats: int | None = 3, state: FairState = FairState.OPEN) -> int:
    with open_sessions(engine).begin() as session:
        return jobfairs.create(
            session,
            now=0.0,
            created_by_id=None,
            state=state,
            title="Phiên giao dịch",
            day=DAY,
            opens=480,
            closes=690,
            place="Nhà văn hóa",
            organiser="Phường",
            seats=seats,
        )


def sign(engine: Engine, fair: int, person: int) -> SignUpRow | Refusal:
    with open_sessions(engine).begin() as session:
        return fair_signups.sign_up(session, fair, person, ward=None, on=TODAY, now=1.0)


def states(engine: Engine, fair: int) -> list[tuple[int, str]]:
    with open_sessions(engine).begin() as session:
        query = select(FairSignUp.person_id, FairSignUp.state).where(FairSignUp.fair_id == fair)
        return [(row[0], row[1]) for row in session.execute(query.order_by(FairSignUp.position))]


def test_seats_first_then_the_waiting_list_in_order(engine: Engine) -> None:
    fair = a_fair(engine)
    for person in range(1, 6):
        sign(engine, fair, person)
    assert [state for _, state in states(engine, fair)] == ["signed_up"] * 3 + ["waiting"] * 2
    fifth = sign(engine, fair, 5)
    assert isinstance(fifth, SignUpRow)
    with open_sessions(engine).begin() as session:
        assert fair_signups.count_before(session, fifth) == 1


def test_signing_up_twice_is_signing_up_once(engine: Engine) -> None:
    fair = a_fair(engine)
    assert sign(engine, fair, 1) == sign(engine, fair, 1)
    assert len(states(engine, fair)) == 1


def test_who_cancels_makes_room_for_the_first_who_waits(engine: Engine) -> None:
    fair = a_fair(engine)
    for person in range(1, 6):
        sign(engine, fair, person)
    with open_sessions(engine).begin() as session:
        moved = fair_signups.cancel(session, fair, 2, on=TODAY)
        assert moved is not None
        assert moved.person_id == 4
        assert fair_signups.cancel(session, fair, 2, on=TODAY) is None
    back = sign(engine, fair, 2)
    assert isinstance(back, SignUpRow)
    assert back.state is SignUpState.WAITING
    assert states(engine, fair)[-1] == (2, "waiting")


def test_who_waits_and_cancels_moves_nobody_up(engine: Engine) -> None:
    fair = a_fair(engine)
    for person in range(1, 6):
        sign(engine, fair, person)
    with open_sessions(engine).begin() as session:
        assert fair_signups.cancel(session, fair, 4, on=TODAY) is None


def test_more_seats_let_as_many_move_up(engine: Engine) -> None:
    fair = a_fair(engine)
    for person in range(1, 8):
        sign(engine, fair, person)
    with open_sessions(engine).begin() as session:
        jobfairs.change(session, fair, seats=5)
        assert [guest.person_id for guest in fair_signups.fill_seats(session, fair, on=TODAY)] == [4, 5]


@pytest.mark.parametrize(
    ("state", "on"), [(FairState.CANCELLED, TODAY), (FairState.OPEN, date(2026, 12, 16))]
)
def test_nobody_moves_up_to_a_fair_that_is_called_off_or_over(
    engine: Engine, state: FairState, on: date
) -> None:
    fair = a_fair(engine)
    for person in range(1, 6):
        sign(engine, fair, person)
    with open_sessions(engine).begin() as session:
        if state is FairState.CANCELLED:
            jobfairs.cancel(session, fair)
        assert fair_signups.cancel(session, fair, 1, on=on) is None
        jobfairs.change(session, fair, seats=9)
        assert fair_signups.fill_seats(session, fair, on=on) == []


@pytest.mark.parametrize("state", [FairState.DRAFT, FairState.CANCELLED, FairState.OVER])
def test_only_an_open_fair_takes_people(engine: Engine, state: FairState) -> None:
    assert sign(engine, a_fair(engine, state=state), 1) is Refusal.TOO_LATE


def test_a_fair_gone_by_takes_nobody(engine: Engine) -> None:
    fair = a_fair(engine)
    with open_sessions(engine).begin() as session:
        late = fair_signups.sign_up(session, fair, 1, ward=None, on=date(2026, 12, 16), now=1.0)
        assert late is Refusal.TOO_LATE
        jobfairs.close_past(session, on=date(2026, 12, 16))
        assert jobfairs.list_upcoming(session, on=DAY) == []


def test_names_are_forgotten_with_the_seat_and_a_month_after_the_fair(engine: Engine) -> None:
    vault, fair = Vault({1: bytes(32)}), a_fair(engine)
    first, second = sign(engine, fair, 1), sign(engine, fair, 2)
    assert isinstance(first, SignUpRow)
    assert isinstance(second, SignUpRow)
    with open_sessions(engine).begin() as session:
        for one in (first, second):
            fair_signups.tell(session, vault, one, name="Lê Thị Mẫu")
        fair_signups.cancel(session, fair, 1, on=TODAY)
        assert fair_signups.name_and_phone(session, vault, first) == ("", "")
        fair_signups.forget_names(session, before=DAY)
        assert fair_signups.name_and_phone(session, vault, second) == ("Lê Thị Mẫu", "")
        fair_signups.forget_names(session, before=date(2026, 12, 16))
        assert fair_signups.name_and_phone(session, vault, second) == ("", "")


def test_name_and_phone_are_sealed_and_read_back(engine: Engine) -> None:
    vault, fair = Vault({1: bytes(32)}), a_fair(engine)
    signed = sign(engine, fair, 1)
    assert isinstance(signed, SignUpRow)
    with open_sessions(engine).begin() as session:
        fair_signups.tell(session, vault, signed, name="Lê Thị Mẫu")
        fair_signups.tell(session, vault, signed, phone="0900000001")
        assert fair_signups.name_and_phone(session, vault, signed) == ("Lê Thị Mẫu", "0900000001")
        kept = session.scalars(select(FairSignUp.name)).one()
        assert kept is not None
        assert "Mẫu".encode() not in kept


def test_a_ticket_checks_in_once(engine: Engine) -> None:
    fair = a_fair(engine)
    signed = sign(engine, fair, 1)
    assert isinstance(signed, SignUpRow)
    with open_sessions(engine).begin() as session:
        found = fair_signups.find_by_token(session, signed.token)
        assert found is not None
        assert fair_signups.check_in(session, found.id, now=5.0)
        assert not fair_signups.check_in(session, found.id, now=6.0)


def test_the_report_counts_what_became_of_it_by_ward(engine: Engine) -> None:
    fair = a_fair(engine, seats=2)
    with open_sessions(engine).begin() as session:
        for person, ward in ((1, "gia-sang"), (2, "gia-sang"), (3, "tan-cuong")):
            fair_signups.sign_up(session, fair, person, ward=ward, on=TODAY, now=1.0)
        first = fair_signups.find(session, fair, 1)
        assert first is not None
        fair_signups.check_in(session, first.id, now=2.0)
        fair_signups.record_interviews(session, first.id, 2)
        fair_signups.record_work(session, first.id, 7, found=False)
        fair_signups.record_work(session, first.id, 30, found=True)
        whole = fair_report.fair_counts(session, fair)
        assert (whole.signed_up, whole.waiting, whole.came) == (2, 1, 1)
        assert (whole.interviews, whole.work_7, whole.work_30, whole.work_90) == (2, 0, 1, 0)
        assert [ward for ward, _ in fair_report.counts_by_ward(session, fair)] == ["gia-sang", "tan-cuong"]


def test_vacancies_are_found_by_wage_kind_and_ward_best_paid_first(engine: Engine) -> None:
    fair = a_fair(engine)

    def job(name: str, wages: tuple[int, int] | None, kind: WorkKind, ward: str | None) -> VacancyRow:
        low, high = wages or (None, None)
        return VacancyRow("Công ty A", name, 3, low, high, kind, None, None, ward)

    with open_sessions(engine).begin() as session:
        vacancies.add(
            session,
            fair,
            [
                job("May", (7_000_000, 9_000_000), WorkKind.FACTORY, "gia-sang"),
                job("Lái xe", (9_000_000, 12_000_000), WorkKind.SERVICE, None),
                job("Kế toán", None, WorkKind.OFFICE, None),
            ],
        )
        names = [row.job for row in vacancies.list_page(session, fair, Wish(), 0)]
        assert names == ["Lái xe", "May", "Kế toán"]
        assert vacancies.count(session, fair, Wish(wage=10_000_000)) == 2, "a wage to be agreed fits"
        assert vacancies.count(session, fair, Wish(kind=WorkKind.FACTORY)) == 1
        assert vacancies.count(session, fair, Wish(ward="gia-sang")) == 1
        assert vacancies.count_companies(session, fair) == 1


def test_a_copy_is_a_draft_on_another_day_with_the_same_times(engine: Engine) -> None:
    fair = a_fair(engine)
    with open_sessions(engine).begin() as session:
        jobfairs.set_slots(session, fair, [480, 540])
        number = jobfairs.copy(session, fair, day=date(2027, 1, 15), created_by_id=None, now=2.0)
        assert number is not None
        copied = jobfairs.find(session, number)
        assert copied is not None
        assert (copied.state, copied.day, copied.place) == (FairState.DRAFT, date(2027, 1, 15), "Nhà văn hóa")
        assert [slot.starts for slot in jobfairs.list_slots(session, number)] == [480, 540]


def test_many_at_once_on_sqlite_get_as_many_seats_as_there_are(tmp_path: Path) -> None:
    for engine in _with_people(f"sqlite:///{tmp_path / 'a.db'}", 80):
        fair = a_fair(engine, seats=20)
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(partial(sign, engine, fair), range(1, 81)))
        found = [state for _, state in states(engine, fair)]
        assert found == ["signed_up"] * 20 + ["waiting"] * 60


def _sign_many(url: str, fair: int, people: list[int]) -> None:
    """One process' share, over eight connections."""
    engine = open_engine(url)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(partial(sign, engine, fair), people))
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_500_at_once_on_postgresql_with_three_processes_get_exactly_100_seats() -> None:
    with fresh_database("crowd") as url:
        for engine in _with_people(url, 500):
            fair = a_fair(engine, seats=100)
            spawn = multiprocessing.get_context("spawn")
            shares = [list(range(start, 501, 3)) for start in (1, 2, 3)]
            processes = [spawn.Process(target=_sign_many, args=(url, fair, share)) for share in shares]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            found = [state for _, state in states(engine, fair)]
            assert found == ["signed_up"] * 100 + ["waiting"] * 400
