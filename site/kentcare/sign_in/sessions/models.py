"""The table of sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class SignIn(Model):
    """A session: a browser that somebody is signed in with. It ends with its row, or at `left_at`."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # SHA-256 of the token in the browser's cookie: whoever reads the database cannot sign in with it.
    token_hash: Mapped[str] = mapped_column("token_mark", String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    # The stamp of the account when the session began: the session is over when the account's is another.
    stamp: Mapped[int]
    device: Mapped[str] = mapped_column(String(60))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    # When somebody left while their browser still kept a press of the red button: from then on the session
    # opens nothing, and for some seconds that press is still taken as theirs.
    left_at: Mapped[datetime | None]
