"""Updates as they came in, kept until they are handled."""

from sqlalchemy import BigInteger, Double, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Incoming(Base):
    """One update. Its body is erased as soon as it is handled; the number stays, to know repeats."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        Index(
            "ix_inbox_open",
            "bot_id",
            "chat_id",
            "update_id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(
        BigInteger, doc="whose turn it is: updates of one chat keep their order"
    )
    body: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[float] = mapped_column(Double)
    handled_at: Mapped[float | None] = mapped_column(Double)
