"""Subscriptions, announcements and their copies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pace",
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_pace")),
    )
    op.create_table(
        "asked_topics",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_asked_topics_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_asked_topics")),
    )
    op.create_index("ix_asked_topics_topic", "asked_topics", ["topic", "last_on"], unique=False)
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("picture", sa.String(length=200), nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("start_at", sa.Double(), nullable=True),
        sa.Column("started_at", sa.Double(), nullable=True),
        sa.Column("finished_at", sa.Double(), nullable=True),
        sa.Column("event_at", sa.Double(), nullable=True),
        sa.Column("progress_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("progress_message_id", sa.BigInteger(), nullable=True),
        sa.Column("progress_at", sa.Double(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'approved', 'sending', 'paused', 'done', 'cancelled')",
            name=op.f("ck_broadcasts_state"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["officers.id"], name=op.f("fk_broadcasts_approved_by_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["officers.id"], name=op.f("fk_broadcasts_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index(
        "ix_broadcasts_open",
        "broadcasts",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state IN ('approved', 'sending', 'paused')"),
        postgresql_where=sa.text("state IN ('approved', 'sending', 'paused')"),
    )
    op.create_index("ix_broadcasts_text", "broadcasts", ["text_hash", "started_at"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_subscriptions_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "subject", name=op.f("pk_subscriptions")),
    )
    op.create_index("ix_subscriptions_subject", "subscriptions", ["subject"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_deliveries_broadcast_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_deliveries_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("broadcast_id", "person_id", name=op.f("uq_deliveries_broadcast_id_person_id")),
    )
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["broadcast_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["broadcast_id", "state"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_deliveries_state", table_name="deliveries")
    op.drop_index(
        "ix_deliveries_open",
        table_name="deliveries",
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.drop_table("deliveries")
    op.drop_index("ix_subscriptions_subject", table_name="subscriptions")
    op.drop_table("subscriptions")
    op.drop_index("ix_broadcasts_text", table_name="broadcasts")
    op.drop_index(
        "ix_broadcasts_open",
        table_name="broadcasts",
        sqlite_where=sa.text("state IN ('approved', 'sending', 'paused')"),
        postgresql_where=sa.text("state IN ('approved', 'sending', 'paused')"),
    )
    op.drop_table("broadcasts")
    op.drop_index("ix_asked_topics_topic", table_name="asked_topics")
    op.drop_table("asked_topics")
    op.drop_table("pace")
