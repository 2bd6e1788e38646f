"""/announce: written, its audience chosen and counted, looked at, then sent or put before a second person."""

from typing import Any

from bot import broadcast_start, moments
from bot.access import APPROVERS, FIELD, SUPERVISORS, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.i18n import N_
from bot.jobfairs.requests import is_mine
from bot.keyboards import button, keyboard
from bot.register_requests import argument, home_button
from bot.render.broadcast import message_of
from bot.render.draft import (
    KEYS,
    OFFICERS,
    SUBJECTS,
    audience_keyboard,
    draft_keyboard,
    draft_text,
    list_title,
)
from bot.routes import Routes
from bot.screens import reply, show
from bot.speaking import words_for
from db import audiences, broadcasts, jobfairs, officers
from db.audiences import Audience
from db.broadcast_terms import BroadcastState
from db.jobfairs import FairRow
from db.register_terms import Act, Role
from db.rows import BroadcastRow
from db.subscriptions import JOB_FAIRS, policy_of
from knowledge.wards import all_wards

LONGEST = 900  # fits a picture's caption with room for what Telegram counts
MOST_LISTED = 12
QUESTIONS = {
    "vi": N_("Type the text in Vietnamese, up to 900 letters. Bold and italics of Telegram are kept."),
    "en": N_("Type the text in English, up to 900 letters."),
    "picture": N_("Send the picture."),
    "start": N_("When shall it go out? Type it, such as 18:00 or 8:30 15/12."),
    "event": N_("After which moment is it too late to send? Type it, such as 12:00 20/12."),
}


def register(routes: Routes) -> None:
    routes.command("announce", list_all, only=FIELD)
    routes.button("announce", list_all, only=FIELD)
    routes.button("bc_new", begin, only=FIELD)
    routes.typing("bc_new", take_first_text, only=FIELD)
    routes.button("bc", show_draft, only=FIELD)
    routes.button("bc_ask", ask, only=FIELD)
    routes.typing("bc_ask", take_typed, only=FIELD)
    routes.sending("bc_ask", take_picture, only=FIELD)
    routes.button("bc_keys", choose_keys, only=FIELD)
    routes.button("bc_key", toggle_key, only=FIELD)
    routes.button("bc_to", choose_audience, only=FIELD)
    routes.button("bc_subject", choose_subject, only=FIELD)
    routes.button("bc_fair", choose_fair, only=FIELD)
    routes.button("bc_ward", toggle_ward, only=FIELD)
    routes.button("bc_urgent", toggle_urgent, only=FIELD)
    routes.button("bc_preview", preview, only=FIELD)
    routes.button("bc_send", send, only=FIELD)
    routes.button("bc_drop", drop, only=FIELD)
    routes.when_due(broadcast_start.KIND, broadcast_start.start)


def _question(chat: Chat, what: str) -> str:
    question = QUESTIONS.get(what, QUESTIONS["picture"])
    return chat.words._(question)


def list_all(chat: Chat) -> None:
    """The last announcements, and writing a new one."""
    chat.leave()
    chat.remember(screen="announce")
    rows = [row for row in broadcasts.list_in(chat.session, *BroadcastState) if _may_open(chat, row)]
    buttons = [[button(list_title(chat.words, row), "bc", row.id)] for row in rows[:MOST_LISTED]]
    new = [button(chat.words._("✏️ Write a new one"), "bc_new")]
    show(chat, chat.words._("📣 <b>Announcements</b>"), keyboard(new, *buttons, home_button(chat)))


def _may_open(chat: Chat, row: BroadcastRow) -> bool:
    return me(chat).role is Role.SUPERVISOR or row.author_id == me(chat).id


def begin(chat: Chat) -> None:
    """Ask for the text."""
    chat.remember(screen="bc_new")
    show(chat, _question(chat, "vi"), keyboard([button(chat.words._("⬅️ Announcements"), "announce")]))


def take_first_text(chat: Chat) -> None:
    """The text makes the draft, at first for those who asked for job fairs in the author's wards."""
    text = _typed_html(chat)
    if text is None:
        return
    number = broadcasts.create(
        chat.session,
        author_id=me(chat).id,
        audience=Audience(subject=JOB_FAIRS, wards=_own_wards(chat)),
        text_vi=text,
        now=chat.now(),
    )
    note(chat, Act.ADD, broadcast=number)
    _draw(chat, number)


def _own_wards(chat: Chat) -> tuple[str, ...]:
    """A ward officer writes to their wards only; a supervisor to all."""
    return () if me(chat).role is Role.SUPERVISOR else me(chat).wards


def _typed_html(chat: Chat) -> str | None:
    """The typed text as HTML of Telegram, or None with a word about its length."""
    message = chat.message
    if not message or not message.text or len(message.text) > LONGEST:
        reply(chat, chat.words._("Please type up to 900 letters."))
        return None
    return message.text_html


