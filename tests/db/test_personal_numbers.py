"""Numbers in every spelling, and what is none."""

import pytest

from db.personal_numbers import code_key, id_number, insurance_number, phone


@pytest.mark.parametrize("text", ["019185001234", " 019 185 001 234 ", "019.185.001234", "019–185–001234"])
def test_an_id_number_in_any_spelling(text: str) -> None:
    assert id_number(text) == "019185001234"


@pytest.mark.parametrize("text", ["", "19185001234", "0191850012345", "01918500123a", "CCCD 019185001234"])
def test_what_is_no_id_number(text: str) -> None:
    assert id_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("HN2191912345678", "HN2191912345678"),
        ("hn 2 19 1912345678", "HN2191912345678"),
        ("GD-4-19-19.1234.5678", "GD4191912345678"),
        ("1912345678", "1912345678"),
        ("HN219191234567", None),
        ("H22191912345678", None),
        ("191234567", None),
    ],
)
def test_insurance_numbers(text: str, number: str | None) -> None:
    assert insurance_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "+84 (0)912-345-678",
        "84912345678",
        "0084912345678",
        "912345678",
        "\u202a+84912345678\u202c",
    ],
)
def test_a_mobile_number_in_any_spelling(text: str) -> None:
    assert phone(text) == "0912345678"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0208 3123 456", "02083123456"),
        ("+84 208 3123456", "02083123456"),
        ("849123456", "0849123456"),
        ("0112345678", None),
        ("09123456789", None),
        ("091234567", None),
        ("0912345678 (con)", None),
    ],
)
def test_other_phone_numbers(text: str, number: str | None) -> None:
    assert phone(text) == number


@pytest.mark.parametrize("text", ["TN-01-000123", "tn 01 000123", "Tn01.000123", "TN01/000123"])
def test_a_household_code_in_any_spelling(text: str) -> None:
    assert code_key(text) == "TN01000123"


def test_a_code_with_marks() -> None:
    assert code_key("đồng-bẩm 7") == "DONGBAM7"
