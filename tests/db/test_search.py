"""Searching the register, on both databases: what is found by what, by whom, and what never is."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import migrate, names
from db.encryption import Purpose, Vault
from db.engine import open_engine, open_sessions
from db.models import Household, Member
from db.names import place_key
from db.personal_numbers import code_key
from db.register_rows import OfficerRow
from db.register_terms import Relation, Role
from db.search import CROWD, PAGE, Found, search
from db.vocabulary import Vocabulary
from knowledge.terms import HouseholdStatus
from tests.postgres import fresh_database

OLD, NEW = b"o" * 32, b"n" * 32
ID, CARD, PHONE = "019158000123", "HN2191912345678", "0912345678"


class Register:
    """An empty register in a transaction, to put households into and to search."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.vault = Vault({1: OLD})
        self.vocabulary = Vocabulary()
        self.households = 0

    def add(self, *members: str | dict[str, Any], **household: Any) -> int:
        """A household of names, or of columns; the first is its head."""
        self.households += 1
        hamlet = household.pop("hamlet", "Tổ 1")
        code = household.pop("code", f"TN-{self.households:06d}")
        row = Household(
            **{"ward": "linh-son", "status": HouseholdStatus.POOR.value, **household},
            code=code,
            code_key=code_key(code),
            hamlet=hamlet,
            hamlet_key=place_key(hamlet),
            created_at=0.0,
            changed_at=0.0,
        )
        self.session.add(row)
        self.session.flush()
        for place, member in enumerate(members):
            self._add_member(row, place, {"name": member} if isinstance(member, str) else dict(member))
        return row.id

    def _add_member(self, household: Household, place: int, columns: dict[str, Any]) -> None:
        for column, purpose in (("id", Purpose.ID_NUMBER), ("insurance", Purpose.INSURANCE)):
            if number := columns.pop(column, None):
                columns[f"{column}_number"] = self.vault.seal_number(number, purpose)
                columns[f"{column}_ending"] = self.vault.mark_ending(number, purpose)
        if number := columns.pop("phone", None):
            columns["phone"] = self.vault.seal_number(number, Purpose.PHONE)
        columns.setdefault("relation", Relation.CHILD.value if place else Relation.HEAD.value)
        name_id = names.find_or_add(self.session, columns["name"])
        self.session.add(Member(household_id=household.id, ward=household.ward, name_id=name_id, **columns))
        self.session.flush()

    def search(self, query: str, officer: OfficerRow | None = None, **narrowed: Any) -> Found:
        officer = officer or SUPERVISOR
        return search(self.session, self.vault, self.vocabulary, officer=officer, query=query, **narrowed)

    def found(self, query: str, officer: OfficerRow | None = None, **narrowed: Any) -> list[str | None]:
        """The names of the members found."""
        return [match.name for match in self.search(query, officer, **narrowed).matches]


def officer(role: Role, wards: tuple[str, ...] = (), hamlets: tuple[tuple[str, str], ...] = ()) -> OfficerRow:
    return OfficerRow(1, "telegram", 100, "Cán bộ", role, wards, hamlets)


SUPERVISOR = officer(Role.SUPERVISOR)
LINH_SON = officer(Role.WARD_OFFICER, wards=("linh-son",))
TO_5 = officer(Role.COLLABORATOR, hamlets=(("linh-son", "to 5"), ("gia-sang", "to 1")))
NEW_COLLABORATOR = officer(Role.COLLABORATOR)
ADMINISTRATOR = officer(Role.ADMINISTRATOR)


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
    ]
)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / 'a.db'}"
        else:
            url = stack.enter_context(fresh_database("search"))
        engine = open_engine(url)
        stack.callback(engine.dispose)
        migrate.upgrade(engine)
        yield Register(stack.enter_context(open_sessions(engine).begin()))


@pytest.fixture
def village(register: Register) -> Register:
    """A register with one household to be found among others."""
    register.add("Trần Văn Hùng", "Lê Thị Hòa", "Trần Minh Anh")
    register.add("Nguyễn Văn Đức", "Phạm Thị Hoa Lan")
    register.add(
        {"name": "Nguyễn Thị Hạnh", "birth_year": 1958, "id": ID, "insurance": CARD, "phone": PHONE},
        "Hoàng Đức Thắng",
        code="TN-LS-000777",
        hamlet="Tổ 5",
    )
    return register


def test_a_match_tells_one_household_from_others(village: Register) -> None:
    (match,) = village.search("Hoàng Đức Thắng").matches[:1]
    assert (match.code, match.ward, match.hamlet) == ("TN-LS-000777", "linh-son", "Tổ 5")
    assert (match.status, match.relation) == (HouseholdStatus.POOR, Relation.CHILD)
    assert (match.name, match.head_name, match.birth_year) == ("Hoàng Đức Thắng", "Nguyễn Thị Hạnh", None)


