"""Who covers for an accommodation officer who is away."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("covered_by_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_day >= from_day", name=op.f("ck_cover_days")),
        sa.ForeignKeyConstraint(
            ["covered_by_id"], ["account.id"], name=op.f("fk_cover_covered_by_id_account")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_cover_officer_id_account")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_cover_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
        sa.UniqueConstraint("ref", name=op.f("uq_cover_ref")),
    )
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.create_index("ix_cover_covered_by_id_to_day", ["covered_by_id", "to_day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.drop_index("ix_cover_covered_by_id_to_day")

    op.drop_table("cover")
