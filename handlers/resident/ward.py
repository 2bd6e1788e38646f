"""/ward: where the person lives, by buttons or said in their own words. Old names lead to today's wards."""

from bot.context import Chat
from bot.living import keep_ward, ward_keyboard
from bot.routes import Routes
from knowledge.wards import all_wards


def register(routes: Routes) -> None:
    routes.command("ward", offer_wards)
    routes.button("ward", choose_ward)


def offer_wards(chat: Chat) -> None:
    """All wards and communes, and forgetting the choice."""
    chat.remember(screen="ward")
    chosen = all_wards().get(chat.person.ward or "")
    here = chosen.title(chat.words.language) if chosen else chat.words._("not chosen")
    text = chat.words._(
        "Where do you live? Now: <b>{ward}</b>.\nYou can also type the old name. It only helps me choose the right "
        "amounts and office, and you can take it back."
    )
    chat.show(text.format(ward=here), ward_keyboard(chat, all_wards().values()))


def choose_ward(chat: Chat) -> None:
    """Keep the choice, or forget it."""
    wanted = chat.arguments[0] if chat.arguments else ""
    if wanted != "none" and wanted not in all_wards():
        offer_wards(chat)
        return
    keep_ward(chat, all_wards().get(wanted))
