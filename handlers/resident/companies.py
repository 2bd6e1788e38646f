"""A company asks to take part in a fair: one message, sealed, for the organisers."""

from bot.access import SUPERVISORS
from bot.context import Chat
from bot.keyboards import button, keyboard
from bot.routes import Routes
from bot.speaking import words_for
from db import company_requests, officers

LONGEST = 1000


def register(routes: Routes) -> None:
    routes.button("fair_company", ask)
    routes.typing("fair_company", take)


def ask(chat: Chat) -> None:
    """What the organisers have to know."""
    chat.remember(screen="fair_company")
    text = chat.words._(
        "🏢 Type in one message: the company's name, what work you offer, how many people you look for, and how the "
        "organisers reach you. Only they will read it."
    )
    chat.show(text, keyboard([button(chat.words._("⬅️ All fairs"), "jobfairs")]))


def take(chat: Chat) -> None:
    """Keep it and tell the organisers that there is one."""
    said = ((chat.message.text if chat.message else "") or "").strip()
    if not 10 <= len(said) <= LONGEST:
        back = keyboard([button(chat.words._("⬅️ All fairs"), "jobfairs")])
        chat.reply(chat.words._("Please write between 10 and 1,000 letters."), back)
        return
    if company_requests.has_open(chat.session, chat.person.id):
        chat.remember(screen="jobfairs")
        text = chat.words._("Your earlier message is still with the organisers. They will get in touch.")
        chat.reply(text, keyboard([button(chat.words._("⬅️ All fairs"), "jobfairs")]))
        return
    company_requests.add(
        chat.session, chat.services.vault, person_id=chat.person.id, said=said, now=chat.now()
    )
    chat.remember(screen="jobfairs")
    for one in officers.list_all(chat.session):
        if one.role in SUPERVISORS:
            words = words_for(
                chat.session, chat.services.catalogues, channel=one.channel, chat_id=one.chat_id
            )
            text = words._("🏢 A company asks to take part in a job fair.")
            chat.tell(one.chat_id, text, keyboard([button(words._("👁 Look at it"), "of_companies")]))
    text = chat.words._("Thank you. The organisers have it and will get in touch.")
    chat.reply(text, keyboard([button(chat.words._("⬅️ All fairs"), "jobfairs")]))
