"""The audit trail can be added to and read, and nothing else. An advocate's role stands alone.

The application cannot go round this by a mistake of its own, and neither can whoever types at its database.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# An event may go only while the retention command has said, in the same transaction, how old it must be.
_MAY_GO = "EXISTS (SELECT 1 FROM audit_removal WHERE removed IS NULL AND OLD.at < before)"
_IS_THERE = "EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)"
_ADVOCACY = "('advocate', 'advocacy-lead')"
_MIXED = (
    "EXISTS (SELECT 1 FROM role_grant WHERE account_id = NEW.account_id"  # noqa: S608  # all of it is ours
    f" AND (role IN {_ADVOCACY}) <> (NEW.role IN {_ADVOCACY}))"
)
_KEPT_WHOLE = ("audit_event", "audit_removal")
# Name, table, when, the condition under which it is refused, and what is said.
_RULES = (
    ("audit_event_kept", "audit_event", "DELETE", f"NOT {_MAY_GO}", "the audit trail is kept"),
    # To put a line in the place of another is to change it.
    ("audit_event_once", "audit_event", "INSERT", _IS_THERE, "the audit trail cannot be changed"),
    ("audit_event_fixed", "audit_event", "UPDATE", "1 = 1", "the audit trail cannot be changed"),
    ("audit_removal_kept", "audit_removal", "DELETE", "1 = 1", "a removal stays on record"),
    (
        "audit_removal_fixed",
        "audit_removal",
        "UPDATE",
        "OLD.removed IS NOT NULL OR NEW.at <> OLD.at OR NEW.before <> OLD.before OR NEW.id <> OLD.id",
        "a removal cannot be changed",
    ),
    ("role_grant_wall", "role_grant", "INSERT", _MIXED, "an advocate holds no other role"),
    ("role_grant_fixed", "role_grant", "UPDATE", "1 = 1", "a role is given and taken, not changed"),
)


def upgrade() -> None:
    make = _make_sqlite if op.get_context().dialect.name == "sqlite" else _make_postgresql
    for rule in _RULES:
        make(*rule)
    if make is _make_postgresql:
        # A row-by-row rule does not see a table that is emptied whole.
        op.execute(
            "CREATE FUNCTION audit_never_emptied() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit trail is kept'; END $$"
        )
        for table in _KEPT_WHOLE:
            op.execute(
                f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}"
                " EXECUTE FUNCTION audit_never_emptied()"
            )


def _make_sqlite(name: str, table: str, when: str, refused: str, words: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {refused}"
        f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _make_postgresql(name: str, table: str, when: str, refused: str, words: str) -> None:
    going_on = "OLD" if when == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {refused} THEN RAISE EXCEPTION '{words}'; END IF; RETURN {going_on}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    if not is_sqlite:
        for table in _KEPT_WHOLE:
            op.execute(f"DROP TRIGGER {table}_never_emptied ON {table}")
        op.execute("DROP FUNCTION audit_never_emptied()")
    for name, table, *_ in reversed(_RULES):
        op.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP TRIGGER {name} ON {table}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {name}()")
