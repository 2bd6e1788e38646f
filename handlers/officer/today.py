"""/today: what is due and overdue, by hamlet; done in place, handed over to a colleague who accepts."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from bot import reminders
from bot.access import FIELD, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import Button, button, in_rows, keyboard
from bot.register_requests import argument, card_button, followup, home_button
from bot.register_words import KINDS, OUTCOMES
from bot.render.household import place
from bot.routes import Routes
from bot.screens import show
from bot.speaking import words_for
from db import followups, households, officers
from db.followups import DueRow, FollowupRow
from db.register_rows import OfficerRow
from db.register_terms import Act, FollowupOutcome, FollowupState, Role

MOST = 20


def register(routes: Routes) -> None:
    routes.when_due(reminders.KIND, reminders.remind)
    routes.command("today", show_today, only=FIELD)
    routes.button("today", show_today, only=FIELD)
    routes.button("td_open", open_task, only=FIELD)
    routes.button("td_done", finish, only=FIELD)
    routes.button("td_drop", drop, only=FIELD)
    routes.button("td_hand", choose_colleague, only=FIELD)
    routes.button("td_to", offer, only=FIELD)
    routes.button("td_take", answer_offer, only=FIELD)
    routes.button("fu_open", show_promised, only=FIELD)


def show_today(chat: Chat) -> None:
    """Due and overdue work by hamlet; what colleagues want to hand over comes first."""
    officer = me(chat)
    chat.remember(screen="today")
    rows = followups.list_due(chat.session, officer, until=chat.today)
    offered = followups.list_offered(chat.session, chat.services.vault, officer.id)
    note(chat, Act.LIST, what="today", count=len(rows))
    show(
        chat,
        "\n".join(_lines(chat, rows, len(offered))),
        keyboard(
            *(_offer_buttons(chat, row) for row in offered[:5]),
            *in_rows(
                [button(f"{number}", "td_open", row.id) for number, row in enumerate(rows[:MOST], start=1)], 5
            ),
            home_button(chat),
        ),
    )


def _lines(chat: Chat, rows: Sequence[DueRow], offered: int) -> list[str]:
    words = chat.words
    lines = [words._("📋 <b>Today's work: {count}</b>").format(count=len(rows))]
    if offered:
        lines.append(words._("🤝 Colleagues ask you to take over: {count}").format(count=offered))
    if not rows:
        lines.append(words._("Nothing is due."))
    numbered = enumerate(rows[:MOST], start=1)
    for where, some in groupby(numbered, key=lambda pair: place(words, pair[1].ward, pair[1].hamlet)):
        lines.append(f"\n<b>{escape(where)}</b>")
        for number, row in some:
            late = " ⚠️" if row.due_on < chat.today else ""
            lines.append(
                f"{number}. {words.day(row.due_on)}{late} {words._(KINDS[row.kind])} · {escape(row.head)}"
            )
    if len(rows) > MOST:
        lines.append(words._("… and {count} more").format(count=len(rows) - MOST))
    return lines


def _offer_buttons(chat: Chat, row: FollowupRow) -> list[Button]:
    title = f"{chat.words._(KINDS[row.kind])} {chat.words.day(row.due_on) if row.due_on else ''}"
    return [
        button(f"✅ {title}", "td_take", row.id, "yes"),
        button(chat.words._("✋ No"), "td_take", row.id, "no"),
    ]


def _task(chat: Chat) -> FollowupRow | None:
    """The open work of the button; when it is done already the list is shown instead."""
    row = followup(chat)
    if row and row.state is not FollowupState.OPEN:
        chat.toast = chat.words._("That is done already.")
        show_today(chat)
        return None
    return row


def open_task(chat: Chat) -> None:
    """One piece of work: how it went, or somebody else."""
    row = _task(chat)
    if row is None:
        return
    words = chat.words
    outcomes = [
        button(words._(title), "td_done", row.id, outcome.value) for outcome, title in OUTCOMES.items()
    ]
    day, asked = words.day(row.due_on) if row.due_on else "", words._("How did it go?")
    show(
        chat,
        f"{words._(KINDS[row.kind])} · {day}\n{asked}",
        keyboard(
            *in_rows(outcomes, 2),
            [
                button(words._("🤝 Hand over"), "td_hand", row.id),
                button(words._("🗑 Drop"), "td_drop", row.id),
            ],
            card_button(chat, row.household_id),
            [button(words._("📋 Today's work"), "today")],
        ),
    )


def finish(chat: Chat) -> None:
    """Done: the entry can be added to; the list is one tap away."""
    row = _task(chat)
    outcome = next((one for one in FollowupOutcome if one.value == argument(chat, 1)), None)
    if row is None or outcome is None:
        return
    done = followups.complete(
        chat.session, row.id, officer_id=me(chat).id, outcome=outcome, on=chat.today, now=chat.now()
    )
    if done:
        note(chat, Act.FOLLOW_UP, household_id=row.household_id, followup=row.id, outcome=outcome.value)
        chat.toast = chat.words._("Noted.")
    else:
        chat.toast = chat.words._("This is a colleague's work.")
    show_today(chat)


def drop(chat: Chat) -> None:
    """Planned by mistake, or no longer needed."""
    row = _task(chat)
    if row is None:
        return
    if followups.cancel(chat.session, row.id, officer_id=me(chat).id):
        note(chat, Act.CHANGE, household_id=row.household_id, followup=row.id, dropped=True)
    show_today(chat)


def choose_colleague(chat: Chat) -> None:
    """Who may see the household can take it over."""
    row = _task(chat)
    if row is None:
        return
    names = [button(one.name, "td_to", row.id, one.id) for one in _colleagues(chat, row)]
    text = chat.words._("Who shall take it over? It stays yours until they accept.")
    if not names:
        text = chat.words._("Nobody else works with this household.")
    show(chat, text, keyboard(*in_rows(names, 2), [button(chat.words._("⬅️ Back"), "td_open", row.id)]))


def _colleagues(chat: Chat, row: FollowupRow) -> list[OfficerRow]:
    return [
        one
        for one in officers.list_all(chat.session)
        if one.id != me(chat).id
        and one.role in (Role.WARD_OFFICER, Role.SUPERVISOR)
        and households.find(chat.session, one, row.household_id)
    ]


def offer(chat: Chat) -> None:
    """Ask the colleague, in their own chat, without saying whom it is about."""
    row = _task(chat)
    number = row_number(argument(chat, 1))
    if row is None:
        return
    colleague = next((one for one in _colleagues(chat, row) if one.id == number), None)
    if colleague is None or not followups.hand_over(
        chat.session, row.id, officer_id=me(chat).id, to_id=colleague.id
    ):
        choose_colleague(chat)
        return
    note(chat, Act.HAND_OVER, household_id=row.household_id, followup=row.id, to=colleague.id)
    _ask_colleague(chat, colleague)
    chat.toast = chat.words._("Asked.")
    show_today(chat)


def _ask_colleague(chat: Chat, colleague: OfficerRow) -> None:
    words = words_for(
        chat.session,
        chat.services.catalogues,
        channel=colleague.channel,
        chat_id=colleague.chat_id,
        otherwise=chat.words.language,
    )
    text = words._("🤝 {name} asks you to take over some work.").format(name=escape(me(chat).name))
    chat.tell(colleague.chat_id, text, keyboard([button(words._("📋 Today's work"), "today")]))


def answer_offer(chat: Chat) -> None:
    """Take over, or not."""
    row = _task(chat)
    if row is None:
        return
    accepts = argument(chat, 1) == "yes"
    refusal = followups.answer_hand_over(chat.session, row.id, officer_id=me(chat).id, accepts=accepts)
    if refusal is None:
        note(chat, Act.HAND_OVER, household_id=row.household_id, followup=row.id, accepted=accepts)
    show_today(chat)


def show_promised(chat: Chat) -> None:
    """What is open for one household, whoever promised it."""
    number = row_number(argument(chat, 0))
    household = households.find(chat.session, me(chat), number) if number else None
    if household is None:
        show_today(chat)
        return
    rows = followups.list_for(chat.session, chat.services.vault, household.id)
    buttons = [
        [button(f"{chat.words._(KINDS[row.kind])} {chat.words.day(row.due_on)}", "td_open", row.id)]
        for row in rows
        if row.state is FollowupState.OPEN and row.due_on
    ]
    show(chat, chat.words._("📌 <b>Promised</b>"), keyboard(*buttons[:MOST], card_button(chat, household.id)))
