"""Reading homes and arrangements. Whose a home is, is decided here and nowhere else."""

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
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import NotTheirs, Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Arrangement, Home, HomeHost
from kentcare.cases.homes.rules import HomeFacts
from kentcare.core.clock import today as this_day
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.services.cover import records as cover
from kentcare.services.messages import records as messages


class NoSuchHome(Exception):
    """There is none, or it is not theirs to see: both look the same."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home in a list."""

    id: int
    ref: str
    home_number: str
    name: str
    area: str
    officer_id: int | None
    officer: str | None
    living_there: int
    hosts: int


@dataclass(frozen=True, slots=True)
class Stay:
    """An arrangement: who lives where, at which level of support, from when until when."""

    ref: str
    young_person_id: int
    home_id: int
    home_name: str
    home_ref: str
    level: str
    from_day: date
    to_day: date | None


def whose(viewer: Viewer) -> ColumnElement[bool]:
    """The homes somebody may see today: a Host's own, those an officer looks after, all for a manager."""
    if viewer.has(Role.SERVICE_MANAGER):
        return true()
    theirs: list[ColumnElement[bool]] = []
    if viewer.has(Role.HOST):
        theirs.append(hosted_by(viewer))
    if viewer.has(Role.ACCOMMODATION_OFFICER):
        theirs.append(_looked_after_by(viewer.id, this_day()))
    return or_(false(), *theirs)


def looked_after(viewer: Viewer) -> ColumnElement[bool]:
    """The homes that are somebody's work today. Nobody answers for a home of which they are a Host."""
    return ~hosted_by(viewer) if viewer.has(Role.SERVICE_MANAGER) else _kept_by(viewer)


def hosted_by(viewer: Viewer) -> ColumnElement[bool]:
    """The homes of a Host."""
    return exists().where(HomeHost.home_id == Home.id, HomeHost.account_id == viewer.id)


def _looked_after_by(officer: int, today: date) -> ColumnElement[bool]:
    """The homes of an officer, and those of whoever is away on this day while they cover."""
    return (Home.officer_id == officer) | Home.officer_id.in_(cover.covered_by(officer, today))


def is_current(today: date) -> ColumnElement[bool]:
    """Arrangements under which somebody lives in a home on this day."""
    return (Arrangement.from_day <= today) & or_(Arrangement.to_day.is_(None), Arrangement.to_day >= today)


def lodging_with_officer(officer: int, today: date) -> Select[int]:
    """The young people who live in a home that somebody looks after as its officer, or for its officer."""
    homes = select(Home.id).where(_looked_after_by(officer, today))
    return select(Arrangement.young_person_id).where(is_current(today), Arrangement.home_id.in_(homes))


_HOSTS = (
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
    # Those without one first: they are the ones to do something about. A Host must be able to sign in.
    "officer": (Account.name.nulls_first(), Home.name),
    "hosts": (_HOSTS, Home.name),
}
ORDERS = tuple(_ORDERS)


def page(
    viewer: Viewer, today: date, *, order: str = "name", skip: int = 0, most: int = 50
) -> tuple[int, list[HomeRow]]:
    """How many homes somebody may see, and a page of them."""
    number = reading().scalar(select(func.count()).select_from(Home).where(whose(viewer))) or 0
    rows = _rows(today).where(whose(viewer)).order_by(*_ORDERS[order], Home.id).offset(skip).limit(most)
    return number, [HomeRow(*row) for row in reading().execute(rows)]


def own(viewer: Viewer, today: date) -> list[HomeRow]:
    """The homes of a Host, and not those that they see for another reason."""
    rows = _rows(today).where(hosted_by(viewer)).order_by(Home.name)
    return [HomeRow(*row) for row in reading().execute(rows)]


def _rows(today: date) -> Select[Any]:
    living = (
        select(func.count())
        .select_from(Arrangement)
        .where(Arrangement.home_id == Home.id, is_current(today))
        .scalar_subquery()
    )
    return select(
        Home.id,
        Home.ref,
        Home.home_number,
        Home.name,
        Home.area,
        Home.officer_id,
        Account.name,
        living,
        _HOSTS,
    ).outerjoin(Account, Account.id == Home.officer_id)


def one(viewer: Viewer, ref: str, today: date, *, to_invite: bool = False, as_work: bool = False) -> HomeRow:
    """A home that somebody may see. Raises NoSuchHome, and writes down that they tried.

    `to_invite`: only where they may invite its Hosts, too. `as_work`: only where they look after it.
    """
    which = _kept_by if to_invite else looked_after if as_work else whose
    row = reading().execute(_rows(today).where(Home.ref == ref, which(viewer))).first()
    if row is None:
        audit.note(Action.REFUSED, viewer, kind="home", ref=ref[:30])
        raise NoSuchHome
    return HomeRow(*row)


