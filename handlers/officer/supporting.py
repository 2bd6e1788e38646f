"""Adding a support to a household: what, how much, when; taken back by one tap when it was a slip."""

import secrets
from datetime import timedelta

from bot.access import FIELD, me, note
from bot.callbacks import row_number
from bot.checks import typed
from bot.context import Chat
from bot.keyboards import button, in_rows, keyboard
from bot.register_requests import argument, card_button, household
from bot.register_words import SUPPORT_KINDS
from bot.render.household import support_line
from bot.routes import Routes
from bot.screens import reply, show
from db import households, supports
from db.register_terms import Act
from db.support_kinds import SupportKind
from db.supports import SupportRow
from knowledge.terms import HouseholdStatus

MOST_VND = 10_000_000_000
DAYS_BACK = (0, 1, 2, 3, 7, 14)
PROGRAMMES = {
    SupportKind.HOUSE_NEW: "housing_support",
    SupportKind.HOUSE_REPAIR: "housing_support",
    SupportKind.WATER: "domestic_water",
    SupportKind.LIVESTOCK: "livelihood_project",
    SupportKind.LEARNING_COST: "learning_cost",
}


def register(routes: Routes) -> None:
    routes.button("sup_add", choose_kind, only=FIELD)
    routes.button("sup_kind", ask_amount, only=FIELD)
    routes.typing("sup_kind", take_amount, only=FIELD)
    routes.button("sup_day", choose_day, only=FIELD)
    routes.button("sup_put", put, only=FIELD)
    routes.button("sup_back", take_back, only=FIELD)


def _programme(kind: SupportKind, status: HouseholdStatus) -> str:
    """The programme of a kind; the insurance card depends on the household's status."""
    if kind is SupportKind.INSURANCE_CARD:
        return "insurance_near_poor" if status is HouseholdStatus.NEAR_POOR else "insurance_poor"
    return PROGRAMMES[kind]


def _kind(text: str) -> SupportKind | None:
    return next((one for one in SupportKind if one.value == text), None)


def choose_kind(chat: Chat) -> None:
    """What the family received."""
    found = household(chat)
    if found is None:
        return
    kinds = [
        button(chat.words._(title), "sup_kind", found.id, kind.value) for kind, title in SUPPORT_KINDS.items()
    ]
    show(
        chat,
        chat.words._("What did the family receive?"),
        keyboard(*in_rows(kinds, 2), card_button(chat, found.id)),
    )


def ask_amount(chat: Chat) -> None:
    """How much, typed; or in kind."""
    found, kind = household(chat), _kind(argument(chat, 1))
    if found is None:
        return
    if kind is None:
        choose_kind(chat)
        return
    chat.remember(screen=f"sup_kind:{found.id}:{kind.value}")
    show(
        chat,
        chat.words._("How much money? Type it, such as 3 triệu or 3.000.000."),
        keyboard(
            [button(chat.words._("Given in kind"), "sup_day", found.id, kind.value, "kind")],
            [button(chat.words._("⬅️ Back"), "sup_add", found.id)],
        ),
    )


def take_amount(chat: Chat) -> None:
    """The typed amount."""
    amount = typed.amount((chat.message.text if chat.message else "") or "")
    if amount is None or not 0 < amount <= MOST_VND:
        reply(chat, chat.words._("I did not understand the amount. Please type it as 3.000.000."))
        return
    chat.arguments = [*chat.arguments[:2], str(amount)]
    choose_day(chat)


def choose_day(chat: Chat) -> None:
    """On which day it was given."""
    found, kind, amount = household(chat), _kind(argument(chat, 1)), argument(chat, 2)
    if found is None:
        return
    if kind is None:
        choose_kind(chat)
        return
    chat.remember(screen=f"household:{found.id}")
    key = secrets.token_hex(5)
    days = [
        button(
            f"{chat.today - timedelta(days=back):%d/%m}", "sup_put", found.id, kind.value, amount, back, key
        )
        for back in DAYS_BACK
    ]
    show(chat, chat.words._("When was it given?"), keyboard(*in_rows(days, 3), card_button(chat, found.id)))


def put(chat: Chat) -> None:
    """Keep it. The buttons carry a key of their own: pressed twice, one row."""
    found, kind = household(chat), _kind(argument(chat, 1))
    back, key = row_number(argument(chat, 3)), argument(chat, 4)[:20]
    if found is None:
        return
    if kind is None or back is None or back > DAYS_BACK[-1] or not key:
        choose_kind(chat)
        return
    amount = int(argument(chat, 2)) if argument(chat, 2).isdecimal() else None
    row = SupportRow(
        id=0,
        household_id=found.id,
        programme=_programme(kind, found.status),
        kind=kind.value,
        amount=min(amount, MOST_VND) if amount else None,
        received_on=chat.today - timedelta(days=back),
        money_source=None,
        officer_id=me(chat).id,
    )
    number = supports.add(chat.session, f"{me(chat).id}:{key}", row, now=chat.now())
    note(chat, Act.ADD, household_id=found.id, support=number, kind=kind.value)
    show(
        chat,
        "\n".join([chat.words._("Noted."), support_line(chat.words, row)]),
        keyboard(
            [button(chat.words._("↩️ Take back"), "sup_back", found.id, number)],
            card_button(chat, found.id),
        ),
    )


def take_back(chat: Chat) -> None:
    """Entered by mistake."""
    found, number = household(chat), row_number(argument(chat, 1))
    if found is None:
        return
    row = supports.find(chat.session, number) if number else None
    if row and row.household_id == found.id and households.find(chat.session, me(chat), found.id):
        supports.take_back(chat.session, row.id, now=chat.now())
        note(chat, Act.CHANGE, household_id=found.id, support=row.id, taken_back=True)
    show(chat, chat.words._("Taken back."), keyboard(card_button(chat, found.id)))
