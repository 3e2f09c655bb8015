"""Reading and setting the marks of a deployment."""

from datetime import datetime

from kentcare.db.models import DeploymentMark
from kentcare.db.session import reading, writing

DEMO = "demo"


def set_mark(name: str, now: datetime) -> bool:
    """Sets the mark and answers True; answers False, and changes nothing, when it was set before."""
    with writing() as session:
        if session.get(DeploymentMark, name):
            return False
        session.add(DeploymentMark(name=name, set_at=now))
        return True


def marked_at(name: str) -> datetime | None:
    """When the mark was set, or None if this deployment does not bear it."""
    mark = reading().get(DeploymentMark, name)
    return mark.set_at if mark else None
