"""Searching a register of 100,000 households (with --large of a million) on both databases.

How long each kind of query takes and how often the person meant is among the first eight, beside reading everybody.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from rapidfuzz import fuzz, process
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db import migrate
from db.encryption import Purpose, Vault
from db.engine import Sessions, open_engine, open_sessions
from db.models import Household, Member
from db.names import fold
from db.register_rows import OfficerRow
from db.register_terms import Role
from db.search import PAGE, Found, search
from db.vocabulary import Vocabulary
from tests.benchmarks.databases import KINDS, database
from tests.benchmarks.typing_slips import TYPINGS, slip
from tests.register import WARDS, fill

HOUSEHOLDS, LARGE = 100_000, 1_000_000
PROVINCE = tuple(f"ward-{number:02d}" for number in range(92))
"""A million households live in a province of 92 wards and communes."""
PEOPLE, NAIVE_PEOPLE, SEED = 300, 10, 20261123
VAULT = Vault({1: b"k" * 32})


@dataclass(frozen=True)
class Wanted:
    """A member who is looked for."""

    id: int
    code: str
    ward: str
    name: str
    name_id: int
    birth_year: int
    id_number: str | None
    phone: str | None


@dataclass(frozen=True)
class Asker:
    """Who looks, and by what the search is narrowed."""

    role: Role
    with_year: bool = False

    def narrowed(self, wanted: Wanted) -> dict[str, Any]:
        wards = (wanted.ward,) if self.role is Role.WARD_OFFICER else ()
        officer = OfficerRow(1, "telegram", 1, "", self.role, wards, ())
        return {"officer": officer, "birth_year": wanted.birth_year if self.with_year else None}


ASKERS = {
    "supervisor": Asker(Role.SUPERVISOR),
    "with year of birth": Asker(Role.SUPERVISOR, with_year=True),
    "ward officer": Asker(Role.WARD_OFFICER),
    "with year of birth ": Asker(Role.WARD_OFFICER, with_year=True),
}


def run() -> str:
    """Tables of milliseconds (half of the queries, 95 %) and shares of right persons among the first eight."""
    large = "--large" in sys.argv
    households, wards = (LARGE, PROVINCE) if large else (HOUSEHOLDS, WARDS)
    tables = []
    for name in KINDS:
        try:
            with database(name) as (url, _):
                filled = fill_fresh(url, households, wards)
                tables.append(
                    f"  {name}, {households:,} households in {len(wards)} wards "
                    f"(filled in {filled:.0f} s)\n{measure(url)}"
                )
        except pytest.skip.Exception as why:
            tables.append(f"  {name}: {why}")
    return "\n".join(tables)


def fill_fresh(url: str, households: int, wards: tuple[str, ...]) -> float:
    """Make a register; returns the seconds it took."""
    engine = open_engine(url)
    migrate.upgrade(engine)
    began = time.perf_counter()
    with open_sessions(engine).begin() as session:
        fill(session, VAULT, households=households, wards=wards, seed=SEED)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))  # as autovacuum does a minute later
    engine.dispose()
    return time.perf_counter() - began


def measure(url: str) -> str:
    """The tables of one filled register."""
    engine = open_engine(url)
    sessions, vocabulary = open_sessions(engine), Vocabulary()
    with sessions.begin() as session:
        people = sample(session)
        began = time.perf_counter()
        vocabulary.learn(session)
        learnt = time.perf_counter() - began
    try:
        return "\n".join(
            [
                f"    vocabulary learnt in {learnt:.1f} s",
                f"    | name typed | {' | '.join(ASKERS)} |",
                *(_row(sessions, vocabulary, people, kind) for kind in TYPINGS),
                f"    | best possible without marks | {' | '.join(_ceilings(sessions, people))} |",
                _numbers(sessions, vocabulary, people),
                _beside_naive(sessions, vocabulary, people),
            ]
        )
    finally:
        engine.dispose()


def sample(session: Session) -> list[Wanted]:
    """Members anybody may be looking for, drawn at random."""
    dice = random.Random(SEED)
    last = session.scalar(select(func.max(Member.id))) or 0
    ids = [dice.randint(1, last) for _ in range(2 * PEOPLE)]
    query = (
        select(Member, Household.code)
        .join(Household, Household.id == Member.household_id)
        .where(Member.id.in_(ids), Member.left_on.is_(None), Household.closed_on.is_(None))
        .where(Member.birth_year.is_not(None))
    )
    rows = session.execute(query.order_by(Member.id)).all()
    return [
        Wanted(
            id=one.id,
            code=code,
            ward=one.ward,
            name=one.name,
            name_id=one.name_id,
            birth_year=one.birth_year or 0,
            id_number=_opened(one.id_number, Purpose.ID_NUMBER),
            phone=_opened(one.phone, Purpose.PHONE),
        )
        for one, code in dice.sample(rows, min(PEOPLE, len(rows)))
    ]


def _opened(sealed: bytes | None, purpose: Purpose) -> str | None:
    return VAULT.open_number(sealed, purpose) if sealed else None


def _row(sessions: Sessions, vocabulary: Vocabulary, people: list[Wanted], kind: str) -> str:
    dice = random.Random(SEED)
    typed = [(wanted, TYPINGS[kind](wanted.name, dice)) for wanted in people]
    cells = [_cell(_ask(sessions, vocabulary, typed, asker)) for asker in ASKERS.values()]
    return f"    | {kind} | {' | '.join(cells)} |"


def _ask(
    sessions: Sessions, vocabulary: Vocabulary, typed: list[tuple[Wanted, str]], asker: Asker
) -> list[tuple[float, bool]]:
    """Milliseconds of each query, and whether it found who was meant."""
    answers = []
    for wanted, query in typed:
        began = time.perf_counter()
        with sessions.begin() as session:
            found = search(session, VAULT, vocabulary, query=query, **asker.narrowed(wanted))
        answers.append((1e3 * (time.perf_counter() - began), _holds(found, wanted, query)))
    return answers


def _holds(found: Found, wanted: Wanted, query: str) -> bool:
    return any(match.member_id == wanted.id or match.code == wanted.code == query for match in found.matches)


def _cell(answers: list[tuple[float, bool]]) -> str:
    times = sorted(time for time, _ in answers)
    right = sum(right for _, right in answers) / len(answers)
    return f"{times[len(times) // 2]:.1f} / {times[int(0.95 * len(times))]:.1f} ms, {100 * right:.1f} %"


def _ceilings(sessions: Sessions, people: list[Wanted]) -> Iterator[str]:
    """How often anybody could show the right one of equal names among eight."""
    for asker in ASKERS.values():
        with sessions.begin() as session:
            chances = [min(1.0, PAGE / _namesakes(session, asker, wanted)) for wanted in people]
        yield f"{100 * sum(chances) / len(chances):.1f} %"


def _namesakes(session: Session, asker: Asker, wanted: Wanted) -> int:
    query = select(func.count()).where(Member.name_id == wanted.name_id, Member.left_on.is_(None))
    if asker.role is Role.WARD_OFFICER:
        query = query.where(Member.ward == wanted.ward)
    if asker.with_year:
        query = query.where(Member.birth_year == wanted.birth_year)
    return session.scalar(query) or 1


def _numbers(sessions: Sessions, vocabulary: Vocabulary, people: list[Wanted]) -> str:
    kinds: dict[str, Callable[[Wanted], str | None]] = {
        "household code": lambda wanted: wanted.code,
        "ID number": lambda wanted: wanted.id_number,
        "last four digits": lambda wanted: wanted.id_number and wanted.id_number[-4:],
        "phone": lambda wanted: wanted.phone,
    }
    lines = []
    for kind, number_of in kinds.items():
        typed = [(wanted, number) for wanted in people if (number := number_of(wanted))]
        cells = [_cell(_ask(sessions, vocabulary, typed, asker)) for asker in ASKERS.values()]
        lines.append(f"    | {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _beside_naive(sessions: Sessions, vocabulary: Vocabulary, people: list[Wanted]) -> str:
    """The same slips, by LIKE over the table, and by rapidfuzz over every name in memory."""
    dice = random.Random(SEED)
    typed = [(wanted, slip(fold(wanted.name), dice)) for wanted in people]
    ours = _ask(sessions, vocabulary, typed, ASKERS["supervisor"])
    with sessions.begin() as session:
        rows = session.execute(select(Member.id, Member.name).where(Member.left_on.is_(None))).all()
        like = [_like(session, query) for _, query in typed[:NAIVE_PEOPLE]]
    ids, everybody = [id_ for id_, _ in rows], [fold(name) for _, name in rows]
    fuzzy = [_fuzzy(ids, everybody, query, wanted.id) for wanted, query in typed[:NAIVE_PEOPLE]]
    mean = sum(time for time, _ in ours) / len(ours)
    return (
        f"    one slip, all wards: {mean:.1f} ms on average; LIKE over the table (finds no slip) takes "
        f"{sum(like) / len(like) / mean:.1f} times as long, rapidfuzz over everybody "
        f"{sum(time for time, _ in fuzzy) / len(fuzzy) / mean:.0f} times; right among the first eight of the same "
        f"{NAIVE_PEOPLE}: {sum(right for _, right in fuzzy)}, here {sum(right for _, right in ours[:NAIVE_PEOPLE])}"
    )


def _like(session: Session, query: str) -> float:
    began = time.perf_counter()
    session.execute(select(Member.id).where(Member.name.ilike(f"%{query}%")).limit(PAGE)).all()
    return 1e3 * (time.perf_counter() - began)


def _fuzzy(ids: list[int], everybody: list[str], query: str, wanted: int) -> tuple[float, bool]:
    began = time.perf_counter()
    found = process.extract(query, everybody, scorer=fuzz.token_sort_ratio, limit=PAGE)
    return 1e3 * (time.perf_counter() - began), any(ids[place] == wanted for *_, place in found)
