"""Corrections of a report stand in its notes, and decisions of the desk can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_corrections", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("monthly_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("talked_about_at", sa.String(length=16), nullable=True))
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("adult", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("left_said_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_adult_left_by_account"), "account", ["left_by"], ["id"])
    op.create_table(
        "reversal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_said", sa.LargeBinary(), nullable=True),
        sa.Column("reversed_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_reversal_decided_by_account")),
        sa.ForeignKeyConstraint(
            ["reversed_by"], ["account.id"], name=op.f("fk_reversal_reversed_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reversal")),
    )
    with op.batch_alter_table("reversal", schema=None) as batch_op:
        batch_op.create_index("ix_reversal_kind_about", ["kind", "about"], unique=False)
        batch_op.create_index(batch_op.f("ix_reversal_decided_by"), ["decided_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_reversal_reversed_by"), ["reversed_by"], unique=False)


def downgrade() -> None:
    op.drop_table("reversal")
    with op.batch_alter_table("adult", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_adult_left_by_account"), type_="foreignkey")
        batch_op.drop_column("left_said_at")
        batch_op.drop_column("left_by")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
    with op.batch_alter_table("monthly_report", schema=None) as batch_op:
        batch_op.drop_column("talked_about_at")
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.drop_column("sealed_corrections")
