"""What an import would do or did, in words. Pure."""

from collections.abc import Sequence
from html import escape

from bot.i18n import N_, Words
from bot.keyboards import Keyboard, button, keyboard
from bot.register.importing import Proposal
from bot.register.workbook import field_title, reason_text
from db.register_plan import Plan

BAR = 12
MOST_SHOWN, LONGEST = 5, 40
MOVEMENTS = {
    "new": N_("🆕 New on the lists: {count}"),
    "escaped": N_("🟡 Escaped: {count}"),
    "fell_back": N_("⚠️ Fell back: {count}"),
    "better": N_("🟠 From poor to near-poor: {count}"),
    "worse": N_("🔴 From near-poor to poor: {count}"),
}


def comparing(words: Words, done: int, total: int) -> str:
    """How far reading and comparing is."""
    if not total:
        return words._("⏳ Reading the file…")
    filled = round(done / total * BAR)
    bar = f"{'▓' * filled}{'░' * (BAR - filled)}"
    return words._("⏳ Comparing: {bar} {done}/{total}").format(
        bar=bar, done=words.number(done), total=words.number(total)
    )


def proposal_text(words: Words, found: Proposal) -> str:
    """What each column is taken for, what would be done, who moved between the lists."""
    columns = found.file.columns
    taken = [
        f"• {_cut(columns.headings[at])} → {field_title(words, name)}" for name, at in columns.columns.items()
    ]
    parts = [words._("<b>Columns</b>"), *taken]
    if columns.unused:
        unused = ", ".join(_cut(one) for one in columns.unused[:10])
        parts.append(words._("Not used: {columns}").format(columns=unused))
    return "\n".join([*parts, "", *_counts(words, found.plan), *_refusals(words, found)])


def _cut(heading: str) -> str:
    """A heading short enough that all of them fit a message."""
    return escape(heading if len(heading) <= LONGEST else f"{heading[:LONGEST]}…")


def _counts(words: Words, plan: Plan) -> list[str]:
    counts = words._(
        "<b>Households</b>: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused"
    ).format(
        new=words.number(plan.new),
        changed=words.number(plan.changed),
        unchanged=words.number(plan.unchanged),
        refused=words.number(plan.refused_households),
    )
    moved = [
        f"{words._(title).format(count=words.number(len(codes)))} ({_codes(codes)})"
        for name, title in MOVEMENTS.items()
        if (codes := getattr(plan.movement, name))
    ]
    stays = words._(
        "Listed households of these wards that are not in the file, and stay as they are: {count}"
    )
    left = [stays.format(count=words.number(plan.not_in_file))] if plan.not_in_file else []
    return [counts, *moved, *left]


def _codes(codes: Sequence[str]) -> str:
    more = " …" if len(codes) > MOST_SHOWN else ""
    return escape(", ".join(codes[:MOST_SHOWN])) + more


def _refusals(words: Words, found: Proposal) -> list[str]:
    refused = found.plan.refused
    if not refused:
        return []
    lines = ["", words._("<b>Refused</b> (all of them with cell and reason in the file beside)")]
    lines += [
        f"• {one.row}, {field_title(words, one.field)}: {reason_text(words, one)}"
        for one in refused[:MOST_SHOWN]
    ]
    return lines


def proposal_keyboard(words: Words, found: Proposal, key: str) -> Keyboard:
    """Taking it in, where there is something to take in; with refused households only the rest."""
    plan = found.plan
    title = words._("✅ Take in the rest") if plan.refused else words._("✅ Take it in")
    go = [button(title, "im_go", plan.new, plan.changed, key)] if plan.changes else []
    return keyboard(
        go,
        [button(words._("📥 Send another file"), "import")],
        [button(words._("⬅️ Officers' area"), "work")],
    )


def outcome_text(words: Words, plan: Plan, twice: int) -> str:
    """What was done; `twice`: new households that are perhaps in the register already."""
    lines = [words._("✅ <b>Taken in.</b>"), *_counts(words, plan)]
    if twice:
        text = words._("⚠️ Perhaps in the register twice: {count}; their cards say so.")
        lines.append(text.format(count=words.number(twice)))
    return "\n".join(lines)
