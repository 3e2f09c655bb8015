"""What the database knows about the deployment that it belongs to."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class DeploymentMark(Model):
    """A fact that must travel with the data: a copy of a demo database is still a demo database."""

    __tablename__ = "deployment_mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    set_at: Mapped[datetime]
