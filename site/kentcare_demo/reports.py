"""Monthly reports of Hosts on the months before: most are there, some are new, some are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from kentcare.core.clock import LONDON
from kentcare.hosting.reports.rules import Month, ReportKey, owed_reports
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.hosting.reports.timing import timing
from kentcare.services.long_forms.rules import new_reference
from kentcare_demo.chance import chance, ref
from kentcare_demo.homes import DemoStay
from kentcare_demo.service import Service

_MONTHS = 12
_SENT, _READ = 0.85, 0.7
_WELL = (
    "Cooked a meal for all of us and planned what it cost.",
    "Went to college every day but one, and told me about it.",
    "Opened the post with me instead of leaving it.",
    "Rang the dentist without help.",
    "Helped in the garden, and laughed a lot.",
)
_HARD = ("Mornings.", "Waiting for a letter.", "Money ran out a week early.", "Homesick at the weekend.", "")
_GOALS = (
    "Make a budget for December.",
    "Cook once a week.",
    "Apply for the provisional licence.",
    "Join the gym.",
)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """A report: its row without the answers, the answers (`words`), and the level of each skill."""

    row: dict[str, Any]
    words: dict[str, Any]
    levels: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Stay:
    young_person_id: int
    home_id: int
    level: str
    from_day: Any
    to_day: Any
    lodging: DemoStay


def reports(service: Service) -> Iterator[DemoReport]:
    """A report for most young people and months that have ended, from the first month with reports here."""
    luck, today = chance("reports"), service.now.date()
    first = max(timing().first_month, Month.of(today).back(_MONTHS))
    stays = [
        _Stay(one.young.id, one.home.id, one.level, one.from_day, one.to_day, one) for one in service.stays
    ]
    far: dict[int, dict[str, int]] = {}
    for which, stay in sorted(owed_reports(stays, first, today).items()):
        hosts = [host for host in stay.lodging.home.hosts if host.state == "active"]
        if which.month.last >= today or not hosts or luck.random() > _SENT:
            continue
        levels = far.setdefault(which.young_person_id, {skill: luck.choice((1, 2, 2, 3)) for skill in SKILLS})
        skill = luck.choice(SKILLS)
        levels[skill] = min(4, levels[skill] + 1)
        yield _one(luck, service.now, which, stay, hosts[0].id, dict(levels))


def _one(
    luck: Random, now: datetime, which: ReportKey, stay: _Stay, author: int, levels: dict[str, int]
) -> DemoReport:
    day = which.month.last + timedelta(days=luck.randrange(1, 9))
    at = min(datetime.combine(day, time(19, luck.randrange(60)), LONDON), now)
    is_read = luck.random() < _READ
    row = {
        "ref": ref(luck),
        "reference": new_reference(),
        "home_id": which.home_id,
        "young_person_id": which.young_person_id,
        "month": which.month.first,
        "level": stay.level,
        "author_id": author,
        "sent_at": at,
        "read_at": now if is_read else None,
        "read_by": stay.lodging.home.officer_id if is_read else None,
        "for_supervision": False,
        "more_asked_at": None,
    }
    words = {
        "well": luck.choice(_WELL),
        "hard": luck.choice(_HARD),
        "goals": luck.choice(_GOALS),
        "hours": {"standard": 12, "complex": 20, "intensive": 32}[stay.level],
        "nights": luck.choice((0, 0, 1, 2)),
    }
    return DemoReport(row=row, words=words, levels=levels)
