"""Training and checks of households: most are in date, some run out soon, some are late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from kentcare.core.clock import LONDON
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.rules import Requirement
from kentcare_demo.chance import chance, ref
from kentcare_demo.homes import DemoHome
from kentcare_demo.names import Names
from kentcare_demo.service import Service

_GAS, _DRIVES, _ADULT = 0.85, 0.4, 0.3
# Of those that were needed by now, so many are there; of those that are there, nobody has looked at so many.
_THERE, _NEW = 0.95, 0.02
_OPTIONAL = 0.3
_COURSES = ("Autism awareness", "Online safety", "Foetal alcohol spectrum disorder", "Self-harm")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DemoAdult:
    """An adult of a household who is no Host: their row without the name, and the name."""

    row: Row
    name: str


@dataclass(frozen=True, slots=True)
class DemoTrainingAndChecks:
    """The rows of three tables, without what is encrypted. `titles`: one for each of `certificates`."""

    households: Sequence[Row]
    adults: Sequence[DemoAdult]
    certificates: Sequence[Row]
    titles: Sequence[str]


def training_and_checks(service: Service, names: Names) -> DemoTrainingAndChecks:
    """The household, other adults and certificates of every home."""
    luck, adults = chance("papers"), list[DemoAdult]()
    households, certificates, titles = [], list[Row](), list[str]()
    for home in service.homes:
        approved = service.now.date() - timedelta(days=luck.randrange(60, 1600))
        facts = {"has_gas": luck.random() < _GAS, "drives": luck.random() < _DRIVES}
        households.append({"home_id": home.id, "approved_on": approved, **facts})
        if luck.random() < _ADULT:
            row = {"id": len(adults) + 1, "ref": ref(luck), "home_id": home.id, "left_on": None}
            adults.append(DemoAdult(row, names.one(luck, "older_britain")))
            others = [len(adults)]
        else:
            others = []
        for requirement in programme().every.values():
            for owner in _owners(requirement, home, others, facts):
                for certificate in _of(luck, requirement, owner, approved, home, service.now):
                    certificates.append(certificate)
                    titles.append(luck.choice(_COURSES) if requirement.is_chosen else "")
    return DemoTrainingAndChecks(
        households=households, adults=adults, certificates=certificates, titles=titles
    )


def _owners(requirement: Requirement, home: DemoHome, adults: Sequence[int], facts: Row) -> Iterator[Row]:
    nobody = {"account_id": None, "home_id": None, "adult_id": None}
    if requirement.of in ("host", "adult"):
        yield from (nobody | {"account_id": host.id} for host in home.hosts)
        yield from (nobody | {"adult_id": one} for one in adults if requirement.of == "adult")
    elif facts.get({"gas": "has_gas", "car": "drives"}.get(requirement.of, ""), True):
        yield nobody | {"home_id": home.id}


def _of(
    luck: Random, requirement: Requirement, owner: Row, approved: date, home: DemoHome, now: datetime
) -> Iterator[Row]:
    """The latest certificate for a requirement, or none; for support groups, several."""
    today = now.date()
    if requirement.is_counted:
        for _ in range(luck.randrange(5)):
            yield _row(luck, requirement, owner, _past(luck, today, approved, 400), home, now)
        return
    if luck.random() > _likely(requirement, approved, today):
        return
    runs = requirement.lapses.days if requirement.lapses else 900
    day = _past(luck, today, approved, runs + 10 if luck.random() < 0.06 else max(1, runs - 5))
    if requirement.says_until:
        day = today + timedelta(days=luck.randrange(-8, 360))
    yield _row(luck, requirement, owner, day, home, now)


def _likely(requirement: Requirement, approved: date, today: date) -> float:
    """The chance that a certificate is there, which grows the longer it has been needed."""
    if requirement.first_by is None:
        return _OPTIONAL if requirement.lapses is None else _THERE
    late = (today - requirement.first_by.after(approved)).days
    return _OPTIONAL if late < 0 else _THERE if late < 120 else 1


def _past(luck: Random, today: date, approved: date, days: int) -> date:
    return today - timedelta(days=min(luck.randrange(days), (today - approved).days))


def _row(luck: Random, requirement: Requirement, owner: Row, day: date, home: DemoHome, now: datetime) -> Row:
    is_new = requirement.added_by == "host" and luck.random() < _NEW
    added = now - timedelta(days=luck.randrange(1, 6)) if is_new else _evening(min(day, now.date()))
    by_host = requirement.added_by == "host"
    return {
        "ref": ref(luck),
        "reference": ref(luck),
        "requirement": requirement.slug,
        **owner,
        "day": day,
        "until": requirement.runs_until(day),
        "added_by": (owner["account_id"] or home.hosts[0].id) if by_host else home.officer_id,
        "added_at": added,
        "is_accepted": None if is_new else True,
        "decided_by": None if is_new else home.officer_id,
        "decided_at": None if is_new else added,
        "reason": None,
    }


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(18, 0), LONDON)
