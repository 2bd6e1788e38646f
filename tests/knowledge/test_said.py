"""What a question tells of the household for certain."""

import pytest

from knowledge.said import said_facts


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("nhà tôi là hộ nghèo thì được gì", "poor"),
        ("nha em thuoc dien can ngheo", "near_poor"),
        ("gia đình em vừa thoát nghèo", "escaped"),
        ("we are near-poor, what do we get", "near_poor"),
        ("my household is poor", "poor"),
    ],
)
def test_a_status_said_of_oneself(text: str, status: str) -> None:
    assert said_facts(text) == {"household_status": status}


@pytest.mark.parametrize(
    "text",
    [
        "hộ nghèo được hỗ trợ gì",
        "nhà tôi không phải hộ nghèo",
        "nhà tôi chưa là hộ nghèo",
        "thế nào là hộ cận nghèo",
        "bà hàng xóm hộ nghèo",
        "",
    ],
)
def test_what_is_not_said_for_certain_is_not_taken(text: str) -> None:
    assert said_facts(text) == {}
