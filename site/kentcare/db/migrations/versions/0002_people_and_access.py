"""Accounts, sessions, the audit trail, messages; young people, homes, arrangements, advocacy."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("mobile", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("may_tell_old_address", sa.Boolean(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('invited', 'active', 'closed')", name=op.f("ck_account_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("mobile", name=op.f("uq_account_mobile")),
        sa.UniqueConstraint("ref", name=op.f("uq_account_ref")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=True),
        sa.Column("actor_roles", sa.String(length=200), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=True),
        sa.Column("ref", sa.String(length=30), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_event_young_person_id_at", ["young_person_id", "at"], unique=False)

    op.create_table(
        "audit_removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_removal")),
    )
    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("use_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_message")),
    )
    op.create_table(
        "advocacy_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("person_mark", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("advocate_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["advocate_id"], ["account.id"], name=op.f("fk_advocacy_case_advocate_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocacy_case")),
        sa.UniqueConstraint("ref", name=op.f("uq_advocacy_case_ref")),
    )
    with op.batch_alter_table("advocacy_case", schema=None) as batch_op:
        batch_op.create_index("ix_advocacy_case_advocate_id", ["advocate_id"], unique=False)
        batch_op.create_index("ix_advocacy_case_person_mark", ["person_mark"], unique=False)

    op.create_table(
        "authenticator",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_authenticator_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticator")),
    )
    op.create_table(
        "home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("home_number", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_home_officer_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home")),
        sa.UniqueConstraint("home_number", name=op.f("uq_home_home_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_home_ref")),
    )
    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.create_index("ix_home_name", ["name"], unique=False)
        batch_op.create_index("ix_home_officer_id", ["officer_id"], unique=False)

    op.create_table(
        "outside_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_outside_identity_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_outside_identity_issuer_subject")),
    )
    with op.batch_alter_table("outside_identity", schema=None) as batch_op:
        batch_op.create_index("ix_outside_identity_account_id", ["account_id"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_passkey_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_passkey_ref")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index("ix_passkey_account_id", ["account_id"], unique=False)

    op.create_table(
        "password",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hashed", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_password_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_password")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_mark", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "code_mark", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "role_grant",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_role_grant")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("token_mark", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("ref", name=op.f("uq_sign_in_ref")),
        sa.UniqueConstraint("token_mark", name=op.f("uq_sign_in_token_mark")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_account_id", ["account_id"], unique=False)

    op.create_table(
        "sign_in_attempt",
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("address_mark", sa.String(length=64), nullable=False),
        sa.Column("caller_mark", sa.String(length=64), nullable=True),
        sa.Column("code_mark", sa.String(length=64), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_attempt_account_id_account")
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_account_id", ["account_id"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_address_mark", ["address_mark"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_caller_mark", ["caller_mark"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_made_at", ["made_at"], unique=False)

    op.create_table(
        "young_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_number", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("born", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_young_person_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["adviser_id"], ["account.id"], name=op.f("fk_young_person_adviser_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_young_person")),
        sa.UniqueConstraint("account_id", name=op.f("uq_young_person_account_id")),
        sa.UniqueConstraint("case_number", name=op.f("uq_young_person_case_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_young_person_ref")),
    )
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.create_index("ix_young_person_adviser_id_name", ["adviser_id", "name"], unique=False)
        batch_op.create_index("ix_young_person_name", ["name"], unique=False)

    op.create_table(
        "arrangement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "level IN ('standard', 'complex', 'intensive')", name=op.f("ck_arrangement_level")
        ),
        sa.CheckConstraint("to_day IS NULL OR to_day >= from_day", name=op.f("ck_arrangement_days")),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_arrangement_home_id_home")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_arrangement_young_person_id_young_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
        sa.UniqueConstraint("ref", name=op.f("uq_arrangement_ref")),
    )
    with op.batch_alter_table("arrangement", schema=None) as batch_op:
        batch_op.create_index("ix_arrangement_home_id_to_day", ["home_id", "to_day"], unique=False)
        batch_op.create_index(
            "ix_arrangement_young_person_id_to_day", ["young_person_id", "to_day"], unique=False
        )

    op.create_table(
        "home_host",
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_home_host_account_id_account")),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_home_host_home_id_home")),
        sa.PrimaryKeyConstraint("home_id", "account_id", name=op.f("pk_home_host")),
    )
    with op.batch_alter_table("home_host", schema=None) as batch_op:
        batch_op.create_index("ix_home_host_account_id", ["account_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("home_host", schema=None) as batch_op:
        batch_op.drop_index("ix_home_host_account_id")

    op.drop_table("home_host")
    with op.batch_alter_table("arrangement", schema=None) as batch_op:
        batch_op.drop_index("ix_arrangement_young_person_id_to_day")
        batch_op.drop_index("ix_arrangement_home_id_to_day")

    op.drop_table("arrangement")
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.drop_index("ix_young_person_name")
        batch_op.drop_index("ix_young_person_adviser_id_name")

    op.drop_table("young_person")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_made_at")
        batch_op.drop_index("ix_sign_in_attempt_caller_mark")
        batch_op.drop_index("ix_sign_in_attempt_address_mark")
        batch_op.drop_index("ix_sign_in_attempt_account_id")

    op.drop_table("sign_in_attempt")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_account_id")

    op.drop_table("sign_in")
    op.drop_table("role_grant")
    op.drop_table("recovery_code")
    op.drop_table("password")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index("ix_passkey_account_id")

    op.drop_table("passkey")
    with op.batch_alter_table("outside_identity", schema=None) as batch_op:
        batch_op.drop_index("ix_outside_identity_account_id")

    op.drop_table("outside_identity")
    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.drop_index("ix_home_officer_id")
        batch_op.drop_index("ix_home_name")

    op.drop_table("home")
    op.drop_table("authenticator")
    with op.batch_alter_table("advocacy_case", schema=None) as batch_op:
        batch_op.drop_index("ix_advocacy_case_person_mark")
        batch_op.drop_index("ix_advocacy_case_advocate_id")

    op.drop_table("advocacy_case")
    op.drop_table("outgoing_message")
    op.drop_table("audit_removal")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_young_person_id_at")
        batch_op.drop_index("ix_audit_event_at")

    op.drop_table("audit_event")
    op.drop_table("account")
