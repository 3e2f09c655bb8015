"""A correction of a report stands in the note with which it was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_corrections", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.drop_column("sealed_corrections")