@pytest.mark.parametrize(
    "query",
    [
        "TN-LS-000777",
        "tn ls 000777",
        "tnls.000777",
        ID,
        "019 158 000 123",
        CARD,
        "hn 2 19 1912345678",
        "1912345678",
        "0123",
        "5678",
        PHONE,
        "+84 912 345 678",
        "84912345678",
        "0912.345.678",
    ],
)
def test_a_code_or_number_in_any_spelling_finds_its_household(village: Register, query: str) -> None:
    found = village.search(query)
    assert [match.name for match in found.matches] == ["Nguyễn Thị Hạnh"]
    assert not found.more
    assert not found.crowded


def test_a_card_kept_by_its_ten_digits_is_found_by_all_fifteen(register: Register) -> None:
    register.add({"name": "Nguyễn Thị Hạnh", "insurance": "1912345678"})
    assert register.found("1912345678") == register.found(CARD) == ["Nguyễn Thị Hạnh"]


@pytest.mark.parametrize(
    "query",
    ["", "  ", "---", "999", "019158000124", "0000", "\x00", "🙂", "x" * 5000, "gia sang to", "nguyen xyz"],
)
def test_what_is_nothing_finds_nothing(village: Register, query: str) -> None:
    assert village.search(query) == Found()


def test_a_number_under_an_old_key_is_found_after_a_new_key_came(village: Register) -> None:
    village.vault = Vault({2: NEW, 1: OLD})
    for query in (ID, CARD, "1912345678", "0123", PHONE):
        assert village.found(query) == ["Nguyễn Thị Hạnh"]
    village.vault = Vault({2: NEW})
    assert village.found(ID) == []


@pytest.mark.parametrize(
    "query",
    [
        "Nguyễn Thị Hạnh",
        "nguyễn thị hạnh",
        "nguyen thi hanh",
        "Nguye\u0302\u0303n Thi\u0323 Ha\u0323nh",
        "hanh nguyen thi",
        "thi hanh",
        "nguyen hanh",
        "nguyenthi hanh",
        "nguyen thihanh",
        "nguyenthihanh",
        "ngu yen thi hanh",
        "nguyen thi hnah",
        "nguyen thi hank",
        "nguyen thj hanhh",
        "nguyn thi hnh",
        "nguyen thi hxxnh",
        "bà Nguyễn Thị Hạnh, 1958",
        "cô Hạnh",
    ],
)
def test_a_name_is_found_as_people_type_it(village: Register, query: str) -> None:
    assert village.found(query)[0] == "Nguyễn Thị Hạnh"


def test_a_given_name_alone_finds_who_bears_it_before_who_bears_it_elsewhere(village: Register) -> None:
    village.add("Hạnh Văn Toàn")
    assert village.found("hanh")[:2] == ["Nguyễn Thị Hạnh", "Hạnh Văn Toàn"]


def test_marks_that_were_typed_decide_between_equals(register: Register) -> None:
    register.add("Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hoá")
    assert register.found("Lê Thị Hoà")[0] == "Lê Thị Hòa"
    assert register.found("lê thị hoá")[0] == "Lê Thị Hoá"
    assert sorted(filter(None, register.found("le thi hoa"))) == ["Lê Thị Hoa", "Lê Thị Hoá", "Lê Thị Hòa"]


def test_the_typed_name_stands_before_similar_ones(register: Register) -> None:
    register.add("Đỗ Văn Hoan", "Đỗ Văn Hoàng", "Đỗ Văn Hoá", "Đỗ Văn Toàn")
    assert register.found("do van hoang")[0] == "Đỗ Văn Hoàng"


def test_a_name_added_later_is_found_by_the_same_vocabulary(village: Register) -> None:
    assert "Bế Ích Khiêm" not in village.found("be ich khiem")
    village.add("Bế Ích Khiêm")
    assert village.found("be ich khyem")[0] == "Bế Ích Khiêm"


def _five_areas(register: Register) -> None:
    for ward, hamlet in (
        ("linh-son", "Tổ 5"),
        ("linh-son", "Tổ 6"),
        ("gia-sang", "Tổ 1"),
        ("gia-sang", "Tổ 5"),
    ):
        name = {"name": "Vũ Thị Mai", "id": f"0191{register.households:08d}", "phone": PHONE}
        register.add(name, ward=ward, hamlet=hamlet, code=f"{ward} {hamlet}")


