"""Plain frozen rows that leave `db/`; nothing in them loads lazily."""

from dataclasses import dataclass
from typing import Any

from knowledge.terms import Language


@dataclass(frozen=True)
class PersonRow:
    """A person as handlers see them."""

    id: int
    channel: str
    chat_id: int
    language: Language | None
    ward: str | None


@dataclass(frozen=True)
class DialogRow:
    """Where a conversation stands. An empty screen means that nothing was drawn yet."""

    screen: str
    topic: str | None
    notes: dict[str, Any]


@dataclass(frozen=True)
class IncomingRow:
    """An update that waits to be handled, with who sent it if that is a person seen before."""

    id: int
    update_id: int
    body: str
    person: PersonRow | None
    dialog: DialogRow


@dataclass(frozen=True)
class OutgoingRow:
    """A call that waits to be made."""

    id: int
    chat_id: int
    method: str
    parameters: dict[str, Any]
    attempts: int


@dataclass(frozen=True)
class ScheduledRow:
    """A piece of planned work, leased to the reader."""

    id: int
    kind: str
    key: str
    arguments: dict[str, Any]
    attempts: int


@dataclass(frozen=True)
class BroadcastRow:
    """An announcement as handlers see it. Moments are seconds since 1970."""

    id: int
    state: str
    text_vi: str
    text_en: str | None
    picture: str | None
    buttons: list[dict[str, str]]
    audience: dict[str, Any]
    urgent: bool
    author_id: int | None
    approved_by_id: int | None
    start_at: float | None
    started_at: float | None
    finished_at: float | None
    event_at: float | None
    progress_chat_id: int | None
    progress_message_id: int | None


@dataclass(frozen=True)
class DeliveryRow:
    """One copy leased to a sender, with what it needs to be written."""

    id: int
    broadcast_id: int
    chat_id: int
    language: Language | None
    attempts: int
