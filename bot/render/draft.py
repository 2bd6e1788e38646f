"""A draft of an announcement: what it says, to whom, when, and what may be done with it."""

from collections.abc import Sequence
from datetime import datetime

from bot.clock import VIETNAM
from bot.i18n import N_, Words
from bot.keyboards import Button, Keyboard, button, in_rows, keyboard
from bot.render.plain import plain
from db.audiences import Audience
from db.broadcast_terms import BroadcastState
from db.jobfairs import FairRow
from db.rows import BroadcastRow
from db.subscriptions import JOB_FAIRS, POLICY, WARD, policy_of
from knowledge.model import AreaOfPolicy
from knowledge.wards import all_wards

SUBJECTS = {
    JOB_FAIRS: N_("who asked for job fairs"),
    WARD: N_("who asked for news of their ward"),
    POLICY: N_("who asked for changes of policy"),
}
OFFICERS = "officers"
KEYS = {
    "fairs": (N_("🤝 Job fairs"), "jobfairs"),
    "more": (N_("📚 All topics"), "areas"),
    "ask": (N_("💬 Ask a question"), "how"),
}


def moment_text(words: Words, at: float | None, otherwise: str) -> str:
    """A moment in Vietnam, or a word where there is none."""
    if at is None:
        return otherwise
    local = datetime.fromtimestamp(at, VIETNAM)
    return f"{local:%H:%M} {words.day(local.date())}"


def audience_text(words: Words, audience: Audience, areas: Sequence[AreaOfPolicy]) -> str:
    """Who an announcement is for, in words."""
    if audience.officers:
        return words._("all officers")
    if audience.fair:
        return words._("who is signed up to job fair no. {number}").format(number=audience.fair)
    names = {policy_of(area.id): area.title(words.language) for area in areas}
    if audience.subject in names:
        text = words._("who asked for changes in: {area}").format(area=names[audience.subject])
    else:
        text = words._(SUBJECTS[audience.subject])
    if audience.topic:
        text += " · " + words._("and asked about “{topic}”").format(topic=audience.topic)
    if audience.wards:
        titles = (all_wards()[ward].title(words.language) for ward in audience.wards if ward in all_wards())
        text += f" · {', '.join(titles)}"
    return text


def draft_text(words: Words, row: BroadcastRow, count: int, areas: Sequence[AreaOfPolicy]) -> str:
    """The draft's heading and settings; the text itself is shown by the preview."""
    yes, no = words._("yes"), words._("no")
    lines = [
        words._("📣 <b>Announcement no. {number}</b>").format(number=row.id),
        words._("To: {audience} — <b>{count}</b> people").format(
            audience=audience_text(words, Audience.of(row.audience), areas), count=words.number(count)
        ),
        words._("When: {moment}").format(moment=moment_text(words, row.start_at, words._("at once"))),
        words._("Not after: {moment}").format(moment=moment_text(words, row.event_at, "—")),
        words._("English text: {answer} · picture: {picture} · urgent: {urgent}").format(
            answer=yes if row.text_en else no,
            picture=yes if row.picture else no,
            urgent=yes if row.urgent else no,
        ),
        "",
        row.text_vi,
    ]
    return "\n".join(lines)


def draft_keyboard(words: Words, number: int) -> Keyboard:
    """Everything that can be changed, a look at it, and sending it."""
    return keyboard(
        [
            button(words._("✏️ Text"), "bc_ask", number, "vi"),
            button(words._("🇬🇧 English"), "bc_ask", number, "en"),
        ],
        [
            button(words._("🖼 Picture"), "bc_ask", number, "picture"),
            button(words._("🔘 Buttons"), "bc_keys", number),
        ],
        [
            button(words._("👥 To whom"), "bc_to", number),
            button(words._("⏰ When"), "bc_ask", number, "start"),
        ],
        [
            button(words._("⌛ Not after"), "bc_ask", number, "event"),
            button(words._("🚨 Urgent"), "bc_urgent", number),
        ],
        [button(words._("👁 Show it to me"), "bc_preview", number)],
        [button(words._("📨 Send"), "bc_send", number)],
        [button(words._("🗑 Throw away"), "bc_drop", number), button(words._("⬅️ Announcements"), "announce")],
    )


def audience_keyboard(
    words: Words,
    number: int,
    audience: Audience,
    areas: Sequence[AreaOfPolicy],
    wards: Sequence[str],
    fairs: Sequence[FairRow],
) -> Keyboard:
    """Subjects, areas of policy, fairs, wards. `wards` and `fairs` are those the author may write to."""
    general = [(subject, words._(title)) for subject, title in SUBJECTS.items()]
    by_area = [(policy_of(area.id), area.title(words.language)) for area in areas if area.id != "bot"]
    chosen = OFFICERS if audience.officers else audience.subject
    signed_up = [
        button(
            f"{'🔘' if audience.fair == fair.id else '⚪️'} 🎟 {fair.title[:40]}", "bc_fair", number, fair.id
        )
        for fair in fairs
    ]
    subjects: list[Button] = [
        button(f"{'🔘' if chosen == subject else '⚪️'} {title}", "bc_subject", number, subject)
        for subject, title in [*general, *by_area, (OFFICERS, words._("all officers"))]
    ]
    ticks = [
        button(
            f"{'☑️' if ward in audience.wards else '⬜️'} {all_wards()[ward].title(words.language)}",
            "bc_ward",
            number,
            ward,
        )
        for ward in wards
    ]
    back = [button(words._("⬅️ Back"), "bc", number)]
    by_ward = in_rows(ticks, 2) if audience.subject else []
    return keyboard(*in_rows([*subjects, *signed_up], 1), *by_ward, back)


def list_title(words: Words, row: BroadcastRow) -> str:
    """An announcement in the list: its state and how it begins."""
    signs = {
        BroadcastState.DRAFT: "✏️",
        BroadcastState.WAITING: "⏳",
        BroadcastState.APPROVED: "⏰",
        BroadcastState.SENDING: "📤",
        BroadcastState.PAUSED: "⏸",
        BroadcastState.DONE: "✅",
        BroadcastState.CANCELLED: "⏹",
    }
    first = plain(row.text_vi).split("\n")[0][:40]
    return f"{signs[BroadcastState(row.state)]} {row.id}. {first}"
