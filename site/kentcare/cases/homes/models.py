"""The tables of homes and of their Hosts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Home(Model):
    """A Host's household, as the council knows it."""

    __tablename__ = "home"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # The number in the council's case system.
    home_number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    area: Mapped[str] = mapped_column(String(60))
    # The accommodation officer who looks after it; null while it waits for one.
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    changed_at: Mapped[datetime]


class HomeHost(Model):
    """A Host of a home: a home may have two."""

    __tablename__ = "home_host"

    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    # The day on which they were invited here, before which they could know nothing; null where it is unknown.
    since: Mapped[date | None]
