"""A sheet and the register, on both databases: what would be done, what is done, and that it is done once."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.i18n import load
from bot.register.export import households_book, month_book
from bot.register.headers import find_columns
from bot.register.importing import Proposal, ReadFile, propose
from bot.register.sheet import Sheet, read_sheet
from db import audit_check, migrate, register_import
from db.encryption import Vault
from db.engine import Sessions, open_engine, open_sessions
from db.import_rows import Clash
from db.models import AuditEntry, Household, Member, Name, Review, StatusChange
from db.register_export import read_households, read_month
from db.register_import import RegisterChanged
from db.register_plan import Plan
from tests.seeded import VAULT as SEED_VAULT
from tests.seeded import seeded

VAULT = Vault({1: b"k" * 32})
TODAY, NOW = date(2026, 11, 23), 1_795_000_000.0
HEAD = ["Mã hộ", "Họ và tên", "Quan hệ", "Năm sinh", "CCCD", "Phường", "Phân loại"]
LE = ["GS-01", "Lê Thị Mẫu", "Chủ hộ", 1960, "019160000001", "Gia Sàng", "Hộ nghèo"]
SON = [None, "Lê Văn Thử", "Con", 1990, "019090000002", None, None]
TRAN = ["GS-02", "Trần Văn Ví", "Chủ hộ", 1955, "019155000003", "Gia Sàng", "Cận nghèo"]


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    """An empty register."""
    yield from _opened(database_url)


def _opened(url: str) -> Iterator[Sessions]:
    engine = open_engine(url)
    migrate.upgrade(engine)
    yield open_sessions(engine)
    engine.dispose()


def file_of(*rows: Sequence[object]) -> ReadFile:
    sheet = Sheet([["" if cell is None else cell for cell in row] for row in (HEAD, *rows)])  # type: ignore[misc]
    columns = find_columns(sheet)
    assert columns is not None
    return ReadFile(sheet, columns)


def look(
    sessions: Sessions, *rows: Sequence[object], year: int | None = None, wards: Sequence[str] | None = None
) -> Proposal:
    return propose(sessions, VAULT, file_of(*rows), year=year, wards=wards)


def take(sessions: Sessions, plan: Plan, vault: Vault = VAULT) -> None:
    with sessions.begin() as session:
        register_import.apply(session, vault, plan, on=TODAY, now=NOW, actor="test", officer_id=None)


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return plan.new, plan.changed, plan.unchanged, plan.refused_households


def number_of(sessions: Sessions, of: type) -> int:
    with sessions.begin() as session:
        return session.scalar(select(func.count()).select_from(of)) or 0


def household(sessions: Sessions, code: str) -> Household:
    with sessions.begin() as session:
        return session.scalars(select(Household).filter_by(code=code)).one()


def test_looking_writes_nothing_and_taking_in_writes_everything(sessions: Sessions) -> None:
    found = look(sessions, LE, SON, TRAN)
    assert counts(found.plan) == (2, 0, 0, 0)
    assert number_of(sessions, Household) == 0
    take(sessions, found.plan)
    assert (number_of(sessions, Household), number_of(sessions, Member)) == (2, 3)
    assert household(sessions, "GS-01").status == "poor"
    with sessions.begin() as session:
        assert audit_check.verify(session, VAULT) == []
        assert session.scalars(select(AuditEntry.act)).all() == ["import"]


def test_the_same_file_again_changes_nothing(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, SON, TRAN, year=2025).plan)
    again = look(sessions, LE, SON, TRAN, year=2025)
    assert counts(again.plan) == (0, 0, 2, 0)
    assert again.plan.changes == []


def test_an_empty_cell_changes_nothing_and_who_is_not_in_the_file_stays(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, SON, TRAN).plan)
    found = look(sessions, ["GS-01", "Lê Thị Mẫu", None, None, None, "Gia Sàng", None])
    assert counts(found.plan) == (0, 0, 1, 0)
    assert found.plan.not_in_file == 1
    assert number_of(sessions, Member) == 3


def test_what_is_different_is_changed_and_nothing_else(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, SON, TRAN).plan)
    renamed = [None, "Lê Văn Thủ", "Con", 1991, "019090000002", None, None]  # the ID number says who it is
    take(sessions, look(sessions, LE, renamed, TRAN).plan)
    with sessions.begin() as session:
        son = session.scalars(select(Member).filter_by(name="Lê Văn Thủ")).one()
        assert (son.birth_year, son.relation) == (1991, "child")
    assert number_of(sessions, Member) == 3


def test_a_new_head_and_the_old_one_change_places(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, SON).plan)
    mother = ["GS-01", "Lê Thị Mẫu", "mẹ", 1960, "019160000001", "Gia Sàng", None]
    son = [None, "Lê Văn Thử", "Chủ hộ", 1990, "019090000002", None, None]
    take(sessions, look(sessions, mother, son).plan)
    with sessions.begin() as session:
        heads = session.scalars(select(Member.name).filter_by(relation="head")).all()
    assert heads == ["Lê Văn Thử"]
    alone = ["GS-01", "Phạm Thị Vẻ", "Chủ hộ", 1970, None, "Gia Sàng", None]
    assert [one.reason for one in look(sessions, alone).plan.refused] == [Clash.ANOTHER_HEAD]


def test_an_id_number_of_another_household_is_refused_and_named_masked(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE).plan)
    found = look(sessions, ["GS-09", "Lê Thị Mẫu", "Chủ hộ", 1960, "019160000001", "Gia Sàng", "Hộ nghèo"])
    [refused] = found.plan.refused
    assert (refused.field, refused.reason, refused.value) == ("id_number", Clash.ELSEWHERE, "••••••••0001")


@pytest.mark.parametrize(
    ("row", "clash"),
    [
        (["GS-09", "Phạm Văn Vẻ", "Chủ hộ", 1950, None, "Gia Sàng", None], Clash.NO_STATUS),
        (["GS-09", "Phạm Văn Vẻ", "Con", 1950, None, "Gia Sàng", "Hộ nghèo"], Clash.NO_HEAD),
        (["GS-01", "Lê Thị Mẫu", None, None, None, "Gia Sàng", "Hộ nghèo"], Clash.CLOSED),
    ],
)
def test_what_does_not_fit_the_register_is_refused(
    sessions: Sessions, row: Sequence[object], clash: Clash
) -> None:
    take(sessions, look(sessions, LE).plan)
    with sessions.begin() as session:
        session.execute(update(Household).values(closed_on=TODAY))
    assert [one.reason for one in look(sessions, row).plan.refused] == [clash]


def test_other_letters_and_spaces_are_no_change_and_old_names_are_forgotten(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, SON).plan)
    same = ["gs 01", "LÊ THỊ MẪU", "Chủ hộ", 1960, "019160000001", "gia sàng", "Hộ nghèo"]
    assert counts(look(sessions, same).plan) == (0, 0, 1, 0)
    take(sessions, look(sessions, [*LE[:1], "Lê Thị Hạnh", *LE[2:]]).plan)
    with sessions.begin() as session:
        assert set(session.scalars(select(Name.folded))) == {"le thi hanh", "le van thu"}


def test_a_new_household_with_a_head_of_the_same_name_and_year_is_flagged(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, TRAN).plan)
    same = ["GS-10", "Lê Thị Mẫu", "Chủ hộ", 1960, None, "Gia Sàng", "Hộ nghèo"]
    younger = ["GS-11", "Lê Thị Mẫu", "Chủ hộ", 1988, None, "Gia Sàng", "Hộ nghèo"]
    elsewhere = ["TC-01", "Lê Thị Mẫu", "Chủ hộ", 1960, None, "Tân Cương", "Hộ nghèo"]
    take(sessions, look(sessions, same, younger, elsewhere).plan)
    with sessions.begin() as session:
        flagged = session.execute(
            select(Household.code, Household.duplicate_of_id).where(Household.duplicate_of_id.is_not(None))
        ).all()
    assert flagged == [("GS-10", household(sessions, "GS-01").id)]


def test_an_officer_takes_in_their_own_wards_only(sessions: Sessions) -> None:
    elsewhere = ["TC-01", "Phạm Văn Vẻ", "Chủ hộ", 1950, None, "Tân Cương", "Hộ nghèo"]
    found = look(sessions, LE, elsewhere, wards=["gia-sang"])
    assert counts(found.plan) == (1, 0, 0, 1)
    assert [one.reason for one in found.plan.refused] == [Clash.NOT_YOUR_WARD]
    take(sessions, look(sessions, elsewhere).plan)
    moved = ["TC-01", "Phạm Văn Vẻ", "Chủ hộ", 1950, None, "Gia Sàng", "Hộ nghèo"]
    assert counts(look(sessions, moved, wards=["gia-sang"]).plan) == (0, 0, 0, 1)


def test_a_yearly_review_shows_who_is_new_who_escaped_who_fell_back(sessions: Sessions) -> None:
    def rows(*statuses: str) -> list[list[object]]:
        return [
            [f"GS-0{place}", f"Lê Thị Mẫu {'ABCD'[place]}", "Chủ hộ", 1960, None, "Gia Sàng", status]
            for place, status in enumerate(statuses)
        ]

    take(sessions, look(sessions, *rows("Hộ nghèo", "Hộ nghèo", "Không"), year=2023).plan)
    take(sessions, look(sessions, *rows("Thoát nghèo", "Cận nghèo", "Không"), year=2024).plan)
    found = look(sessions, *rows("Hộ nghèo", "Mức sống trung bình", "Cận nghèo", "Hộ nghèo"), year=2025)
    movement = found.plan.movement
    assert (movement.fell_back, movement.escaped) == (["GS-00"], ["GS-01"])
    assert movement.new == ["GS-02", "GS-03"]
    take(sessions, found.plan)
    assert number_of(sessions, Review) == 10
    assert household(sessions, "GS-00").status_since == date(2026, 1, 1)
    with sessions.begin() as session:
        history = session.scalars(
            select(StatusChange.status).join(Household).filter_by(code="GS-00").order_by(StatusChange.since)
        ).all()
    assert history == ["poor", "escaped", "poor"]


def test_a_review_of_an_earlier_year_does_not_change_todays_status(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE, year=2025).plan)
    earlier = [*LE[:-1], "Cận nghèo"]
    take(sessions, look(sessions, earlier, year=2022).plan)
    assert household(sessions, "GS-01").status == "poor"
    assert number_of(sessions, Review) == 2


def test_a_plan_made_before_somebody_else_changed_the_register_is_not_written(sessions: Sessions) -> None:
    first, second = look(sessions, LE), look(sessions, TRAN)
    take(sessions, first.plan)
    with pytest.raises(RegisterChanged):
        take(sessions, second.plan)
    assert number_of(sessions, Household) == 1


def test_numbers_stand_sealed(sessions: Sessions) -> None:
    take(sessions, look(sessions, LE).plan)
    with sessions.begin() as session:
        sealed = session.scalars(select(Member.id_number)).one()
    assert sealed is not None
    assert b"019160000001" not in sealed


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_export_read_back_changes_nothing(tmp_path: Path, language: str) -> None:
    words = load()[language]  # type: ignore[index]
    with seeded(f"sqlite:///{tmp_path / 'a.db'}") as sessions:
        with sessions.begin() as session:
            content = households_book(words, read_households(session, SEED_VAULT))
        sheet = read_sheet(content)
        columns = find_columns(sheet)
        assert columns is not None
        found = propose(sessions, SEED_VAULT, ReadFile(sheet, columns))
    assert found.plan.unchanged > 1000
    assert counts(found.plan) == (0, 0, found.plan.unchanged, 0)


def test_the_list_of_a_month_tells_who_is_listed_and_what_was_received(tmp_path: Path) -> None:
    with seeded(f"sqlite:///{tmp_path / 'a.db'}") as sessions, sessions.begin() as session:
        content = month_book(load()["vi"], read_month(session, SEED_VAULT, date(2023, 10, 1)))
        listed = session.scalar(select(func.count()).where(Household.status.in_(["poor", "near_poor"])))
    rows = read_sheet(content).rows
    assert len(rows) - 1 == listed
    assert {row[4] for row in rows[1:]} == {"Hộ nghèo", "Hộ cận nghèo"}