def is_officer_of(viewer: Viewer, home: HomeRow) -> bool:
    """Whether somebody may invite the Hosts of a home. To see it is not enough."""
    return reading().scalar(select(Home.id).where(Home.id == home.id, _kept_by(viewer))) is not None


def _kept_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, in a question to the database."""
    if not viewer.has(Role.ACCOMMODATION_OFFICER):
        return false()
    return _looked_after_by(viewer.id, this_day()) & ~hosted_by(viewer)


def export(viewer: Viewer, today: date) -> list[HomeRow]:
    """Every home that somebody may see. That a copy was taken is written down."""
    rows = _rows(today).where(whose(viewer)).order_by(Home.name, Home.id)
    found = [HomeRow(*row) for row in reading().execute(rows)]
    audit.note(Action.EXPORTED, viewer, kind="home")
    return found


def seen_among(viewer: Viewer, homes: Collection[int]) -> set[int]:
    """Those of these homes that somebody may see."""
    return set(reading().scalars(select(Home.id).where(Home.id.in_(homes), whose(viewer))))


def without_host(viewer: Viewer) -> int:
    """How many of the homes that an officer looks after have no Host who can sign in."""
    rows = select(func.count()).where(_kept_by(viewer), _HOSTS == 0)
    return reading().scalar(rows.select_from(Home)) or 0


def stays_in(homes: Collection[int], today: date, since: date | None = None) -> list[Stay]:
    """Who lives in these homes today, or has for a day or more since another day."""
    lasted = or_(Arrangement.to_day.is_(None), Arrangement.to_day >= (since or today))
    return _stays(Arrangement.home_id.in_(homes) & (Arrangement.from_day <= today) & lasted)


def stays_of(young_person: int) -> list[Stay]:
    """Where somebody has lived, the latest first."""
    return _stays(Arrangement.young_person_id == young_person)


def _stays(which: ColumnElement[bool]) -> list[Stay]:
    rows = (
        select(
            Arrangement.ref,
            Arrangement.young_person_id,
            Home.id,
            Home.name,
            Home.ref,
            Arrangement.level,
            Arrangement.from_day,
            Arrangement.to_day,
        )
        .join(Home, Home.id == Arrangement.home_id)
        .where(which)
        .order_by(Arrangement.from_day.desc(), Arrangement.id)
    )
    return [Stay(*row) for row in reading().execute(rows)]


def hosts_of(home: int) -> list[Person]:
    """A home's Hosts, by name."""
    rows = select(HomeHost.account_id).where(HomeHost.home_id == home)
    found = [accounts.by_id(id_) for id_ in list(reading().scalars(rows))]
    return sorted((one for one in found if one), key=lambda one: one.name)


