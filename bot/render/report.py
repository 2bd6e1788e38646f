"""The city's yearly report as a message."""

from collections.abc import Iterator
from html import escape

from bot.i18n import Words
from bot.render.report_city import course_paragraph, job_fair_paragraph, project_paragraph, training_paragraph
from bot.render.report_parts import counted, paragraph, rate
from bot.render.report_support import card_paragraph, house_paragraph, water_paragraph
from db.report_rows import CityReport, YearRates


def report_text(words: Words, report: CityReport) -> str:
    """HTML, a paragraph for each subject the register knows something about."""
    title = words._("📊 Poverty report of the city, {year}").format(year=report.year)
    paragraphs = [
        _rates(words, report.rates),
        _rates(words, report.previous),
        _next_plan(words, report),
        water_paragraph(words, report.hygienic_water, report.water_support),
        house_paragraph(words, report.houses),
        card_paragraph(words, report.insurance_cards),
        project_paragraph(words, report.projects),
        training_paragraph(words, report.training),
        job_fair_paragraph(words, report.job_fairs),
        course_paragraph(words, report.officer_courses),
        _sources(words, report.sources),
    ]
    return "\n\n".join([f"<b>{title}</b>", *filter(None, paragraphs)])


def _rates(words: Words, rates: YearRates) -> str:
    def lines() -> Iterator[str]:
        if rates.total_households is not None:
            number = words.number(rates.total_households)
            yield words._("All households: {number}").format(number=number)
        if rates.poor_households is not None:
            number = counted(words, rates.poor_households, rates.poor_rate_percent)
            yield words._("Poor households: {number}").format(number=number)
        if rates.near_poor_households is not None:
            number = counted(words, rates.near_poor_households, rates.near_poor_rate_percent)
            yield words._("Near-poor households: {number}").format(number=number)
        yield from _planned(words, rates.plan_poor_rate_percent, rates.plan_near_poor_rate_percent)

    return paragraph(words._("Year {year}").format(year=rates.year), lines())


def _next_plan(words: Words, report: CityReport) -> str:
    plan = report.next_plan
    lines = _planned(words, plan.poor_rate_percent, plan.near_poor_rate_percent)
    return paragraph(words._("Year {year}").format(year=plan.year), lines)


def _planned(words: Words, poor: float | None, near_poor: float | None) -> Iterator[str]:
    if poor is not None and near_poor is not None:
        text = words._("Plan: {poor} poor, {near_poor} near-poor households")
        yield text.format(poor=rate(words, poor), near_poor=rate(words, near_poor))


def _sources(words: Words, sources: tuple[str, ...]) -> str:
    if not sources:
        return ""
    listed = escape("; ".join(sources), quote=False)
    text = words._("Households and support: counted in the register. Other figures: {sources}")
    return f"<i>{text.format(sources=listed)}</i>"
