"""Answers that a Host has not opened yet."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unopened_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_unopened_answer_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unopened_answer")),
        sa.UniqueConstraint("account_id", "kind", "about", name="uq_unopened_answer_which"),
    )


def downgrade() -> None:
    op.drop_table("unopened_answer")
