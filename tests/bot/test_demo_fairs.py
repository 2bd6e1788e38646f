"""The demo's job fairs: the city's of 2023 as published, and invented ones that say so."""

from pathlib import Path

from db import fair_report, jobfairs
from db.jobfair_terms import FairState
from tests.seeded import TODAY, seeded


def test_the_citys_fair_of_2023_is_there_as_published_and_claims_nothing_else(tmp_path: Path) -> None:
    with seeded(f"sqlite:///{tmp_path / 'a.db'}") as sessions, sessions.begin() as session:
        [city] = [fair for fair in jobfairs.list_all(session) if fair.companies == 25]
        counts = fair_report.fair_counts(session, city.id)
    assert city.day.isoformat() == "2023-10-22"
    assert "Ngô Quyền" in city.place
    assert (city.opens, city.closes) == (0, 0)
    assert (counts.signed_up, counts.came) == (0, 0)


def test_every_other_fair_says_that_it_is_invented(tmp_path: Path) -> None:
    with seeded(f"sqlite:///{tmp_path / 'a.db'}") as sessions, sessions.begin() as session:
        others = [fair for fair in jobfairs.list_all(session) if fair.companies is None]
        [past] = [fair for fair in others if fair.state is FairState.OVER]
        counts = fair_report.fair_counts(session, past.id)
        [coming] = jobfairs.list_upcoming(session, on=TODAY)
    assert all("bịa" in fair.title for fair in others)
    assert coming.day > TODAY
    assert counts.signed_up == 60
    assert counts.waiting == 4
    assert counts.work_7 <= counts.work_30 <= counts.work_90 <= counts.came
