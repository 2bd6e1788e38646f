"""Invented households, members and supports as rows of the register's tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.demo_register.households import DemoHousehold
from bot.demo_register.numbers import Numbers
from bot.demo_register.reviews import status_rows
from bot.demo_register.supports import Received
from db.names import fold, place_key

Rows = list[dict[str, Any]]


def household_rows(demo: Sequence[DemoHousehold], now: float) -> Rows:
    """Rows of `households`; the status is the last of the status history."""
    return [_household_row(each, now) for each in demo]


def _household_row(household: DemoHousehold, now: float) -> dict[str, Any]:
    last = status_rows(household, now)[-1]
    return {
        "code": household.code,
        "code_key": household.code.replace("-", ""),
        "ward": household.ward.id,
        "hamlet": household.hamlet,
        "hamlet_key": place_key(household.hamlet),
        "address": household.address,
        "ethnic_group": household.ethnic_group,
        "status": last["status"],
        "status_since": last["since"],
        "created_at": now,
        "changed_at": now,
    }


def member_rows(
    demo: Sequence[DemoHousehold], ids: Mapping[str, int], name_ids: Mapping[str, int], numbers: Numbers
) -> Rows:
    """Rows of `members`, household by household in the order of `member_places`."""
    return [
        {
            "household_id": ids[household.code],
            "ward": household.ward.id,
            "name": person.name,
            "name_id": name_ids[fold(person.name)],
            "birth_year": person.birth_year,
            "sex": person.sex,
            "relation": person.relation,
            **numbers.columns(person),
        }
        for household in demo
        for person in household.members
    ]


def member_places(demo: Sequence[DemoHousehold]) -> Iterator[tuple[str, int]]:
    """Code and place in the household of every member."""
    return ((household.code, place) for household in demo for place in range(len(household.members)))


def support_rows(
    received: Sequence[Received],
    ids: Mapping[str, int],
    member_ids: Mapping[tuple[str, int], int],
    now: float,
) -> Rows:
    """Rows of `supports`."""
    return [
        {
            "key": f"demo-{number}",
            "household_id": ids[one.code],
            "member_id": None if one.member is None else member_ids[one.code, one.member],
            "programme": one.programme,
            "kind": one.kind,
            "amount": one.amount,
            "received_on": one.on,
            "money_source": one.money_source,
            "recorded_at": now,
        }
        for number, one in enumerate(received, start=1)
    ]
