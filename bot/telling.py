"""What is told about a topic in a chat: the answer of today for where the person lives."""

from bot.context import Chat
from bot.render.contact import contact_lines
from bot.render.jobfair import upcoming_lines
from bot.render.topic import topic_message
from db import jobfairs
from knowledge.wards import area_of

CONTACT = "local.contact"
UPCOMING = "jobfair.upcoming"


def topic_text(chat: Chat, topic_id: str, *, ward: str | None = None) -> str:
    """The answer to a topic as HTML. `ward` for this answer only; by default the one the person chose."""
    lives_in = ward or chat.person.ward
    if topic_id == UPCOMING and (fairs := jobfairs.list_upcoming(chat.session, on=chat.today)):
        source = chat.words._("Source: entered here by officers. Read on {day}.")
        return f"{upcoming_lines(chat.words, fairs)}\n\n{source.format(day=chat.words.day(chat.today))}"
    text = topic_message(chat.words, chat.services.knowledge, topic_id, on=chat.today, area=area_of(lives_in))
    if topic_id != CONTACT:
        return text
    return f"{text}\n\n{contact_lines(chat.words, chat.services.config.contacts, lives_in)}"
