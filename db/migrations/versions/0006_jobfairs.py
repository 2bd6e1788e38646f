"""Job fairs, their vacancies, who signed up, and companies that ask to take part."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_fairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.SmallInteger(), nullable=False),
        sa.Column("closes", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("organiser", sa.String(length=120), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("companies", sa.Integer(), nullable=True),
        sa.Column("poster", sa.String(length=200), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'cancelled', 'over')", name=op.f("ck_job_fairs_state")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["officers.id"], name=op.f("fk_job_fairs_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_fairs")),
    )
    op.create_index("ix_job_fairs_day", "job_fairs", ["day", "state"], unique=False)
    op.create_table(
        "company_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("answered_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["fair_id"], ["job_fairs.id"], name=op.f("fk_company_requests_fair_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_company_requests_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_requests")),
    )
    op.create_table(
        "fair_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fair_id"], ["job_fairs.id"], name=op.f("fk_fair_slots_fair_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fair_slots")),
        sa.UniqueConstraint("fair_id", "starts", name=op.f("uq_fair_slots_fair_id_starts")),
    )
    op.create_table(
        "vacancies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=120), nullable=False),
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wage_from", sa.BigInteger(), nullable=True),
        sa.Column("wage_to", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("ward", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "kind IN ('factory', 'service', 'building', 'farming', 'office', 'other')",
            name=op.f("ck_vacancies_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["fair_id"], ["job_fairs.id"], name=op.f("fk_vacancies_fair_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancies")),
    )
    op.create_index("ix_vacancies_fair", "vacancies", ["fair_id", "wage_from"], unique=False)
    op.create_table(
        "fair_signups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("ward", sa.String(length=32), nullable=True),
        sa.Column("signed_at", sa.Double(), nullable=False),
        sa.Column("checked_in_at", sa.Double(), nullable=True),
        sa.Column("interviews", sa.SmallInteger(), nullable=True),
        sa.Column("work_7", sa.Boolean(), nullable=True),
        sa.Column("work_30", sa.Boolean(), nullable=True),
        sa.Column("work_90", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "state IN ('signed_up', 'waiting', 'cancelled')", name=op.f("ck_fair_signups_state")
        ),
        sa.ForeignKeyConstraint(
            ["fair_id"], ["job_fairs.id"], name=op.f("fk_fair_signups_fair_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_fair_signups_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["fair_slots.id"], name=op.f("fk_fair_signups_slot_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fair_signups")),
        sa.UniqueConstraint("fair_id", "person_id", name=op.f("uq_fair_signups_fair_id_person_id")),
        sa.UniqueConstraint("token", name=op.f("uq_fair_signups_token")),
    )
    op.create_index("ix_fair_signups_order", "fair_signups", ["fair_id", "state", "position"], unique=False)
    op.create_index(
        "ix_fair_signups_person",
        "fair_signups",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("state <> 'cancelled'"),
        postgresql_where=sa.text("state <> 'cancelled'"),
    )


def downgrade() -> None:

    op.drop_index(
        "ix_fair_signups_person",
        table_name="fair_signups",
        sqlite_where=sa.text("state <> 'cancelled'"),
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.drop_index("ix_fair_signups_order", table_name="fair_signups")
    op.drop_table("fair_signups")
    op.drop_index("ix_vacancies_fair", table_name="vacancies")
    op.drop_table("vacancies")
    op.drop_table("fair_slots")
    op.drop_table("company_requests")
    op.drop_index("ix_job_fairs_day", table_name="job_fairs")
    op.drop_table("job_fairs")