def _draft(chat: Chat) -> BroadcastRow | None:
    """The draft of the button; anything else leads back to the list."""
    number = row_number(argument(chat, 0))
    row = broadcasts.find(chat.session, number) if number else None
    if row is None or not _may_open(chat, row) or row.state != BroadcastState.DRAFT:
        list_all(chat)
        return None
    return row


def show_draft(chat: Chat) -> None:
    """A draft to work on, or how far an announcement is."""
    number = row_number(argument(chat, 0))
    row = broadcasts.find(chat.session, number) if number else None
    if row is None or not _may_open(chat, row):
        list_all(chat)
    else:
        _draw(chat, row.id)


def _draw(chat: Chat, number: int) -> None:
    row = broadcasts.find(chat.session, number)
    assert row is not None, "it was just read or written"
    chat.remember(screen=f"bc:{number}")
    if row.state != BroadcastState.DRAFT:
        show(chat, *broadcast_start.standing(chat, row))
        return
    count = audiences.count(chat.session, Audience.of(row.audience))
    areas = chat.services.knowledge.areas
    show(chat, draft_text(chat.words, row, count, areas), draft_keyboard(chat.words, number))


def ask(chat: Chat) -> None:
    """Ask for one thing of a draft."""
    row, what = _draft(chat), argument(chat, 1)
    if row is None:
        return
    if what not in QUESTIONS:
        _draw(chat, row.id)
        return
    chat.remember(screen=f"bc_ask:{row.id}:{what}")
    text = _question(chat, what)
    show(chat, text, keyboard([button(chat.words._("⬅️ Back"), "bc", row.id)]))


def take_typed(chat: Chat) -> None:
    """The typed text or moment."""
    row, what = _draft(chat), argument(chat, 1)
    if row is None:
        return
    if what in ("vi", "en"):
        text = _typed_html(chat)
        if text is not None:
            broadcasts.change(chat.session, row.id, **{f"text_{what}": text})
            _draw(chat, row.id)
    elif what in ("start", "event"):
        _take_moment(chat, row, what)
    else:
        reply(chat, _question(chat, "picture"))


def _take_moment(chat: Chat, row: BroadcastRow, what: str) -> None:
    text = (chat.message.text if chat.message else "") or ""
    at = moments.read(text, today=chat.today, now=chat.now())
    if at is None:
        reply(chat, chat.words._("I did not understand the moment. Please type it as 18:00 or 8:30 15/12."))
        return
    broadcasts.change(chat.session, row.id, **{f"{what}_at": at})
    _draw(chat, row.id)


def take_picture(chat: Chat) -> None:
    """The picture, kept as its file id."""
    row, message = _draft(chat), chat.message
    if row is None:
        return
    if argument(chat, 1) != "picture" or not message or not message.photo:
        reply(chat, _question(chat, argument(chat, 1)))
        return
    broadcasts.change(chat.session, row.id, picture=message.photo[-1].file_id)
    _draw(chat, row.id)


def choose_keys(chat: Chat) -> None:
    """Which buttons stand under the announcement."""
    row = _draft(chat)
    if row is None:
        return
    chosen = {key.get("callback_data") for key in row.buttons}
    keys = [
        [button(f"{'☑️' if data in chosen else '⬜️'} {chat.words._(title)}", "bc_key", row.id, name)]
        for name, (title, data) in KEYS.items()
    ]
    text = chat.words._("Which buttons stand under it?")
    show(chat, text, keyboard(*keys, [button(chat.words._("⬅️ Back"), "bc", row.id)]))


def toggle_key(chat: Chat) -> None:
    """One button more or less."""
    row, name = _draft(chat), argument(chat, 1)
    if row is None:
        return
    if name in KEYS:
        title, data = KEYS[name]
        kept = [key for key in row.buttons if key.get("callback_data") != data]
        titles: dict[str, Any] = {
            language: words._(title) for language, words in chat.services.catalogues.items()
        }
        new = {**titles, "callback_data": data}
        broadcasts.change(
            chat.session, row.id, buttons=kept if len(kept) < len(row.buttons) else [*kept, new]
        )
    choose_keys(chat)


def choose_audience(chat: Chat) -> None:
    """To whom."""
    row = _draft(chat)
    if row is None:
        return
    audience = Audience.of(row.audience)
    count = audiences.count(chat.session, audience)
    text = chat.words._("To whom? Now: <b>{count}</b> people.").format(count=chat.words.number(count))
    wards = _own_wards(chat) or tuple(all_wards())
    show(
        chat,
        text,
        audience_keyboard(
            chat.words, row.id, audience, chat.services.knowledge.areas, wards, _own_fairs(chat)
        ),
    )


