"""What tests of the retention job and of legal holds share."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from kentcare.operations.retention.records import PlannedRemoval

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=2000)
# A fixture of this type changes what content/retention.yaml says of one kind of record.
Says = Callable[..., None]
# The page with the holds, and the form that sets one.
PAGE = "/en/desk/retention/holds"
FORM = {"kind": "young person", "number": "C1", "reason": "A court asks for it"}


def by_kind(planned: Iterable[PlannedRemoval]) -> dict[str, PlannedRemoval]:
    """What was planned or removed, by the name of the kind: a RecordKind is one."""
    return {one.kind: one for one in planned}
