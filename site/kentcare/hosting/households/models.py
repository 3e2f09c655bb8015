"""What is known of a household, and who else lives in it."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Household(Model):
    """What is asked of a home depends on it. Without a row, nobody has said it yet."""

    __tablename__ = "household"

    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), primary_key=True)
    # The day of the Agency Decision Maker's yes. The years of the programme are counted from it.
    approved_on: Mapped[date | None]
    has_gas: Mapped[bool]
    drives: Mapped[bool]


class Adult(Model):
    """Somebody from 16 who lives in the home and is neither a Host nor there through us."""

    __tablename__ = "adult"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), index=True)
    sealed_name: Mapped[bytes] = mapped_column(LargeBinary)
    # The last day; none while they live there.
    left_on: Mapped[date | None]
