"""Files that wait to be looked at, and why one was not kept."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "stored_file", sa.Column("is_waiting", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("stored_file", sa.Column("refusal", sa.String(length=60), nullable=True))
    op.add_column("stored_file", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("stored_file", sa.Column("taken_by", sa.String(length=16), nullable=True))
    op.add_column("stored_file", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_stored_file_is_waiting", "stored_file", ["is_waiting"])


def downgrade() -> None:
    # The version before shows every file, and knows nothing of one that is not there or was not looked at.
    op.execute("DELETE FROM stored_file WHERE is_waiting OR refusal IS NOT NULL")
    op.drop_index("ix_stored_file_is_waiting", "stored_file")
    for column in ("not_before", "taken_by", "tries", "refusal", "is_waiting"):
        op.drop_column("stored_file", column)
