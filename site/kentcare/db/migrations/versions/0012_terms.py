"""The terms of a home: its places, dated, and who decided them. Nothing was kept of places before.

An arrangement says who decided it where no place was free.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sealed_why", sa.LargeBinary(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("places BETWEEN 0 AND 20", name=op.f("ck_terms_places")),
        sa.CheckConstraint("to_day IS NULL OR to_day >= from_day", name=op.f("ck_terms_days")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_terms_decided_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["account.id"], name=op.f("fk_terms_entered_by_id_account")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_terms_home_id_home")),
        sa.ForeignKeyConstraint(["replaces_id"], ["terms.id"], name=op.f("fk_terms_replaces_id_terms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("ref", name=op.f("uq_terms_ref")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_terms_replaces_id")),
    )
    with op.batch_alter_table("terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_terms_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_terms_entered_by_id"), ["entered_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_terms_home_id"), ["home_id"], unique=False)
    with op.batch_alter_table("arrangement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("over_places_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_arrangement_over_places_by_id_account"), "account", ["over_places_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("arrangement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_arrangement_over_places_by_id_account"), type_="foreignkey")
        batch_op.drop_column("over_places_by_id")
    op.drop_table("terms")
