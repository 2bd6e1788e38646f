"""Logging a visit, call … in three taps; then, as wished, a note, a photo, the place, the next date."""

import secrets
from html import escape

from bot.access import FIELD, me, note
from bot.context import Chat
from bot.keyboards import Button, button, in_rows, keyboard
from bot.register_requests import argument, card_button, followup, household, kind
from bot.register_words import KINDS, OUTCOMES
from bot.render.household import followup_line
from bot.routes import Routes
from bot.screens import protection, reply, show
from db import followup_entries, followups
from db.followup_entries import Entry
from db.followups import FollowupRow, Task
from db.register_terms import Act, FollowupOutcome, FollowupState, Refusal

LONGEST_NOTE = 2000
NEXT_DAYS = (1, 3, 7, 30)


def register(routes: Routes) -> None:
    routes.button("fu_log", choose_kind, only=FIELD)
    routes.button("fu_kind", choose_outcome, only=FIELD)
    routes.button("fu_done", log, only=FIELD)
    routes.button("fu_show", show_entry, only=FIELD)
    routes.button("fu_add", ask_addition, only=FIELD)
    routes.button("fu_fix", offer_correction, only=FIELD)
    routes.button("fu_outcome", correct_outcome, only=FIELD)
    routes.typing("fu_add", take_note, only=FIELD)
    routes.sending("fu_add", take_photo_or_place, only=FIELD)


def choose_kind(chat: Chat) -> None:
    """What was done."""
    found = household(chat)
    if found is None:
        return
    kinds = [button(chat.words._(title), "fu_kind", found.id, kind.value) for kind, title in KINDS.items()]
    show(chat, chat.words._("What did you do?"), keyboard(*in_rows(kinds, 2), card_button(chat, found.id)))


def choose_outcome(chat: Chat) -> None:
    """How it went. The buttons carry a key of their own: pressed twice, one row."""
    found = household(chat)
    if found is None:
        return
    done = kind(argument(chat, 1))
    key = secrets.token_hex(6)
    outcomes = [
        button(chat.words._(title), "fu_done", found.id, done.value, outcome.value, key)
        for outcome, title in OUTCOMES.items()
    ]
    back = [button(chat.words._("⬅️ Back"), "fu_log", found.id)]
    asked = chat.words._("How did it go?")
    text = f"{chat.words._(KINDS[done])} · {asked}"
    show(chat, text, keyboard(*in_rows(outcomes, 2), back))


def log(chat: Chat) -> None:
    """Keep it."""
    found = household(chat)
    outcome = next((one for one in FollowupOutcome if one.value == argument(chat, 2)), None)
    if found is None or outcome is None:
        return
    task = Task(found.id, me(chat).id, kind(argument(chat, 1)))
    followup_id, is_new = followups.log(
        chat.session,
        f"{me(chat).id}:{argument(chat, 3)[:20]}",
        task,
        outcome=outcome,
        on=chat.today,
        now=chat.now(),
    )
    if is_new:
        note(chat, Act.FOLLOW_UP, household_id=found.id, followup=followup_id, kind=task.kind.value)
    _draw(chat, followup_id, chat.words._("Noted."))


def show_entry(chat: Chat) -> None:
    """One entry, with what can be added."""
    row = followup(chat)
    if row:
        _draw(chat, row.id)


def _draw(chat: Chat, followup_id: int, said: str = "") -> None:
    row = followups.find(chat.session, chat.services.vault, followup_id)
    assert row is not None, "the row was just read or written"
    words = chat.words
    chat.remember(screen=f"fu_add:{row.id}")
    lines = [said, followup_line(words, row, LONGEST_NOTE)]
    if row.state is FollowupState.DONE:
        lines.append(words._("You can type a note now, or send a photo or the place."))
    show(
        chat,
        "\n".join(line for line in lines if line),
        keyboard(
            [
                button(words._("📍 Place"), "fu_add", row.id, "place"),
                button(words._("✏️ Correct"), "fu_fix", row.id),
            ],
            *in_rows(_next_days(chat, row), 2),
            card_button(chat, row.household_id),
        ),
    )


