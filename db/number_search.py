"""Households and members by a code, a personal number, its last four digits, or a phone."""

import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from db.encryption import ENDING_DIGITS, Purpose, Vault
from db.models import Household, Member
from db.personal_numbers import code_key, id_number, insurance_number, phone
from db.search_reach import Reach

MOST = 400
BARE_DIGITS = 10  # of an insurance number without the letters of its card

_ENDING = re.compile(rf"\s*([0-9]{{{ENDING_DIGITS}}})\s*")


def find_household(session: Session, reach: Reach, query: str) -> int | None:
    """The household of a code, in any spelling; the code of a merged one leads to the household it went into."""
    key = code_key(query)
    if not any(letter.isdigit() for letter in key):
        return None
    coded = aliased(Household)
    known = select(func.coalesce(coded.merged_into_id, coded.id)).where(coded.code_key == key)
    return session.scalar(
        select(Household.id).where(Household.id == known.scalar_subquery(), *reach.households())
    )


def find_members(session: Session, vault: Vault, reach: Reach, query: str) -> list[int]:
    """The members with a number that can be meant by what was typed, own wards first: up to 400 by last digits."""
    found = {
        id_: ward for condition in _conditions(vault, query) for id_, ward in _with(session, reach, condition)
    }
    bare = insurance_number(query)
    if bare is not None and len(bare) == BARE_DIGITS:
        found.update(_with_card(session, vault, reach, bare))
    return sorted(found, key=lambda id_: (found[id_] not in reach.own_wards, id_))


def _conditions(vault: Vault, query: str) -> Iterator[ColumnElement[bool]]:
    if number := id_number(query):
        yield Member.id_number.in_(vault.every_seal(number, Purpose.ID_NUMBER))
    if number := insurance_number(query):
        forms = dict.fromkeys([number, number[-BARE_DIGITS:]])
        seals = [seal for form in forms for seal in vault.every_seal(form, Purpose.INSURANCE)]
        yield Member.insurance_number.in_(seals)
    if number := phone(query):
        yield Member.phone.in_(vault.every_seal(number, Purpose.PHONE))
    if ending := _ENDING.fullmatch(query):
        yield Member.id_ending.in_(vault.every_ending(ending[1], Purpose.ID_NUMBER))
        yield Member.insurance_ending.in_(vault.every_ending(ending[1], Purpose.INSURANCE))


def _with(session: Session, reach: Reach, condition: ColumnElement[bool]) -> Iterator[tuple[int, str]]:
    query = select(Member.id, Member.ward).where(condition, *reach.members())
    yield from ((id_, ward) for id_, ward in session.execute(query.order_by(Member.id).limit(MOST)))


def _with_card(session: Session, vault: Vault, reach: Reach, bare: str) -> Iterator[tuple[int, str]]:
    """Who is kept with the whole number of a card that ends in these ten digits: found by four of them, then read."""
    marks = vault.every_ending(bare[-ENDING_DIGITS:], Purpose.INSURANCE)
    query = select(Member.id, Member.ward, Member.insurance_number)
    query = query.where(Member.insurance_ending.in_(marks), *reach.members())
    for id_, ward, sealed in session.execute(query):
        if sealed and vault.open_number(sealed, Purpose.INSURANCE).endswith(bare):
            yield id_, ward
