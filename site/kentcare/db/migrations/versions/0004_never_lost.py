"""Drafts, files, sent forms, messages that are tried again, and what the processes share."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "throttle",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_throttle")),
    )
    with op.batch_alter_table("throttle", schema=None) as batch_op:
        batch_op.create_index("ix_throttle_until", ["until"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("browser_mark", sa.String(length=64), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (browser_mark IS NULL)", name=op.f("ck_draft_one_holder")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("ref", name=op.f("uq_draft_ref")),
        sa.UniqueConstraint("account_id", "form", "about", name=op.f("uq_draft_account_id_form_about")),
        sa.UniqueConstraint("browser_mark", "form", "about", name=op.f("uq_draft_browser_mark_form_about")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_saved_at", ["saved_at"], unique=False)

    op.create_table(
        "sent_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("browser_mark", sa.String(length=64), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("content_mark", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (browser_mark IS NULL)", name=op.f("ck_sent_form_one_holder")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sent_form_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_form")),
        sa.UniqueConstraint("account_id", "form", "about", name=op.f("uq_sent_form_account_id_form_about")),
        sa.UniqueConstraint(
            "browser_mark", "form", "about", name=op.f("uq_sent_form_browser_mark_form_about")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_sent_form_reference")),
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("browser_mark", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=130), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (browser_mark IS NULL)", name=op.f("ck_stored_file_one_holder")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_stored_file_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_file_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_stored_file_ref")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_stored_file_kind_about", ["kind", "about"], unique=False)

    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=30), server_default="message", nullable=False))
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ref", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("taken_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("failure", sa.String(length=60), nullable=True))
        batch_op.create_index(batch_op.f("ix_outgoing_message_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_outgoing_message_next_try_at", ["next_try_at"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_outgoing_message_ref"), ["ref"])
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_message_account_id_account"), "account", ["account_id"], ["id"]
        )
    # What waits already is tried as soon as there is somebody who sends it.
    op.execute("UPDATE outgoing_message SET next_try_at = made_at WHERE sent_at IS NULL AND use_by > made_at")


def downgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outgoing_message_account_id_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_outgoing_message_ref"), type_="unique")
        batch_op.drop_index("ix_outgoing_message_next_try_at")
        batch_op.drop_index(batch_op.f("ix_outgoing_message_account_id"))
        batch_op.drop_column("failure")
        batch_op.drop_column("failed_at")
        batch_op.drop_column("taken_by")
        batch_op.drop_column("taken_until")
        batch_op.drop_column("next_try_at")
        batch_op.drop_column("tries")
        batch_op.drop_column("ref")
        batch_op.drop_column("account_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index("ix_stored_file_kind_about")
        batch_op.drop_index(batch_op.f("ix_stored_file_account_id"))

    op.drop_table("stored_file")
    op.drop_table("sent_form")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_saved_at")

    op.drop_table("draft")
    with op.batch_alter_table("throttle", schema=None) as batch_op:
        batch_op.drop_index("ix_throttle_until")

    op.drop_table("throttle")
    op.drop_table("heartbeat")
