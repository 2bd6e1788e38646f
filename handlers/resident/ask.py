"""A resident types a question; the bot answers as of today."""

from bot import metrics
from bot.callbacks import row_number
from bot.context import ASKED, SAID, Chat
from bot.keyboards import button, keyboard
from bot.living import ask_which, keep_ward
from bot.render.outcome import greeting, unknown, which_one
from bot.render.topic import suggestion_button, topic_keyboard
from bot.routes import Routes
from bot.subscribing import end_all, is_stop
from bot.telling import topic_text
from db import questions, subscriptions
from knowledge.masking import mask
from knowledge.matcher import Match
from knowledge.said import said_facts
from knowledge.terms import Outcome
from knowledge.wards import Spoken, spoken_of

LONGEST_QUESTION = 1500
A_MINUTE = 60.0


def register(routes: Routes) -> None:
    routes.typed = ask
    routes.button("pick", pick)


def ask(chat: Chat) -> None:
    """Answer, suggest, or say honestly that this is not known."""
    text = (chat.message.text if chat.message else "") or ""
    if len(text) > LONGEST_QUESTION:
        chat.reply(chat.words._("That is long for me. Please say it in two or three sentences."))
        return
    if is_stop(text):
        end_all(chat)
        return
    if _asks_too_fast(chat):
        chat.reply(chat.words._("That was a lot at once. Please wait a minute and ask again."))
        return
    spoken = spoken_of(text)
    if spoken.alone:
        _take_ward(chat, spoken)
        return
    masked = mask(text)
    found = chat.services.matcher.match(text, last_topic=chat.dialog.topic)
    if not chat.person.language and found.language:
        chat.speak(found.language)
    metrics.QUESTIONS.labels(found.outcome.value).inc()
    question_id = _record(chat, masked, found)
    if masked != text:
        chat.reply(chat.words._("I did not keep the personal numbers you typed. You need not send them."))
    chat.remember(notes={**chat.dialog.notes, SAID: said_facts(text)})
    if found.outcome is Outcome.ANSWER:
        _answer(chat, found, question_id, ward=spoken.wards[0].id if len(spoken.wards) == 1 else None)
    else:
        _REPLIES[found.outcome](chat, found, question_id)


def _take_ward(chat: Chat, spoken: Spoken) -> None:
    """Somebody said where they live and nothing else."""
    if len(spoken.wards) == 1:
        keep_ward(chat, spoken.wards[0])
    else:
        ask_which(chat, spoken.wards)


def _asks_too_fast(chat: Chat) -> bool:
    """Whether a person asked more than the limit in a minute; remembers this question's moment if not."""
    asked = [moment for moment in chat.dialog.notes.get(ASKED, []) if moment > chat.now() - A_MINUTE]
    if len(asked) >= chat.services.config.limits.questions_per_minute:
        return True
    chat.remember(notes={**chat.dialog.notes, ASKED: [*asked, chat.now()]})
    return False


def _record(chat: Chat, masked: str, found: Match) -> int:
    return questions.record(
        chat.session,
        on=chat.today,
        masked_text=masked,
        language=chat.words.language,
        outcome=found.outcome,
        topic=found.topics[0] if found.topics else None,
        confidence=found.confidence,
    )


def _answer(chat: Chat, found: Match, question_id: int, *, ward: str | None) -> None:
    """One answer for each need the question carries; the last one leads on. A ward named in it holds for it."""
    knowledge = chat.services.knowledge
    for number, topic_id in enumerate(found.needs, start=1):
        last = number == len(found.needs)
        chat.reply(
            topic_text(chat, topic_id, ward=ward),
            topic_keyboard(chat.words, knowledge, topic_id, question_id=question_id if last else None),
        )
        chat.remember(screen=f"topic:{topic_id}", topic=topic_id)
        subscriptions.note_topic(chat.session, chat.person.id, topic_id, on=chat.today)


def _suggest(chat: Chat, found: Match, question_id: int) -> None:
    topics = [chat.services.knowledge.topics[topic] for topic in found.topics]
    chat.reply(
        which_one(chat.words),
        keyboard(
            *([suggestion_button(chat.words, topic, question_id)] for topic in topics),
            [button(chat.words._("None of these"), "pick", question_id, questions.NO_TOPIC)],
        ),
    )


def _say_unknown(chat: Chat, _found: Match, _question_id: int) -> None:
    chat.reply(unknown(chat.words), keyboard([button(chat.words._("📚 All topics"), "areas")]))


def _greet(chat: Chat, _found: Match, _question_id: int) -> None:
    chat.reply(
        greeting(chat.words),
        keyboard([button(chat.words._("📚 All topics"), "areas")]),
    )


_REPLIES = {
    Outcome.SUGGEST: _suggest,
    Outcome.NONE: _say_unknown,
    Outcome.SMALLTALK: _greet,
}


def pick(chat: Chat) -> None:
    """A suggestion was pressed: the list becomes the answer."""
    knowledge = chat.services.knowledge
    number, topic_id = [*chat.arguments, "", ""][:2]
    question_id = row_number(number)
    if topic_id == questions.NO_TOPIC and question_id:
        questions.record_choice(chat.session, question_id, topic=questions.NO_TOPIC)
    if topic_id not in knowledge.topics:
        chat.show(unknown(chat.words), keyboard([button(chat.words._("📚 All topics"), "areas")]))
        return
    if question_id:
        questions.record_choice(chat.session, question_id, topic=topic_id)
    chat.remember(screen=f"topic:{topic_id}", topic=topic_id)
    chat.show(
        topic_text(chat, topic_id),
        topic_keyboard(chat.words, knowledge, topic_id, question_id=question_id),
    )
