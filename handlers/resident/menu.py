"""/menu: areas, their topics, and a topic's answer, in one message edited in place."""

from bot.context import Chat
from bot.keyboards import button, in_rows, keyboard
from bot.render.topic import topic_button, topic_keyboard
from bot.routes import Routes
from bot.telling import topic_text


def register(routes: Routes) -> None:
    routes.command("menu", show_areas)
    routes.button("areas", show_areas)
    routes.button("area", show_area)
    routes.button("topic", show_topic)


def show_areas(chat: Chat) -> None:
    """All areas."""
    chat.remember(screen="areas")
    areas = chat.services.knowledge.areas
    buttons = [button(f"{area.icon} {area.title(chat.words.language)}", "area", area.id) for area in areas]
    text = chat.words._("<b>What is it about?</b> Choose a subject, or just type your question.")
    chat.show(text, keyboard(*in_rows(buttons, 2)))


def show_area(chat: Chat) -> None:
    """The topics of an area."""
    wanted = chat.arguments[0] if chat.arguments else ""
    area = next((area for area in chat.services.knowledge.areas if area.id == wanted), None)
    if area is None:
        show_areas(chat)
        return
    chat.remember(screen=f"area:{area.id}")
    topics = chat.services.knowledge.topics_of(area.id)
    chat.show(
        f"{area.icon} <b>{area.title(chat.words.language)}</b>",
        keyboard(
            *([topic_button(chat.words, topic)] for topic in topics),
            [button(chat.words._("⬅️ Back"), "areas")],
        ),
    )


def show_topic(chat: Chat) -> None:
    """A topic's answer for today."""
    topic_id = chat.arguments[0] if chat.arguments else ""
    knowledge = chat.services.knowledge
    if topic_id not in knowledge.topics:
        show_areas(chat)
        return
    chat.remember(screen=f"topic:{topic_id}", topic=topic_id)
    chat.show(
        topic_text(chat, topic_id),
        topic_keyboard(chat.words, knowledge, topic_id),
    )
