"""The table of advocacy cases. Whatever says who asked or why is encrypted or hashed."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.advocacy import encryption
from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class AdvocacyCase(Model):
    """A young person's request for an advocate, encrypted under the advocacy service's own key.

    Even the young person appears only as a keyed hash.
    """

    __tablename__ = "advocacy_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    person_hash: Mapped[str] = mapped_column("person_mark", String(64), index=True)
    # What they answered, as a JSON object of text. Decrypted only where a query asks for it.
    answers: Mapped[str] = mapped_column(
        "sealed", EncryptedText(encryption.PURPOSE, encryption.cipher), deferred=True, deferred_raiseload=True
    )
    asked_on: Mapped[date]
    advocate_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    closed_on: Mapped[date | None]
