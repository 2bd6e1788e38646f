"""Numbers nobody bears: ID numbers of the province 000, insurance numbers from 0000, phones 0900 000 xxx; sealed."""

from random import Random
from typing import Any

from bot.demo_register.people import AS_OF, Person
from db.encryption import Purpose, Vault
from db.register_terms import Relation, Sex

_SERIALS = 1_000_000
_PHONES = 1000
_PHONE_SHARE = 0.75  # of the heads, as long as there are numbers
_CARD_FROM = 1  # year of age


class Numbers:
    """Gives out numbers, each once."""

    def __init__(self, rng: Random, vault: Vault, people: int) -> None:
        self._rng = rng
        self._vault = vault
        self._ids = iter(rng.sample(range(_SERIALS), people))
        self._cards = iter(rng.sample(range(_SERIALS), people))
        self._phones = iter(rng.sample(range(_PHONES), _PHONES))

    def columns(self, person: Person) -> dict[str, Any]:
        """The sealed number columns of a member's row."""
        id_number = f"000{_century(person)}{person.birth_year % 100:02}{next(self._ids):06}"
        insurance = f"0000{next(self._cards):06}" if AS_OF - person.birth_year >= _CARD_FROM else None
        phone = next(self._phones, None) if self._has_phone(person) else None
        seal, mark = self._vault.seal_number, self._vault.mark_ending
        return {
            "id_number": seal(id_number, Purpose.ID_NUMBER),
            "id_ending": mark(id_number, Purpose.ID_NUMBER),
            "insurance_number": insurance and seal(insurance, Purpose.INSURANCE),
            "insurance_ending": insurance and mark(insurance, Purpose.INSURANCE),
            "phone": None if phone is None else seal(f"0900000{phone:03}", Purpose.PHONE),
        }

    def _has_phone(self, person: Person) -> bool:
        return person.relation is Relation.HEAD and self._rng.random() < _PHONE_SHARE


def _century(person: Person) -> int:
    """The digit of an ID number that tells sex and century: 0 and 1 for men and women of 1900–1999, then 2 and 3."""
    return 2 * (person.birth_year // 100 - 19) + (person.sex is Sex.FEMALE)
