"""Officers, where they work, and the invitations by which they join."""

from sqlalchemy import JSON, BigInteger, Double, ForeignKey, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.checks import index_where, one_of
from db.register_terms import Role


class Officer(Base):
    """Somebody who may work with the register. A removed one stays: the audit chain names them."""

    __tablename__ = "officers"
    __table_args__ = (
        one_of("role", Role),
        index_where("ix_officers_chat", "channel", "chat_id", where="removed_at IS NULL", unique=True),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    joined_at: Mapped[float] = mapped_column(Double)
    removed_at: Mapped[float | None] = mapped_column(Double)
    pin: Mapped[bytes | None] = mapped_column(LargeBinary, doc="scrypt hash with its salt, sealed")
    pin_failures: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    locked_until: Mapped[float | None] = mapped_column(Double, doc="after too many wrong PINs")
    active_until: Mapped[float | None] = mapped_column(Double, doc="signed in until, if nothing is done")


class OfficerWard(Base):
    """A ward an officer works in."""

    __tablename__ = "officer_wards"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True)
    ward: Mapped[str] = mapped_column(String(32), primary_key=True)


class OfficerHamlet(Base):
    """A hamlet a village collaborator works in."""

    __tablename__ = "officer_hamlets"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True)
    ward: Mapped[str] = mapped_column(String(32), primary_key=True)
    hamlet_key: Mapped[str] = mapped_column(String(64), primary_key=True)


class Invitation(Base):
    """A link for one person and 48 hours. Only the hash of its token is kept."""

    __tablename__ = "invitations"
    __table_args__ = (one_of("role", Role),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    wards: Mapped[list[str]] = mapped_column(JSON)
    hamlets: Mapped[list[list[str]]] = mapped_column(JSON, doc="pairs of ward and hamlet")
    invited_by: Mapped[int | None] = mapped_column(
        ForeignKey("officers.id"), doc="none: from the command line"
    )
    created_at: Mapped[float] = mapped_column(Double)
    expires_at: Mapped[float] = mapped_column(Double)
    used_at: Mapped[float | None] = mapped_column(Double)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), doc="who joined by it")
