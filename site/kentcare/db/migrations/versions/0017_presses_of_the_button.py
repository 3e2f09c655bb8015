"""Each press of the red button, when a stop reached the service, and who was told again of a later press."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_OLD = "uq_stop_message_stop_id_waits_since_step_account_id"
_NEW = "uq_stop_message_which"


def upgrade() -> None:
    op.create_table(
        "stop_press",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("press_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["stop_id"], ["stop_shown.id"], name=op.f("fk_stop_press_stop_id_stop_shown")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_press")),
        sa.UniqueConstraint("press_hash", name=op.f("uq_stop_press_press_hash")),
    )
    with op.batch_alter_table("stop_press", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stop_press_stop_id"), ["stop_id"], unique=False)
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.add_column(sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
    # Of a stop that was opened again since, nobody knows any more when it arrived.
    op.execute(
        "UPDATE stop_shown SET arrived_at = CASE WHEN EXISTS (SELECT 1 FROM stop_look "
        "WHERE stop_look.stop_id = stop_shown.id AND reopened_at IS NOT NULL) THEN at ELSE waits_since END"
    )
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        # A worker of the release before knows no such column: what it adds arrives now.
        batch_op.alter_column(
            "arrived_at",
            existing_type=sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        )
    op.execute(
        "INSERT INTO stop_press (stop_id, press_hash, at, arrived_at) "
        "SELECT id, ref, at, arrived_at FROM stop_shown WHERE how = 'pressed' ORDER BY id"
    )
    with op.batch_alter_table("stop_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nth_press", sa.Integer(), server_default="0", nullable=False))
        batch_op.drop_constraint(batch_op.f(_OLD), type_="unique")
        batch_op.create_unique_constraint(_NEW, ["stop_id", "waits_since", "step", "nth_press", "account_id"])


def downgrade() -> None:
    op.execute("DELETE FROM stop_message WHERE nth_press > 0")
    with op.batch_alter_table("stop_message", schema=None) as batch_op:
        batch_op.drop_constraint(_NEW, type_="unique")
        batch_op.drop_column("nth_press")
        batch_op.create_unique_constraint(batch_op.f(_OLD), ["stop_id", "waits_since", "step", "account_id"])
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.drop_column("arrived_at")
    op.drop_table("stop_press")