@pytest.mark.parametrize(
    ("who", "places"),
    [
        (SUPERVISOR, {"linh-son Tổ 5", "linh-son Tổ 6", "gia-sang Tổ 1", "gia-sang Tổ 5"}),
        (LINH_SON, {"linh-son Tổ 5", "linh-son Tổ 6"}),
        (TO_5, {"linh-son Tổ 5", "gia-sang Tổ 1"}),
        (NEW_COLLABORATOR, set()),
        (ADMINISTRATOR, set()),
    ],
    ids=["supervisor", "ward officer", "collaborator", "collaborator without hamlets", "administrator"],
)
def test_nobody_finds_more_than_their_area(register: Register, who: OfficerRow, places: set[str]) -> None:
    _five_areas(register)
    for query in ("vu thi mai", "mai", "vu thi mia", PHONE):
        assert {match.code for match in register.search(query, who).matches} == places
    by_code = {match.code for code in _codes(register) for match in register.search(code, who).matches}
    assert by_code == places
    by_id = {match.code for n in range(4) for match in register.search(f"0191{n:08d}", who).matches}
    assert by_id == places
    by_ending = {match.code for n in range(4) for match in register.search(f"{n:04d}", who).matches}
    assert by_ending == places


def _codes(register: Register) -> list[str]:
    return list(register.session.scalars(select(Household.code)))


def test_a_ward_narrows_and_never_widens(register: Register) -> None:
    _five_areas(register)
    for query in ("vu thi mai", PHONE):
        assert {match.ward for match in register.search(query, ward="gia-sang").matches} == {"gia-sang"}
        assert register.search(query, LINH_SON, ward="gia-sang").matches == ()


def test_a_year_of_birth_narrows_but_keeps_who_has_none_behind(register: Register) -> None:
    register.add({"name": "Vũ Thị Mai"}, {"name": "Vũ Thị Mai", "birth_year": 1960})
    register.add({"name": "Vũ Thị Mai", "birth_year": 1961})
    matches = register.search("vu thi mai", birth_year=1960).matches
    assert [match.birth_year for match in matches] == [1960, None]


def test_own_wards_stand_first_among_equals(register: Register) -> None:
    _five_areas(register)
    home = officer(Role.SUPERVISOR, wards=("gia-sang",))
    for query in ("vu thi mai", PHONE):
        wards = [match.ward for match in register.search(query, home).matches]
        assert wards == ["gia-sang", "gia-sang", "linh-son", "linh-son"]


@pytest.mark.parametrize("query", ["Nguyễn Thị Hạnh", "TN-LS-000777", ID, "0123", CARD, "1912345678", PHONE])
def test_closed_and_merged_households_and_who_left_are_not_found(village: Register, query: str) -> None:
    member = village.session.scalars(select(Member).where(Member.id_number.is_not(None))).one()
    household = village.session.get_one(Household, member.household_id)
    household.closed_on = date(2026, 3, 1)
    village.session.flush()
    assert "Nguyễn Thị Hạnh" not in village.found(query)
    household.closed_on, household.merged_into_id = None, 1
    village.session.flush()
    assert "Nguyễn Thị Hạnh" not in village.found(query)
    household.merged_into_id, member.left_on = None, date(2026, 3, 1)
    village.session.flush()
    assert "Nguyễn Thị Hạnh" not in village.found(query)


def test_the_code_of_a_merged_household_leads_to_the_one_it_went_into(register: Register) -> None:
    kept = register.add("Trần Văn Hùng", ward="gia-sang")
    register.add("Trần Văn Hùng", code="LS 2", merged_into_id=kept)
    assert [match.household_id for match in register.search("ls2").matches] == [kept]
    assert register.search("ls2", LINH_SON).matches == ()


def test_a_household_without_a_head_or_anybody_is_found_by_its_code(register: Register) -> None:
    register.add({"name": "Trần Văn Hùng", "relation": Relation.CHILD.value}, code="A 1")
    register.add(code="A 2")
    (without_head,), (empty,) = register.search("a1").matches, register.search("a2").matches
    assert (without_head.name, without_head.head_name) == ("Trần Văn Hùng", None)
    assert (empty.code, empty.member_id, empty.name, empty.relation) == ("A 2", None, None, None)


@pytest.mark.parametrize("query", ["vu thi mai", PHONE])
def test_pages_show_everybody_once_and_a_crowd_is_told(register: Register, query: str) -> None:
    people = [
        {"name": "Vũ Thị Mai", "birth_year": 1950 + place, "phone": PHONE} for place in range(CROWD + 1)
    ]
    for person in people[:-1]:
        register.add(person)
    assert not register.search(query).crowded
    register.add(people[-1])
    pages = [register.search(query, page=page) for page in range(4)]
    assert [len(found.matches) for found in pages] == [PAGE, PAGE, PAGE, 1]
    assert [found.more for found in pages] == [True, True, True, False]
    assert all(found.crowded for found in pages)
    shown = [match.member_id for found in pages for match in found.matches]
    assert len(set(shown)) == CROWD + 1
    assert not register.search(query, birth_year=1950).crowded
