"""Reading and writing what a household has to have. Whose it is, is decided here and nowhere else.

Training is a Host's own: the other Host of the home does not see it. Checks are the household's. The training
co-ordinator sees every Host's training, and no check.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import aliased

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.homes.records import HomeRow
from kentcare.core.encryption import app_cipher
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.households import records as households
from kentcare.hosting.households.models import Adult, Household
from kentcare.hosting.households.records import Facts, Unapproved
from kentcare.hosting.training_and_checks.line import AtHome, Line, Shown, Whom
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.rules import Kind, Proof, Requirement, state
from kentcare.services.long_forms import records as long_forms
from kentcare.services.long_forms.rules import new_reference
from kentcare.services.messages import records as messages

_TITLE, _REASON = "kentcare course that a Host chose", "kentcare why a certificate does not count"
CERTIFICATE = "certificate"  # the kind of its files, and the name of its form


class NoSuchLine(Exception):
    """There is none, or it is not theirs to see: both look the same."""


# Where everything stands


def of_host(viewer: Viewer, today: date, *, also_unasked: bool = False) -> list[Line]:
    """A Host's own training, and the checks of their households, with what they have begun."""
    begun = _begun_by(viewer)
    return [
        replace(one, begun=begun.get(one.of_what))
        for one in _lines(homes.hosted_by(viewer), today, also_unasked=also_unasked)
        if one.requirement.kind == "check" or one.whom.account_id == viewer.id
    ]


def _begun_by(viewer: Viewer) -> dict[str, int]:
    """By what it is and whose, which certificate a Host has begun and not sent: of several the first."""
    found: dict[str, int] = {}
    for about in long_forms.saved_when(viewer.id, CERTIFICATE):
        of_what, _, nth = about.rpartition("/")
        found[of_what] = min(int(nth), found.get(of_what, int(nth)))
    return found


def for_desk(viewer: Viewer, today: date, kind: Kind | None = None) -> list[Line]:
    """Of every home that somebody looks after; for a training co-ordinator, the training of every Host."""
    return _lines(_desk(viewer, kind or "check"), today, kind)


def of_one(viewer: Viewer, home: HomeRow, today: date) -> list[Line]:
    """Of one home that somebody looks after."""
    return _lines(_desk(viewer, "check") & (Home.id == home.id), today)


def of_whom(viewer: Viewer, whom: str, today: date, kind: Kind) -> list[Line]:
    """Of one Host, of one other adult or of one home that somebody looks after, by their ref."""
    hosted = select(HomeHost.home_id).join(Account, Account.id == HomeHost.account_id)
    lived_in = select(Adult.home_id).where(Adult.ref == whom)
    of_them = or_(Home.ref == whom, Home.id.in_(hosted.where(Account.ref == whom)), Home.id.in_(lived_in))
    where = _desk(viewer, kind) & of_them
    return [one for one in _lines(where, today, kind) if one.whom.ref == whom]


def every(today: date) -> list[Line]:
    """All of them, for the job that reminds people."""
    return _lines(true(), today)


def _desk(viewer: Viewer, kind: Kind) -> ColumnElement[bool]:
    """The homes whose training or checks somebody sees as their work, and never their own."""
    sees_all = kind == "training" and viewer.has(Role.TRAINING_COORDINATOR)
    return ~homes.hosted_by(viewer) if sees_all else homes.looked_after(viewer)


def _lines(
    which: ColumnElement[bool], today: date, kind: Kind | None = None, *, also_unasked: bool = False
) -> list[Line]:
    """In four questions to the database, however many homes there are. A Host of two homes is there once."""
    whole = programme()
    wanted = [one for one in whole.every.values() if kind in (None, one.kind)]
    theirs = _homes(which, today)
    proofs = _proofs(which, [one.slug for one in wanted])
    found: dict[tuple[str, str], Line] = {}
    for home in theirs:
        for requirement in wanted:
            for whom in home.those(requirement, also_unasked=also_unasked):
                shown = proofs[requirement.slug, whom.owner]
                stands = state(requirement, shown, whom.approved_on, today, soon=whole.soon)
                found[requirement.slug, whom.ref] = Line(requirement, whom, stands, len(shown))
    return list(found.values())


