"""The sessions of those who are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class SignIn(Model):
    """A browser that somebody is signed in with. When the row is gone, so is the session."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    token_mark: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    stamp: Mapped[int]
    device: Mapped[str] = mapped_column(String(60))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
