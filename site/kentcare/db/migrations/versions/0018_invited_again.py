"""Who was invited again, and who has spoken to them since."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One by one, and never with the table made anew: other tables refer to it.
    op.add_column("account", sa.Column("invited_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("spoken_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("spoken_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("account", "spoken_by")
    op.drop_column("account", "spoken_at")
    op.drop_column("account", "invited_again_at")
