"""`ansinh report`: the yearly report as JSON and as text in both languages."""

import gettext
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import i18n
from bot.cli import main
from bot.locale import update
from bot.render.report import report_text
from db.engine import Sessions
from db.report import city_report
from db.report_rows import CityReport, JobFair
from knowledge.terms import LANGUAGES, Language
from tests.seeded import seeded


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    with seeded(f"sqlite:///{tmp_path_factory.mktemp('report') / 'a.db'}") as sessions:
        yield sessions


@pytest.fixture
def url(register: Sessions) -> str:
    with register() as session:
        return str(session.get_bind().engine.url)


def _run(url: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["report", *words], env={"ANSINH_DATABASE__URL": url})


def _json(url: str, year: int) -> dict[str, Any]:
    return dict(json.loads(_run(url, "--year", str(year), "--json").stdout))


def test_the_published_figures_as_json(url: str) -> None:
    assert _json(url, 2023) == {
        "year": 2023,
        "total_households": 88_100,
        "poor_households": 414,
        "poor_rate_percent": 0.47,
        "near_poor_households": 513,
        "near_poor_rate_percent": 0.58,
        "plan_poor_rate_percent": 0.54,
        "plan_near_poor_rate_percent": 0.64,
        "previous_year": {
            "year": 2022,
            "total_households": 87_760,
            "poor_households": 539,
            "poor_rate_percent": 0.61,
            "near_poor_households": 602,
            "near_poor_rate_percent": 0.69,
            "plan_poor_rate_percent": None,
            "plan_near_poor_rate_percent": None,
        },
        "next_year_plan": {"year": 2024, "poor_rate_percent": 0.45, "near_poor_rate_percent": 0.56},
        "hygienic_water": {
            "poor_households": 398,
            "poor_share_percent": 96.13,
            "near_poor_households": 513,
            "near_poor_share_percent": 100.0,
            "not_recorded": 0,
        },
        "water_support": {"number": 48, "total_vnd": 144_000_000, "each_vnd": 3_000_000},
        "houses": {
            "new": {"number": 3, "total_vnd": 150_000_000, "each_vnd": 50_000_000},
            "repaired": {"number": 8, "total_vnd": 200_000_000, "each_vnd": 25_000_000},
            "number": 11,
            "total_vnd": 350_000_000,
        },
        "insurance_cards": {"poor_people": 896, "near_poor_people": 1148, "total_vnd": 1_837_272_000},
        "projects": {"livelihood": 3, "production": 2},
        "training": {
            "classes_rural_workers": 4,
            "classes_other": 7,
            "learners": 330,
            "learners_poor": 4,
            "learners_near_poor": 9,
            "learners_others": 317,
        },
        "job_fairs": [{"on": "2023-10-22", "place": "Trường THPT Ngô Quyền", "companies": 25}],
        "officer_courses": {"courses": 2, "people": 500, "more_than": True},
        "sources": [
            "Bài báo về giảm nghèo ở TP Thái Nguyên, 13/12/2023",
            "Kế hoạch 122/KH-UBND TP Thái Nguyên, 05/05/2023",
            "Tính từ số hộ và tỷ lệ đã công bố trong bài báo 13/12/2023",
        ],
    }


def test_2022_as_json(url: str) -> None:
    report = _json(url, 2022)
    assert (report["poor_households"], report["near_poor_households"]) == (539, 602)
    assert report["previous_year"]["poor_households"] is None
    assert report["next_year_plan"] == {
        "year": 2023,
        "poor_rate_percent": 0.54,
        "near_poor_rate_percent": 0.64,
    }


def test_in_vietnamese_numbers_are_written_as_in_vietnam(url: str) -> None:
    text = _run(url, "--year", "2023").stdout
    for figure in (
        "88.100", "414 (0,47%)", "513 (0,58%)", "539 (0,61%)", "602 (0,69%)", "0,54%", "0,64%", "0,45%", "0,56%",
        "398 (96,13%)", "513 (100,00%)", "48, 144.000.000 đồng", "3.000.000 đồng", "11, 350.000.000 đồng",
        "50.000.000 đồng", "25.000.000 đồng", "896", "1.148", "1.837.272.000 đồng", "330", "317",
        "22/10/2023, Trường THPT Ngô Quyền: 25", "500",
    ):  # fmt: skip
        assert figure in text
    assert "<b>" not in text


