"""The address under which a calendar finds somebody's days."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class CalendarFeed(Model):
    """A Host has one, or none. Whoever has the token reads the days."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    # By this it is found. The token itself is sealed, so that its Host can be shown it again.
    token_mark: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_token: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
