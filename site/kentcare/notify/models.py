"""Messages that wait to be sent."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class OutgoingMessage(Model):
    """A message, sealed: it may hold a code, and to whom it goes is nobody's business."""

    __tablename__ = "outgoing_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    # After this it is of no use any more, and is not sent.
    use_by: Mapped[datetime]
    sent_at: Mapped[datetime | None]
