"""How an arrangement ended, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("arrangement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_how", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("sealed_why", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("arrangement", schema=None) as batch_op:
        batch_op.drop_column("sealed_why")
        batch_op.drop_column("ended_how")
