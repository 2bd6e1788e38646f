"""All topics on all days: filled in both languages, short, valid, sourced, and never an ended amount as current."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import i18n
from bot.render.plain import plain
from bot.render.topic import topic_keyboard, topic_message
from bot.webchat.html_text import parse_html
from knowledge import blanks, loader
from knowledge.answers import fill_topic, parameters_used
from knowledge.dates import NotInForce, in_force, value_on
from knowledge.model import Knowledge, Provision, Topic
from knowledge.terms import LANGUAGES, Area, Language

LONGEST = 900
DAYS = [date(2023, 12, 13), date(2026, 11, 23), date(2027, 1, 1)]
FIRST, LAST = date(2022, 1, 1), date(2030, 12, 31)


@cache
def _knowledge() -> Knowledge:
    return loader.load()


@cache
def _words() -> dict[Language, i18n.Words]:
    return i18n.load()


TOPICS = sorted(_knowledge().topics)


def _each_day(topic: Topic) -> list[date]:
    """Every day from 2022 to 2030 on which a topic's answer may be another one."""
    days = {FIRST, *DAYS}
    for provision in topic.provisions:
        days.add(max(provision.starts, FIRST))
        for parameter in parameters_used(_knowledge(), provision):
            days |= {value.starts for value in parameter.values}
    return sorted(day for day in days if FIRST <= day <= LAST)


def test_there_are_seventy_topics_in_both_languages() -> None:
    assert len(TOPICS) == 70
    assert all(_knowledge().topics[topic].title(language) for topic in TOPICS for language in LANGUAGES)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_short_and_valid_on_every_day_in_both_languages(topic: str) -> None:
    for day in _each_day(_knowledge().topics[topic]):
        for language in LANGUAGES:
            for area in (None, *Area):
                message = topic_message(_words()[language], _knowledge(), topic, on=day, area=area)
                parse_html(message)
                assert len(plain(message)) <= LONGEST, (topic, day, language)
                assert "{" not in message


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_says_something_with_its_source_and_next_steps(topic: str, day: date) -> None:
    for language in LANGUAGES:
        answer = fill_topic(_knowledge(), _knowledge().topics[topic], on=day, language=language)
        assert answer.lines[0][0] == "answer"
        assert answer.sources
        assert all(source.kind != "research" or source.url is None for source in answer.sources)
        keys = topic_keyboard(_words()[language], _knowledge(), topic)["inline_keyboard"]
        assert sum(key["callback_data"].startswith("topic:") for row in keys for key in row) >= 2


def _numbers_typed_into_prose(provision: Provision) -> list[str]:
    texts = [text for language in LANGUAGES for _, text in provision.lines(language).written()]
    return [near for text in texts if (near := blanks.digits_in_prose(text))]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_number_comes_from_a_parameter_with_a_source(topic: str) -> None:
    for provision in _knowledge().topics[topic].provisions:
        assert _numbers_typed_into_prose(provision) == []
        for parameter in parameters_used(_knowledge(), provision):
            assert all(value.source in _knowledge().sources for value in parameter.values)


@given(st.sampled_from(TOPICS), st.integers(0, (LAST - FIRST).days))
@settings(max_examples=600, deadline=None)
def test_no_ended_amount_is_shown_as_current_on_any_day(topic: str, days: int) -> None:
    """Every value in the lines about today covers the day; values of other days stand only in history and change."""
    on = FIRST + timedelta(days=days)
    try:
        provision = in_force(_knowledge().topics[topic], on)
    except NotInForce:
        return
    for language in LANGUAGES:
        for name, text in provision.lines(language).written():
            pinned = [blank for blank in blanks.find(text) if blank.day]
            if name not in ("history", "change"):
                assert pinned == [], f"{topic}: {name} names the value of another day"
        answer = fill_topic(_knowledge(), _knowledge().topics[topic], on=on, language=language)
        told = blanks.find(provision.lines(language).history) if answer.history else []
        assert all(blank.day is None or blank.day < on for blank in told)
    for parameter in parameters_used(_knowledge(), provision):
        value = value_on(parameter, on)
        assert value.starts <= on
        assert value.until is None or on <= value.until


@pytest.mark.parametrize(
    ("day", "rural", "urban"),
    [
        (date(2026, 11, 23), "1.500.000", "2.000.000"),
        (date(2026, 12, 31), "1.500.000", "2.000.000"),
        (date(2027, 1, 1), "2.200.000", "2.800.000"),
    ],
)
def test_the_poverty_line_changes_by_itself(day: date, rural: str, urban: str) -> None:
    answer = fill_topic(_knowledge(), _knowledge().topics["poverty.standard"], on=day, language="vi")
    first = answer.lines[0][1]
    assert rural in first
    assert urban in first
    assert any(change.on == date(2027, 1, 1) for change in answer.changes) is (day < date(2027, 1, 1))


def test_housing_names_no_amount_as_current_and_says_what_to_do() -> None:
    answer = fill_topic(
        _knowledge(), _knowledge().topics["housing.amount"], on=date(2026, 11, 23), language="vi"
    )
    now = " ".join(text for _, text in answer.lines)
    assert not any(amount in now for amount in ("60.000.000", "30.000.000", "50.000.000", "25.000.000"))
    assert "đăng ký" in now.lower()
    assert answer.gap
