"""/check: do I qualify? Buttons in one message; amounts and days may be typed."""

from dataclasses import asdict, replace
from typing import Any

from bot.checks import state, typed
from bot.checks.flow import HOUSE_INCOME, INCOME, MEMBERS, Flow
from bot.checks.state import EVERYTHING, Check, Checks
from bot.context import SAID, Chat
from bot.due import Due
from bot.files import made_by
from bot.render.check import (
    MONTHS,
    Screen,
    answers_screen,
    programmes_screen,
    question_screen,
    results_screen,
)
from bot.render.verdict import card, verdict_screen
from bot.render.verdict_picture import draw
from bot.routes import Routes
from db import dialogs, scheduled
from knowledge.fact_values import FactError
from knowledge.facts import Fact

FORGET = "forget_checks"
PICTURE = "verdict_card"
ALL = "all"


def register(routes: Routes) -> None:
    routes.command("check", offer)
    routes.button("checks", offer)
    routes.button("check", begin)
    routes.button("ck", act)
    routes.typing("ck", answer_typed)
    routes.deep_link("check", begin)
    routes.when_due(FORGET, forget_old)
    routes.file(PICTURE, draw)


def offer(chat: Chat) -> None:
    """What can be checked, and going on with what was begun."""
    chat.remember(screen="checks")
    open_checks = state.read(chat.dialog, chat.now())
    chat.show(*programmes_screen(chat.words, chat.services.eligibility, open_checks))


def begin(chat: Chat) -> None:
    """A new check, in a message of its own, with what is known already."""
    wanted = chat.arguments[0] if chat.arguments else ""
    if wanted != ALL and wanted not in chat.services.eligibility.rules:
        offer(chat)
        return
    checks = state.read(chat.dialog, chat.now())
    number = state.next_number(checks)
    facts = dict(chat.dialog.notes.get(SAID, {}))
    if chat.person.ward:
        facts["commune"] = chat.person.ward
    programme = EVERYTHING if wanted == ALL else wanted
    checks[number] = Check(programme=programme, started=chat.now(), facts=facts)
    due_at = chat.now() + state.KEPT_SECONDS
    key = f"{FORGET}:{chat.person.id}:{number}:{int(chat.now())}"
    scheduled.put(chat.session, FORGET, key, due_at=due_at, person_id=chat.person.id)
    _draw(chat, checks, number)


def act(chat: Chat) -> None:
    """A button of a check: `ck:<check>:<what>:…`. One of a check that is over leads back to the list."""
    checks = state.read(chat.dialog, chat.now())
    number, what, *rest = [*chat.arguments, "", ""]
    if not number.isdecimal() or int(number) not in checks:
        offer(chat)
        return
    here = int(number)
    if what == "stop":
        del checks[here]
        chat.remember(notes=state.written(chat.dialog, checks))
        offer(chat)
        return
    flow = _flow(chat, checks[here])
    if what == "picture":
        _send_picture(chat, flow, rest[0])
    elif what == "show" and rest[0] in flow.programmes:
        result = flow.results()[rest[0]]
        _show(chat, verdict_screen(chat.words, flow, here, result), here)
    elif what == "answers":
        _show(chat, answers_screen(chat.words, flow, here), here)
    else:
        _ACTS.get(what, _go)(flow, [one for one in rest if one])
        _draw(chat, checks, here)


def _flow(chat: Chat, check: Check) -> Flow:
    return Flow(chat.services.eligibility, check, chat.today)


def _draw(chat: Chat, checks: Checks, number: int) -> None:
    """Keep where the checks stand and show the question, or the result."""
    flow = _flow(chat, checks[number])
    fact = flow.question()
    chat.remember(notes=state.written(chat.dialog, checks))
    if fact is not None:
        _show(chat, question_screen(chat.words, flow, number, fact), number)
        return
    results = flow.results()
    if flow.check.programme:
        _show(chat, verdict_screen(chat.words, flow, number, results[flow.check.programme]), number)
    else:
        _show(chat, results_screen(chat.words, flow, number, results), number)


def _show(chat: Chat, screen: Screen, number: int) -> None:
    chat.remember(screen=f"ck:{number}:go")
    chat.show(*screen)


def _send_picture(chat: Chat, flow: Flow, programme: str) -> None:
    """The card as a picture, made when it is sent."""
    results = flow.results()
    if programme not in results:
        return
    shown = asdict(card(chat.words, flow, results[programme]))
    chat.toast = chat.words._("The picture is on its way.")
    chat.call("sendPhoto", chat_id=chat.chat_id, photo=made_by(PICTURE, **shown), caption=shown["verdict"])


def _asked(flow: Flow, arguments: list[str]) -> Fact | None:
    """The fact that is asked now, if the pressed button belongs to it."""
    fact = flow.question()
    names = list(flow.rules.declared.facts)
    if fact is None or not arguments or not arguments[0].isdecimal():
        return None
    return fact if names.index(fact.name) == int(arguments[0]) else None


def _go(_flow: Flow, _arguments: list[str]) -> None:
    """Only look again."""