def test_in_english(url: str) -> None:
    text = _run(url, "--year", "2023", "--lang", "en").stdout
    for line in (
        "Poor households: 414 (0.47%)",
        "Near-poor households: 513 (0.58%)",
        "Plan: 0.54% poor, 0.64% near-poor households",
        "Poor households with hygienic water: 398 (96.13%)",
        "Households given support for water: 48, 144,000,000 VND (3,000,000 VND each)",
        "Built new: 3, 150,000,000 VND (50,000,000 VND each)",
        "Repaired: 8, 200,000,000 VND (25,000,000 VND each)",
        "Near-poor people given a card: 1,148",
        "Cost of the cards: 1,837,272,000 VND",
        "Of them from poor households 4, from near-poor 9, others 317",
        "22/10/2023, Trường THPT Ngô Quyền: 25 companies",
        "People: more than 500",
    ):
        assert f"• {line}\n" in text


class _Asked(i18n.Words):
    """Words that remember which texts were asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__(language, gettext.NullTranslations())
        self.asked: set[str] = set()

    def _(self, text: str) -> str:
        self.asked.add(text)
        return super()._(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_report_is_in_the_catalogue(register: Sessions, language: Language) -> None:
    report = _report(register)
    fewer = replace(
        report,
        hygienic_water=replace(report.hygienic_water, not_recorded=3),
        officer_courses=replace(report.officer_courses, more_than=False),
    )
    words = _Asked(language)
    for each in (report, fewer):
        report_text(words, each)
    catalogue = {str(message.id): str(message.string) for message in update.read(language)}
    assert len(words.asked) > 30
    assert {text for text in words.asked if not catalogue.get(text)} == set()
    if language == "vi":
        assert {text for text in words.asked if catalogue[text] == text} == set()


def test_what_officers_typed_cannot_break_the_message(register: Sessions) -> None:
    fair = JobFair(date(2023, 5, 6), "Nhà văn hóa <b>A & B", 3)
    report = replace(_report(register), job_fairs=(fair,), sources=("<i>x",))
    text = report_text(_Asked("en"), report)
    assert "Nhà văn hóa &lt;b&gt;A &amp; B" in text
    assert "&lt;i&gt;x" in text


def test_subjects_nothing_is_known_about_are_left_out(url: str) -> None:
    text = _run(url, "--year", "2022", "--lang", "en").stdout
    assert "Year 2021" not in text
    assert "Job fairs" not in text
    assert "Poor households: 539 (0.61%)" in text


def test_the_message_fits_into_one_of_telegram(register: Sessions) -> None:
    words = i18n.load()
    assert all(len(report_text(words[language], _report(register))) < 4000 for language in LANGUAGES)


def _report(register: Sessions) -> CityReport:
    with register.begin() as session:
        return city_report(session, year=2023)


@pytest.mark.parametrize(
    "words", [[], ["--year", "next"], ["--year", "1"], ["--year", "2023", "--lang", "fr"]]
)
def test_wrong_use_ends_with_2(url: str, words: list[str]) -> None:
    found = _run(url, *words)
    assert found.exit_code == 2
    assert "Error:" in found.stderr


def test_a_database_that_was_never_made_ends_with_1_and_says_what_to_do(tmp_path: Path) -> None:
    found = _run(f"sqlite:///{tmp_path / 'new.db'}", "--year", "2023")
    assert found.exit_code == 1
    assert "ansinh db upgrade" in found.stderr


def test_a_report_on_an_invented_year_says_so(url: str) -> None:
    assert "không có thật" in _run(url, "--year", "2024").stdout
    assert "không có thật" not in _run(url, "--year", "2023").stdout
