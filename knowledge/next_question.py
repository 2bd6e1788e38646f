"""Which question to ask next: the one whose answer decides most, over all programmes asked about."""

from collections.abc import Iterable, Set

from knowledge.facts import Declarations
from knowledge.plans import Plan
from knowledge.readings import Readings
from knowledge.telling import most_telling, weigh


def next_question(
    plans: Iterable[Plan], readings: Readings, declared: Declarations, dont_know: Set[str]
) -> str | None:
    """The fact to ask next; None once no answer a person could give would change a verdict.

    A fact that counts as something while nobody said it is asked all the same, where it is one people can answer.
    """
    gains: dict[str, float] = {}
    for plan in plans:
        assumed = {
            name: value
            for name, value in plan.assumed.items()
            if name in dont_know or not declared[name].asked
        }
        for name, gain in weigh(plan.verdicts, readings, assumed).items():
            gains[name] = gains.get(name, 0.0) + gain
    askable = {name: gain for name, gain in gains.items() if name not in dont_know and declared[name].asked}
    return next(iter(most_telling(askable, declared.facts)), None)
