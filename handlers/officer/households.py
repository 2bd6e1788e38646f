"""The household card: what the family is, has received, may still get; numbers shown on request and recorded."""

from datetime import datetime
from html import escape

from bot import household_card
from bot.access import FIELD, WALKERS, me, note
from bot.clock import VIETNAM
from bot.context import Chat
from bot.household_card import Card, open_numbers
from bot.keyboards import Button, Keyboard, button, keyboard
from bot.register_requests import card_button, home_button
from bot.register_requests import household as request_household
from bot.register_words import ACTS
from bot.render.household import card_text, history_text, may_get_text, short_card
from bot.routes import Routes
from bot.screens import show
from db import audit, duplicates, households
from db.households import HouseholdRow
from db.register_terms import Act, Role
from knowledge.results import Result

LAST_LOOKS = 15


def register(routes: Routes) -> None:
    routes.button("household", show_card, only=WALKERS)
    routes.button("hh_numbers", show_numbers, only=FIELD)
    routes.button("hh_may", show_may_get, only=FIELD)
    routes.button("hh_history", show_history, only=FIELD)
    routes.button("hh_looks", show_looks, only=FIELD)
    routes.button("hh_not_same", clear_duplicate, only=FIELD)


def show_card(chat: Chat) -> None:
    """The card, or names and status only for a collaborator."""
    household = request_household(chat)
    if household is None:
        return
    note(chat, Act.VIEW, household_id=household.id)
    chat.remember(screen=f"household:{household.id}")
    if me(chat).role is Role.COLLABORATOR:
        members = households.list_members(chat.session, household.id)
        show(chat, short_card(chat.words, household, members), keyboard(_again(chat)))
        return
    card = household_card.gather(chat, household)
    show(chat, _text(chat, card, clear=False), _buttons(chat, card, clear=False))


def show_numbers(chat: Chat) -> None:
    """The card with ID, insurance and phone numbers in clear."""
    household = request_household(chat)
    if household is None:
        return
    note(chat, Act.REVEAL, household_id=household.id)
    card = household_card.gather(chat, household)
    show(chat, _text(chat, card, clear=True), _buttons(chat, card, clear=True))


def _text(chat: Chat, card: Card, *, clear: bool) -> str:
    vault = chat.services.vault
    return card_text(chat.words, card, lambda member: open_numbers(vault, member), clear=clear, on=chat.today)


def _buttons(chat: Chat, card: Card, *, clear: bool) -> Keyboard:
    words, number = chat.words, card.household.id
    numbers = (
        button(words._("🙈 Hide numbers"), "household", number)
        if clear
        else button(words._("👁 Show numbers"), "hh_numbers", number)
    )
    promised = [
        [
            button(
                words._("📌 Promised: open ({count})").format(count=len(card.open_followups)),
                "fu_open",
                number,
            )
        ]
    ]
    return keyboard(
        [button(words._("📝 Log"), "fu_log", number), button(words._("📅 Plan"), "fu_plan", number)],
        [button(words._("🎁 Add support"), "sup_add", number), numbers],
        *(promised if card.open_followups else []),
        [
            button(words._("📜 May still get"), "hh_may", number),
            button(words._("🗂 History"), "hh_history", number),
        ],
        [button(words._("👣 Who looked"), "hh_looks", number)],
        _twin(chat, card.household),
        _again(chat),
    )


def _twin(chat: Chat, household: HouseholdRow) -> list[Button]:
    """The household it is perhaps the same as, and saying that it is not."""
    if household.duplicate_of_id is None:
        return []
    return [
        button(chat.words._("👯 The other one"), "household", household.duplicate_of_id),
        button(chat.words._("Not the same"), "hh_not_same", household.id),
    ]


def clear_duplicate(chat: Chat) -> None:
    """The two are not the same family."""
    household = request_household(chat)
    if household is None:
        return
    duplicates.clear(chat.session, household.id)
    note(chat, Act.CHANGE, household_id=household.id, duplicate=False)
    show_card(chat)


def _again(chat: Chat) -> list[Button]:
    return [button(chat.words._("🔎 Search again"), "find"), *home_button(chat)]


def _back(chat: Chat, household: HouseholdRow) -> Keyboard:
    return keyboard(card_button(chat, household.id))


def show_may_get(chat: Chat) -> None:
    """Every programme that is open to the family, with what to ask."""
    household = request_household(chat)
    if household is None:
        return
    note(chat, Act.VIEW, household_id=household.id, part="may_get")
    card = household_card.gather(chat, household)
    show(
        chat, may_get_text(chat.words, card.results, lambda one: _missing(chat, one)), _back(chat, household)
    )


def _missing(chat: Chat, result: Result) -> list[str]:
    declared = chat.services.eligibility.declared
    return [declared[name].title(chat.words.language) for name in result.missing]


def show_history(chat: Chat) -> None:
    """Statuses, supports and follow-ups over the years."""
    household = request_household(chat)
    if household is None:
        return
    note(chat, Act.VIEW, household_id=household.id, part="history")
    card = household_card.gather(chat, household)
    statuses = households.list_statuses(chat.session, household.id)
    show(chat, history_text(chat.words, card, statuses), _back(chat, household))


def show_looks(chat: Chat) -> None:
    """Who looked at this household or changed something, newest first."""
    household = request_household(chat)
    if household is None:
        return
    rows = audit.list_entries(chat.session, household_id=household.id, limit=LAST_LOOKS)
    lines = [chat.words._("👣 <b>Who looked</b>")]
    for row in rows:
        who = household_card.officer_name(chat, row.officer_id) or row.actor
        when = f"{datetime.fromtimestamp(row.at, VIETNAM):%d/%m/%Y %H:%M}"
        lines.append(f"• {when} {escape(who)}: {chat.words._(ACTS[row.act])}")
    note(chat, Act.VIEW, household_id=household.id, part="looks")
    show(chat, "\n".join(lines), _back(chat, household))
