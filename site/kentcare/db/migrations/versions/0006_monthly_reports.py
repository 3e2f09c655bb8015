"""Monthly reports, skills over the months, halted forms, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "about", "step", name=op.f("pk_reminder")),
    )
    op.create_table(
        "monthly_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by", sa.Integer(), nullable=True),
        sa.Column("for_supervision", sa.Boolean(), nullable=False),
        sa.Column("more_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_monthly_report_author_id_account")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_monthly_report_home_id_home")),
        sa.ForeignKeyConstraint(["read_by"], ["account.id"], name=op.f("fk_monthly_report_read_by_account")),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_monthly_report_young_person_id_young_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_report")),
        sa.UniqueConstraint("home_id", "young_person_id", "month", name="uq_monthly_report_which"),
        sa.UniqueConstraint("ref", name=op.f("uq_monthly_report_ref")),
        sa.UniqueConstraint("reference", name=op.f("uq_monthly_report_reference")),
    )
    with op.batch_alter_table("monthly_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monthly_report_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            "ix_monthly_report_young_person_id_month", ["young_person_id", "month"], unique=False
        )

    op.create_table(
        "skill_level",
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("said_in", sa.String(length=16), nullable=False),
        sa.Column("skill", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_skill_level_level")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_skill_level_young_person_id_young_person")
        ),
        sa.PrimaryKeyConstraint("young_person_id", "month", "said_in", "skill", name=op.f("pk_skill_level")),
    )
    op.create_table(
        "stop_shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("shown_to", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("marks", sa.String(length=2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_as", sa.String(length=20), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_stop_shown_home_id_home")),
        sa.ForeignKeyConstraint(["seen_by"], ["account.id"], name=op.f("fk_stop_shown_seen_by_account")),
        sa.ForeignKeyConstraint(["shown_to"], ["account.id"], name=op.f("fk_stop_shown_shown_to_account")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_stop_shown_young_person_id_young_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_shown")),
        sa.UniqueConstraint("ref", name=op.f("uq_stop_shown_ref")),
    )
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.create_index("ix_stop_shown_seen_at", ["seen_at"], unique=False)
        batch_op.create_index("ix_stop_shown_which", ["home_id", "young_person_id", "month"], unique=False)

    op.create_table(
        "report_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_report_note_author_id_account")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["monthly_report.id"], name=op.f("fk_report_note_report_id_monthly_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_note")),
    )
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_note_report_id"), ["report_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("report_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_note_report_id"))

    op.drop_table("report_note")
    with op.batch_alter_table("stop_shown", schema=None) as batch_op:
        batch_op.drop_index("ix_stop_shown_which")
        batch_op.drop_index("ix_stop_shown_seen_at")

    op.drop_table("stop_shown")
    op.drop_table("skill_level")
    with op.batch_alter_table("monthly_report", schema=None) as batch_op:
        batch_op.drop_index("ix_monthly_report_young_person_id_month")
        batch_op.drop_index(batch_op.f("ix_monthly_report_author_id"))

    op.drop_table("monthly_report")
    op.drop_table("reminder")