def _answer(flow: Flow, arguments: list[str]) -> None:
    fact = _asked(flow, arguments)
    if fact is None or len(arguments) < 2:
        return
    try:
        flow.answer(fact.name, _value(fact, arguments[1]))
    except (FactError, ValueError, IndexError):
        return  # a button of an older version: the question is shown again


def _value(fact: Fact, text: str) -> Any:
    """The answer a button stands for."""
    if fact.type == "bool":
        return text == "1"
    if fact.type == "enum":
        return fact.answers[int(text)].value
    if fact.type == "date":
        return None if text == "null" else text
    number = float(text)
    return int(number) if number == int(number) else number


def _tick(flow: Flow, arguments: list[str]) -> None:
    fact = _asked(flow, arguments)
    if fact is None or len(arguments) < 2 or not arguments[1].isdecimal():
        return
    if int(arguments[1]) < len(fact.answers):
        value = fact.answers[int(arguments[1])].value
        ticks = flow.check.ticks
        (ticks.remove if value in ticks else ticks.append)(value)
        if value == "none" or "none" in ticks:
            flow.check.ticks = [value] if value in ticks else ticks


def _take_ticks(flow: Flow, arguments: list[str]) -> None:
    fact = _asked(flow, arguments)
    if fact is None:
        return
    ticks = flow.check.ticks
    if fact.type == "flags":
        flow.answer(fact.name, {one.value: one.value in ticks for one in fact.answers})
    else:
        flow.answer(fact.name, list(ticks) or ["none"])


def _do_not_know(flow: Flow, arguments: list[str]) -> None:
    fact = _asked(flow, arguments)
    if fact is not None:
        flow.do_not_know(fact.name)


def _back(flow: Flow, _arguments: list[str]) -> None:
    flow.back()


def _fix(flow: Flow, arguments: list[str]) -> None:
    names = list(flow.rules.declared.facts)
    if arguments and arguments[0].isdecimal() and int(arguments[0]) < len(names):
        flow.ask_again(names[int(arguments[0])])


def _put_together(flow: Flow, arguments: list[str]) -> None:
    """One part of an answer of several: a year, or the income of the whole house."""
    fact = _asked(flow, arguments)
    if fact is None or len(arguments) < 2:
        return
    flow.check.step.append(arguments[1])
    if fact.name == INCOME and len(flow.check.step) == 4:
        _take_house_income(flow)


def _take_house_income(flow: Flow) -> None:
    _, how, money, people = flow.check.step
    try:
        yearly = int(money) * (MONTHS if how == "month" else 1)
        flow.answer(HOUSE_INCOME, yearly)
        flow.answer(MEMBERS, int(people))
    except (FactError, ValueError):
        flow.back()
        return
    for name in (HOUSE_INCOME, MEMBERS):
        flow.check.asked.remove(name)
    flow.check.asked.append(INCOME)


_ACTS = {
    "a": _answer,
    "t": _tick,
    "ticked": _take_ticks,
    "no": _do_not_know,
    "back": _back,
    "fix": _fix,
    "step": _put_together,
}


def answer_typed(chat: Chat) -> None:
    """A typed amount, number or day; anything else is said to be not understood, with the question again."""
    checks = state.read(chat.dialog, chat.now())
    number = int(chat.arguments[0]) if chat.arguments and chat.arguments[0].isdecimal() else 0
    text = (chat.message.text if chat.message else "") or ""
    if number not in checks:
        offer(chat)
        return
    flow = _flow(chat, checks[number])
    fact = flow.question()
    if fact is None or not _take_typed(flow, fact, text):
        chat.reply(
            chat.words._(
                "I did not understand this as an answer. Please press a button, or /cancel to ask something else."
            )
        )
    _draw(chat, checks, number)


def _take_typed(flow: Flow, fact: Fact, text: str) -> bool:
    """Whether the text was an answer to the question."""
    value: Any
    if fact.name == INCOME and len(flow.check.step) in (2, 3):
        value = (
            typed.amount(text)
            if len(flow.check.step) == 2
            else typed.number(text, flow.rules.declared[MEMBERS])
        )
        if value is None:
            return False
        _put_together(flow, [str(list(flow.rules.declared.facts).index(fact.name)), str(value)])
        return True
    if fact.is_numeric:
        value = typed.number(text, fact)
    elif fact.type == "date" and (day := typed.day(text)) and day <= flow.on:
        value = day.isoformat()
    else:
        return False
    if value is None:
        return False
    try:
        flow.answer(fact.name, value)
    except FactError:
        return False
    return True


async def forget_old(due: Due) -> None:
    """After 24 hours: erase the answers of checks that are over."""

    def forget(session: Any) -> list[Any]:
        person_id, now = int(due.arguments["person_id"]), due.services.clock.now()
        dialog = dialogs.find(session, person_id)
        if state.NOTE in dialog.notes:
            notes = state.written(dialog, state.read(dialog, now))
            dialogs.keep(session, person_id, replace(dialog, notes=notes), now=now)
        return []

    await due.finish(forget)
