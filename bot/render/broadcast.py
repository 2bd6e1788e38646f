"""Announcements: the call that carries one copy, the progress, the report."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import FALLBACK, N_, Words
from bot.keyboards import Keyboard, button, keyboard
from db.broadcast_terms import BroadcastState
from db.deliveries import Counts
from db.rows import BroadcastRow, DeliveryRow
from knowledge.terms import Language

BAR = 12
_STATES = {
    BroadcastState.DRAFT: N_("Draft"),
    BroadcastState.WAITING: N_("Waits for a second person"),
    BroadcastState.APPROVED: N_("Approved, waits for its moment"),
    BroadcastState.SENDING: N_("Sending"),
    BroadcastState.PAUSED: N_("Paused"),
    BroadcastState.DONE: N_("Sent"),
    BroadcastState.CANCELLED: N_("Cancelled"),
}


_BEFORE = (BroadcastState.DRAFT, BroadcastState.WAITING, BroadcastState.APPROVED)
"""States in which there are no copies to count yet."""


def call_for(
    row: BroadcastRow, copy: DeliveryRow, catalogues: Mapping[Language, Words]
) -> tuple[str, dict[str, Any]]:
    """Method and parameters of one person's copy, in the language they chose."""
    words = catalogues[copy.language or FALLBACK]
    return message_of(row, copy.chat_id, words)


def message_of(row: BroadcastRow, chat_id: int, words: Words) -> tuple[str, dict[str, Any]]:
    """The announcement as a call, to a chat. A picture carries the text as its caption."""
    text = row.text_en if words.language == "en" and row.text_en else row.text_vi
    parameters: dict[str, Any] = {"chat_id": chat_id, "parse_mode": "HTML"}
    if row.buttons:
        parameters["reply_markup"] = _keyboard(row.buttons, words)
    if row.picture:
        return "sendPhoto", {**parameters, "photo": row.picture, "caption": text}
    return "sendMessage", {**parameters, "text": text, "link_preview_options": {"is_disabled": True}}


def _keyboard(buttons: list[dict[str, str]], words: Words) -> Keyboard:
    rows = [
        [
            {
                "text": key[words.language],
                **{name: key[name] for name in ("callback_data", "url") if name in key},
            }
        ]
        for key in buttons
    ]
    return {"inline_keyboard": rows}


def progress(words: Words, row: BroadcastRow, counts: Counts, per_second: float) -> str:
    """How far an announcement is: a bar, the counts, and the time still to go."""
    state = words._(_STATES[BroadcastState(row.state)])
    if row.state in _BEFORE:
        return f"📣 <b>{state}</b>"
    done = counts.all - counts.open
    share = done / counts.all if counts.all else 1.0
    filled = round(share * BAR)
    lines = [
        f"📣 <b>{state}</b>",
        f"{'▓' * filled}{'░' * (BAR - filled)} {words.number(round(share * 100))}%",
        words._("sent {sent} · blocked {stopped} · failed {failed} · left {open}").format(
            sent=words.number(counts.sent),
            stopped=words.number(counts.stopped),
            failed=words.number(counts.failed),
            open=words.number(counts.open),
        ),
    ]
    if counts.cancelled or counts.too_old:
        dropped = words._("not sent any more: {cancelled} cancelled, {too_old} too late")
        lines.append(dropped.format(cancelled=counts.cancelled, too_old=counts.too_old))
    if row.state == BroadcastState.SENDING and counts.open and per_second:
        minutes = max(1, round(counts.open / per_second / 60))
        lines.append(words._("about {minutes} minutes to go").format(minutes=words.number(minutes)))
    return "\n".join(lines)


def progress_keyboard(words: Words, row: BroadcastRow) -> Keyboard:
    """What may be done with an announcement as it stands."""
    keys = {
        BroadcastState.SENDING: [
            button(words._("⏸ Pause"), "bc_pause", row.id),
            button(words._("⏹ Cancel"), "bc_cancel", row.id),
        ],
        BroadcastState.PAUSED: [
            button(words._("▶️ Go on"), "bc_resume", row.id),
            button(words._("⏹ Cancel"), "bc_cancel", row.id),
        ],
        BroadcastState.DONE: [button(words._("📄 Report"), "bc_report", row.id)],
        BroadcastState.CANCELLED: [button(words._("📄 Report"), "bc_report", row.id)],
    }
    return keyboard(keys.get(BroadcastState(row.state), []))
