"""What somebody has on the way in, before they are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Attempt(Model):
    """Somebody on the way in: a code that was sent, a password that was right, an invitation.

    There is one for an address that nobody has, too, so that both look the same from outside.
    """

    __tablename__ = "sign_in_attempt"

    ref: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    # A mark of what was typed, to count how often it was.
    address_mark: Mapped[str] = mapped_column(String(64), index=True)
    # A mark of both that and where it was typed, so that a stranger cannot use up what the owner may do.
    caller_mark: Mapped[str | None] = mapped_column(String(64), index=True)
    code_mark: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(index=True)
    # When the code was right: it is never right again.
    proved_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
