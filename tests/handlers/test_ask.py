"""Typed questions and what residents get back."""

from tests.conftest import Meet


async def test_the_poverty_line_of_today_is_answered_with_its_decree_and_next_year_announced(
    meet: Meet,
) -> None:
    shown = await meet().says("chuẩn hộ nghèo bây giờ là bao nhiêu tiền")
    assert "1.500.000" in shown
    assert "2.000.000" in shown
    assert "351/2025" in shown
    assert "01/01/2027" in shown
    assert "2.200.000" in shown


async def test_an_english_question_is_answered_in_english(meet: Meet) -> None:
    shown = await meet(language="en").says("what is the income limit to be a poor household")
    assert "1,500,000" in shown