def host_ids(of: Collection[int]) -> Mapping[int, Sequence[int]]:
    """The accounts of the Hosts of each of these homes."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = select(HomeHost.home_id, HomeHost.account_id).where(HomeHost.home_id.in_(of))
    for home, account in reading().execute(rows):
        found[home].append(account)
    return found


def invite_host(
    viewer: Viewer, ref: str, address: Address, *, who: str | None, name: str, site: str, now: datetime
) -> None:
    """A Host may sign in with this address, and with no other.

    `who`: the ref of a Host of this home who is invited again; None for somebody new, of this `name`.
    Somebody who works here, too, is invited by whoever looks after that account, and not from here.
    Raises NoSuchHome, NotTheirs and AddressTaken.
    """
    with writing() as session:
        home = session.scalar(select(Home).where(Home.ref == ref, _kept_by(viewer)))
        if home is None:
            raise NoSuchHome
        if who is None:
            person = administration.invite(
                name=name, addresses=[address], language="en", roles={Role.HOST}, by=viewer, now=now
            )
            session.add(HomeHost(home_id=home.id, account_id=person.id))
        else:
            host = next((one for one in hosts_of(home.id) if one.ref == who and not one.is_staff), None)
            if host is None:
                raise NotTheirs
            before, person = administration.invite_again(host.id, [address], by=viewer, now=now)
            # A Host is a grown person whose address was theirs: they hear of it, whoever asked for it.
            messages.tell_old_addresses(before, person, now=now)
        audit.note(Action.CHANGED, viewer, kind="home", ref=home.ref, about="hosts")
        residents = [stay.young_person_id for stay in stays_in([home.id], this_day())]
        audit.note_each(Action.CHANGED, viewer, residents, kind="home", ref=home.ref, about="hosts")
        messages.invite(person, site=site, now=now)


def looked_after_by_officer(officer: int) -> int:
    """How many homes somebody is the officer of."""
    return reading().scalar(select(func.count()).select_from(Home).where(Home.officer_id == officer)) or 0


def without_officer(viewer: Viewer) -> int:
    """How many homes wait for an officer, for whoever may name one."""
    if not viewer.has(Role.SERVICE_MANAGER):
        return 0
    rows = select(func.count()).where(Home.officer_id.is_(None))
    return reading().scalar(rows.select_from(Home)) or 0


def name_officer(viewer: Viewer, ref: str, account_id: int, now: datetime) -> None:
    """A home has this officer from now on, and whoever was it before sees the home no longer.

    Raises NoSuchHome, and NotTheirs where the account is no officer's.
    """
    with writing() as session:
        may_name = true() if viewer.has(Role.SERVICE_MANAGER) else false()
        row = session.scalar(select(Home).where(Home.ref == ref, may_name))
        if row is None:
            raise NoSuchHome
        if account_id not in {one.id for one in accounts.with_role(Role.ACCOMMODATION_OFFICER)}:
            raise NotTheirs
        if row.officer_id != account_id:
            row.officer_id, row.changed_at = account_id, now
            audit.note(Action.HANDED_ON, viewer, kind="home", ref=row.ref)


def reassign(officer: int, to: int | None, by: Viewer, now: datetime) -> int:
    """The homes of somebody who leaves go to another officer, or wait for one. Answers how many.

    They cover for nobody then, and nobody covers for them.
    """
    with writing() as session:
        cover.end_all(officer, by, now)
        rows = list(session.scalars(select(Home).where(Home.officer_id == officer)))
        for row in rows:
            row.officer_id, row.changed_at = to, now
            audit.note(Action.HANDED_ON, by, kind="home", ref=row.ref)
        return len(rows)


def find_by_number(number: str) -> tuple[str, str] | None:
    """The ref and the name of a home, by its number in the case system."""
    row = reading().execute(select(Home.ref, Home.name).where(Home.home_number == number)).first()
    return (row.ref, row.name) if row else None


def numbers_and_names(refs: Collection[str]) -> dict[str, tuple[str, str]]:
    """The number and the name of each of these, by its ref."""
    rows = select(Home.ref, Home.home_number, Home.name).where(Home.ref.in_(refs))
    return {row.ref: (row.home_number, row.name) for row in reading().execute(rows)}


def host_accounts(refs: Collection[str]) -> list[int]:
    """The accounts of the Hosts of these homes."""
    rows = select(HomeHost.account_id).join(Home, Home.id == HomeHost.home_id).where(Home.ref.in_(refs))
    return list(reading().scalars(rows))


def forget_young_person(young_person: int) -> None:
    """Where somebody lived, when their record goes."""
    with writing() as session:
        session.execute(delete(Arrangement).where(Arrangement.young_person_id == young_person))


def from_case_system() -> dict[str, tuple[int, HomeFacts]]:
    """What the case system has said of every home so far, by its number there, with the id here."""
    hosts: dict[int, set[int]] = defaultdict(set)
    for home, account in reading().execute(select(HomeHost.home_id, HomeHost.account_id)):
        hosts[home].add(account)
    rows = select(Home.id, Home.home_number, Home.name, Home.area, Home.officer_id)
    return {
        number: (id_, HomeFacts(number, name, area, officer, frozenset(hosts[id_])))
        for id_, number, name, area, officer in reading().execute(rows)
    }


def import_rows(
    new: Iterable[HomeFacts], changed: Iterable[HomeFacts], by: Viewer | None, now: datetime
) -> None:
    """Write what the case system says. It takes as many queries for many homes as for two."""
    new, changed = list(new), list(changed)
    with writing() as session:
        if rows := [_columns(home) | {"ref": new_ref(), "changed_at": now} for home in new]:
            session.execute(insert_many(Home), rows)
        kept = from_case_system()
        ids = {home.home_number: kept[home.home_number][0] for home in [*new, *changed]}
        if rows := [_columns(home) | {"id": ids[home.home_number], "changed_at": now} for home in changed]:
            session.execute(update(Home), rows)
            theirs = HomeHost.__table__.c
            session.connection().execute(
                delete(HomeHost).where(theirs.home_id == bindparam("home")),
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
        before = {number: set(facts.hosts) for number, (_, facts) in kept.items()}
        moved = [ids[one.home_number] for one in changed if set(one.hosts) != before[one.home_number]]
        residents = [stay.young_person_id for stay in stays_in(moved, this_day())]
        audit.note_each(Action.CHANGED, by, residents, kind="home", about="hosts")


def _columns(home: HomeFacts) -> dict[str, Any]:
    columns = asdict(home)
    del columns["hosts"]
    return columns
