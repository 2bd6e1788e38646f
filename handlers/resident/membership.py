"""A person blocks the bot or comes back."""

from telegram.constants import ChatMemberStatus

from bot.context import Chat
from bot.routes import Routes
from bot.subscribing import choices
from db import people


def register(routes: Routes) -> None:
    routes.membership = note_membership


def note_membership(chat: Chat) -> None:
    """Telegram tells only of private chats in this way; groups need nothing from us."""
    change = chat.update.my_chat_member
    if not chat.is_private or change is None:
        return
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    people.mark_stopped(
        chat.session,
        channel=chat.person.channel,
        chat_id=chat.chat_id,
        now=chat.now() if gone else None,
    )
    if not gone and change.old_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT):
        text = chat.words._(
            "Welcome back. I tell you nothing by myself now; choose what you want to hear of."
        )
        chat.reply(text, choices(chat, areas=False))
