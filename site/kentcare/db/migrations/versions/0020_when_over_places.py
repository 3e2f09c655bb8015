"""On which day somebody decided that more may live in a home than it has places."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # By itself, and never with the table made anew: other tables refer to it.
    op.add_column("arrangement", sa.Column("over_places_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("arrangement", "over_places_on")
