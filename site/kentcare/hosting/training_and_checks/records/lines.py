"""The status of every requirement, for a Host, for the desk and for the reminders."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.homes.records import HomeRow
from kentcare.core.clock import day_in_kent
from kentcare.db.session import reading
from kentcare.hosting.households import records as households
from kentcare.hosting.households.models import Adult, Household
from kentcare.hosting.households.records import KnownHousehold, Unapproved
from kentcare.hosting.training_and_checks.line import AtHome, RequirementLine, Whom, latest
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.rules import Proof, Requirement, RequirementKind, state
from kentcare.services.long_forms import records as long_forms

CERTIFICATE = (
    "certificate"  # the kind of its files and of its lines in the audit trail, and the name of its form
)


class NoSuchLine(Exception):
    """There is no such line or certificate, or the viewer may not see it: the two cannot be told apart."""


# Who may see what


def visible_to(viewer: Viewer, kind: RequirementKind) -> ColumnElement[bool]:
    """The homes whose training or checks are in the viewer's lists, as their work.

    The training co-ordinator: the training of every home but their own as a Host. Everybody else: the homes
    that they look after.
    """
    sees_all = kind == "training" and viewer.has(Role.TRAINING_COORDINATOR)
    return ~homes.hosted_by(viewer) if sees_all else homes.looked_after(viewer)


def openable_by(viewer: Viewer, kind: RequirementKind) -> ColumnElement[bool]:
    """The homes of which the viewer may open one line of training or of checks, with its certificates.

    Today exactly those in their lists, so that no line of a list leads to a page that is refused.
    """
    return visible_to(viewer, kind)


def decides(viewer: Viewer, requirement: Requirement) -> bool:
    """Whether the viewer decides if a certificate counts.

    For training that is the co-ordinator, for a check whoever looks after homes.
    """
    if requirement.kind == "training":
        return viewer.has(Role.TRAINING_COORDINATOR)
    return viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER)


# Lists


def of_host(viewer: Viewer, today: date, *, also_unasked: bool = False) -> list[RequirementLine]:
    """A Host's own training and the checks of their households, with the certificates they have begun.

    `also_unasked`: also the checks of gas or a car where the household has none.
    """
    begun = _begun_by(viewer)
    return [
        replace(one, begun=begun.get(one.of_what))
        for one in _lines(homes.hosted_by(viewer), today, also_unasked=also_unasked)
        if one.requirement.kind == "check" or one.whom.account_id == viewer.id
    ]


def _begun_by(viewer: Viewer) -> dict[str, int]:
    """The number of the first certificate that a Host has begun and not sent, by `of_what` of its line."""
    found: dict[str, int] = {}
    for about in long_forms.saved_when(viewer.id, CERTIFICATE):
        of_what, _, nth = about.rpartition("/")
        found[of_what] = min(int(nth), found.get(of_what, int(nth)))
    return found


def for_desk(viewer: Viewer, today: date, kind: RequirementKind | None = None) -> list[RequirementLine]:
    """The requirements of one kind, or of both, of every home in the viewer's lists; see `visible_to`."""
    return _lines(visible_to(viewer, kind or "check"), today, kind)


def of_one(viewer: Viewer, home: HomeRow, today: date) -> list[RequirementLine]:
    """The requirements of one home that the viewer looks after; empty for another's."""
    return _lines(visible_to(viewer, "check") & (Home.id == home.id), today)


def of_whom(viewer: Viewer, whom: str, today: date, kind: RequirementKind) -> list[RequirementLine]:
    """The requirements of one Host, other adult or home by its ref; empty if the viewer may not see them."""
    hosted = select(HomeHost.home_id).join(Account, Account.id == HomeHost.account_id)
    lived_in = select(Adult.home_id).where(Adult.ref == whom)
    of_them = or_(Home.ref == whom, Home.id.in_(hosted.where(Account.ref == whom)), Home.id.in_(lived_in))
    where = openable_by(viewer, kind) & of_them
    return [one for one in _lines(where, today, kind) if one.whom.ref == whom]


def every(today: date) -> list[RequirementLine]:
    """The requirements of every home, for the job that sends reminders."""
    return _lines(true(), today)


def without_approval(viewer: Viewer) -> list[Unapproved]:
    """The homes that the viewer looks after for which no day of approval is known."""
    return households.without_approval(visible_to(viewer, "check"))


def _lines(
    which: ColumnElement[bool],
    today: date,
    kind: RequirementKind | None = None,
    *,
    also_unasked: bool = False,
) -> list[RequirementLine]:
    """The lines of these homes, in four queries however many there are. A Host of two homes appears once."""
    whole = programme()
    wanted = [one for one in whole.every.values() if kind in (None, one.kind)]
    theirs = _homes(which, today)
    proofs = _proofs(which, [one.slug for one in wanted])
    found: dict[tuple[str, str], RequirementLine] = {}
    for home in theirs:
        for requirement in wanted:
            for whom in home.those(requirement, also_unasked=also_unasked):
                shown = proofs[requirement.slug, whom.owner]
                stands = state(
                    requirement,
                    shown,
                    whom.approved_on,
                    today,
                    soon=whole.soon,
                    known_since=whom.known_since,
                    told_late=whole.told_late,
                )
                found[requirement.slug, whom.ref] = RequirementLine(requirement, whom, stands, len(shown))
    return list(found.values())


