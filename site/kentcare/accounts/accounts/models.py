"""The tables of accounts and of the roles that they hold."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kentcare.db.model import Model


class Account(Model):
    """Somebody who may sign in, and how they are reached. Records of their life are kept in other rooms."""

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
    # When the address changes, the old one is notified only if the person said that this is safe.
    may_tell_old_address: Mapped[bool] = mapped_column(default=False)
    # Goes up when a role, a password or the state changes, which ends every session of a lower number.
    stamp: Mapped[int] = mapped_column(default=0)
    # The day by which a colleague's account is reviewed. Only colleagues' accounts are.
    review_by: Mapped[date | None]
    invited_at: Mapped[datetime]
    invited_by: Mapped[int | None]
    # When they were last invited anew, and who but the inviter has spoken to them since.
    invited_again_at: Mapped[datetime | None]
    spoken_at: Mapped[datetime | None]
    spoken_by: Mapped[int | None]
    closed_at: Mapped[datetime | None]

    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class RoleGrant(Model):
    """A role that an account holds, when it was given and by whom (None: by a command on the server)."""

    __tablename__ = "role_grant"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(30), primary_key=True)
    given_at: Mapped[datetime]
    given_by: Mapped[int | None]