def _homes(which: ColumnElement[bool], today: date) -> list[AtHome]:
    ids = select(Home.id).where(which)
    their_homes = select(HomeHost.home_id).where(HomeHost.account_id == Account.id).correlate(Account)
    first = select(func.min(Household.approved_on)).where(Household.home_id.in_(their_homes))
    rows = (
        select(
            HomeHost.home_id, Account.id, Account.ref, Account.name, first.scalar_subquery().label("first")
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
    return [_home(home, known[home.id], hosts[home.id]) for home in reading().execute(named)]


def _home(home: Any, facts: Facts, hosts: Sequence[Any]) -> AtHome:
    told = tuple(row.id for row in hosts)
    itself = Whom(home.ref, home.name, home.id, home.ref, home.name, facts.approved_on, hosts=told)
    return AtHome(
        itself,
        facts,
        [
            replace(
                itself, ref=row.ref, name=row.name, approved_on=row.first, account_id=row.id, hosts=(row.id,)
            )
            for row in hosts
        ],
        [replace(itself, ref=one.ref, name=one.name, adult_id=one.id) for one in facts.adults],
    )


def _proofs(
    which: ColumnElement[bool], wanted: Collection[str]
) -> dict[tuple[str, tuple[str, int]], list[Proof]]:
    """By what it is and whose. Only the columns: for all homes there are thousands of rows."""
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
    owner: tuple[str, int]
    for slug, account, adult, home, ref, day, until, is_accepted in reading().execute(rows):
        owner = ("host", account) if account else ("adult", adult) if adult else ("home", home or 0)
        found[slug, owner].append(Proof(ref, day, until, is_accepted))
    return found


def own_line(viewer: Viewer, slug: str, whom: str, today: date) -> Line:
    """One that a Host may add a certificate to. Raises NoSuchLine.

    Also of gas or a car that there is no more: they may be writing it while somebody says so.
    """
    lines = of_host(viewer, today, also_unasked=True)
    return _one(viewer, (one for one in lines if one.requirement.added_by == "host"), slug, whom)


def desk_line(viewer: Viewer, slug: str, whom: str, today: date) -> Line:
    """One that whoever works here may write down as seen. Raises NoSuchLine."""
    requirement = programme().every.get(slug)
    if requirement is None or not decides(viewer, requirement):
        raise NoSuchLine
    return _one(viewer, of_whom(viewer, whom, today, requirement.kind), slug, whom)


def _one(viewer: Viewer, lines: Iterable[Line], slug: str, whom: str) -> Line:
    for line in lines:
        if line.requirement.slug == slug and line.whom.ref == whom:
            return line
    audit.note(Action.REFUSED, viewer, kind=CERTIFICATE, ref=whom[:30])
    raise NoSuchLine


def decides(viewer: Viewer, requirement: Requirement) -> bool:
    """Training is confirmed by the co-ordinator, a check by whoever looks after the home."""
    if requirement.kind == "training":
        return viewer.has(Role.TRAINING_COORDINATOR)
    return viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER)


# Certificates


def add(
    viewer: Viewer, line: Line, day: date, title: str, now: datetime, *, reference: str | None = None
) -> None:
    """Keep one. From a Host, with the reference of what they sent, it waits; at the desk, it was seen.

    What counts already of that day is the same, seen again: the button was pressed twice.
    """
    was_seen = reference is None
    row = Certificate(
        ref=new_ref(),
        reference=reference or new_reference(),
        requirement=line.requirement.slug,
        account_id=line.whom.account_id,
        adult_id=line.whom.adult_id,
        home_id=line.whom.home_id if line.whom.is_home else None,
        day=day,
        until=line.requirement.runs_until(day),
        sealed_title=sealed_title(title),
        added_by=viewer.id,
        added_at=now,
        is_accepted=was_seen or None,
        decided_by=viewer.id if was_seen else None,
        decided_at=now if was_seen else None,
    )
    with writing() as session:
        if was_seen and any(
            one.is_accepted and (one.day, one.title) == (day, title) for one in of_line(line)
        ):
            return
        session.add(row)
        about = "seen" if was_seen else "added"
        audit.note(Action.CHANGED, viewer, kind=CERTIFICATE, ref=row.ref, about=about)


def to_decide(viewer: Viewer, kind: Kind) -> list[Shown]:
    """Those that wait for somebody to look at the paper, the oldest first."""
    waiting = _on_desk(viewer, Certificate.is_accepted.is_(None), [kind])
    theirs = [one for one in waiting if decides(viewer, one.requirement)]
    return sorted(theirs, key=lambda one: one.added_at)


def on_desk(viewer: Viewer, ref: str) -> Shown:
    """One of somebody whom the viewer looks after. Raises NoSuchLine."""
    found = _on_desk(viewer, Certificate.ref == ref)
    if not found:
        audit.note(Action.REFUSED, viewer, kind=CERTIFICATE, ref=ref[:30])
        raise NoSuchLine
    return found[0]


def _on_desk(
    viewer: Viewer, which: ColumnElement[bool], kinds: Sequence[Kind] = ("training", "check")
) -> list[Shown]:
    # Whoever is a Host of no home any more is told from others by this alone.
    which &= Certificate.account_id.is_distinct_from(viewer.id)
    found = []
    for kind in kinds:
        slugs = [one.slug for one in programme().of_kind(kind)]
        found += _shown(which & Certificate.requirement.in_(slugs), _desk(viewer, kind))
    return found


def may_open(viewer: Viewer, reference: str) -> bool:
    """Whether somebody may open the files of a certificate: its Host, and whoever looks at it."""
    which = Certificate.reference == reference
    # What has an account is one Host's own. Of checks that is a DBS check alone, and it has no files.
    own = or_(Certificate.account_id.is_(None), Certificate.account_id == viewer.id)
    return bool(_shown(which & own, homes.hosted_by(viewer)) or _on_desk(viewer, which))


def decide(viewer: Viewer, ref: str, *, accept: bool, reason: str, now: datetime) -> None:
    """Somebody has looked at the paper. What was decided already stays. Raises NoSuchLine."""
    shown = on_desk(viewer, ref)
    if not decides(viewer, shown.requirement):
        raise NoSuchLine
    with writing() as session:
        row = session.scalars(select(Certificate).where(Certificate.ref == ref)).one()
        if row.is_accepted is None:
            row.is_accepted, row.decided_by, row.decided_at = accept, viewer.id, now
            row.sealed_reason = app_cipher(_REASON).encrypt(reason.encode()) if reason else None
            about = "confirmed" if accept else "does not count"
            audit.note(Action.CHANGED, viewer, kind=CERTIFICATE, ref=ref, about=about)
            if not accept:
                messages.queue_reminder(row.added_by, now)


def of_line(line: Line) -> list[Shown]:
    """Every certificate of one line, the latest first, for whoever was given the line."""
    kind, id_ = line.whom.owner
    owner = {"host": Certificate.account_id, "adult": Certificate.adult_id, "home": Certificate.home_id}
    which = (Certificate.requirement == line.requirement.slug) & (owner[kind] == id_)
    return _shown(which, true())[::-1]


def of_home(viewer: Viewer, home_id: int) -> list[Shown]:
    """The certificates of a household that somebody looks after and of those in it. The oldest first."""
    return _shown(true(), _desk(viewer, "check") & (Home.id == home_id))


def _shown(which: ColumnElement[bool], home: ColumnElement[bool]) -> list[Shown]:
    """Certificates, each with a home that it belongs to. A Host of two homes has theirs once.

    One of a Host who has left their last home has none: whoever sees every home sees it still.
    """
    # Another name for it: in what is asked of `home` it means something else.
    hosted = aliased(HomeHost)
    theirs = func.coalesce(Certificate.home_id, Adult.home_id, hosted.home_id)
    rows = (
        select(Certificate, Adult, Account.name, Home.name.label("home"))
        .outerjoin(Account, Account.id == Certificate.account_id)
        .outerjoin(Adult, Adult.id == Certificate.adult_id)
        .outerjoin(hosted, hosted.account_id == Certificate.account_id)
        .outerjoin(Home, Home.id == theirs)
        .where(which, home)
        .order_by(Certificate.id, Home.id)
    )
    found = {row.Certificate.id: row for row in reading().execute(rows)}
    people = {id_ for row in found.values() for id_ in (row.Certificate.added_by, row.Certificate.decided_by)}
    called = accounts.names(people - {None})
    return [
        _as_shown(row, called) for row in found.values() if row.Certificate.requirement in programme().every
    ]


def _as_shown(row: Any, called: Mapping[int, str]) -> Shown:
    one: Certificate = row.Certificate
    return Shown(
        one.ref,
        one.reference,
        programme().every[one.requirement],
        row.name or (households.name_of(row.Adult) if row.Adult else row.home),
        row.home or "",
        one.day,
        one.until,
        _opened(_TITLE, one.sealed_title),
        called[one.added_by],
        one.added_at,
        one.is_accepted,
        called.get(one.decided_by or 0),
        one.decided_at,
        _opened(_REASON, one.sealed_reason),
    )


def _opened(box: str, sealed: bytes | None) -> str:
    return app_cipher(box).decrypt(sealed).decode() if sealed else ""


def without_approval(viewer: Viewer) -> list[Unapproved]:
    """The homes that somebody looks after of which nobody has said since when they are approved."""
    return households.without_approval(_desk(viewer, "check"))


def sealed_title(title: str) -> bytes | None:
    """As the name of a course is kept; None for none."""
    return app_cipher(_TITLE).encrypt(title.encode()) if title else None


# All of somebody


def held_about(account: int) -> list[dict[str, object]]:
    """What a Host showed, what was seen of theirs, and what somebody looked at."""
    mine = or_(
        Certificate.account_id == account, Certificate.added_by == account, Certificate.decided_by == account
    )
    return [
        {
            "requirement": programme().every[row.requirement].name,
            "words": _opened(_TITLE, row.sealed_title),
            "day": row.day,
            "until": row.until,
            "reference": row.reference,
            "is_accepted": row.is_accepted,
            "why": _opened(_REASON, row.sealed_reason),
        }
        for row in reading().scalars(select(Certificate).where(mine).order_by(Certificate.id))
    ]
