"""The screens of the guided check: what may be checked, one question, the answers so far."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from bot.checks.flow import INCOME, Flow
from bot.checks.state import Check
from bot.i18n import Words
from bot.keyboards import Button, Keyboard, button, in_rows, keyboard
from knowledge import amounts, blanks
from knowledge.eligibility import Eligibility
from knowledge.facts import Fact
from knowledge.fill import fill
from knowledge.results import Result

Screen = tuple[str, Keyboard]
YEARS_BACK = 5
MONTHS = 12
LONGEST_BUTTON = 60
AGES = ("age", "pupil_age")
MEMBERS = range(1, 11)
HOUSE_MONTH_STEPS = (3_000_000, 5_000_000, 7_000_000, 10_000_000, 15_000_000, 20_000_000)
HOUSE_YEAR_STEPS = (30_000_000, 50_000_000, 70_000_000, 100_000_000, 150_000_000, 200_000_000)


def programmes_screen(words: Words, rules: Eligibility, open_checks: dict[int, Check]) -> Screen:
    """What can be checked; a check under way comes first."""
    text = words._(
        "<b>What shall we check?</b>\nI ask a few questions, you press buttons. Your answers are kept only for this check "
        "and erased after 24 hours."
    )
    going = [
        [button(words._("▶️ Go on: {title}").format(title=title_of(words, rules, check)), "ck", number, "go")]
        for number, check in open_checks.items()
    ]
    single = [button(rule.title(words.language), "check", name) for name, rule in rules.rules.items()]
    return text, keyboard(
        *going,
        [button(words._("👪 Everything my family may get"), "check", "all")],
        *([one] for one in single),
        [button(words._("🏠 Start"), "start")],
    )


def title_of(words: Words, rules: Eligibility, check: Check) -> str:
    """The programme's title, or that everything is checked."""
    if not check.programme:
        return words._("everything my family may get")
    return rules.rules[check.programme].title(words.language)


def question_screen(words: Words, flow: Flow, number: int, fact: Fact) -> Screen:
    """One question with its answers, "I don't know", and the ways back and out."""
    head = f"<b>{escape(title_of(words, flow.rules, flow.check))}</b>"
    count = words._("Question {number}").format(number=len(flow.check.asked) + 1)
    question, keys = _step(words, flow, number, fact)
    lines = [f"{head} · {count}", "", question]
    if fact.help(words.language) and not flow.check.step:
        lines.append(f"<i>{escape(filled(flow, words, fact.help(words.language)))}</i>")
    unknown = flow.rules.declared.unknown.text(words.language)
    if not flow.check.asked and not flow.check.fixing:
        lines += ["", words._("Your answers are erased after 24 hours.")]
    ways = [button(words._("⬅️ Back"), "ck", number, "back"), button(words._("⏹ Stop"), "ck", number, "stop")]
    return "\n".join(lines), keyboard(
        *keys, [button(f"🤷 {unknown}", "ck", number, "no", _place(flow, fact))], ways
    )


def _place(flow: Flow, fact: Fact) -> int:
    """A fact's number in the declarations: short enough for a button, and it tells a stale one."""
    return list(flow.rules.declared.facts).index(fact.name)


def _step(words: Words, flow: Flow, number: int, fact: Fact) -> tuple[str, list[list[Button]]]:
    """The question and its answer buttons, or those of a part of the answer."""
    if fact.name == INCOME and flow.check.step:
        return _income_step(words, flow, number, fact)
    question = f"<b>{escape(filled(flow, words, fact.question(words.language)))}</b>"
    keys = _answers(words, flow, number, fact)
    if fact.name == INCOME:
        text = words._("🧮 Count it for me (whole house)")
        keys.append([button(text, "ck", number, "step", _place(flow, fact), "house")])
    if fact.is_numeric:
        question += "\n" + words._("Choose or type a number.")
    if fact.type == "date":
        question += "\n" + words._("Choose or type the day, for example 14/12/2025.")
    return question, keys


def _answers(words: Words, flow: Flow, number: int, fact: Fact) -> list[list[Button]]:
    place = _place(flow, fact)

    def key(text: str, value: object) -> Button:
        return button(text, "ck", number, "a", place, value)

    match fact.type:
        case "bool":
            yes, no = flow.rules.declared.yes, flow.rules.declared.no
            return [[key(yes.text(words.language), 1), key(no.text(words.language), 0)]]
        case "enum":
            return [
                [key(filled(flow, words, one.text(words.language)), n)] for n, one in enumerate(fact.answers)
            ]
        case "set" | "flags":
            return _ticks(words, flow, number, fact)
        case "date":
            return _days(words, flow, number, fact)
    steps = [step for step in fact.steps if fact.most is None or step <= fact.most]
    return in_rows((key(value_words(words, fact, step), f"{step:g}") for step in steps), 3)


def _ticks(words: Words, flow: Flow, number: int, fact: Fact) -> list[list[Button]]:
    """Answers of which several may hold, and a button when all are ticked."""
    place, ticked = _place(flow, fact), set(flow.check.ticks)
    keys = [
        [
            button(
                f"{'☑️' if one.value in ticked else '▫️'} {filled(flow, words, one.text(words.language))}",
                "ck", number, "t", place, n,
            )
        ]
        for n, one in enumerate(fact.answers)
    ]  # fmt: skip
    return [*keys, [button(words._("✅ That is all"), "ck", number, "ticked", place)]]