def _homes(which: ColumnElement[bool], today: date) -> list[AtHome]:
    ids = select(Home.id).where(which)
    their_homes = select(HomeHost.home_id).where(HomeHost.account_id == Account.id).correlate(Account)
    approved = select(func.min(Household.approved_on)).where(Household.home_id.in_(their_homes))
    rows = (
        select(
            HomeHost.home_id,
            HomeHost.since,
            Account.id,
            Account.ref,
            Account.name,
            approved.scalar_subquery().label("approved_on"),
        )
        .join(Account, Account.id == HomeHost.account_id)
        .where(HomeHost.home_id.in_(ids), Account.state != "closed")
        .order_by(Account.name, Account.id)
    )
    hosts: dict[int, list[Any]] = defaultdict(list)
    for row in reading().execute(rows):
        hosts[row.home_id].append(row)
    known = households.of(ids, today)
    named = select(Home.id, Home.ref, Home.name).where(which).order_by(Home.name, Home.id)
    return [_at_home(home, known[home.id], hosts[home.id]) for home in reading().execute(named)]


def _at_home(home: Any, facts: KnownHousehold, hosts: Sequence[Any]) -> AtHome:
    itself = Whom(
        ref=home.ref,
        name=home.name,
        home_id=home.id,
        home_ref=home.ref,
        home=home.name,
        approved_on=facts.approved_on,
        hosts=tuple(row.id for row in hosts),
        known_since=latest(facts.approved_said_on, _hosted_since(hosts)),
    )
    return AtHome(
        whom=itself,
        facts=facts,
        hosts=[
            replace(
                itself,
                ref=row.ref,
                name=row.name,
                approved_on=row.approved_on,
                account_id=row.id,
                hosts=(row.id,),
                known_since=latest(facts.approved_said_on, row.since),
            )
            for row in hosts
        ],
        adults=[
            replace(
                itself,
                ref=one.ref,
                name=one.name,
                adult_id=one.id,
                known_since=latest(itself.known_since, one.added_on),
            )
            for one in facts.adults
        ],
    )


def _hosted_since(hosts: Sequence[Any]) -> date | None:
    """The day on which the first Host of a home was invited; None where that is not known of all."""
    days = [row.since for row in hosts]
    return min(days) if days and all(days) else None


def _proofs(
    which: ColumnElement[bool], wanted: Collection[str]
) -> dict[tuple[str, tuple[str, int]], list[Proof]]:
    """The proofs of these homes, by requirement and owner. Few columns, as there are thousands of rows."""
    ids = select(Home.id).where(which)
    rows = (
        select(
            Certificate.requirement,
            Certificate.account_id,
            Certificate.adult_id,
            Certificate.home_id,
            Certificate.ref,
            Certificate.day,
            Certificate.until,
            Certificate.is_accepted,
            Certificate.withdrawn_at,
            Certificate.added_at,
            Certificate.decided_at,
        )
        .where(
            Certificate.requirement.in_(wanted),
            or_(
                Certificate.home_id.in_(ids),
                Certificate.account_id.in_(select(HomeHost.account_id).where(HomeHost.home_id.in_(ids))),
                Certificate.adult_id.in_(select(Adult.id).where(Adult.home_id.in_(ids))),
            ),
        )
        .order_by(Certificate.id)
    )
    found: dict[tuple[str, tuple[str, int]], list[Proof]] = defaultdict(list)
    for row in reading().execute(rows):
        proof = Proof(
            ref=row.ref,
            day=row.day,
            until=row.until,
            is_accepted=row.is_accepted,
            is_withdrawn=row.withdrawn_at is not None,
            added_on=day_in_kent(row.added_at),
            failed_on=_failed_on(row),
        )
        found[row.requirement, _owner(row)].append(proof)
    return found


def _failed_on(row: Any) -> date | None:
    """The day on which a certificate turned out not to count; None where it counts, or waits."""
    moment = row.withdrawn_at or (row.decided_at if row.is_accepted is False else None)
    return day_in_kent(moment) if moment else None


def _owner(row: Any) -> tuple[str, int]:
    """Whose a certificate is, as `Whom.owner` gives it."""
    if row.account_id:
        return "host", row.account_id
    return ("adult", row.adult_id) if row.adult_id else ("home", row.home_id or 0)


# One line


def own_line(viewer: Viewer, slug: str, whom: str, today: date) -> RequirementLine:
    """A line to which a Host may add a certificate. Raises NoSuchLine.

    Also for gas or a car that there is no longer: they may be writing it when somebody takes it off.
    """
    lines = of_host(viewer, today, also_unasked=True)
    return _one(viewer, (one for one in lines if one.requirement.added_by == "host"), slug, whom)


def desk_line(viewer: Viewer, slug: str, whom: str, today: date) -> RequirementLine:
    """A line for which the viewer may record at the desk that they have seen the paper. Raises NoSuchLine."""
    requirement = programme().every.get(slug)
    if requirement is None or not decides(viewer, requirement):
        raise NoSuchLine
    return _one(viewer, of_whom(viewer, whom, today, requirement.kind), slug, whom)


def _one(viewer: Viewer, lines: Iterable[RequirementLine], slug: str, whom: str) -> RequirementLine:
    for line in lines:
        if line.requirement.slug == slug and line.whom.ref == whom:
            return line
    audit.note(Action.REFUSED, viewer, kind=CERTIFICATE, ref=whom[:30])
    raise NoSuchLine
