"""The members of an invented household as of 2022."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from bot.demo_register.names import family_name, full_name
from db.register_terms import Relation, Sex

AS_OF = 2022
_SIZES = {1: 17, 2: 22, 3: 25, 4: 22, 5: 9, 6: 5}
_HEAD_AGES = {(26, 39): 26, (40, 54): 34, (55, 67): 22, (68, 88): 18}
OLD = 60


@dataclass(frozen=True)
class Person:
    """A member without numbers."""

    name: str
    sex: Sex
    birth_year: int
    relation: Relation


def members(rng: Random, group: str) -> list[Person]:
    """A head, perhaps a spouse, children, parents or grandchildren; each with a name that fits."""
    size = rng.choices(list(_SIZES), list(_SIZES.values()))[0]
    head = _head(rng, group, alone=size == 1)
    found = [head]
    if size > 1 and rng.random() < (0.72 if head.sex is Sex.MALE else 0.3):
        found.append(_spouse(rng, head, group))
    others = _others(rng, head, found[-1], group)
    while len(found) < size:
        one = next(others)
        if all(one.name != other.name for other in found):
            found.append(one)
    return found


def age(person: Person) -> int:
    return AS_OF - person.birth_year


def _head(rng: Random, group: str, *, alone: bool) -> Person:
    spans = [span for span in _HEAD_AGES if not alone or span[0] >= 55]
    span = rng.choices(spans, [_HEAD_AGES[each] for each in spans])[0]
    sex = Sex.FEMALE if rng.random() < (0.7 if alone else 0.45) else Sex.MALE
    return _person(rng, family_name(rng, group), sex, rng.randint(*span), Relation.HEAD)


def _spouse(rng: Random, head: Person, group: str) -> Person:
    sex = Sex.MALE if head.sex is Sex.FEMALE else Sex.FEMALE
    years = rng.randint(20, 24) if age(head) < 24 else max(20, age(head) + rng.randint(-6, 4))
    return _person(rng, family_name(rng, group), sex, years, Relation.SPOUSE)


def _others(rng: Random, head: Person, partner: Person, group: str) -> Iterator[Person]:
    """Children and now and then a parent; with old heads grown-up children and then grandchildren."""
    father = head if head.sex is Sex.MALE else partner
    family = father.name.split()[0]
    mother_age = min(age(head), age(partner))
    parent_there = age(head) < OLD and rng.random() < 0.25
    for place in count():
        sex = rng.choice([Sex.MALE, Sex.FEMALE])
        if parent_there and place == 1:
            old = min(95, age(head) + rng.randint(20, 30))
            yield _person(rng, family_name(rng, group), Sex.FEMALE, old, Relation.PARENT)
        elif age(head) >= OLD and place >= 1:
            years = max(0, min(17, age(head) - rng.randint(48, 58)))
            yield _person(rng, family, sex, years, Relation.GRANDCHILD)
        elif (eldest := min(mother_age - rng.randint(19, 24), 34)) >= 3 * place:
            yield _person(rng, family, sex, eldest - 3 * place, Relation.CHILD)
        else:
            years = max(18, age(head) - rng.randint(1, 8))
            yield _person(rng, head.name.split()[0], sex, years, Relation.SIBLING)


def _person(rng: Random, family: str, sex: Sex, years: int, relation: Relation) -> Person:
    return Person(full_name(rng, family, sex), sex, AS_OF - years, relation)
