"""Verdicts alone, for many households: no texts, no amounts."""

from collections.abc import Mapping
from datetime import date

from knowledge.facts import Declarations, Facts
from knowledge.model import Knowledge
from knowledge.plans import Plan, Planner
from knowledge.readings import Reader, Readings
from knowledge.rules import Rule, RuleBook
from knowledge.terms import Verdict
from knowledge.three_valued import settled

DAYS_REMEMBERED = 400


class Programmes:
    """All rules with their plans by day, and how facts are read for them."""

    def __init__(self, knowledge: Knowledge, declared: Declarations, book: RuleBook) -> None:
        self.knowledge, self.declared, self.rules = knowledge, declared, book.rules
        self.reader = Reader(declared, _pairs(book.rules))
        self._planner = Planner(knowledge, declared)
        self._by_day: dict[date, dict[str, Plan | None]] = {}

    def plans(self, on: date) -> Mapping[str, Plan | None]:
        """The plan of each programme for a day."""
        found = self._by_day.get(on)
        if found is None:
            if len(self._by_day) >= DAYS_REMEMBERED:
                self._by_day.clear()
            found = {name: self._planner.plan(rule, on) for name, rule in self.rules.items()}
            self._by_day[on] = found
        return found

    def plan(self, programme: str, on: date) -> Plan | None:
        return self._planner.plan(self.rules[programme], on)

    def verdicts(self, facts: Facts, on: date) -> dict[str, Verdict]:
        """What each programme says of a household on a day."""
        readings = self.reader.read(facts, on)
        return {name: verdict(plan, readings) for name, plan in self.plans(on).items()}


def verdict(plan: Plan | None, readings: Readings) -> Verdict:
    """Unknown while missing facts could still change it; ask_commune where nothing is written for the day."""
    if plan is None:
        return Verdict.ASK_COMMUNE
    return settled(plan.verdicts, readings, plan.assumed) or Verdict.UNKNOWN


def _pairs(rules: Mapping[str, Rule]) -> frozenset[tuple[str, str]]:
    leaves = (leaf for rule in rules.values() for leaf in rule.conditions)
    return frozenset((leaf.fact, leaf.per) for leaf in leaves if leaf.per)
