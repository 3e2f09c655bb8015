"""The tables of households, and of the other adults who live in them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class Household(Model):
    """What training and checks a home needs depends on this. Without a row, nothing is known yet."""

    __tablename__ = "household"

    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), primary_key=True)
    # The day on which the Agency Decision Maker approved it. The years of the programme are counted from it.
    approved_on: Mapped[date | None]
    has_gas: Mapped[bool]
    drives: Mapped[bool]
    # The day on which each of these was said here, before which no Host could know what it asks of them; null
    # where that is unknown.
    approved_said_on: Mapped[date | None]
    gas_said_on: Mapped[date | None]
    drives_said_on: Mapped[date | None]


class Adult(Model):
    """Somebody aged 16 or over who lives in the home and is neither a Host nor there through us."""

    __tablename__ = "adult"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), index=True)
    name: Mapped[str] = mapped_column("sealed_name", EncryptedText("kentcare name of an adult of a home"))
    # The day on which it was said here that they live there; null where that is unknown.
    added_on: Mapped[date | None]
    # The last day on which they lived there; empty while they do.
    left_on: Mapped[date | None]
    # Who said so, and when; empty where nobody has said, or it was taken back.
    left_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    left_said_at: Mapped[datetime | None]
