"""The marks of a deployment, such as that its database holds a demonstration."""

from datetime import datetime

from kentcare.db import subjects
from kentcare.db.models import DeploymentMark
from kentcare.db.session import reading, writing

DEMO = "demo"


def set_mark(name: str, now: datetime) -> bool:
    """Set a mark. Returns False, and changes nothing, where it was set before."""
    with writing(subjects.mark(name)) as session:
        if session.get(DeploymentMark, name):
            return False
        session.add(DeploymentMark(name=name, set_at=now))
        return True


def marked_at(name: str) -> datetime | None:
    """When a mark was set, or None where it was not."""
    mark = reading().get(DeploymentMark, name)
    return mark.set_at if mark else None
