"""Job fairs in words: the list, one fair, its vacancies, where a person stands. Pure."""

from collections.abc import Sequence
from html import escape

from bot.i18n import N_, Words
from db.fair_report import FairCounts
from db.jobfair_terms import FairState, WorkKind
from db.jobfairs import FairRow
from db.vacancies import VacancyRow
from knowledge import amounts
from knowledge.wards import all_wards

KINDS = {
    WorkKind.FACTORY: N_("🏭 Factory"),
    WorkKind.SERVICE: N_("🛎 Service"),
    WorkKind.BUILDING: N_("🧱 Building"),
    WorkKind.FARMING: N_("🌱 Farming"),
    WorkKind.OFFICE: N_("💻 Office"),
    WorkKind.OTHER: N_("🧰 Other work"),
}
STATES = {
    FairState.DRAFT: N_("✏️ draft"),
    FairState.OPEN: N_("📢 open"),
    FairState.CANCELLED: N_("❌ called off"),
    FairState.OVER: N_("✅ over"),
}


def hour(minutes: int) -> str:
    """Minutes after midnight as 08:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def when(words: Words, fair: FairRow) -> str:
    """Day and hours; the day alone where the hours are not known."""
    if not fair.hours_known:
        return words.day(fair.day)
    return f"{hour(fair.opens)}–{hour(fair.closes)}, {words.day(fair.day)}"


def fair_text(words: Words, fair: FairRow, *, vacancies: int, companies: int, left: int | None) -> str:
    """One fair as residents see it. `left`: seats left, None where there is no limit."""
    lines = [
        f"🤝 <b>{escape(fair.title)}</b>",
        f"🗓 {when(words, fair)}",
        f"📍 {escape(fair.place)}",
        words._("Organised by {name}").format(name=escape(fair.organiser)),
    ]
    if fair.state is FairState.CANCELLED:
        lines.insert(1, words._("❌ <b>This fair was called off.</b>"))
    if companies:
        lines.append(words._("🏢 {count} companies").format(count=companies))
    if vacancies:
        lines.append(words._("💼 {count} kinds of work offered").format(count=vacancies))
    if left is not None:
        lines.append(words._("🎟 Seats left: {count}").format(count=left))
    if fair.notes:
        lines += ["", escape(fair.notes)]
    return "\n".join(lines)


def upcoming_lines(words: Words, fairs: Sequence[FairRow]) -> str:
    """What is really entered, or honestly that nothing is."""
    if not fairs:
        return words._(
            "📭 No coming fair has been entered here yet. I can tell you when there is one; the employment service "
            "centre and your ward know more."
        )
    lines = [words._("📢 <b>Coming fairs entered here</b>")]
    lines += [f"• {when(words, fair)}: {escape(fair.title)} — {escape(fair.place)}" for fair in fairs[:5]]
    return "\n".join(lines)


def wage(words: Words, row: VacancyRow) -> str:
    """What is paid a month."""
    if row.wage_from is None and row.wage_to is None:
        return words._("wage to be agreed")
    low, high = row.wage_from, row.wage_to
    if low is not None and high is not None and low != high:
        return f"{words.number(low)}–{amounts.value_text(high, 'vnd_per_month', words.language)}"
    return amounts.value_text(low if low is not None else high or 0, "vnd_per_month", words.language)


def vacancy_text(words: Words, row: VacancyRow) -> str:
    """One vacancy."""
    lines = [
        f"<b>{escape(row.job)}</b> × {row.number} — {escape(row.company)}",
        f"{words._(KINDS[row.kind])} · {wage(words, row)}",
    ]
    near = all_wards()[row.ward].title(words.language) if row.ward in all_wards() else ""
    places = ", ".join(escape(part) for part in (row.place or "", near) if part)
    if places:
        lines.append(f"📍 {places}")
    if row.requirements:
        lines.append(f"<i>{escape(row.requirements[:200])}</i>")
    return "\n".join(lines)


def report_text(
    words: Words, fair: FairRow, whole: FairCounts, by_ward: Sequence[tuple[str | None, FairCounts]]
) -> str:
    """What became of a fair, for officers."""
    lines = [f"📊 <b>{escape(fair.title)}</b> · {words.day(fair.day)}", ""]
    if not (whole.signed_up or whole.waiting):
        return "\n".join([*lines, words._("Nobody signed up here, so nothing is known of who came.")])
    lines += [f"{words._(title)}: <b>{getattr(whole, name)}</b>" for name, title in COUNTS.items()]
    if by_ward:
        lines += ["", words._("<b>By ward (signed up / came / work after 90 days)</b>")]
    for ward, counts in by_ward:
        name = all_wards()[ward].title(words.language) if ward in all_wards() else words._("not told")
        lines.append(f"• {name}: {counts.signed_up} / {counts.came} / {counts.work_90}")
    return "\n".join(lines)


COUNTS = {
    "signed_up": N_("Signed up"),
    "waiting": N_("Waiting list"),
    "came": N_("Came"),
    "interviews": N_("Interviews"),
    "work_7": N_("Found work within 7 days"),
    "work_30": N_("Found work within 30 days"),
    "work_90": N_("Found work within 90 days"),
}
