"""Cells as wards really fill them, one by one."""

from datetime import date, datetime

import pytest

from bot.register import cells
from bot.register.cells import BadCell
from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("019085001234", "019085001234"),
        ("019 085 001 234", "019085001234"),
        ("'019085001234", "019085001234"),
        (19085001234.0, "019085001234"),  # stood as a number: the zero in front is gone
        (1085001234, "001085001234"),
        ("", None),
    ],
)
def test_an_id_number_has_twelve_digits_however_the_sheet_kept_it(cell: object, number: str | None) -> None:
    assert cells.id_number(cell) == number  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("090123456", "9 digits"), ("1.9085E+10", "shortened"), ("0190850012345", "not 12"), ("abc", "not 12")],
)
def test_what_is_no_id_number_is_refused_with_the_reason(cell: str, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        cells.id_number(cell)


@pytest.mark.parametrize(
    "cell",
    [
        date(2025, 12, 5),
        datetime(2025, 12, 5, 8, 30),  # noqa: DTZ001 -- sheets know no zones
        "05/12/2025",
        "5.12.2025",
        "5-12-2025",
        "2025-12-05",
        46_000 - 4,
        "45996",
    ],
)
def test_a_date_in_every_form_is_the_same_day(cell: object) -> None:
    assert cells.day(cell) == date(2025, 12, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["31/02/2025", "12/2025", "hôm qua", "5/13/2025"])
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (1985.0, 1985),
        ("1985", 1985),
        ("05/12/1985", 1985),
        (date(1985, 1, 2), 1985),
        ("sinh năm 1985", 1985),
        ("", None),
    ],
)
def test_a_year_of_birth_is_read_from_a_year_or_a_date(cell: object, year: int | None) -> None:
    assert cells.year(cell) == year  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["85", "2990", "không rõ"])
def test_no_year_of_birth_is_made_up(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.year(cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [(1_500_000.0, 1_500_000), ("1.500.000", 1_500_000), ("1,5 triệu", 1_500_000), ("", None), (0, 0)],
)
def test_money_is_vnd(cell: object, amount: int | None) -> None:
    assert cells.money(cell) == amount  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Hộ nghèo", HouseholdStatus.POOR),
        ("HO CAN NGHEO", HouseholdStatus.NEAR_POOR),
        ("mới thoát nghèo", HouseholdStatus.ESCAPED),
        ("HCN", HouseholdStatus.NEAR_POOR),
    ],
)
def test_a_status_in_the_words_of_wards(cell: str, status: HouseholdStatus) -> None:
    assert cells.status(cell) is status


@pytest.mark.parametrize(
    ("cell", "relation"),
    [
        ("Chủ hộ", Relation.HEAD),
        ("vợ", Relation.SPOUSE),
        ("Con dâu", Relation.OTHER),
        ("bố đẻ", Relation.PARENT),
        ("cháu nội", Relation.GRANDCHILD),
    ],
)
def test_a_relation_in_the_words_of_wards(cell: str, relation: Relation) -> None:
    assert cells.relation(cell) is relation


@pytest.mark.parametrize("cell", ["thoát cận nghèo", "nghèo đa chiều?", "cận"])
def test_a_status_that_may_mean_something_else_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.status(cell)


def test_names_in_capitals_come_back_to_small_letters() -> None:
    assert cells.name("NGUYỄN THỊ HẠNH") == "Nguyễn Thị Hạnh"
    assert cells.name("Hờ  A\u00a0Páo ") == "Hờ A Páo"


def test_sexes_phones_cards_and_wards() -> None:
    assert cells.sex("Nữ") is Sex.FEMALE
    assert cells.phone(912345678.0) == "0912345678"
    assert cells.phone("+84 912 345 678") == "0912345678"
    assert cells.phone("0912345678 - 0987654321") == "0912345678"
    assert cells.phone("0912345678; con: 0987654321") == "0912345678"
    assert cells.ward("P. Gia Sàng") == "gia-sang"
    assert cells.insurance_number(19123456) == "0019123456"
    assert cells.insurance_number("HN4190012345678"[:15]) == "HN4190012345678"
    assert cells.ward("Phường Gia Sàng") == "gia-sang"
    with pytest.raises(BadCell):
        cells.ward("phường Không Có")


def test_an_apostrophe_that_only_kept_a_formula_away_is_taken_off() -> None:
    assert cells.text("'=1+1") == "=1+1"
    assert cells.text("'Ninh") == "'Ninh"
