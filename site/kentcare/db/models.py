"""The table of facts about the deployment that a database belongs to."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class DeploymentMark(Model):
    """A fact that stays with the data: a copy of a demonstration's database is still a demonstration."""

    __tablename__ = "deployment_mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    set_at: Mapped[datetime]
