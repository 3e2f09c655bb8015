"""Reading homes, and writing what the case system says of them. Who may see a home is decided here alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.homes.rules import HomeFacts
from kentcare.core.clock import today as this_day
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.services.cover import records as cover


class NoSuchHome(Exception):
    """There is no such home, or this viewer may not open it. Nobody can tell which of the two it is."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home as a list shows it, with its officer's name and how many people live and host there."""

    id: int
    ref: str
    home_number: str
    name: str
    area: str
    officer_id: int | None
    officer: str | None
    living_there: int
    hosts: int


# Who may do what with which home


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The homes that a list shows to `viewer`, and that `export` gives them.

    A Host's own; those that an accommodation officer looks after today; all, for a service manager.
    """
    if viewer.has(Role.SERVICE_MANAGER):
        return true()
    theirs: list[ColumnElement[bool]] = []
    if viewer.has(Role.HOST):
        theirs.append(hosted_by(viewer))
    if viewer.has(Role.ACCOMMODATION_OFFICER):
        theirs.append(_looked_after_by(viewer.id, this_day()))
    return or_(false(), *theirs)


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """The homes whose own page `viewer` may open, and whose reports they may read.

    Today exactly those that their lists show, so that no line of a list leads to a page that is refused.
    """
    return visible_to(viewer)


def looked_after(viewer: Viewer) -> ColumnElement[bool]:
    """The homes that are `viewer`'s work today. Nobody answers for a home of which they are a Host."""
    return ~hosted_by(viewer) if viewer.has(Role.SERVICE_MANAGER) else officered_by(viewer)


def officered_by(viewer: Viewer) -> ColumnElement[bool]:
    """The homes whose Hosts `viewer` may invite: as their officer, or covering for that officer today.

    A service manager may see every home and invites nobody; no officer invites the Hosts of their own home.
    """
    if not viewer.has(Role.ACCOMMODATION_OFFICER):
        return false()
    return _looked_after_by(viewer.id, this_day()) & ~hosted_by(viewer)


def hosted_by(viewer: Viewer) -> ColumnElement[bool]:
    """The homes of which `viewer` is a Host."""
    return exists().where(HomeHost.home_id == Home.id, HomeHost.account_id == viewer.id)


def _looked_after_by(officer: int, today: date) -> ColumnElement[bool]:
    """The homes of an officer, and those of each officer whom they cover for on this day."""
    return (Home.officer_id == officer) | Home.officer_id.in_(cover.covered_by(officer, today))


def lodging_with_officer(officer: int, today: date) -> Select[int]:
    """The ids of the young people who live in a home that an officer looks after on this day.

    Homes for whose officer they cover count too. As a part of a larger query.
    """
    return arrangements.living_in(select(Home.id).where(_looked_after_by(officer, today)), today)


def is_officer_of(viewer: Viewer, home: HomeRow) -> bool:
    """Whether `viewer` may invite the Hosts of a home: see `officered_by`."""
    return reading().scalar(select(Home.id).where(Home.id == home.id, officered_by(viewer))) is not None


def seen_among(viewer: Viewer, homes: Collection[int]) -> set[int]:
    """The ids of those of these homes whose page `viewer` may open."""
    return set(reading().scalars(select(Home.id).where(Home.id.in_(homes), openable_by(viewer))))


# Lists of homes, and one home

# How many Hosts of a home can sign in, or have been invited.
NUMBER_OF_HOSTS = (
    select(func.count())
    .select_from(HomeHost)
    .join(Account, Account.id == HomeHost.account_id)
    .where(HomeHost.home_id == Home.id, Account.state != "closed")
    .scalar_subquery()
)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Home.name,),
    "area": (Home.area, Home.name),
    "number": (Home.home_number,),
    # Homes without an officer, or without a Host, come first: they are the ones to do something about.
    "officer": (Account.name.nulls_first(), Home.name),
    "hosts": (NUMBER_OF_HOSTS, Home.name),
}
ORDERS = tuple(_ORDERS)


def _rows(today: date) -> Select[Any]:
    rows: Select[Any] = select(
        Home.id,
        Home.ref,
        Home.home_number,
        Home.name,
        Home.area,
        Home.officer_id,
        Account.name.label("officer"),
        arrangements.number_living_in(Home.id, today).label("living_there"),
        NUMBER_OF_HOSTS.label("hosts"),
    )
    return rows.outerjoin(Account, Account.id == Home.officer_id)


def _read(rows: Select[Any]) -> list[HomeRow]:
    return [HomeRow(**row._mapping) for row in reading().execute(rows)]


def page(
    viewer: Viewer, today: date, *, order: str = "name", skip: int = 0, most: int = 50
) -> tuple[int, list[HomeRow]]:
    """How many homes `viewer` may see, and up to `most` of them after the first `skip`.

    `order` is one of ORDERS. Raises KeyError where it is not.
    """
    number = reading().scalar(select(func.count()).select_from(Home).where(visible_to(viewer))) or 0
    rows = _rows(today).where(visible_to(viewer)).order_by(*_ORDERS[order], Home.id)
    return number, _read(rows.offset(skip).limit(most))


def export(viewer: Viewer, today: date) -> list[HomeRow]:
    """Every home that `viewer` may see. The audit trail says that they took a copy."""
    found = _read(_rows(today).where(visible_to(viewer)).order_by(Home.name, Home.id))
    audit.note(Action.EXPORTED, viewer, kind="home")
    return found


def own(viewer: Viewer, today: date) -> list[HomeRow]:
    """The homes of which `viewer` is a Host, and none that they see for another reason."""
    return _read(_rows(today).where(hosted_by(viewer)).order_by(Home.name))


