"""Who was told of a stop and when, what was found and what follows, and since when it waits."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stop_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("told_as", sa.String(length=10), nullable=True),
        sa.Column("passed_over", sa.String(length=20), nullable=True),
        sa.Column("message_refs", sa.String(length=70), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_stop_message_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["stop_id"], ["stop_shown.id"], name=op.f("fk_stop_message_stop_id_stop_shown")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_message")),
        sa.UniqueConstraint(
            "stop_id",
            "waits_since",
            "step",
            "account_id",
            name=op.f("uq_stop_message_stop_id_waits_since_step_account_id"),
        ),
    )
    op.create_table(
        "stop_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_by", sa.Integer(), nullable=False),
        sa.Column("found", sa.String(length=10), nullable=False),
        sa.Column("follows", sa.String(length=60), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["looked_by"], ["account.id"], name=op.f("fk_stop_look_looked_by_account")),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["account.id"], name=op.f("fk_stop_look_reopened_by_account")
        ),
        sa.ForeignKeyConstraint(["stop_id"], ["stop_shown.id"], name=op.f("fk_stop_look_stop_id_stop_shown")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_look")),
    )
    with op.batch_alter_table("stop_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stop_look_stop_id"), ["stop_id"], unique=False)
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE stop_shown SET waits_since = at")
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.alter_column("waits_since", existing_type=sa.DateTime(timezone=True), nullable=False)
    # What was looked into before it was asked what was found.
    op.execute(
        "INSERT INTO stop_look (stop_id, at, looked_by, found, follows) "
        "SELECT id, seen_at, seen_by, '', '' FROM stop_shown "
        "WHERE seen_at IS NOT NULL AND seen_by IS NOT NULL ORDER BY id"
    )


def downgrade() -> None:
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.drop_column("waits_since")
    with op.batch_alter_table("stop_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stop_look_stop_id"))

    op.drop_table("stop_look")
    op.drop_table("stop_message")
