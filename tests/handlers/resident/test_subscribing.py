"""What a person is told of by itself, and how all of it ends."""

import pytest

from db import subscriptions
from db.models import AskedTopic, Subscription
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation


def subjects(person: Conversation) -> set[str]:
    row = kept.person(person)
    assert row is not None
    with person.process.database.sessions.begin() as session:
        return subscriptions.list_subjects(session, row.id)


async def test_nobody_is_told_of_anything_who_did_not_ask(meet: Meet) -> None:
    lan = meet()
    await lan.says("chuẩn hộ nghèo là bao nhiêu")
    assert subjects(lan) == set()
    assert kept.count(lan.process, of=AskedTopic) == 0


async def test_a_tick_tells_and_another_tap_takes_it_away(meet: Meet) -> None:
    lan = meet()
    await lan.says("/subscribe")
    assert "tôi sẽ báo" in await lan.presses("Phiên giao dịch việc làm")
    assert subjects(lan) == {"jobfairs"}
    await lan.presses("☑️ 🤝")
    assert subjects(lan) == set()


async def test_one_area_of_policy_alone(meet: Meet) -> None:
    lan = meet()
    await lan.says("/subscribe")
    await lan.presses("➕ Từng lĩnh vực")
    await lan.presses("Nhà ở")
    assert subjects(lan) == {"policy:housing"}


async def test_topics_are_remembered_only_for_who_agreed_to_be_told_of_changes(meet: Meet) -> None:
    lan = meet()
    await lan.says("/subscribe")
    await lan.presses("Thay đổi mọi chính sách")
    await lan.says("chuẩn hộ nghèo là bao nhiêu")
    assert kept.count(lan.process, of=AskedTopic) == 1


@pytest.mark.parametrize("word", ["/stop", "dừng", "Thôi", "hủy đăng ký", "huy dang ky!", "STOP"])
async def test_each_stop_word_ends_all(meet: Meet, word: str) -> None:
    lan = meet()
    await lan.says("/subscribe")
    await lan.presses("Phiên giao dịch việc làm")
    await lan.says("/subscribe")
    await lan.presses("Thay đổi mọi chính sách")
    assert "không tự nhắn" in await lan.says(word)
    assert kept.count(lan.process, of=Subscription) == 0


async def test_a_question_with_a_stop_word_in_it_is_a_question(meet: Meet) -> None:
    lan = meet()
    await lan.says("/subscribe")
    await lan.presses("Phiên giao dịch việc làm")
    await lan.says("bị dừng trợ cấp hộ nghèo thì hỏi ai")
    assert subjects(lan) == {"jobfairs"}


def blocks(person: Conversation, before: str, after: str) -> dict[str, object]:
    """What Telegram tells when somebody blocks the bot or comes back."""
    member = {"user": {"id": 1000, "is_bot": True, "first_name": "An Sinh"}}

    def state(status: str) -> dict[str, object]:
        more = {"until_date": 0} if status == "kicked" else {}
        return {**member, "status": status, **more}

    message = person.message()
    return {
        "my_chat_member": {
            "chat": message["chat"],
            "from": message["from"],
            "date": 1,
            "old_chat_member": state(before),
            "new_chat_member": state(after),
        }
    }


async def test_blocking_ends_all_and_coming_back_asks_again(meet: Meet) -> None:
    lan = meet()
    await lan.says("/subscribe")
    await lan.presses("Phiên giao dịch việc làm")
    await lan.sends(**blocks(lan, "member", "kicked"))
    assert subjects(lan) == set()
    assert "Chào bà con trở lại" in await lan.sends(**blocks(lan, "kicked", "member"))


async def test_a_ward_is_asked_for_with_its_news(meet: Meet) -> None:
    lan = meet()
    await lan.says("/subscribe")
    assert "/ward" in await lan.presses("Tin của phường")
