"""The table of calendar addresses."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class CalendarFeed(Model):
    """The address of one Host's calendar. Whoever has the token can read the days."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    # By this hash the row is found. The token itself is encrypted, so that its Host can be shown it again.
    token_hash: Mapped[str] = mapped_column("token_mark", String(64), unique=True)
    token: Mapped[str] = mapped_column("sealed_token", EncryptedText("kentcare token of a calendar"))
    made_at: Mapped[datetime]
