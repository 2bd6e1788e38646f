"""/menu: areas, topics and answers in one message that is edited in place."""

from itertools import chain
from typing import Any

from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation


def _rows(conversation: Conversation) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = conversation.last["reply_markup"]["inline_keyboard"]
    return rows


async def test_menu_shows_all_areas_two_in_a_row(meet: Meet) -> None:
    resident = meet()
    assert "cần hỏi về việc gì" in await resident.says("/menu")
    areas = resident.process.services.knowledge.areas
    assert resident.buttons() == [f"{area.icon} {area.title_vi}" for area in areas]
    assert {len(row) for row in _rows(resident)} == {2}


async def test_the_menu_goes_down_to_an_answer_and_back_up_in_one_message(meet: Meet) -> None:
    resident = meet()
    await resident.says("/menu")
    message = resident.last["message_id"]
    steps = [
        ("Nước sinh hoạt", "Nước sinh hoạt"),
        ("topic:water.amount", "Nguồn:"),
        ("⬅️ Nước sinh hoạt", "Nước sinh hoạt"),
        ("⬅️ Quay lại", "cần hỏi về việc gì"),
    ]
    for button, says in steps:
        assert says in await resident.presses(button)
        assert resident.methods().count("editMessageText") == 1
        assert "sendMessage" not in resident.methods()
        assert resident.last["message_id"] == message


async def test_an_area_lists_its_topics_one_in_a_row_and_the_way_back(meet: Meet) -> None:
    resident = meet()
    await resident.says("/menu")
    await resident.presses("Nhà ở")
    topics = resident.process.services.knowledge.topics_of("housing")
    assert resident.buttons() == [*(topic.title_vi for topic in topics), "⬅️ Quay lại"]
    assert {len(row) for row in _rows(resident)} == {1}


async def test_every_topic_can_be_reached_from_the_menu_and_has_an_answer(meet: Meet) -> None:
    resident = meet()
    knowledge = resident.process.services.knowledge
    reached = set()
    for area in knowledge.areas:
        await resident.presses_data(f"area:{area.id}")
        keys = [key["callback_data"] for key in chain.from_iterable(_rows(resident))]
        reached |= {key.removeprefix("topic:") for key in keys if key.startswith("topic:")}
    assert reached == set(knowledge.topics)
    for topic in knowledge.topics.values():
        shown = await resident.presses_data(f"topic:{topic.id}")
        assert topic.title_vi in shown
        assert "Nguồn:" in shown


async def test_a_topic_leads_to_its_related_topics(meet: Meet) -> None:
    resident = meet()
    await resident.presses_data("topic:housing.amount")
    knowledge = resident.process.services.knowledge
    for related in knowledge.topics["housing.amount"].related[:3]:
        await resident.presses_data("topic:housing.amount")
        shown = await resident.presses(f"topic:{related}")
        assert knowledge.topics[related].title_vi in shown
        assert kept.dialog(resident).topic == related


async def test_an_answer_from_the_menu_asks_for_no_rating(meet: Meet) -> None:
    resident = meet()
    await resident.presses_data("topic:housing.amount")
    assert "👍" not in resident.buttons()


async def test_an_area_or_topic_that_is_gone_leads_to_the_menu(meet: Meet) -> None:
    resident = meet()
    for gone in ("area:fishing", "area", "topic:housing.castle", "topic"):
        assert "cần hỏi về việc gì" in await resident.presses_data(gone)


async def test_the_menu_speaks_english_to_an_english_phone(meet: Meet) -> None:
    visitor = meet(language="en")
    assert "What is it about?" in await visitor.says("/menu")
    assert "🩺 Health insurance" in visitor.buttons()
    await visitor.presses("Health insurance")
    assert "Source:" in await visitor.presses("topic:insurance.poor")
