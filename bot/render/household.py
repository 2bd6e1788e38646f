"""The household card, its history, and the list of matches. Pure: rows and words in, HTML out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape

from bot.household_card import Card, Numbers
from bot.i18n import Words
from bot.register_words import KINDS, OUTCOMES, RELATIONS, STATUSES, SUPPORT_KINDS, masked
from db.followups import FollowupRow
from db.households import HouseholdRow, MemberRow, StatusRow
from db.matches import Match
from db.register_terms import Relation
from db.supports import SupportRow
from knowledge import amounts
from knowledge.results import Result
from knowledge.terms import Verdict
from knowledge.wards import all_wards

MOST_MEMBERS, MOST_SUPPORTS, MOST_RESULTS, MOST_OPEN = 12, 5, 9, 5
SHORTEST_NOTE = 160
SIGNS = {Verdict.ELIGIBLE: "✅", Verdict.UNKNOWN: "❔", Verdict.ASK_COMMUNE: "🏛"}
_KINDS = {kind.value: text for kind, text in SUPPORT_KINDS.items()}

Opened = Callable[[MemberRow], Numbers]


def place(words: Words, ward_id: str, hamlet: str) -> str:
    """Hamlet and ward as people say them."""
    ward = all_wards().get(ward_id)
    return ", ".join(part for part in (hamlet, ward.title(words.language) if ward else ward_id) if part)


def _head(words: Words, household: HouseholdRow, members: Iterable[MemberRow]) -> Iterator[str]:
    head = next((one.name for one in members if one.relation is Relation.HEAD), household.code)
    yield f"<b>{escape(head)}</b> · <code>{escape(household.code)}</code>"
    status = words._(STATUSES[household.status])
    if household.status_since:
        status += " " + words._("since {day}").format(day=words.day(household.status_since))
    yield status
    yield escape(", ".join(filter(None, (place(words, household.ward, household.hamlet), household.address))))
    if household.closed_on:
        yield words._("⚠️ Moved away or dissolved on {day}").format(day=words.day(household.closed_on))
    if household.duplicate_of_id:
        yield words._("⚠️ Perhaps in the register twice")


def short_card(words: Words, household: HouseholdRow, members: Iterable[MemberRow]) -> str:
    """What a collaborator sees: names and status."""
    rows = list(members)
    names = [f"• {escape(one.name)} ({words._(RELATIONS[one.relation])})" for one in rows[:MOST_MEMBERS]]
    return "\n".join([*_head(words, household, rows), "", *names])


def card_text(words: Words, card: Card, opened: Opened, *, clear: bool, on: date) -> str:
    """The whole card, numbers masked unless `clear`."""
    sections = [
        list(_head(words, card.household, card.members)),
        list(_decision(words, card)),
        list(_members(words, card, opened, clear=clear)),
        list(_received(words, card)),
        list(_may_get(words, card)),
        list(_open(words, card, on)),
        list(_visits(words, card)),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _decision(words: Words, card: Card) -> Iterator[str]:
    for review in card.reviews[:1]:
        text = words._("Review of {year}").format(year=review.year)
        if review.decision_number:
            text += " · " + words._("decision {number}").format(number=escape(review.decision_number))
        if review.decided_on:
            text += f", {words.day(review.decided_on)}"
        if review.income_per_person is not None:
            income = amounts.value_text(review.income_per_person, "vnd_per_person_month", words.language)
            text += f" · {income}"
        yield text


def _members(words: Words, card: Card, opened: Opened, *, clear: bool) -> Iterator[str]:
    yield words._("👥 <b>{count} people</b>").format(count=len(card.members))
    for member in card.members[:MOST_MEMBERS]:
        born = f", {member.birth_year}" if member.birth_year else ""
        yield f"• {escape(member.name)} ({words._(RELATIONS[member.relation])}{born})"
        if numbers := _numbers(words, opened(member), clear=clear):
            yield f"   {numbers}"
    if len(card.members) > MOST_MEMBERS:
        yield words._("… and {count} more").format(count=len(card.members) - MOST_MEMBERS)


def _numbers(words: Words, numbers: Numbers, *, clear: bool) -> str:
    named = (
        (words._("ID"), numbers.id_number),
        (words._("insurance"), numbers.insurance_number),
        (words._("phone"), numbers.phone),
    )
    return " · ".join(f"{name} {number if clear else masked(number)}" for name, number in named if number)


def support_line(words: Words, row: SupportRow) -> str:
    """One thing received."""
    kind = words._(_KINDS[row.kind]) if row.kind in _KINDS else escape(row.kind)
    amount = "" if row.amount is None else f": {_money(words, row.amount)}"
    source = f" ({escape(row.money_source)})" if row.money_source else ""
    return f"• {words.day(row.received_on)} {kind}{amount}{source}"


def _money(words: Words, amount: int) -> str:
    return amounts.value_text(amount, "vnd", words.language)


def _received(words: Words, card: Card) -> Iterator[str]:
    yield words._("🎁 <b>Received</b>")
    if not card.supports:
        yield words._("Nothing recorded")
    for row in card.supports[:MOST_SUPPORTS]:
        yield support_line(words, row)
    if len(card.supports) > MOST_SUPPORTS:
        yield words._("… and {count} more").format(count=len(card.supports) - MOST_SUPPORTS)


def _may_get(words: Words, card: Card) -> Iterator[str]:
    """What the family may still get: the sure ones first, then what is missing to know."""
    order = list(SIGNS)
    results = sorted(card.results, key=lambda result: order.index(result.verdict))
    yield words._("📜 <b>May still get</b>")
    for result in results[:MOST_RESULTS]:
        yield f"{SIGNS[result.verdict]} {escape(result.titles.text(words.language))}"
    if len(results) > MOST_RESULTS:
        yield words._("… and {count} more").format(count=len(results) - MOST_RESULTS)


def _open(words: Words, card: Card, on: date) -> Iterator[str]:
    if card.open_followups:
        yield words._("📌 <b>Promised</b>")
    for row in card.open_followups[:MOST_OPEN]:
        assert row.due_on is not None, "open work has a day"
        late = " ⚠️" if row.due_on < on else ""
        yield f"• {words.day(row.due_on)}{late} {words._(KINDS[row.kind])}"


def _visits(words: Words, card: Card) -> Iterator[str]:
    if card.last_visits:
        yield words._("🕘 <b>Last time</b>")
    for row in card.last_visits:
        yield followup_line(words, row, SHORTEST_NOTE)


def followup_line(words: Words, row: FollowupRow, letters: int) -> str:
    """One follow-up that was made, with its note cut to some letters."""
    day = words.day(row.happened_on) if row.happened_on else ""
    outcome = words._(OUTCOMES[row.outcome]) if row.outcome else ""
    note = row.note if len(row.note) <= letters else f"{row.note[:letters]}…"
    signs = f"{' 📷' if row.photo else ''}{' 📍' if row.place else ''}"
    return f"• {day} {words._(KINDS[row.kind])} {outcome}{signs}" + (
        f"\n   <i>{escape(note)}</i>" if note else ""
    )


def history_text(words: Words, card: Card, statuses: Iterable[StatusRow]) -> str:
    """Statuses, supports and follow-ups, as far as a message reaches."""
    lines = [words._("🗂 <b>History</b>")]
    for status in statuses:
        decision = f" ({escape(status.decision_number)})" if status.decision_number else ""
        lines.append(f"• {words.day(status.since)} {words._(STATUSES[status.status])}{decision}")
    lines += [support_line(words, row) for row in card.supports]
    lines += [followup_line(words, row, 400) for row in card.followups if row.happened_on]
    return _cut(lines, 3800)


def _cut(lines: list[str], letters: int) -> str:
    """As many lines as fit."""
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(kept) + len(line) > letters:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept)


def may_get_text(words: Words, results: Iterable[Result], missing: Callable[[Result], list[str]]) -> str:
    """Every programme that is open to the family, with what has to be known first."""
    lines = [words._("📜 <b>May still get</b> (by what the register knows)"), ""]
    for result in sorted(results, key=lambda one: list(SIGNS).index(one.verdict)):
        lines.append(f"{SIGNS[result.verdict]} <b>{escape(result.titles.text(words.language))}</b>")
        if wanted := missing(result):
            names = ", ".join(wanted[:4])
            lines.append("   " + words._("ask about: {facts}").format(facts=escape(names)))
    lines += ["", words._("This is an estimate; the ward or commune decides.")]
    return _cut(lines, 3800)


def match_title(words: Words, match: Match) -> str:
    """A match as a button reads: who, born when, where."""
    name = match.name or match.code
    born = f" {match.birth_year}" if match.birth_year else ""
    head = f" · {match.head_name}" if match.head_name and match.head_name != match.name else ""
    sign = words._(STATUSES[match.status]).split()[0]
    return f"{sign} {name}{born}{head} · {place(words, match.ward, match.hamlet)}"[:120]
