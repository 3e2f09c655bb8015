"""An accommodation officer who is away, and the colleague who covers."""

from datetime import timedelta
from typing import Any

from kentcare.accounts.accounts.rules import Role
from kentcare.core.clock import day_in_kent
from kentcare_demo.chance import chance, in_the_office, ref
from kentcare_demo.people import with_role
from kentcare_demo.service import Service

_SINCE, _STILL = timedelta(days=3), timedelta(days=11)


def covers(service: Service) -> list[dict[str, Any]]:
    """The row of one cover: the first officer, whom visitors try first, covers for the second."""
    luck = chance("away")
    today = day_in_kent(service.now)
    stands_in, away, *_others = with_role(service.colleagues, Role.ACCOMMODATION_OFFICER)
    (manager, *_) = with_role(service.colleagues, Role.SERVICE_MANAGER)
    return [
        {
            "ref": ref(luck),
            "officer_id": away.id,
            "covered_by_id": stands_in.id,
            "from_day": today - _SINCE,
            "to_day": today + _STILL,
            "set_by": manager.id,
            "set_at": in_the_office(luck, today - _SINCE - timedelta(days=5)),
        }
    ]
