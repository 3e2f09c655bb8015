"""The table of sign-in attempts: what somebody has begun before they are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class SignInAttempt(Model):
    """A sign-in that has begun: a code was sent, a password was right, an invitation was made.

    There is one for an address that nobody has, too, so that both look the same from outside. Failed
    passwords are counted in rows of the kind "wrong".
    """

    __tablename__ = "sign_in_attempt"

    ref: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    # A keyed hash of what was typed, to count how often it was.
    address_hash: Mapped[str] = mapped_column("address_mark", String(64), index=True)
    # A keyed hash of that and of where it was typed, so that a stranger cannot use up what the owner may do.
    caller_hash: Mapped[str | None] = mapped_column("caller_mark", String(64), index=True)
    code_hash: Mapped[str | None] = mapped_column("code_mark", String(64))
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(index=True)
    # When the right code was given: it is never right again.
    proved_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
