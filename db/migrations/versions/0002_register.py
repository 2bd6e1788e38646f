"""Households, reviews, supports, follow-ups, officers, the audit chain and the name index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_household", "audit", ["household_id", "seq"], unique=False)
    op.create_index("ix_audit_officer", "audit", ["officer_id", "seq"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("first_previous", sa.LargeBinary(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "households",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("code_key", sa.String(length=32), nullable=False),
        sa.Column("ward", sa.String(length=32), nullable=False),
        sa.Column("hamlet", sa.String(length=64), nullable=False),
        sa.Column("hamlet_key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("ethnic_group", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('poor', 'near_poor', 'escaped', 'average', 'none')", name=op.f("ck_households_status")
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"],
            ["households.id"],
            name=op.f("fk_households_duplicate_of_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["households.id"], name=op.f("fk_households_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
        sa.UniqueConstraint("code_key", name=op.f("uq_households_code_key")),
    )
    op.create_index(
        "ix_households_duplicate",
        "households",
        ["duplicate_of_id"],
        unique=False,
        sqlite_where=sa.text("duplicate_of_id IS NOT NULL"),
        postgresql_where=sa.text("duplicate_of_id IS NOT NULL"),
    )
    op.create_index(
        "ix_households_merged",
        "households",
        ["merged_into_id"],
        unique=False,
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_households_ward", "households", ["ward", "hamlet_key"], unique=False)
    op.create_table(
        "name_pairs",
        sa.Column("pair", sa.String(length=80), nullable=False),
        sa.Column("name_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("pair", "name_id", name=op.f("pk_name_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
        sa.UniqueConstraint("folded", name=op.f("uq_names_folded")),
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("joined_at", sa.Double(), nullable=False),
        sa.Column("removed_at", sa.Double(), nullable=True),
        sa.Column("pin", sa.LargeBinary(), nullable=True),
        sa.Column("pin_failures", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.Double(), nullable=True),
        sa.Column("active_until", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "role IN ('collaborator', 'ward_officer', 'supervisor', 'administrator')",
            name=op.f("ck_officers_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
    )
    op.create_index(
        "ix_officers_chat",
        "officers",
        ["channel", "chat_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "followups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("photo", sa.String(length=200), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.Double(), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=True),
        sa.Column("corrected_at", sa.Double(), nullable=True),
        sa.Column("handed_to_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('visit', 'call', 'papers', 'delivery', 'check', 'complaint')",
            name=op.f("ck_followups_kind"),
        ),
        sa.CheckConstraint(
            "outcome IN ('done', 'agreed', 'absent', 'refused', 'missing_papers', 'needs_help')",
            name=op.f("ck_followups_outcome"),
        ),
        sa.CheckConstraint("state IN ('open', 'done', 'cancelled')", name=op.f("ck_followups_state")),
        sa.ForeignKeyConstraint(["handed_to_id"], ["officers.id"], name=op.f("fk_followups_handed_to_id")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_followups_household_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_followups_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followups")),
        sa.UniqueConstraint("key", name=op.f("uq_followups_key")),
    )
    op.create_index(
        "ix_followups_handed",
        "followups",
        ["handed_to_id"],
        unique=False,
        sqlite_where=sa.text("handed_to_id IS NOT NULL"),
        postgresql_where=sa.text("handed_to_id IS NOT NULL"),
    )
    op.create_index("ix_followups_household", "followups", ["household_id", "happened_on"], unique=False)
    op.create_index(
        "ix_followups_open",
        "followups",
        ["officer_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("wards", sa.JSON(), nullable=False),
        sa.Column("hamlets", sa.JSON(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('collaborator', 'ward_officer', 'supervisor', 'administrator')",
            name=op.f("ck_invitations_role"),
        ),
        sa.ForeignKeyConstraint(["invited_by"], ["officers.id"], name=op.f("fk_invitations_invited_by")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_invitations_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("ward", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column("birth_year", sa.SmallInteger(), nullable=True),
        sa.Column("sex", sa.String(length=8), nullable=True),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_ending", sa.LargeBinary(), nullable=True),
        sa.Column("insurance_number", sa.LargeBinary(), nullable=True),
        sa.Column("insurance_ending", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "relation IN ('head', 'spouse', 'child', 'parent', 'grandchild', 'grandparent', 'sibling', 'other')",
            name=op.f("ck_members_relation"),
        ),
        sa.CheckConstraint("sex IN ('female', 'male')", name=op.f("ck_members_sex")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_members_household_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_members_name_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index(
        "ix_members_head",
        "members",
        ["household_id"],
        unique=True,
        sqlite_where=sa.text("relation = 'head' AND left_on IS NULL"),
        postgresql_where=sa.text("relation = 'head' AND left_on IS NULL"),
    )
    op.create_index("ix_members_household", "members", ["household_id"], unique=False)
    op.create_index(
        "ix_members_id_ending",
        "members",
        ["id_ending"],
        unique=False,
        sqlite_where=sa.text("id_ending IS NOT NULL"),
        postgresql_where=sa.text("id_ending IS NOT NULL"),
    )
    op.create_index(
        "ix_members_id_number",
        "members",
        ["id_number"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.create_index(
        "ix_members_insurance",
        "members",
        ["insurance_number"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.create_index(
        "ix_members_insurance_ending",
        "members",
        ["insurance_ending"],
        unique=False,
        sqlite_where=sa.text("insurance_ending IS NOT NULL"),
        postgresql_where=sa.text("insurance_ending IS NOT NULL"),
    )
    op.create_index("ix_members_name", "members", ["name_id", "ward", "birth_year"], unique=False)
    op.create_index(
        "ix_members_phone",
        "members",
        ["phone"],
        unique=False,
        sqlite_where=sa.text("phone IS NOT NULL"),
        postgresql_where=sa.text("phone IS NOT NULL"),
    )
    op.create_table(
        "officer_hamlets",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("ward", sa.String(length=32), nullable=False),
        sa.Column("hamlet_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_hamlets_officer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("officer_id", "ward", "hamlet_key", name=op.f("pk_officer_hamlets")),
    )
    op.create_table(
        "officer_wards",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("ward", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_wards_officer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("officer_id", "ward", name=op.f("pk_officer_wards")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("income_per_person", sa.Integer(), nullable=True),
        sa.Column("deprivations", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("decision_number", sa.String(length=64), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "status IN ('poor', 'near_poor', 'escaped', 'average', 'none')", name=op.f("ck_reviews_status")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_reviews_household_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_reviews_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("household_id", "year", name=op.f("uq_reviews_household_id_year")),
    )
    op.create_index("ix_reviews_year", "reviews", ["year", "status"], unique=False)
    op.create_table(
        "status_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("decision_number", sa.String(length=64), nullable=True),
        sa.Column("review_year", sa.SmallInteger(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "status IN ('poor', 'near_poor', 'escaped', 'average', 'none')",
            name=op.f("ck_status_history_status"),
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_status_history_household_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_status_history_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_history")),
        sa.UniqueConstraint("household_id", "since", name=op.f("uq_status_history_household_id_since")),
    )
    op.create_table(
        "followup_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.Double(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("photo", sa.String(length=200), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["followup_id"],
            ["followups.id"],
            name=op.f("fk_followup_history_followup_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_followup_history_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup_history")),
    )
    op.create_index("ix_followup_history_followup", "followup_history", ["followup_id"], unique=False)
    op.create_table(
        "supports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("money_source", sa.String(length=120), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.Double(), nullable=False),
        sa.Column("cancelled_at", sa.Double(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_supports_amount")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_supports_household_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_supports_member_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_supports_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supports")),
        sa.UniqueConstraint("key", name=op.f("uq_supports_key")),
    )
    op.create_index("ix_supports_day", "supports", ["received_on", "programme"], unique=False)
    op.create_index("ix_supports_household", "supports", ["household_id", "received_on"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_supports_household", table_name="supports")
    op.drop_index("ix_supports_day", table_name="supports")
    op.drop_table("supports")
    op.drop_index("ix_followup_history_followup", table_name="followup_history")
    op.drop_table("followup_history")
    op.drop_table("status_history")
    op.drop_index("ix_reviews_year", table_name="reviews")
    op.drop_table("reviews")
    op.drop_table("officer_wards")
    op.drop_table("officer_hamlets")
    op.drop_index(
        "ix_members_phone",
        table_name="members",
        sqlite_where=sa.text("phone IS NOT NULL"),
        postgresql_where=sa.text("phone IS NOT NULL"),
    )
    op.drop_index("ix_members_name", table_name="members")
    op.drop_index(
        "ix_members_insurance_ending",
        table_name="members",
        sqlite_where=sa.text("insurance_ending IS NOT NULL"),
        postgresql_where=sa.text("insurance_ending IS NOT NULL"),
    )
    op.drop_index(
        "ix_members_insurance",
        table_name="members",
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.drop_index(
        "ix_members_id_number",
        table_name="members",
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.drop_index(
        "ix_members_id_ending",
        table_name="members",
        sqlite_where=sa.text("id_ending IS NOT NULL"),
        postgresql_where=sa.text("id_ending IS NOT NULL"),
    )
    op.drop_index("ix_members_household", table_name="members")
    op.drop_index(
        "ix_members_head",
        table_name="members",
        sqlite_where=sa.text("relation = 'head' AND left_on IS NULL"),
        postgresql_where=sa.text("relation = 'head' AND left_on IS NULL"),
    )
    op.drop_table("members")
    op.drop_table("invitations")
    op.drop_index(
        "ix_followups_open",
        table_name="followups",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_followups_household", table_name="followups")
    op.drop_index(
        "ix_followups_handed",
        table_name="followups",
        sqlite_where=sa.text("handed_to_id IS NOT NULL"),
        postgresql_where=sa.text("handed_to_id IS NOT NULL"),
    )
    op.drop_table("followups")
    op.drop_index(
        "ix_officers_chat",
        table_name="officers",
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.drop_table("officers")
    op.drop_table("names")
    op.drop_table("name_pairs")
    op.drop_index("ix_households_ward", table_name="households")
    op.drop_index(
        "ix_households_merged",
        table_name="households",
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_households_duplicate",
        table_name="households",
        sqlite_where=sa.text("duplicate_of_id IS NOT NULL"),
        postgresql_where=sa.text("duplicate_of_id IS NOT NULL"),
    )
    op.drop_table("households")
    op.drop_table("audit_head")
    op.drop_index("ix_audit_officer", table_name="audit")
    op.drop_index("ix_audit_household", table_name="audit")
    op.drop_table("audit")
