"""Answers that were taken back because they were meant for another home."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reversal", schema=None) as batch_op:
        # Of those taken back before, and by a worker of the release before, nobody has said.
        batch_op.add_column(
            sa.Column("is_misdirected", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_audit_event_actor_id_at", "audit_event", ["actor_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_audit_event_actor_id_at", "audit_event")
    with op.batch_alter_table("reversal", schema=None) as batch_op:
        batch_op.drop_column("opened_at")
        batch_op.drop_column("is_misdirected")
