"""A topic as a message with its next steps."""

from datetime import date
from functools import lru_cache

from bot.callbacks import pack
from bot.i18n import Words
from bot.keyboards import Button, Keyboard, button, keyboard
from bot.render.answer import answer_message
from knowledge.answers import fill_topic
from knowledge.dates import NotInForce
from knowledge.model import Knowledge, Topic
from knowledge.terms import Area

RELATED = 3


@lru_cache(maxsize=1024)
def topic_message(
    words: Words, knowledge: Knowledge, topic_id: str, *, on: date, area: Area | None = None
) -> str:
    """The answer to a topic on a day, or that nothing is written for that day."""
    topic = knowledge.topics[topic_id]
    icon = next((shelf.icon for shelf in knowledge.areas if shelf.id == topic.area), "")
    try:
        answer = fill_topic(knowledge, topic, on=on, language=words.language, area=area)
    except NotInForce:
        text = words._("I have nothing written for {day}. Please ask the ward or commune office.")
        return f"{icon} <b>{topic.title(words.language)}</b>\n{text.format(day=words.day(on))}"
    return answer_message(words, answer, icon)


def topic_keyboard(
    words: Words, knowledge: Knowledge, topic_id: str, *, question_id: int | None = None
) -> Keyboard:
    """Rating when a question led here, related topics, and the way back."""
    topic = knowledge.topics[topic_id]
    return keyboard(
        rating_row(question_id) if question_id else [],
        [button(words._("✅ Check whether I qualify"), "check", topic.programme)] if topic.programme else [],
        [button(words._("🤝 Fairs and signing up"), "jobfairs")] if topic.area == "jobfair" else [],
        *([topic_button(words, knowledge.topics[other])] for other in topic.related[:RELATED]),
        [
            button(f"⬅️ {_shelf_title(words, knowledge, topic)}", "area", topic.area),
            button(words._("☰ All topics"), "areas"),
        ],
    )


def rating_row(question_id: int) -> list[Button]:
    """👍/👎; recognised by their route when they are taken away after a press."""
    return [button("👍", "rate", question_id, 1), button("👎", "rate", question_id, 0)]


def topic_button(words: Words, topic: Topic) -> Button:
    return button(topic.title(words.language), "topic", topic.id)


def suggestion_button(words: Words, topic: Topic, question_id: int) -> Button:
    return {"text": topic.title(words.language), "callback_data": pack("pick", question_id, topic.id)}


def _shelf_title(words: Words, knowledge: Knowledge, topic: Topic) -> str:
    return next(shelf.title(words.language) for shelf in knowledge.areas if shelf.id == topic.area)
