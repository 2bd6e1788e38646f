"""Where a person lives: chosen, typed, asked for, taken back; and what follows from it."""

import pytest

from bot.config import Contact
from tests import kept
from tests.conftest import Meet


async def test_a_ward_is_chosen_by_button_and_kept(meet: Meet) -> None:
    lan = meet()
    assert "chưa chọn" in await lan.says("/ward")
    assert "Phường Quan Triều" in lan.buttons()
    assert "phường Quan Triều" in await lan.presses("Phường Quan Triều")
    row = kept.person(lan)
    assert row
    assert row.ward == "quan-trieu"


async def test_the_old_name_typed_in_any_way_is_understood(meet: Meet) -> None:
    lan = meet()
    assert "xã Tân Cương" in await lan.says("nha toi o thinh duc")
    row = kept.person(lan)
    assert row
    assert row.ward == "tan-cuong"
    assert kept.questions(lan.process) == [], "where somebody lives is no question to keep"


async def test_an_old_unit_that_was_split_asks_which_part(meet: Meet) -> None:
    lan = meet()
    assert "chia" in await lan.says("tôi ở Cam Giá")
    assert "Phường Tích Lương" in lan.buttons()
    assert "phường Gia Sàng" in await lan.presses("Phường Gia Sàng")


async def test_the_choice_can_be_taken_back(meet: Meet) -> None:
    lan = meet()
    await lan.says("xã Đại Phúc")
    await lan.says("/ward")
    await lan.presses("Nơi khác")
    row = kept.person(lan)
    assert row
    assert row.ward is None


async def test_a_ward_named_in_a_question_holds_for_that_answer_only(meet: Meet) -> None:
    lan = meet()
    text = await lan.says("số điện thoại ủy ban phường Quyết Thắng là bao nhiêu")
    assert "phường Quyết Thắng" in text
    row = kept.person(lan)
    assert row
    assert row.ward is None


async def test_what_the_operator_has_not_entered_is_said_so(meet: Meet) -> None:
    lan = meet()
    await lan.says("phường Linh Sơn")
    text = await lan.presses("☎️ Liên hệ ở đâu")
    assert text.count("chưa có thông tin") == 3


@pytest.mark.settings(contacts={"linh-son": Contact(phone="0208 000 000", hours="7:30–16:30")})
async def test_what_the_operator_has_entered_is_shown(meet: Meet) -> None:
    lan = meet()
    await lan.says("phường Linh Sơn")
    text = await lan.presses("☎️ Liên hệ ở đâu")
    assert "0208 000 000" in text
    assert "7:30–16:30" in text
    assert text.count("chưa có thông tin") == 1


async def test_a_button_with_a_ward_nobody_knows_shows_the_list_again(meet: Meet) -> None:
    lan = meet()
    await lan.says("/ward")
    await lan.presses_data("ward:atlantis", lan.last)
    assert "Phường Quan Triều" in lan.buttons()
