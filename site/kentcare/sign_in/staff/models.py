"""The tables of a colleague's credentials; passkeys are in a room of their own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class Password(Model):
    """A colleague's password, as an Argon2id hash."""

    __tablename__ = "password"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    hashed: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]


class Authenticator(Model):
    """The app on a colleague's telephone that shows a new number every thirty seconds (TOTP, RFC 6238)."""

    __tablename__ = "authenticator"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret: Mapped[str] = mapped_column("sealed", EncryptedText("kentcare authenticator"))
    added_at: Mapped[datetime]
    # The last step of thirty seconds whose number was used, so that none is used twice.
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Model):
    """A code for somebody whose telephone is lost, kept as a keyed hash. Each works once."""

    __tablename__ = "recovery_code"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column("code_mark", String(64), primary_key=True)
    used_at: Mapped[datetime | None]
