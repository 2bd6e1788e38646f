"""👍/👎 under an answer."""

from bot.callbacks import row_number
from bot.context import Chat
from bot.routes import Routes
from db import questions


def register(routes: Routes) -> None:
    routes.button("rate", rate)


def rate(chat: Chat) -> None:
    """Keep the rating, say thanks, and take the two buttons away."""
    number, helpful = [*chat.arguments, "", ""][:2]
    if question_id := row_number(number):
        questions.rate(chat.session, question_id, helpful=helpful == "1")
    thanks = chat.words._("Thank you!")
    sorry = chat.words._("Thank you. Please try other words, or ask the ward office.")
    chat.toast = thanks if helpful == "1" else sorry
    _take_buttons_away(chat)


def _take_buttons_away(chat: Chat) -> None:
    message = chat.pressed.message if chat.pressed else None
    markup = getattr(message, "reply_markup", None)
    if message is None or markup is None:
        return
    rows = [
        [key.to_dict() for key in row]
        for row in markup.inline_keyboard
        if not any(str(key.callback_data or "").startswith("rate:") for key in row)
    ]
    chat.call(
        "editMessageReplyMarkup",
        chat_id=chat.chat_id,
        message_id=message.message_id,
        reply_markup={"inline_keyboard": rows},
    )
