"""Announcements to many people: who asked to be told, what is announced, and each person's delivery."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.broadcast_terms import BroadcastState
from db.models.base import Base
from db.models.checks import index_where, one_of


class Subscription(Base):
    """One thing a person asked to be told of."""

    __tablename__ = "subscriptions"
    __table_args__ = (Index("ix_subscriptions_subject", "subject"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(
        String(40), primary_key=True, doc="jobfairs, ward, policy:<area> (db/subscriptions.py)"
    )
    since: Mapped[float] = mapped_column(Double)


class AskedTopic(Base):
    """A topic somebody asked about who agreed to be told of policy changes; nobody else's questions are here."""

    __tablename__ = "asked_topics"
    __table_args__ = (Index("ix_asked_topics_topic", "topic", "last_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(64), primary_key=True)
    last_on: Mapped[date] = mapped_column(Date)


class Broadcast(Base):
    """One announcement, from draft to report."""

    __tablename__ = "broadcasts"
    __table_args__ = (
        one_of("state", BroadcastState),
        index_where("ix_broadcasts_open", "state", where="state IN ('approved', 'sending', 'paused')"),
        Index("ix_broadcasts_text", "text_hash", "started_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    text_vi: Mapped[str] = mapped_column(Text, doc="HTML as Telegram takes it")
    text_en: Mapped[str | None] = mapped_column(Text, doc="none: everybody gets the Vietnamese text")
    picture: Mapped[str | None] = mapped_column(String(200), doc="Telegram file id")
    buttons: Mapped[list[dict[str, str]]] = mapped_column(JSON, doc="each: vi, en, and data or url")
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, doc="see db/audiences.py")
    urgent: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    text_hash: Mapped[bytes] = mapped_column(LargeBinary, doc="to notice the same text sent again")
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("officers.id"), doc="none: sent by the bot itself"
    )
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    created_at: Mapped[float] = mapped_column(Double)
    start_at: Mapped[float | None] = mapped_column(Double, doc="none: at once")
    started_at: Mapped[float | None] = mapped_column(Double)
    finished_at: Mapped[float | None] = mapped_column(Double)
    event_at: Mapped[float | None] = mapped_column(Double, doc="what is due after it is too old to send")
    progress_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    progress_message_id: Mapped[int | None] = mapped_column(BigInteger)
    progress_at: Mapped[float] = mapped_column(Double, default=0.0, server_default="0")


class Delivery(Base):
    """One person's copy of an announcement."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "person_id"),
        index_where("ix_deliveries_open", "broadcast_id", "due_at", where="state = 0"),
        Index("ix_deliveries_state", "broadcast_id", "state"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    state: Mapped[int] = mapped_column(SmallInteger, doc="db/broadcast_terms.py, DeliveryState")
    attempts: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[float] = mapped_column(Double, doc="not before; also the end of a sender's lease")
    done_at: Mapped[float | None] = mapped_column(Double)


class Pace(Base):
    """When the next call of a lane may be made: one row shared by all processes."""

    __tablename__ = "pace"

    lane: Mapped[str] = mapped_column(String(16), primary_key=True)
    next_at: Mapped[float] = mapped_column(Double, doc="seconds since 1970 by the database's clock")