def one(viewer: Viewer, ref: str, today: date, *, to_invite: bool = False, as_work: bool = False) -> HomeRow:
    """A home that `viewer` may open. Raises NoSuchHome, and writes the refusal into the audit trail.

    `to_invite`: only where they may also invite its Hosts. `as_work`: only where they look after it.
    """
    rule = officered_by if to_invite else looked_after if as_work else openable_by
    found = _read(_rows(today).where(Home.ref == ref, rule(viewer)))
    if not found:
        audit.note(Action.REFUSED, viewer, kind="home", ref=ref[:30])
        raise NoSuchHome
    return found[0]


def find_by_number(number: str) -> tuple[str, str] | None:
    """The ref and the name of a home, by its number in the case system."""
    row = reading().execute(select(Home.ref, Home.name).where(Home.home_number == number)).first()
    return (row.ref, row.name) if row else None


def numbers_and_names(refs: Collection[str]) -> dict[str, tuple[str, str]]:
    """The number in the case system and the name of each of these homes, by its ref."""
    rows = select(Home.ref, Home.home_number, Home.name).where(Home.ref.in_(refs))
    return {row.ref: (row.home_number, row.name) for row in reading().execute(rows)}


# Hosts


def hosts_of(home: int) -> list[Person]:
    """The Hosts of a home, by name."""
    theirs = select(HomeHost.account_id).where(HomeHost.home_id == home)
    rows = select(Account).where(Account.id.in_(theirs)).order_by(Account.name, Account.id)
    return [accounts.person_of(row) for row in reading().scalars(rows)]


def may_have_read_as_host(home: int) -> set[int]:
    """The ids of whoever may have opened a page as a Host of this home: also those who have left it.

    Who they were is not kept. But of all Hosts only those of this home could open it. Whoever has another
    role is left out, as they may have opened it at the desk.
    """
    others = accounts.holds(*(role for role in Role if role is not Role.HOST))
    rows = select(Account.id).where(accounts.holds(Role.HOST), ~others)
    return {*reading().scalars(rows), *(host.id for host in hosts_of(home))}


def host_ids(homes: Collection[int]) -> Mapping[int, Sequence[int]]:
    """The ids of the accounts of the Hosts of each of these homes, by the id of the home."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = select(HomeHost.home_id, HomeHost.account_id).where(HomeHost.home_id.in_(homes))
    for row in reading().execute(rows):
        found[row.home_id].append(row.account_id)
    return found


def hosted_since(homes: Collection[int]) -> Mapping[int, date]:
    """The day on which the first Host of each of these homes was invited, where that is known of all."""
    rows = (
        select(HomeHost.home_id, func.min(HomeHost.since).label("since"))
        .where(HomeHost.home_id.in_(homes))
        .group_by(HomeHost.home_id)
        .having(func.count() == func.count(HomeHost.since))
    )
    return {row.home_id: row.since for row in reading().execute(rows)}


def host_accounts(refs: Collection[str]) -> list[int]:
    """The ids of the accounts of the Hosts of these homes."""
    rows = select(HomeHost.account_id).join(Home, Home.id == HomeHost.home_id).where(Home.ref.in_(refs))
    return list(reading().scalars(rows))


# What the case system says


def from_case_system() -> dict[str, tuple[int, HomeFacts]]:
    """What the case system has said of every home so far: the id here and the facts, by the number there."""
    hosts: dict[int, set[int]] = defaultdict(set)
    for row in reading().execute(select(HomeHost.home_id, HomeHost.account_id)):
        hosts[row.home_id].add(row.account_id)
    rows = select(Home.id, Home.home_number, Home.name, Home.area, Home.officer_id)
    return {
        row.home_number: (
            row.id,
            HomeFacts(
                home_number=row.home_number,
                name=row.name,
                area=row.area,
                officer_id=row.officer_id,
                hosts=frozenset(hosts[row.id]),
            ),
        )
        for row in reading().execute(rows)
    }


def import_rows(
    new: Iterable[HomeFacts], changed: Iterable[HomeFacts], by: Viewer | None, now: datetime
) -> None:
    """Write what the case system says of new and of changed homes. `by` is None for the command.

    It takes as many queries for many homes as for two.
    """
    new, changed = list(new), list(changed)
    with writing() as session:
        if rows := [_columns(home) | {"ref": new_ref(), "changed_at": now} for home in new]:
            session.execute(insert_many(Home), rows)
        known = from_case_system()
        ids = {home.home_number: known[home.home_number][0] for home in [*new, *changed]}
        if rows := [_columns(home) | {"id": ids[home.home_number], "changed_at": now} for home in changed]:
            session.execute(update(Home), rows)
            hosts_table = HomeHost.__table__.c
            session.connection().execute(
                delete(HomeHost).where(hosts_table.home_id == bindparam("home")),
                [{"home": row["id"]} for row in rows],
            )
        hosts = [
            {"home_id": ids[home.home_number], "account_id": account}
            for home in [*new, *changed]
            for account in home.hosts
        ]
        if hosts:
            session.execute(insert(HomeHost), hosts)
        # Whoever lives there can read that who their Host is may have changed.
        before = {number: set(facts.hosts) for number, (_, facts) in known.items()}
        moved = [ids[one.home_number] for one in changed if set(one.hosts) != before[one.home_number]]
        residents = [stay.young_person_id for stay in arrangements.stays_in(moved, this_day())]
        audit.note_each(Action.CHANGED, by, residents, kind="home", about="hosts")


def _columns(home: HomeFacts) -> dict[str, Any]:
    columns = asdict(home)
    del columns["hosts"]
    return columns
