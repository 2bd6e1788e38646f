"""A register of invented households, the same for the same seed; `fill` writes it into a database in bulk."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from db.encryption import Purpose, Vault
from db.models import Household, Member
from db.names import fold, index_names, place_key
from db.personal_numbers import code_key
from db.register_terms import Relation, Sex
from db.upsert import dialect_of
from knowledge.terms import HouseholdStatus
from tests.invented_names import SURNAMES, full_name

WARDS = (
    "phan-dinh-phung",
    "linh-son",
    "tich-luong",
    "gia-sang",
    "quyet-thang",
    "quan-trieu",
    "tan-cuong",
    "dai-phuc",
)
HAMLETS = tuple(f"Tổ {number}" for number in range(1, 13)) + tuple(
    f"Xóm {name}" for name in ["Đồng", "Núi", "Bến"]
)
YEAR = 2026
FILLED_AT = 1_790_000_000.0
BATCH = 2_000

_HOUSEHOLDS: Table = Household.metadata.tables["households"]
_MEMBERS: Table = Member.metadata.tables["members"]
_STATUSES = tuple(HouseholdStatus)
_STATUS_SHARES = tuple(accumulate((30, 30, 20, 15, 5)))
_SIZES = tuple(accumulate((9, 17, 24, 26, 15, 6, 3)))
_CARDS = ("HN", "CN", "GD", "DN", "HX", "TE")


@dataclass(frozen=True)
class Person:
    """An invented member; numbers in their kept form."""

    name: str
    birth_year: int | None
    sex: Sex
    relation: Relation
    id_number: str | None
    insurance_number: str | None
    phone: str | None
    left_on: date | None


@dataclass(frozen=True)
class InventedHousehold:
    """An invented household, its head first."""

    code: str
    ward: str
    hamlet: str
    status: HouseholdStatus
    closed_on: date | None
    members: tuple[Person, ...]


def invent(*, seed: int, wards: Sequence[str] = WARDS) -> Iterator[InventedHousehold]:
    """Households without end, spread unevenly over some wards."""
    dice = random.Random(seed)
    shares = tuple(accumulate(1 + dice.random() for _ in wards))
    number = 0
    while True:
        number += 1
        size = dice.choices(range(1, 8), cum_weights=_SIZES)[0]
        yield InventedHousehold(
            code=f"TN-{number % 97:02d}-{number:07d}",
            ward=dice.choices(wards, cum_weights=shares)[0],
            hamlet=dice.choice(HAMLETS),
            status=dice.choices(_STATUSES, cum_weights=_STATUS_SHARES)[0],
            closed_on=date(2026, 3, 1) if dice.random() < 0.02 else None,
            members=tuple(_family(dice, size, first=number * 8)),
        )


def _family(dice: random.Random, size: int, first: int) -> Iterator[Person]:
    """A head and who lives with them: children bear the father's surname."""
    sex = dice.choice([Sex.MALE, Sex.MALE, Sex.FEMALE])
    born = dice.randint(1940, 1995)
    surname = SURNAMES.draw(dice)
    yield _person(dice, first, sex, born, Relation.HEAD, surname)
    for place in range(1, size):
        if place == 1 and size > 2:
            other = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
            yield _person(dice, first + place, other, born + dice.randint(-6, 6), Relation.SPOUSE, None)
        else:
            child = dice.choice([Sex.FEMALE, Sex.MALE])
            year = min(born + dice.randint(19, 40), YEAR)
            yield _person(dice, first + place, child, year, Relation.CHILD, surname)


def _person(
    dice: random.Random, serial: int, sex: Sex, born: int, relation: Relation, surname: str | None
) -> Person:
    grown = born <= YEAR - 14
    return Person(
        name=full_name(dice, sex, born, surname),
        birth_year=born if dice.random() < 0.97 else None,
        sex=sex,
        relation=relation,
        id_number=_id_number(serial, sex, born) if grown and dice.random() < 0.95 else None,
        insurance_number=_insurance(serial, dice) if dice.random() < 0.9 else None,
        phone=f"0{dice.choice('35789')}{dice.randrange(10**8):08d}"
        if grown and dice.random() < 0.6
        else None,
        left_on=date(2026, 2, 1) if relation is Relation.CHILD and dice.random() < 0.04 else None,
    )


def _id_number(serial: int, sex: Sex, born: int) -> str:
    """Place of birth, sex and century, year, and six digits that no other serial number has with these."""
    mixed = serial * 754_877 % 1_000_000
    sign = 2 * (born >= 2000) + (sex is Sex.FEMALE)
    return f"{1 + serial // 1_000_000:03d}{sign}{born % 100:02d}{mixed:06d}"


def _insurance(serial: int, dice: random.Random) -> str:
    return f"{dice.choice(_CARDS)}{dice.randint(1, 5)}1919{serial * 75_487_711 % 10**8:08d}"


def fill(
    session: Session, vault: Vault, *, households: int, seed: int = 1, wards: Sequence[str] = WARDS
) -> None:
    """Write so many invented households behind what is there; the caller commits."""
    invented = islice(invent(seed=seed, wards=wards), households)
    next_id = 1 + (session.scalar(select(func.max(_HOUSEHOLDS.c.id))) or 0)
    name_ids: dict[str, int] = {}
    while batch := list(islice(invented, BATCH)):
        numbered = list(enumerate(batch, start=next_id))
        people = [(id_, one, person) for id_, one in numbered for person in one.members]
        new = {person.name for *_, person in people if fold(person.name) not in name_ids}
        name_ids.update(index_names(session, new))
        session.execute(insert(_HOUSEHOLDS), [_household(id_, one) for id_, one in numbered])
        session.execute(insert(_MEMBERS), [_member(vault, name_ids, *row) for row in people])
        next_id += len(batch)
    _follow_on(session)


def _follow_on(session: Session) -> None:
    """PostgreSQL must number what comes next behind the numbers written here."""
    if dialect_of(session) == "postgresql":
        session.execute(
            text("SELECT setval(pg_get_serial_sequence('households', 'id'), max(id)) FROM households")
        )


def _household(id_: int, one: InventedHousehold) -> dict[str, Any]:
    return {
        "id": id_,
        "code": one.code,
        "code_key": code_key(one.code),
        "ward": one.ward,
        "hamlet": one.hamlet,
        "hamlet_key": place_key(one.hamlet),
        "status": one.status.value,
        "created_at": FILLED_AT,
        "changed_at": FILLED_AT,
        "closed_on": one.closed_on,
    }


def _member(
    vault: Vault, name_ids: dict[str, int], household_id: int, household: InventedHousehold, person: Person
) -> dict[str, Any]:
    id_number, insurance = person.id_number, person.insurance_number
    return {
        "household_id": household_id,
        "ward": household.ward,
        "name": person.name,
        "name_id": name_ids[fold(person.name)],
        "birth_year": person.birth_year,
        "sex": person.sex.value,
        "relation": person.relation.value,
        "id_number": id_number and vault.seal_number(id_number, Purpose.ID_NUMBER),
        "id_ending": id_number and vault.mark_ending(id_number, Purpose.ID_NUMBER),
        "insurance_number": insurance and vault.seal_number(insurance, Purpose.INSURANCE),
        "insurance_ending": insurance and vault.mark_ending(insurance, Purpose.INSURANCE),
        "phone": person.phone and vault.seal_number(person.phone, Purpose.PHONE),
        "left_on": person.left_on,
    }
