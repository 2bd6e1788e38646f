"""Sheets of invented households, for tests and benchmarks."""

from collections.abc import Iterator
from random import Random
from typing import Any

from bot.demo_register.names import KINH, family_name, full_name
from bot.register.workbook import write_book
from db.register_terms import Sex
from knowledge.wards import all_wards

HEADINGS = (
    "Mã hộ",
    "Họ và tên",
    "Quan hệ với chủ hộ",
    "Năm sinh",
    "Giới tính",
    "Số CCCD",
    "Số thẻ BHYT",
    "Điện thoại",
    "Phường/xã",
    "Tổ dân phố",
    "Phân loại hộ",
    "Thu nhập bình quân",
)


def households_sheet(people: int) -> bytes:
    """A workbook of so many people, two to five in a household."""
    return write_book("Hộ", HEADINGS, _rows(people))


def _rows(people: int) -> Iterator[list[Any]]:
    rng, wards, number, household = Random(7), list(all_wards().values()), 0, 0
    while number < people:
        household += 1
        family, ward = family_name(rng, KINH), rng.choice(wards)
        for place in range(min(rng.randint(2, 5), people - number)):
            number += 1
            sex = rng.choice([Sex.MALE, Sex.FEMALE])
            of_household = [ward.title("vi"), f"Tổ {household % 20 + 1}", "Hộ nghèo", 1_500_000]
            yield [
                f"BIA-{household:06}",
                full_name(rng, family, sex),
                "con" if place else "chủ hộ",
                rng.randint(1940, 2020),
                "nam" if sex is Sex.MALE else "nữ",
                f"000{number:09}",
                f"{number:010}",
                None if place else f"09{number:08}",
                *([None] * 4 if place else of_household),
            ]
