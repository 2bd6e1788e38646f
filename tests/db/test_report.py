"""The yearly report tells what the rows say: the published figures from the demo's register, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.city import Figure, FigureRow, list_figures, record_figures
from db.engine import Sessions
from db.models import CityFigure, Household, Review, Support
from db.report import city_report
from db.report_rows import Given, JobFair, OfficerCourses, Projects, Training
from tests.postgres import fresh_database
from tests.seeded import NOW, seeded


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    with seeded(f"sqlite:///{tmp_path_factory.mktemp('report') / 'a.db'}") as sessions:
        yield sessions


@contextmanager
def _undone(sessions: Sessions) -> Iterator[Session]:
    """A session whose changes are rolled back: the register serves every test."""
    session = sessions()
    try:
        yield session
    finally:
        session.rollback()
        session.close()


def _check_published(session: Session) -> None:
    report = city_report(session, year=2023)
    now, before = report.rates, report.previous
    assert (before.year, before.total_households) == (2022, 87_760)
    assert (before.poor_households, before.poor_rate_percent) == (539, 0.61)
    assert (before.near_poor_households, before.near_poor_rate_percent) == (602, 0.69)
    assert (now.year, now.total_households) == (2023, 88_100)
    assert (now.poor_households, now.poor_rate_percent) == (414, 0.47)
    assert (now.near_poor_households, now.near_poor_rate_percent) == (513, 0.58)
    assert (now.plan_poor_rate_percent, now.plan_near_poor_rate_percent) == (0.54, 0.64)
    assert (report.next_plan.year, report.next_plan.poor_rate_percent) == (2024, 0.45)
    assert report.next_plan.near_poor_rate_percent == 0.56
    water = report.hygienic_water
    assert (water.poor_households, water.poor_share_percent) == (398, 96.13)
    assert (water.near_poor_households, water.near_poor_share_percent) == (513, 100)
    assert water.not_recorded == 0
    assert report.water_support == Given(48, 144_000_000, 3_000_000)
    assert report.houses.new == Given(3, 150_000_000, 50_000_000)
    assert report.houses.repaired == Given(8, 200_000_000, 25_000_000)
    assert (report.houses.number, report.houses.total_vnd) == (11, 350_000_000)
    cards = report.insurance_cards
    assert (cards.poor_people, cards.near_poor_people, cards.total_vnd) == (896, 1148, 1_837_272_000)
    assert report.projects == Projects(livelihood=3, production=2)
    assert report.training == Training(4, 7, 330, 4, 9, 317)
    assert report.job_fairs == (JobFair(date(2023, 10, 22), "Trường THPT Ngô Quyền", 25),)
    assert report.officer_courses == OfficerCourses(2, 500, more_than=True)
    assert "Bài báo về giảm nghèo ở TP Thái Nguyên, 13/12/2023" in report.sources


def test_the_published_figures_come_from_the_rows(register: Sessions) -> None:
    with _undone(register) as session:
        _check_published(session)


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_on_postgresql_too() -> None:
    with fresh_database("report") as url, seeded(url) as sessions, _undone(sessions) as session:
        _check_published(session)


def test_a_household_found_poor_counts_and_one_taken_out_does_not(register: Sessions) -> None:
    with _undone(register) as session:
        changed = select(Review.id).where(Review.year == 2023, Review.status == "near_poor").limit(1)
        session.execute(update(Review).where(Review.id == changed.scalar_subquery()).values(status="poor"))
        rates = city_report(session, year=2023).rates
        assert (rates.poor_households, rates.near_poor_households) == (415, 512)
    with _undone(register) as session:
        found = select(Review.id).where(Review.year == 2023, Review.status == "poor").limit(120)
        session.execute(delete(Review).where(Review.id.in_(found)))
        rates = city_report(session, year=2023).rates
        assert (rates.poor_households, rates.poor_rate_percent) == (294, 0.33)


def test_a_household_merged_into_another_counts_once(register: Sessions) -> None:
    with _undone(register) as session:
        first, second = session.scalars(
            select(Review.household_id).where(Review.year == 2023, Review.status == "poor").limit(2)
        )
        session.execute(update(Household).where(Household.id == second).values(merged_into_id=first))
        report = city_report(session, year=2023)
        assert report.rates.poor_households == 413


def test_water_follows_the_flags_and_says_what_is_not_recorded(register: Sessions) -> None:
    with _undone(register) as session:
        poor = select(Review).where(Review.year == 2023, Review.status == "poor").order_by(Review.id)
        with_water = [one for one in session.scalars(poor) if one.deprivations == _has_water(one)]
        with_water[0].deprivations = {**(with_water[0].deprivations or {}), "water.source": True}
        with_water[1].deprivations = None
        with_water[2].deprivations = {"housing.area": True}
        session.flush()
        water = city_report(session, year=2023).hygienic_water
        assert (water.poor_households, water.not_recorded) == (395, 2)


def _has_water(review: Review) -> dict[str, bool]:
    return {**(review.deprivations or {}), "water.source": False}


def test_all_households_with_water_but_one_are_not_a_hundred_percent(register: Sessions) -> None:
    with _undone(register) as session:
        dry = session.scalars(select(Review).where(Review.year == 2023, Review.status == "near_poor")).first()
        assert dry is not None
        dry.deprivations = {"water.source": True}
        session.flush()
        water = city_report(session, year=2023).hygienic_water
        assert (water.near_poor_households, water.near_poor_share_percent) == (512, 99.8)


def test_support_taken_back_does_not_count_and_unequal_amounts_have_no_amount_each(
    register: Sessions,
) -> None:
    with _undone(register) as session:
        given = session.scalars(
            select(Support)
            .where(Support.kind == "water", func.extract("year", Support.received_on) == 2023)
            .order_by(Support.id)
        ).all()
        given[0].cancelled_at = NOW
        given[1].amount = 5_000_000
        session.flush()
        assert city_report(session, year=2023).water_support == Given(47, 143_000_000, None)


def test_support_counts_in_the_year_it_was_received(register: Sessions) -> None:
    with _undone(register) as session:
        house = session.scalars(
            select(Support).where(
                Support.kind == "house_new", Support.received_on.between(date(2023, 1, 1), date(2023, 12, 31))
            )
        ).first()
        assert house is not None
        before = city_report(session, year=2024).houses.new.number
        house.received_on = date(2024, 1, 1)
        session.flush()
        assert city_report(session, year=2023).houses.new.number == 2
        assert city_report(session, year=2024).houses.new.number == before + 1


def test_a_person_with_two_cards_counts_once_and_both_are_paid(register: Sessions) -> None:
    with _undone(register) as session:
        card = session.scalars(
            select(Support).where(Support.programme == "insurance_poor", Support.amount == 888_300)
        ).first()
        assert card is not None
        again = {
            column.name: getattr(card, column.name)
            for column in Support.__table__.columns
            if column.name != "id"
        }
        session.add(Support(**{**again, "key": "again"}))
        session.flush()
        cards = city_report(session, year=2023).insurance_cards
        assert (cards.poor_people, cards.total_vnd) == (896, 1_837_272_000 + 888_300)


def test_a_figure_that_is_written_again_replaces_the_old_one(register: Sessions) -> None:
    with _undone(register) as session:
        record_figures(session, figures=[FigureRow(2023, Figure.LEARNERS, 331, None, "đếm lại")])
        report = city_report(session, year=2023)
        assert (report.training.learners, report.training.learners_others) == (331, 318)
        assert "đếm lại" in report.sources
        assert len([one for one in list_figures(session, years=[2023]) if one.name == "learners"]) == 1


def test_without_the_total_there_is_no_rate(register: Sessions) -> None:
    with _undone(register) as session:
        session.execute(delete(CityFigure).where(CityFigure.name == Figure.TOTAL_HOUSEHOLDS))
        rates = city_report(session, year=2023).rates
        assert (rates.poor_households, rates.poor_rate_percent) == (414, None)


def test_a_year_without_a_review_has_no_number_rather_than_none_poor(register: Sessions) -> None:
    with _undone(register) as session:
        report = city_report(session, year=2030)
        assert report.rates.poor_households is None
        assert report.hygienic_water.poor_share_percent is None
        assert report.job_fairs == ()


def test_an_empty_database_reports_nothing(tmp_path: Path) -> None:
    with seeded(f"sqlite:///{tmp_path / 'a.db'}") as sessions, _undone(sessions) as session:
        for table in (Support, Review, CityFigure):
            session.execute(delete(table))
        report = city_report(session, year=2023)
        assert report.water_support == Given(0, 0, None)
        assert report.insurance_cards.total_vnd == 0
        assert report.sources == ()
