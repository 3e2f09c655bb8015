"""An account, and the roles that it holds."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kentcare.db.model import Model


class Account(Model):
    """Somebody who may sign in. What is known of their life is elsewhere."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("state IN ('invited', 'active', 'closed')", name="state"),
        # The audit trail knows people by their numbers and outlives them: no number is given a second time.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    mobile: Mapped[str | None] = mapped_column(String(20), unique=True)
    language: Mapped[str] = mapped_column(String(10), default="en")
    state: Mapped[str] = mapped_column(String(10), default="invited")
    # When the address changes, the old one hears of it only if the person said that this is safe.
    may_tell_old_address: Mapped[bool] = mapped_column(default=False)
    # Goes up when a role, a password or the state changes. A session that began under another number is over.
    stamp: Mapped[int] = mapped_column(default=0)
    # A colleague's account is looked at again by this day. Nobody else's is.
    review_by: Mapped[date | None]
    invited_at: Mapped[datetime]
    invited_by: Mapped[int | None]
    closed_at: Mapped[datetime | None]

    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class RoleGrant(Model):
    """A role that an account holds, who gave it and when."""

    __tablename__ = "role_grant"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(30), primary_key=True)
    given_at: Mapped[datetime]
    given_by: Mapped[int | None]
