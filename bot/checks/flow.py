"""What a check asks next, and how an answer changes it. Pure: the engine decides, this remembers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.checks.state import EVERYTHING, Check
from knowledge.eligibility import Eligibility
from knowledge.facts import Fact, FactValue
from knowledge.results import Result
from knowledge.terms import Verdict

MOST_QUESTIONS = 9
MOST_QUESTIONS_FOR_ALL = 14
ALONE = frozenset(["funeral", "legal_aid", "housing_disaster", "job_fair_counselling", "credit_job_creation"])
"""Programmes of a moment or a single person: checked by themselves, not with "everything"."""
FOR_OTHERS = frozenset(["poor_household", "near_poor_household", "insurance_escaped"])
"""What a household that is on the poor or near-poor list need not be asked about."""
LISTED = ("poor", "near_poor")
INCOME = "income_per_person_month"
HOUSE_INCOME = "household_income_12_months"
MEMBERS = "household_members"


@dataclass(frozen=True)
class Flow:
    """A check on a day."""

    rules: Eligibility
    check: Check
    on: date

    @property
    def programmes(self) -> list[str]:
        if self.check.programme != EVERYTHING:
            return [self.check.programme]
        listed = self.check.facts.get("household_status") in LISTED
        left_out = ALONE | (FOR_OTHERS if listed else frozenset())
        return [name for name in self.rules.rules if name not in left_out]

    @property
    def facts(self) -> dict[str, FactValue]:
        return self.rules.accept(self.check.facts, self.on)

    def question(self) -> Fact | None:
        """The fact to ask now; None when everything that can be decided is decided, or enough was asked."""
        if self.check.fixing:
            return self.rules.declared[self.check.fixing]
        most = MOST_QUESTIONS if self.check.programme else MOST_QUESTIONS_FOR_ALL
        if len(self.check.asked) >= most:
            return None
        unknown = frozenset(self.check.unknown)
        name = self.rules.next_question(self.programmes, self.facts, self.on, unknown)
        name = name or self._for_amounts(unknown)
        return self.rules.declared[name] if name else None

    def _for_amounts(self, unknown: frozenset[str]) -> str | None:
        """What would settle the amount of one programme whose verdict is settled."""
        if self.check.programme == EVERYTHING:
            return None
        result = self.rules.check(self.check.programme, self.facts, self.on)
        if result.verdict not in (Verdict.ELIGIBLE, Verdict.ASK_COMMUNE):
            return None
        askable = (name for name in result.missing_for_amounts if name not in unknown)
        return next((name for name in askable if self.rules.declared[name].asked), None)

    def results(self) -> dict[str, Result]:
        """Each programme's result as far as is known."""
        facts = self.facts
        return {name: self.rules.check(name, facts, self.on) for name in self.programmes}

    def answer(self, name: str, value: Any) -> None:
        """Take an answer as known. Raises FactError when it is not allowed."""
        self.rules.accept({name: value}, self.on)
        self.check.facts[name] = value
        self._asked(name)

    def do_not_know(self, name: str) -> None:
        """The person does not know; it is not asked again."""
        self.check.facts.pop(name, None)
        self.check.unknown.append(name)
        self._asked(name)

    def _asked(self, name: str) -> None:
        if name not in self.check.asked:
            self.check.asked.append(name)
        if name in self.check.facts and name in self.check.unknown:
            self.check.unknown.remove(name)
        self._clear_step()

    def _clear_step(self) -> None:
        self.check.fixing, self.check.ticks, self.check.step = "", [], []

    def back(self) -> bool:
        """To the question before, whose answer is forgotten; False at the first one."""
        if self.check.step or self.check.fixing:
            self._clear_step()
            return True
        if not self.check.asked:
            return False
        self._forget(self.check.asked.pop())
        return True

    def ask_again(self, name: str) -> bool:
        """Ask one answered question again, the others stay."""
        if name not in self.check.asked:
            return False
        self._clear_step()
        self.check.fixing = name
        return True

    def _forget(self, name: str) -> None:
        self.check.facts.pop(name, None)
        if name == INCOME:
            self.check.facts.pop(HOUSE_INCOME, None)
            self.check.facts.pop(MEMBERS, None)
        if name in self.check.unknown:
            self.check.unknown.remove(name)
