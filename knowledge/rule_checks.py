"""What a rules file must keep to (docs/eligibility-rules.md), checked with facts and knowledge at hand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from knowledge import blanks, formulas
from knowledge import facts as fact_files
from knowledge import rules as rule_files
from knowledge.checks import Fault
from knowledge.dates import ONE_DAY, NotInForce, value_on
from knowledge.facts import Declarations
from knowledge.formulas import FormulaError
from knowledge.loader import POLICIES, KnowledgeError
from knowledge.model import Knowledge
from knowledge.plans import parameters_used, texts_of
from knowledge.rules import AmountRule, Branch, Condition, Rule, RuleBook, RulePeriod, Threshold, ids_in
from knowledge.terms import Verdict

LAST_DAY = date(2030, 12, 31)
"""After this day no rule has been read; the commune has to be asked."""
TITLE_LENGTH = 40


def load(knowledge: Knowledge, folder: Path = POLICIES) -> RuleBook:
    """The checked rules in the order of the areas. Raises KnowledgeError with all faults."""
    book, faults = rule_files.read(folder)
    faults += fact_files.check(folder / fact_files.FILE.name, knowledge)
    declared = fact_files.read(folder / fact_files.FILE.name)
    for rule in book.rules.values():
        faults += check_rule(book.file_of[rule.programme], rule, declared, knowledge)
    if faults:
        raise KnowledgeError(faults)
    order = {area.id: number for number, area in enumerate(knowledge.areas)}
    in_order = sorted(book.rules, key=lambda name: order[book.file_of[name].partition("/")[0]])
    return RuleBook({name: book.rules[name] for name in in_order}, book.file_of)


def check_rule(file: str, rule: Rule, declared: Declarations, knowledge: Knowledge) -> Iterator[Fault]:
    """Every fault of a rule, each with the key it stands at."""
    check = _Check(rule, declared, knowledge)
    for key, reason in check.faults():
        yield Fault(file, f"{rule.programme}{key and ', '}{key}", reason)


class _Check:
    """One rule with what its words refer to."""

    def __init__(self, rule: Rule, declared: Declarations, knowledge: Knowledge) -> None:
        self.rule, self.declared, self.knowledge = rule, declared, knowledge
        self.conditions = {condition.id for condition in rule.conditions}
        self.amounts = {amount.id for amount in rule.amounts}

    def faults(self) -> Iterator[tuple[str, str]]:
        broken = False
        for part in (self._names, self._conditions, self._amounts, self._periods, self._branches):
            for fault in part():
                broken = True
                yield fault
        if not broken:  # texts and values can be looked up only where all names are known
            yield from self._coverage()
            yield from self._texts()

    def _names(self) -> Iterator[tuple[str, str]]:
        for title in (self.rule.title_vi, self.rule.title_en):
            if len(title) > TITLE_LENGTH or blanks.digits_in_prose(title):
                yield "", f"title {title!r} is longer than {TITLE_LENGTH} or has a digit"
        for topic in self.rule.topics:
            if topic not in self.knowledge.topics:
                yield "topics", f"unknown topic {topic!r}"
        ids = [*(condition.id for condition in self.rule.conditions), *(a.id for a in self.rule.amounts)]
        yield from (("", f"{name!r} stands twice") for name, times in Counter(ids).items() if times > 1)
        used = {name for period in self.rule.periods for name in self._named_in(period)}
        yield from (("", f"condition {name!r} is used nowhere") for name in sorted(self.conditions - used))

    def _named_in(self, period: RulePeriod) -> Iterator[str]:
        for branch in period.branches:
            yield from ids_in(branch.when)
            for note in branch.notes:
                yield from ids_in(note.when)
        for note in period.notes:
            yield from ids_in(note.when)
        for amount in self.rule.amounts:
            for case in amount.cases:
                yield from ids_in(case.when)

    def _conditions(self) -> Iterator[tuple[str, str]]:
        for leaf in self.rule.conditions:
            for reason in self._leaf(leaf):
                yield f"condition {leaf.id}", reason

    def _leaf(self, leaf: Condition) -> Iterator[str]:
        unknown = [name for name in leaf.facts() if name not in self.declared]
        yield from (f"unknown fact {name!r}" for name in unknown)
        yield from (f"unknown parameter {name!r}" for name in self._unknown_parameters(leaf.parameters()))
        if leaf.source and leaf.source not in self.knowledge.sources:
            yield f"unknown source {leaf.source!r}"
        if not unknown:
            yield from _compares(leaf, self.declared)

    def _unknown_parameters(self, names: Iterator[str]) -> list[str]:
        return [name for name in names if name not in self.knowledge.parameters]

    def _amounts(self) -> Iterator[tuple[str, str]]:
        for amount in self.rule.amounts:
            for reason in self._amount(amount):
                yield f"amount {amount.id}", reason

    def _amount(self, amount: AmountRule) -> Iterator[str]:
        for case in amount.cases:
            yield from self._unknown_conditions(ids_in(case.when))
            if case.value is None:
                continue
            try:
                formula = formulas.read(case.value)
            except FormulaError as error:
                yield str(error)
                continue
            yield from (
                f"unknown parameter {name!r}" for name in self._unknown_parameters(iter(formula.parameters))
            )
            yield from (f"unknown fact {name!r}" for name in formula.facts if name not in self.declared)

    def _unknown_conditions(self, names: Iterator[str]) -> Iterator[str]:
        yield from (f"unknown condition {name!r}" for name in names if name not in self.conditions)

    def _periods(self) -> Iterator[tuple[str, str]]:
        before: RulePeriod | None = None
        for period in self.rule.periods:
            key = f"period from {period.starts}"
            if period.until < period.starts:
                yield key, "ends before it starts"
            if before and period.starts <= before.until:
                yield key, f"overlaps the period until {before.until}"
            if period.until > LAST_DAY:
                yield key, f"ends after {LAST_DAY}, the last day any rule was read for"
            if not period.sources:
                yield key, "has no source"
            for source in period.sources:
                if source not in self.knowledge.sources:
                    yield key, f"unknown source {source!r}"
            yield from ((key, reason) for reason in self._assumptions(period))
            before = period

    def _assumptions(self, period: RulePeriod) -> Iterator[str]:
        for assumption in period.assume:
            fact = self.declared.facts.get(assumption.fact)
            if fact is None:
                yield f"assume: unknown fact {assumption.fact!r}"
            elif (assumption.parameter is None) == (assumption.value is None):
                yield f"assume {assumption.fact}: give a value or a parameter"
            elif assumption.parameter and assumption.parameter not in self.knowledge.parameters:
                yield f"assume: unknown parameter {assumption.parameter!r}"
            elif fact.values and assumption.value not in fact.values:
                yield f"assume: {assumption.value!r} is no value of {fact.name!r}"

    def _branches(self) -> Iterator[tuple[str, str]]:
        for period in self.rule.periods:
            key = f"period from {period.starts}"
            if not period.branches or period.branches[-1].when is not None:
                yield key, "the last branch must have no 'when': it says what holds otherwise"
            for number, branch in enumerate(period.branches, start=1):
                last = number == len(period.branches)
                yield from ((f"{key}, branch {number}", reason) for reason in self._branch(branch, last=last))

    def _branch(self, branch: Branch, *, last: bool) -> Iterator[str]:
        if branch.when is None and not last:
            yield "only the last branch may have no 'when'"
        yield from self._unknown_conditions(ids_in(branch.when))
        for note in branch.notes:
            yield from self._unknown_conditions(ids_in(note.when))
        yield from (f"unknown amount {name!r}" for name in branch.amounts if name not in self.amounts)
        yield from (f"needs the unknown fact {name!r}" for name in branch.needs if name not in self.declared)
        if (branch.verdict is Verdict.UNKNOWN) != bool(branch.needs):
            yield "the verdict unknown and 'needs' go together"

    def _coverage(self) -> Iterator[tuple[str, str]]:
        """Every value a rule compares with or counts with is known on all days of the period."""
        for period in self.rule.periods:
            for name in parameters_used(self.rule, period):
                if day := self._uncovered(name, period):
                    yield f"period from {period.starts}", f"parameter {name!r} has no known value on {day}"

    def _uncovered(self, name: str, period: RulePeriod) -> date | None:
        day = period.starts
        while day <= period.until:
            try:
                value = value_on(self.knowledge.parameters[name], day)
            except NotInForce:
                return day
            if value.until is None:
                return None
            day = value.until + ONE_DAY
        return None

    def _texts(self) -> Iterator[tuple[str, str]]:
        for period in self.rule.periods:
            for what, vi, en in texts_of(self.rule, period):
                for reason in self._text(vi, en, period):
                    yield f"period from {period.starts}, {what}", reason

    def _text(self, vi: str, en: str, period: RulePeriod) -> Iterator[str]:
        if bool(vi) != bool(en):
            yield "is written in one language only"
        for text in (vi, en):
            if near := blanks.digits_in_prose(text):
                yield f"has a digit or brace outside a blank near {near!r}"
        named = [Counter(blank.id for blank in blanks.find(text)) for text in (vi, en)]
        if named[0] != named[1]:
            yield "has other blanks in Vietnamese than in English"
        for blank in blanks.find(vi):
            known: Mapping[str, object] = self.knowledge.parameters
            if blank.is_source:
                known = self.knowledge.sources
            if blank.id not in known:
                yield f"names {blank.id!r}, which is not known"
            elif not blank.is_source and (day := self._uncovered(blank.id, period)):
                yield f"names {blank.id!r}, which has no known value on {day}"


def _compares(leaf: Condition, declared: Declarations) -> Iterator[str]:
    """Whether the comparison fits the type of its fact and names only values that fact can have."""
    fact = declared[leaf.fact]
    allowed = _COMPARISONS[fact.type]
    used = {name for name, given in _comparisons(leaf).items() if given}
    if not used:
        yield "compares nothing"
    if used - allowed:
        yield f"{', '.join(sorted(used - allowed))} does not go with a fact of type {fact.type!r}"
    named = [value for value in (leaf.is_, leaf.has, *leaf.in_) if value is not None]
    if fact.values:
        yield from (f"{value!r} is no value of {fact.name!r}" for value in named if value not in fact.values)
    elif any(not isinstance(value, int) for value in named):
        yield f"{fact.name!r} is compared with a word"
    for threshold in leaf.thresholds():
        yield from _threshold(threshold, declared)


def _threshold(threshold: Threshold, declared: Declarations) -> Iterator[str]:
    if isinstance(threshold, int) and threshold not in (0, 1):
        yield f"the number {threshold} must be a parameter with its source"
    if not isinstance(threshold, Mapping):
        return
    values = set(declared[threshold["by"]].values)
    named = set(threshold) - {"by", "otherwise"}
    yield from (f"{value!r} is no value of {threshold['by']!r}" for value in sorted(named - values))
    if "otherwise" not in threshold and named != values:
        yield f"says nothing for {', '.join(sorted(map(str, values - named)))}"


def _comparisons(leaf: Condition) -> dict[str, bool]:
    return {
        "is": leaf.is_ is not None,
        "in": bool(leaf.in_),
        "has": leaf.has is not None,
        "limits": any(t is not None for t in (leaf.at_least, leaf.at_most, leaf.over, leaf.under)),
        "per": leaf.per is not None,
        "within": bool(leaf.within_months or leaf.within_years),
    }


_COMPARISONS: dict[str, set[str]] = {
    "bool": {"is"},
    "enum": {"is", "in"},
    "set": {"has"},
    "flags": set(),
    "int": {"is", "limits", "per"},
    "number": {"is", "limits", "per"},
    "date": {"within"},
}
