"""Corrections of a report, decisions that were taken back, and since when something is known."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_SAID_ON = ("approved_said_on", "gas_said_on", "drives_said_on")


def upgrade() -> None:
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_corrections", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("monthly_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("talked_about_at", sa.String(length=16), nullable=True))
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("adult", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("left_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("left_said_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_adult_left_by_account"), "account", ["left_by"], ["id"])
    with op.batch_alter_table("home_host", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
    with op.batch_alter_table("household", schema=None) as batch_op:
        for column in _SAID_ON:
            batch_op.add_column(sa.Column(column, sa.Date(), nullable=True))
    op.create_table(
        "arrangement_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_arrangement_entry_home_id_home")),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_arrangement_entry_young_person_id_young_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement_entry")),
    )
    with op.batch_alter_table("arrangement_entry", schema=None) as batch_op:
        batch_op.create_index("ix_arrangement_entry_home_id", ["home_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_arrangement_entry_young_person_id"), ["young_person_id"], unique=False
        )
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
    op.drop_table("arrangement_entry")
    with op.batch_alter_table("household", schema=None) as batch_op:
        for column in _SAID_ON:
            batch_op.drop_column(column)
    with op.batch_alter_table("home_host", schema=None) as batch_op:
        batch_op.drop_column("since")
    with op.batch_alter_table("adult", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_adult_left_by_account"), type_="foreignkey")
        batch_op.drop_column("left_said_at")
        batch_op.drop_column("left_by")
        batch_op.drop_column("added_on")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
    with op.batch_alter_table("monthly_report", schema=None) as batch_op:
        batch_op.drop_column("talked_about_at")
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.drop_column("sealed_corrections")
