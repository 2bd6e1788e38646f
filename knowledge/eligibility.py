"""Whether a household qualifies: facts and a day in, a verdict that explains itself out.

Days are arguments; facts come checked (`accept`). What is not known is left out and never guessed.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import date, timedelta
from typing import Self

from knowledge import fact_values, loader, rule_checks
from knowledge import facts as fact_files
from knowledge.changes import Change, smallest_changes
from knowledge.dates import ONE_DAY
from knowledge.explain import explain, not_written
from knowledge.facts import Declarations, Facts, FactValue
from knowledge.model import Knowledge
from knowledge.next_question import next_question
from knowledge.results import Comparison, Result
from knowledge.rule_checks import LAST_DAY
from knowledge.rules import RuleBook
from knowledge.terms import Verdict
from knowledge.verdicts import Programmes
from knowledge.wording import Writer


class Eligibility:
    """The rules of all programmes, ready to be asked."""

    def __init__(self, knowledge: Knowledge, declared: Declarations, book: RuleBook) -> None:
        self.knowledge, self.declared, self.rules = knowledge, declared, book.rules
        self._programmes = Programmes(knowledge, declared, book)
        self._writer = Writer(knowledge)

    @classmethod
    def load(cls, knowledge: Knowledge | None = None) -> Self:
        """The rules as the policy files have them. Raises KnowledgeError naming every fault."""
        knowledge = knowledge or loader.load()
        return cls(knowledge, fact_files.read(), rule_checks.load(knowledge))

    def accept(self, raw: Mapping[str, object], on: date) -> dict[str, FactValue]:
        """Facts from outside, checked. Raises FactError naming fact, value and what is allowed."""
        return fact_values.accept(self.declared, raw, on=on, knowledge=self.knowledge)

    def known(self, facts: Facts, on: date) -> Mapping[str, object]:
        """The facts with those they imply on a day, such as the income per person."""
        return self._programmes.reader.read(facts, on).known

    def verdicts(self, facts: Facts, on: date) -> dict[str, Verdict]:
        """The verdict of every programme and nothing else; for many households at once."""
        return self._programmes.verdicts(facts, on)

    def check(self, programme: str, facts: Facts, on: date) -> Result:
        """One programme, with everything there is to say about it."""
        plan = self._programmes.plan(programme, on)
        if plan is None:
            return not_written(self.rules[programme], on)
        readings = self._programmes.reader.read(facts, on)
        return explain(plan, self._writer.wording(plan, on), readings, on, self.declared)

    def check_all(self, facts: Facts, on: date) -> dict[str, Result]:
        """Every programme for one household."""
        readings = self._programmes.reader.read(facts, on)
        results = {}
        for programme, plan in self._programmes.plans(on).items():
            if plan is None:
                results[programme] = not_written(self.rules[programme], on)
            else:
                wording = self._writer.wording(plan, on)
                results[programme] = explain(plan, wording, readings, on, self.declared)
        return results

    def compare(self, programme: str, facts: Facts, on_a: date, on_b: date) -> Comparison:
        """The same household on two days, such as today and the first day of a new rule."""
        return Comparison(self.check(programme, facts, on_a), self.check(programme, facts, on_b))

    def next_difference(self, programme: str, facts: Facts, on: date, days: int = 400) -> Result | None:
        """The result on the first coming day, at most `days` ahead, that differs in verdict or amounts."""
        today = self.check(programme, facts, on)
        day = today.until
        while day is not None and day < min(on + timedelta(days=days), LAST_DAY):
            later = self.check(programme, facts, day + ONE_DAY)
            if Comparison(today, later).differs:
                return later
            day = later.until
        return None

    def smallest_changes(self, programme: str, facts: Facts, on: date) -> tuple[Change, ...]:
        """What little would have to be different for a household that is not eligible; see `changes`."""
        plan = self._programmes.plan(programme, on)
        if plan is None:
            return ()
        reader = self._programmes.reader
        return smallest_changes(plan, reader.read(facts, on), reader, self.declared)

    def next_question(
        self, programmes: Iterable[str], facts: Facts, on: date, dont_know: Set[str] = frozenset()
    ) -> str | None:
        """The fact whose answer decides most next, or None when nothing more can be decided by asking."""
        plans = self._programmes.plans(on)
        wanted = [plan for programme in programmes if (plan := plans[programme])]
        return next_question(wanted, self._programmes.reader.read(facts, on), self.declared, dont_know)