def _next_days(chat: Chat, row: FollowupRow) -> list[Button]:
    words = chat.words
    titles = (words._("Tomorrow"), words._("In 3 days"), words._("Next week"), words._("In a month"))
    days = [
        button(f"📅 {title}", "fu_next", row.household_id, row.kind.value, f"f{row.id}", days)
        for title, days in zip(titles, NEXT_DAYS, strict=True)
    ]
    pick = button(words._("📅 Another day"), "fu_when", row.household_id, row.kind.value, f"f{row.id}")
    return [*days, pick]


def ask_addition(chat: Chat) -> None:
    """Ask for the place by a button of the phone's own keyboard."""
    row = followup(chat)
    if row is None:
        return
    chat.remember(screen=f"fu_add:{row.id}")
    ask = {"text": chat.words._("📍 Send where I am"), "request_location": True}
    chat.reply(
        chat.words._("Press the button below, or type a note."),
        {"keyboard": [[ask]], "one_time_keyboard": True, "resize_keyboard": True},
        **protection(chat),
    )


def take_note(chat: Chat) -> None:
    """A typed or dictated note."""
    text = ((chat.message.text if chat.message else "") or "").strip()
    if len(text) > LONGEST_NOTE:
        reply(chat, chat.words._("The note is too long; up to 2,000 letters."))
        return
    _change(chat, Entry(note=text), chat.words._("Note kept."))


def take_photo_or_place(chat: Chat) -> None:
    """A photo (kept as its file id) or the place."""
    message = chat.message
    if message and message.photo:
        _change(chat, Entry(photo=message.photo[-1].file_id), chat.words._("Photo kept."))
    elif message and message.location:
        place = f"{message.location.latitude:.5f},{message.location.longitude:.5f}"
        _change(chat, Entry(place=place), chat.words._("Place kept."))
    else:
        reply(chat, chat.words._("Please type a note, or send a photo or the place."))


def _change(chat: Chat, entry: Entry, said: str) -> None:
    row = followup(chat)
    if row is None:
        return
    refusal = followup_entries.change(
        chat.session,
        chat.services.vault,
        row.id,
        entry,
        officer_id=me(chat).id,
        now=chat.now(),
        hours=chat.services.config.officers.correct_hours,
    )
    if refusal is None:
        note(chat, Act.CHANGE, household_id=row.household_id, followup=row.id)
    _draw(chat, row.id, said if refusal is None else _refused(chat, refusal))


def _refused(chat: Chat, refusal: Refusal) -> str:
    hours = chat.services.config.officers.correct_hours
    if refusal is Refusal.TOO_LATE:
        text = chat.words._("⚠️ An entry can be changed for {hours} hours only. Please log a new one.")
        return text.format(hours=hours)
    if refusal is Refusal.NOT_YOURS:
        return chat.words._("⚠️ This entry is a colleague's.")
    return chat.words._("⚠️ This is not logged yet.")


def offer_correction(chat: Chat) -> None:
    """Another outcome; a note is corrected by typing it anew."""
    row = followup(chat)
    if row is None:
        return
    chat.remember(screen=f"fu_add:{row.id}")
    outcomes = [
        button(chat.words._(title), "fu_outcome", row.id, outcome.value)
        for outcome, title in OUTCOMES.items()
    ]
    text = chat.words._("Choose what is right, or type the note anew. What stood there before is kept.")
    show(
        chat,
        f"{followup_line(chat.words, row, LONGEST_NOTE)}\n\n{escape(text)}",
        keyboard(*in_rows(outcomes, 2), [button(chat.words._("⬅️ Back"), "fu_show", row.id)]),
    )


def correct_outcome(chat: Chat) -> None:
    """The outcome chosen anew."""
    outcome = next((one for one in FollowupOutcome if one.value == argument(chat, 1)), None)
    if outcome:
        _change(chat, Entry(outcome=outcome), chat.words._("Corrected."))