def _own_fairs(chat: Chat) -> list[FairRow]:
    """The coming fairs whose sign-ups the author may write to."""
    return [fair for fair in jobfairs.list_upcoming(chat.session, on=chat.today) if is_mine(chat, fair)]


def choose_fair(chat: Chat) -> None:
    """Those signed up to a fair."""
    row, number = _draft(chat), row_number(argument(chat, 1))
    if row is None:
        return
    if number in {fair.id for fair in _own_fairs(chat)}:
        broadcasts.change(chat.session, row.id, audience=Audience(fair=number or 0))
    choose_audience(chat)


def choose_subject(chat: Chat) -> None:
    """Those who asked for a subject, or the officers."""
    row, subject = _draft(chat), ":".join(chat.arguments[1:])
    if row is None:
        return
    areas = {policy_of(area.id) for area in chat.services.knowledge.areas}
    wards = Audience.of(row.audience).wards
    if subject == OFFICERS and me(chat).role in SUPERVISORS:
        broadcasts.change(chat.session, row.id, audience=Audience(officers=True))
    elif subject in SUBJECTS or subject in areas:
        kept = wards or _own_wards(chat)
        broadcasts.change(chat.session, row.id, audience=Audience(subject=subject, wards=kept))
    choose_audience(chat)


def toggle_ward(chat: Chat) -> None:
    """One ward more or less; a ward officer keeps at least one of their own."""
    row, ward = _draft(chat), argument(chat, 1)
    if row is None:
        return
    audience = Audience.of(row.audience)
    allowed = _own_wards(chat) or tuple(all_wards())
    if ward in allowed and audience.subject:
        wards = tuple(one for one in audience.wards if one != ward)
        if len(wards) == len(audience.wards):
            wards = (*wards, ward)
        kept = wards or _own_wards(chat)
        broadcasts.change(chat.session, row.id, audience=Audience(subject=audience.subject, wards=kept))
    choose_audience(chat)


def toggle_urgent(chat: Chat) -> None:
    """Whether quiet hours (21:00 to 7:00) do not hold for it."""
    row = _draft(chat)
    if row is None:
        return
    broadcasts.change(chat.session, row.id, urgent=not row.urgent)
    _draw(chat, row.id)


def preview(chat: Chat) -> None:
    """Exactly what people will get, to oneself."""
    row = _draft(chat)
    if row is None:
        return
    languages = ["vi", "en"] if row.text_en else ["vi"]
    for language, words in chat.services.catalogues.items():
        if language in languages:
            method, parameters = message_of(row, chat.chat_id, words)
            chat.call(method, **parameters)
    reply(chat, chat.words._("So it will look."), keyboard([button(chat.words._("⬅️ Back"), "bc", row.id)]))


def send(chat: Chat) -> None:
    """To few people at once; to many through a second person. The same text within a day is asked about."""
    row = _draft(chat)
    if row is None:
        return
    count = audiences.count(chat.session, Audience.of(row.audience))
    if not count:
        chat.toast = chat.words._("Nobody is in this audience.")
        _draw(chat, row.id)
    elif argument(chat, 1) != "yes" and broadcasts.was_sent_lately(chat.session, row.text_vi, now=chat.now()):
        text = chat.words._("⚠️ The same text went out within the last 24 hours. Send it once more?")
        yes = button(chat.words._("📨 Yes, send"), "bc_send", row.id, "yes")
        show(chat, text, keyboard([yes], [button(chat.words._("⬅️ Back"), "bc", row.id)]))
    elif count >= chat.services.config.broadcasts.approve_from:
        _submit(chat, row, count)
    else:
        broadcasts.approve(chat.session, row.id, officer_id=me(chat).id, second_person=False)
        note(chat, Act.CHANGE, broadcast=row.id, approved=True, people=count)
        broadcast_start.plan(chat, row)
        _draw(chat, row.id)


def _submit(chat: Chat, row: BroadcastRow, count: int) -> None:
    broadcasts.submit(chat.session, row.id)
    note(chat, Act.CHANGE, broadcast=row.id, submitted=True, people=count)
    for one in officers.list_all(chat.session):
        if one.role in APPROVERS and one.id != row.author_id:
            words = words_for(
                chat.session,
                chat.services.catalogues,
                channel=one.channel,
                chat_id=one.chat_id,
                otherwise=chat.words.language,
            )
            text = words._("📣 An announcement to {count} people waits for your approval.")
            look = button(words._("👁 Look at it"), "bc_look", row.id)
            chat.tell(one.chat_id, text.format(count=words.number(count)), keyboard([look]))
    _draw(chat, row.id)


def drop(chat: Chat) -> None:
    """A draft that is not wanted."""
    row = _draft(chat)
    if row is None:
        return
    broadcasts.cancel(chat.session, row.id, now=chat.now())
    list_all(chat)
