"""/fairs: the list, one fair as its officers see it; opened, called off, announced."""

from html import escape

from bot.access import FIELD, me, note
from bot.clock import moment_at
from bot.context import Chat
from bot.i18n import N_
from bot.jobfairs import notices, requests
from bot.keyboards import button, keyboard
from bot.register_requests import argument, home_button
from bot.render.fair_desk import desk_keyboard, desk_text, list_title
from bot.render.jobfair import when
from bot.routes import Routes
from bot.screens import show
from db import broadcasts, deliveries, fair_report, jobfairs, vacancies
from db.audiences import Audience
from db.broadcast_terms import BroadcastState, DeliveryState
from db.jobfair_terms import FairState
from db.jobfairs import FairRow
from db.register_terms import Act, Role
from db.subscriptions import JOB_FAIRS

MOST_LISTED, MOST_UNDER_WAY = 10, 500
INVITING = N_("🤝 <b>{title}</b>\n🗓 {when}\n📍 {place}\nOrganised by {organiser}.")
SIGN_UP = N_("✍️ See it and sign up")


def register(routes: Routes) -> None:
    routes.command("fairs", list_all, only=FIELD)
    routes.button("fairs", list_all, only=FIELD)
    routes.button("of", show_desk, only=FIELD)
    routes.button("of_open", open_up, only=FIELD)
    routes.button("of_cancel", call_off, only=FIELD)
    routes.button("of_moved", tell_moved, only=FIELD)
    routes.button("of_tell", announce, only=FIELD)


def list_all(chat: Chat) -> None:
    """The fairs of all states, the latest day first, and entering a new one."""
    chat.leave()
    chat.remember(screen="fairs")
    rows = jobfairs.list_all(chat.session, limit=MOST_LISTED)
    buttons = [[button(list_title(chat.words, row), "of", row.id)] for row in rows]
    new = [button(chat.words._("✏️ Enter a fair"), "of_new")]
    companies = [button(chat.words._("🏢 Companies that ask"), "of_companies")]
    may_read = me(chat).role is Role.SUPERVISOR
    text = chat.words._("🤝 <b>Job fairs</b>")
    show(chat, text, keyboard(new, *buttons, companies if may_read else [], home_button(chat)))


def show_desk(chat: Chat) -> None:
    """One fair."""
    fair = requests.fair(chat)
    if fair:
        _draw(chat, fair)


def _draw(chat: Chat, fair: FairRow) -> None:
    chat.remember(screen=f"of:{fair.id}")
    text = desk_text(
        chat.words,
        fair,
        fair_report.fair_counts(chat.session, fair.id),
        jobfairs.list_slots(chat.session, fair.id),
        vacancies=vacancies.count(chat.session, fair.id),
        companies=vacancies.count_companies(chat.session, fair.id) or fair.companies or 0,
    )
    show(chat, text, desk_keyboard(chat.words, fair, mine=requests.is_mine(chat, fair)))


def _draw_anew(chat: Chat, fair_id: int) -> None:
    fair = jobfairs.find(chat.session, fair_id)
    assert fair is not None, "fairs are never deleted"
    _draw(chat, fair)


def open_up(chat: Chat) -> None:
    """Show a draft to residents; announcing it is a step of its own."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    if not fair.hours_known:
        chat.toast = chat.words._("Please enter the hours first.")
    elif fair.day < chat.today:
        chat.toast = chat.words._("This day has gone by. Please change the day first.")
    elif jobfairs.open_up(chat.session, fair.id):
        note(chat, Act.CHANGE, fair=fair.id, opened=True)
        chat.toast = chat.words._("Residents see it now. You can announce it too.")
    _draw_anew(chat, fair.id)


def call_off(chat: Chat) -> None:
    """After a second press; everybody signed up is told."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    if argument(chat, 1) != "yes":
        text = chat.words._("Call off “{title}”? Everybody signed up is told at once.")
        yes = button(chat.words._("❌ Yes, call it off"), "of_cancel", fair.id, "yes")
        show(
            chat, text.format(title=escape(fair.title)), keyboard([yes], requests.desk_button(chat, fair.id))
        )
        return
    _stop_invitations(chat, fair)
    was_open = fair.state is FairState.OPEN
    if jobfairs.cancel(chat.session, fair.id):
        told = notices.tell_signed_up(chat, fair, notices.CALLED_OFF) if was_open else 0
        note(chat, Act.CHANGE, fair=fair.id, called_off=True, told=told)
        chat.toast = chat.words._("Called off. {count} people are being told.").format(count=told)
    _draw_anew(chat, fair.id)


def _stop_invitations(chat: Chat, fair: FairRow) -> None:
    """Announcements that invite to the fair reach nobody any more."""
    under_way = [
        state for state in BroadcastState if state not in (BroadcastState.DONE, BroadcastState.CANCELLED)
    ]
    for row in broadcasts.list_in(chat.session, *under_way, limit=MOST_UNDER_WAY):
        if any(key.get("callback_data") == f"fair:{fair.id}" for key in row.buttons):
            broadcasts.cancel(chat.session, row.id, now=chat.now())
            deliveries.close_all(chat.session, row.id, DeliveryState.CANCELLED, now=chat.now())


def tell_moved(chat: Chat) -> None:
    """Tell everybody signed up of the new day, hours or place."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    if fair.state is not FairState.OPEN or argument(chat, 1) != str(fair.changes):
        chat.toast = chat.words._("They were told already, or the fair changed once more.")
        _draw(chat, fair)
        return
    told = notices.tell_signed_up(chat, fair, notices.CHANGED)
    jobfairs.change(chat.session, fair.id)  # a second press finds another count of changes
    note(chat, Act.CHANGE, fair=fair.id, told=told)
    chat.toast = chat.words._("{count} people are being told.").format(count=told)
    _draw(chat, fair)


def announce(chat: Chat) -> None:
    """A draft of an announcement to everybody who asked for job fairs; nothing goes out yet."""
    fair = requests.fair_to_change(chat)
    if fair is None:
        return
    if fair.state is not FairState.OPEN:
        chat.toast = chat.words._("Please show the fair to residents first.")
        _draw(chat, fair)
        return
    catalogues = chat.services.catalogues
    text = {
        language: words._(INVITING).format(
            title=escape(fair.title),
            when=when(words, fair),
            place=escape(fair.place),
            organiser=escape(fair.organiser),
        )
        for language, words in catalogues.items()
    }
    titles = {language: words._(SIGN_UP) for language, words in catalogues.items()}
    wards = () if me(chat).role is Role.SUPERVISOR else me(chat).wards
    number = broadcasts.create(
        chat.session,
        author_id=me(chat).id,
        audience=Audience(subject=JOB_FAIRS, wards=wards),
        text_vi=text["vi"],
        text_en=text["en"],
        picture=fair.poster,
        buttons=[{**titles, "callback_data": f"fair:{fair.id}"}],
        event_at=moment_at(fair.day, fair.opens),
        now=chat.now(),
    )
    note(chat, Act.ADD, broadcast=number, fair=fair.id)
    said = chat.words._("✏️ The announcement is written as a draft. Look at it, then send it.")
    look = button(chat.words._("👁 Look at it"), "bc", number)
    show(chat, said, keyboard([look], requests.desk_button(chat, fair.id)))
