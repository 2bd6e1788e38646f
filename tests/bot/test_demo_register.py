"""The demo's register: invented, recognisably so, the same people each time, and of one piece."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.demo_register.city import ARTICLE, INVENTED
from bot.demo_register.reviews import FLAGS
from db.encryption import Purpose
from db.engine import Sessions
from db.models import CityFigure, Followup, Household, Member, Name, Officer, Review, StatusChange, Support
from db.names import fold, place_key
from db.register_terms import Relation, Role
from knowledge.eligibility import Eligibility
from knowledge.wards import all_wards
from tests.seeded import HAMLET, TODAY, VAULT, WARD, seeded

YEARS = (2022, 2023, 2024, 2025)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    with seeded(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'a.db'}") as sessions:
        yield sessions


@pytest.fixture
def session(register: Sessions) -> Iterator[Session]:
    with register.begin() as session:
        yield session


def test_every_household_says_that_it_is_invented(session: Session) -> None:
    households = session.scalars(select(Household)).all()
    assert len(households) > 1000
    for household in households:
        assert "(hộ ví dụ)" in (household.address or "")
        assert re.fullmatch(r"DEMO-\d{4}", household.code)
        assert household.code_key == household.code.replace("-", "")


def test_every_decision_says_that_it_is_invented(session: Session) -> None:
    for table in (Review, StatusChange):
        decisions = set(session.scalars(select(table.decision_number)))
        assert decisions
        assert all("ví dụ" in (number or "") for number in decisions)


def test_the_numbers_are_those_of_nobody(session: Session) -> None:
    members = session.scalars(select(Member)).all()
    for member in members:
        assert member.id_number is not None
        number = VAULT.open_number(member.id_number, Purpose.ID_NUMBER)
        assert re.fullmatch(r"000[0-3]\d{8}", number)
        assert number[4:6] == f"{(member.birth_year or 0) % 100:02}"
        assert (int(number[3]) % 2 == 1) == (member.sex == "female")
        assert member.id_ending == VAULT.mark_ending(number, Purpose.ID_NUMBER)
    phones = [VAULT.open_number(one.phone, Purpose.PHONE) for one in members if one.phone]
    cards = [
        VAULT.open_number(one.insurance_number, Purpose.INSURANCE) for one in members if one.insurance_number
    ]
    assert len(phones) > 500
    assert len(set(phones)) == len(phones)
    assert all(re.fullmatch(r"0900000\d{3}", phone) for phone in phones)
    assert all(re.fullmatch(r"0000\d{6}", card) for card in cards)


def test_invented_years_and_figures_are_marked(session: Session) -> None:
    later = session.scalars(select(CityFigure).where(CityFigure.year >= 2024)).all()
    assert {figure.source for figure in later} == {
        INVENTED,
        ARTICLE,  # the plan for 2024
    }


def test_households_live_in_all_wards_and_hamlets_of_their_kind(session: Session) -> None:
    households = session.scalars(select(Household)).all()
    assert {one.ward for one in households} == set(all_wards())
    for household in households:
        kind = "Tổ dân phố" if all_wards()[household.ward].kind == "ward" else "Xóm"
        assert re.fullmatch(rf"{kind} \d+", household.hamlet)
        assert household.hamlet_key == place_key(household.hamlet)


def test_the_status_is_the_last_of_the_history_and_follows_the_reviews(session: Session) -> None:
    history: dict[int, list[StatusChange]] = {}
    for change in session.scalars(select(StatusChange).order_by(StatusChange.since)):
        history.setdefault(change.household_id, []).append(change)
    found = {
        (review.household_id, review.year): review.status for review in session.scalars(select(Review)).all()
    }
    for household in session.scalars(select(Household)):
        changes = history[household.id]
        assert (household.status, household.status_since) == (changes[-1].status, changes[-1].since)
        for change in changes:
            assert change.since == date((change.review_year or 0) + 1, 1, 1)
            assert found[household.id, change.review_year or 0] == change.status


def test_households_escape_fall_back_and_come_anew(session: Session) -> None:
    paths: dict[int, dict[int, str]] = {}
    for review in session.scalars(select(Review)):
        paths.setdefault(review.household_id, {})[review.year] = review.status
    for year in (2023, 2024, 2025):
        moves = Counter((path.get(year - 1), path[year]) for path in paths.values() if year in path)
        assert moves["poor", "escaped"] > 0
        assert moves["near_poor", "poor"] > 0
        assert moves[None, "poor"] > 0
    poor = [sum(path.get(year) == "poor" for path in paths.values()) for year in YEARS]
    assert poor == sorted(poor, reverse=True)


def test_reviews_agree_with_the_standard_of_those_years(session: Session) -> None:
    rows = session.execute(
        select(Review, Household.ward).join(Household, Household.id == Review.household_id)
    )
    for review, ward in rows:
        line = 2_000_000 if all_wards()[ward].kind == "ward" else 1_500_000
        lacking = sum((review.deprivations or {}).values())
        below = (review.income_per_person or 0) <= line
        expected = ("poor" if lacking >= 3 else "near_poor") if below else "above"
        assert expected == (review.status if review.status in ("poor", "near_poor") else "above")


def test_flags_are_those_of_the_facts() -> None:
    flags = Eligibility.load().declared["deprivation_flags"]
    assert {answer.value for answer in flags.answers} == set(FLAGS)


def test_supports_are_of_known_programmes_and_on_the_lists_of_their_year(session: Session) -> None:
    listed = {
        (review.household_id, review.year)
        for review in session.scalars(select(Review).where(Review.status.in_(["poor", "near_poor"])))
    }
    members = dict(session.execute(select(Member.id, Member.household_id)).all())
    programmes = set(Eligibility.load().rules)
    supports = session.scalars(select(Support)).all()
    assert {one.received_on.year for one in supports} == set(YEARS)
    for support in supports:
        assert support.programme in programmes
        assert support.money_source
        assert (support.household_id, support.received_on.year) in listed
        if support.member_id is not None:
            assert members[support.member_id] == support.household_id


def test_every_household_has_one_head_and_people_who_can_be_related(session: Session) -> None:
    members: dict[int, list[Member]] = {}
    for member in session.scalars(select(Member)):
        members.setdefault(member.household_id, []).append(member)
    assert len(members) == session.scalar(select(func.count()).select_from(Household))
    for people in members.values():
        [head] = [one for one in people if one.relation == Relation.HEAD]
        assert len({one.name for one in people}) == len(people)
        born = head.birth_year or 0
        for one in people:
            if one.relation in (Relation.CHILD, Relation.GRANDCHILD):
                assert (one.birth_year or 0) >= born + 16
            if one.relation == Relation.PARENT:
                assert (one.birth_year or 0) <= born - 16
    assert sum(map(len, members.values())) / len(members) == pytest.approx(3, abs=0.3)


def test_every_name_is_in_the_index(session: Session) -> None:
    index = dict(session.execute(select(Name.id, Name.folded)).all())
    for member in session.scalars(select(Member)):
        assert index[member.name_id] == fold(member.name)
        assert member.name != fold(member.name)


def test_followups_are_overdue_due_and_done_in_the_officers_area(session: Session) -> None:
    roles = dict(session.execute(select(Officer.id, Officer.role)).all())
    rows = session.execute(
        select(Followup, Household).join(Household, Household.id == Followup.household_id)
    ).all()
    by_role: dict[str, list[Followup]] = {}
    for followup, household in rows:
        role = roles[followup.officer_id]
        by_role.setdefault(role, []).append(followup)
        if role == Role.WARD_OFFICER:
            assert household.ward == WARD
        if role == Role.COLLABORATOR:
            assert (household.ward, household.hamlet_key) == (WARD, HAMLET)
    assert set(by_role) == set(Role) - {Role.ADMINISTRATOR}
    for followups in by_role.values():
        due = [one.due_on for one in followups if one.state == "open" and one.due_on]
        assert min(due) < TODAY < max(due)
        assert TODAY in due
        done = [one for one in followups if one.state == "done"]
        assert done
        assert all(one.outcome and one.happened_on and one.done_at for one in done)


def test_notes_are_sealed_to_their_own_follow_up(session: Session) -> None:
    for followup in session.scalars(select(Followup)):
        assert followup.note is not None
        assert VAULT.open_text(followup.note, Purpose.NOTE, bound_to=f"followup:{followup.key}")


def test_two_demos_have_the_same_people(register: Sessions, tmp_path: Path) -> None:
    with seeded(f"sqlite:///{tmp_path / 'b.db'}") as again, again.begin() as other, register.begin() as one:
        for query in (
            select(Household.code, Household.ward, Household.address, Household.status).order_by(
                Household.id
            ),
            select(Member.name, Member.birth_year, Member.relation, Member.id_number).order_by(Member.id),
            select(Support.key, Support.household_id, Support.amount, Support.received_on).order_by(
                Support.id
            ),
        ):
            assert one.execute(query).all() == other.execute(query).all()
