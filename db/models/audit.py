"""Who did and saw what: a chain in which every row names the hash of the one before."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class AuditEntry(Base):
    """One act. No foreign keys: nothing that happens to other rows may change this one."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_household", "household_id", "seq"),
        Index("ix_audit_officer", "officer_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, doc="1, 2, 3 … without a hole"
    )
    at: Mapped[float] = mapped_column(Double)
    officer_id: Mapped[int | None] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(String(64), doc="channel:chat id, or the command line")
    act: Mapped[str] = mapped_column(String(32))
    household_id: Mapped[int | None] = mapped_column(Integer)
    details: Mapped[str] = mapped_column(Text, doc="canonical JSON; personal numbers masked")
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditHead(Base):
    """Where the chain begins and ends, signed with the key outside the database."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    first_seq: Mapped[int] = mapped_column(BigInteger)
    first_previous: Mapped[bytes] = mapped_column(LargeBinary)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