def _days(words: Words, flow: Flow, number: int, fact: Fact) -> list[list[Button]]:
    """A year, then a month; or that there is no such day."""
    place = _place(flow, fact)
    if flow.check.step:
        year = int(flow.check.step[-1])
        last = flow.on.month if year == flow.on.year else MONTHS
        months = [
            button(f"{month:02}/{year}", "ck", number, "a", place, f"{year}-{month:02}-01")
            for month in range(1, last + 1)
        ]
        return in_rows(months, 4)
    years = [
        button(str(year), "ck", number, "step", place, year)
        for year in range(flow.on.year, flow.on.year - YEARS_BACK, -1)
    ]
    none = [[button(fact.none.text(words.language), "ck", number, "a", place, "null")]] if fact.none else []
    return [*in_rows(years, 3), *none]


def _income_step(words: Words, flow: Flow, number: int, fact: Fact) -> tuple[str, list[list[Button]]]:
    """The income of the whole house, counted together: how often, how much, how many people."""
    place, step = _place(flow, fact), flow.check.step

    def key(text: str, value: object) -> Button:
        return button(text, "ck", number, "step", place, value)

    if len(step) == 1:
        text = words._("<b>How do you count the money of the whole house?</b>")
        return text, [
            [key(words._("By month"), "month")],
            [key(words._("By year or season, added up"), "year")],
        ]
    if len(step) == 2:
        monthly = step[1] == "month"
        text = (
            words._("<b>How much does the whole house earn in a month?</b>")
            if monthly
            else words._(
                "<b>How much did the whole house earn in the last twelve months, all seasons added up?</b>"
            )
        )
        note = words._("Without allowances and State aid. Choose or type, for example 7tr5.")
        steps = HOUSE_MONTH_STEPS if monthly else HOUSE_YEAR_STEPS
        return f"{text}\n{note}", in_rows((key(money(words, one), one) for one in steps), 3)
    yearly = money(words, int(step[2]) * (MONTHS if step[1] == "month" else 1))
    text = words._("{yearly} a year. <b>How many people live on it?</b>").format(yearly=yearly)
    return text, in_rows((key(str(count), count) for count in MEMBERS), 5)


def money(words: Words, value: float) -> str:
    return amounts.value_text(value, "vnd", words.language)


def value_words(words: Words, fact: Fact, value: float) -> str:
    if fact.name in AGES:
        return words._("{age} years old").format(age=words.number(value))
    return amounts.value_text(value, fact.unit, words.language) if fact.unit else words.number(value)


def filled(flow: Flow, words: Words, text: str) -> str:
    """A text of the facts file with its blanks."""
    return fill(flow.rules.knowledge, text, flow.on, words.language) if blanks.find(text) else text


def answer_words(words: Words, flow: Flow, name: str) -> str:
    """What was answered, in words."""
    fact, check = flow.rules.declared[name], flow.check
    if name in check.unknown:
        return flow.rules.declared.unknown.text(words.language)
    value: Any = check.facts.get(name)
    if name == INCOME and value is None:
        value = flow.rules.known(flow.facts, flow.on).get(INCOME)
    if isinstance(value, bool):
        return (flow.rules.declared.yes if value else flow.rules.declared.no).text(words.language)
    if fact.type in ("set", "flags"):
        picked = (
            value if isinstance(value, list) else [flag for flag, holds in (value or {}).items() if holds]
        )
        return ", ".join(_texts(words, flow, fact, picked)) or words._("none of them")
    if fact.type == "enum":
        return "".join(_texts(words, flow, fact, [value]))
    if fact.type == "date":
        return _day_words(words, fact, value)
    return value_words(words, fact, round(value, 2)) if value is not None else "—"


def _texts(words: Words, flow: Flow, fact: Fact, values: Sequence[object]) -> Iterable[str]:
    return [filled(flow, words, one.text(words.language)) for one in fact.answers if one.value in values]


def _day_words(words: Words, fact: Fact, value: str | None) -> str:
    if value is None:
        return fact.none.text(words.language) if fact.none else "—"
    year, month, day = value.split("-")
    return f"{day}/{month}/{year}"


def answers_screen(words: Words, flow: Flow, number: int) -> Screen:
    """Every answer, to change one."""
    rows = [[_answer_button(words, flow, number, name)] for name in flow.check.asked]
    text = words._("<b>Your answers.</b> Press one to change it.")
    return text, keyboard(*rows, [button(words._("⬅️ Back"), "ck", number, "go")])


def _answer_button(words: Words, flow: Flow, number: int, name: str) -> Button:
    fact = flow.rules.declared[name]
    title = filled(flow, words, fact.title(words.language))
    text = f"{title}: {answer_words(words, flow, name)}"
    return button(text[:LONGEST_BUTTON], "ck", number, "fix", _place(flow, fact))


def results_screen(words: Words, flow: Flow, number: int, results: dict[str, Result]) -> Screen:
    """All programmes of a family, each with its sign; a press shows the reasons."""
    text = words._(
        "<b>What your family may get</b>\n✅ yes · ❔ not known yet · 🏛 the ward decides · ❌ no\n"
        "Press one for the reasons. This is an estimate; the ward or commune decides."
    )
    order = sorted(results.values(), key=lambda result: list(SIGNS).index(result.verdict.value))
    return text, keyboard(
        *([_result_button(words, number, result)] for result in order),
        [
            button(words._("⬅️ Back"), "ck", number, "back"),
            button(words._("✏️ Change an answer"), "ck", number, "answers"),
        ],
        [button(words._("🔎 Check something else"), "checks"), button(words._("🏠 Start"), "start")],
    )


def _result_button(words: Words, number: int, result: Result) -> Button:
    title = f"{SIGNS[result.verdict.value]} {result.titles.text(words.language)}"
    return button(title, "ck", number, "show", result.programme)


SIGNS = {"eligible": "✅", "unknown": "❔", "ask_commune": "🏛", "not_eligible": "❌"}
