"""`ansinh eligibility`: facts as JSON in, verdicts that explain themselves as JSON out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.eligibility import Eligibility
from knowledge.fact_values import FactError
from knowledge.results import Result
from knowledge.terms import LANGUAGES, Verdict


class BadRequest(ValueError):
    """What came in is not what the command takes; says what and where."""


def answer(eligibility: Eligibility, request: object, *, on: date) -> dict[str, Any]:
    """The contract of the command: `{"on", "results": {programme: …}}`. Raises BadRequest.

    `request`: {"facts": {…}, "on": "2026-11-23"?, "programme": id?}; `on` is the day where it names none.
    """
    if not isinstance(request, Mapping):
        raise BadRequest('expected an object {"facts": {…}, "on": "YYYY-MM-DD"?, "programme": "id"?}')
    if unknown := sorted(set(request) - {"facts", "on", "programme"}):
        raise BadRequest(f"unknown key {unknown[0]!r}; allowed: facts, on, programme")
    day = _day(request.get("on"), on)
    programmes = _programmes(eligibility, request.get("programme"))
    facts = _facts(eligibility, request.get("facts"), day)
    results = {name: _result(eligibility, eligibility.check(name, facts, day), facts) for name in programmes}
    return {"on": day.isoformat(), "results": results}


def _day(given: object, default: date) -> date:
    if given is None:
        return default
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise BadRequest(f"on: {given!r} is no day; write it as 2026-11-23") from None


def _programmes(eligibility: Eligibility, given: object) -> list[str]:
    if given is None:
        return list(eligibility.rules)
    if given not in eligibility.rules:
        raise BadRequest(f"programme: {given!r} is not known; allowed: {', '.join(eligibility.rules)}")
    return [str(given)]


def _facts(eligibility: Eligibility, given: object, on: date) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise BadRequest('facts: expected an object such as {"household_status": "poor"}')
    try:
        return eligibility.accept(given, on)
    except FactError as error:
        raise BadRequest(str(error)) from error


def _result(eligibility: Eligibility, result: Result, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "verdict": result.verdict.value,
        "amounts": {amount.name: amount.value for amount in result.amounts},
        "amount_details": [_amount(amount) for amount in result.amounts],
        "unsettled": [_both(texts) for texts in result.unsettled],
        "conditions": [
            {
                "id": condition.id,
                "text": condition.texts.vi,
                "text_en": condition.texts.en,
                "state": condition.state.value,
                "source": _source(eligibility, condition.source),
            }
            for condition in result.conditions
        ],
        "missing": list(result.missing),
        "missing_for_amounts": list(result.missing_for_amounts),
        "assumed": list(result.assumed),
        "would_change_it": _changes(eligibility, result, facts),
        "next_step": _next_step(result),
        "notes": [_both(note) for note in result.notes],
        "another_day": _another_day(eligibility, result, facts),
        "confirmed": result.status == "confirmed",
        "sources": [_source(eligibility, source) for source in result.sources],
    }


def _amount(amount: Any) -> dict[str, Any]:
    return {
        "name": amount.name,
        "title": _both(amount.titles),
        "value": amount.value,
        "unit": amount.unit,
        "from": amount.starts.isoformat(),
        "until": amount.until.isoformat(),
        "confirmed": amount.confirmed,
    }


def _changes(eligibility: Eligibility, result: Result, facts: dict[str, Any]) -> list[dict[str, Any]]:
    if result.verdict is not Verdict.NOT_ELIGIBLE:
        return []
    changes = eligibility.smallest_changes(result.programme, facts, result.on)
    return [{part.fact: part.value for part in change} for change in changes]


def _next_step(result: Result) -> dict[str, Any] | None:
    step = result.next_step
    if step is None:
        return None
    return {"where": _both(step.where), "papers": _both(step.papers), "time": _both(step.time)}


def _another_day(eligibility: Eligibility, result: Result, facts: dict[str, Any]) -> dict[str, Any] | None:
    """The next day on which this household would be told something else, where one is known."""
    later = eligibility.next_difference(result.programme, facts, result.on)
    if later is None:
        return None
    return {
        "on": later.on.isoformat(),
        "verdict": later.verdict.value,
        "amounts": {amount.name: amount.value for amount in later.amounts},
    }


def _both(texts: Any) -> dict[str, str]:
    return {language: texts.text(language) for language in LANGUAGES}


def _source(eligibility: Eligibility, source_id: str) -> str:
    return eligibility.knowledge.sources[source_id].text("vi")
