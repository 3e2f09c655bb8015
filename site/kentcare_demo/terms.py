"""Places of the demonstration's homes: most decided, a few of which nobody has said, a few put right."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kentcare.accounts.accounts.rules import Role
from kentcare.core.clock import day_in_kent
from kentcare_demo.chance import chance, in_the_office, ref
from kentcare_demo.homes import DemoHome
from kentcare_demo.people import with_role
from kentcare_demo.service import Service

Row = dict[str, Any]
_YEARS = timedelta(days=900)
_UNSAID, _NOT_WHO, _FEWER_BEFORE, _SLIP = 0.06, 0.1, 0.12, 0.02
# As many places are free as a service of this size has, and in so many homes one more lives than there are.
_FREE, _CROWDED = 0.16, 2


def terms(service: Service) -> list[Row]:
    """The rows of every home, each after the one that it replaces."""
    luck, today = chance("terms"), day_in_kent(service.now)
    living = Counter(stay.home.id for stay in service.stays if stay.to_day is None)
    (head, *_) = with_role(service.colleagues, Role.HEAD_OF_SERVICE)
    (manager, *_) = with_role(service.colleagues, Role.SERVICE_MANAGER)
    crowded = sorted(home for home, number in living.items() if number > 1)[:_CROWDED]
    found: list[Row] = []

    def add(home: DemoHome, places: int, first: date, last: date | None = None, **more: Any) -> Row:
        decided = first - timedelta(days=luck.randrange(3, 20))
        row = {
            "id": len(found) + 1,
            "ref": ref(luck),
            "home_id": home.id,
            "places": places,
            "from_day": first,
            "to_day": last,
            "decided_by_id": head.id,
            "decided_on": decided,
            "replaces_id": None,
            "entered_by_id": manager.id,
            "entered_at": in_the_office(luck, decided + timedelta(days=1)),
        } | more
        found.append(row)
        return row

    for home in service.homes:
        if luck.random() < _UNSAID:
            continue
        first = today - _YEARS - timedelta(days=luck.randrange(200))
        here = living[home.id]
        places = here - 1 if home.id in crowded else max(1, here + (luck.random() < _FREE))
        if luck.random() < _NOT_WHO:
            add(home, places, first, decided_by_id=None, decided_on=None, entered_by_id=None)
        elif luck.random() < _FEWER_BEFORE:
            change = today - timedelta(days=luck.randrange(20, 300))
            at = datetime.combine(change, time(9), UTC)
            before = add(home, max(0, places - 1) or 2, first)
            ended = {"to_day": change - timedelta(days=1), "entered_at": at, "replaces_id": before["id"]}
            found.append(before | ended | {"id": len(found) + 1, "ref": ref(luck)})
            add(home, places, change, decided_on=change, entered_at=at)
        elif luck.random() < _SLIP:
            slip = add(home, places + 10, first)
            right = {"id": len(found) + 1, "ref": ref(luck), "places": places, "replaces_id": slip["id"]}
            found.append(slip | right | {"entered_at": slip["entered_at"] + timedelta(hours=1)})
        else:
            add(home, places, first)
    return found
