"""Certificates: adding one, listing those that wait, opening one and deciding whether it counts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, writing
from kentcare.hosting.households.models import Adult
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.records import TakenBack
from kentcare.hosting.training_and_checks.line import RequirementLine, ShownCertificate
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.records import lines
from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE, NoSuchLine, decides
from kentcare.hosting.training_and_checks.rules import RequirementKind
from kentcare.services.answers import records as answers
from kentcare.services.long_forms.rules import new_reference

_KINDS: tuple[RequirementKind, ...] = ("training", "check")


# Who may see what. Each is a condition of `_shown`, which knows whose home a certificate belongs to.


def visible_to(viewer: Viewer, kind: RequirementKind) -> ColumnElement[bool]:
    """Which certificates of one kind the viewer's lists show: of the homes in them, but never their own."""
    return _is_of(kind) & _not_own(viewer) & lines.visible_to(viewer, kind)


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which certificates the viewer may open at the desk, with their files; never their own.

    Of each kind those of the homes whose lines they may open.
    """
    of_each_kind = [_is_of(kind) & lines.openable_by(viewer, kind) for kind in _KINDS]
    return _not_own(viewer) & or_(*of_each_kind)


def hosted_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which certificates a Host may see as theirs, with their files: their own, and those of their homes.

    With an account it is one Host's own. The only check of that kind is a DBS check, and that has no files.
    """
    own = or_(Certificate.account_id.is_(None), Certificate.account_id == viewer.id)
    return own & homes.hosted_by(viewer)


def _is_of(kind: RequirementKind) -> ColumnElement[bool]:
    return Certificate.requirement.in_([one.slug for one in programme().of_kind(kind)])


def _not_own(viewer: Viewer) -> ColumnElement[bool]:
    # For somebody who is no longer a Host of any home, nothing else tells their own certificates from
    # others'.
    return Certificate.account_id.is_distinct_from(viewer.id)


# Adding, listing, opening and deciding


def add(
    viewer: Viewer,
    line: RequirementLine,
    day: date,
    title: str,
    now: datetime,
    *,
    reference: str | None = None,
) -> str | None:
    """Save a certificate. One from a Host, with the `reference` of what they sent, waits to be looked at.

    Without a reference somebody at the desk has seen the paper, and it counts. Where one with the same day
    and title counts already, nothing is saved: the button was pressed twice. Returns the ref of what was
    saved.
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
        title=title or None,
        added_by=viewer.id,
        added_at=now,
        is_accepted=was_seen or None,
        decided_by=viewer.id if was_seen else None,
        decided_at=now if was_seen else None,
    )
    with writing(subjects.record(CERTIFICATE, line.key)) as session:
        if was_seen and any(
            one.is_accepted and (one.day, one.title) == (day, title) for one in of_line(line)
        ):
            return None
        session.add(row)
        about = "seen" if was_seen else "added"
        audit.note(Action.CHANGED, viewer, kind=CERTIFICATE, ref=row.ref, about=about)
        return row.ref


def to_decide(viewer: Viewer, kind: RequirementKind) -> list[ShownCertificate]:
    """The certificates of one kind that wait for the viewer to decide, the oldest first."""
    waiting = _shown(Certificate.is_accepted.is_(None) & visible_to(viewer, kind))
    theirs = [one for one in waiting if decides(viewer, one.requirement)]
    return sorted(theirs, key=lambda one: one.added_at)


def open_certificate(viewer: Viewer, ref: str) -> ShownCertificate:
    """A certificate that the viewer may open at the desk. Raises NoSuchLine."""
    found = _shown((Certificate.ref == ref) & openable_by(viewer))
    if not found:
        audit.note(Action.REFUSED, viewer, kind=CERTIFICATE, ref=ref[:30])
        raise NoSuchLine
    return found[0]


def may_open_files(viewer: Viewer, reference: str) -> bool:
    """Whether the viewer may open the files of a certificate: its Host, and whoever opens it at the desk."""
    which = (Certificate.reference == reference) & or_(hosted_by(viewer), openable_by(viewer))
    return bool(_shown(which))


def decide(viewer: Viewer, ref: str, *, accept: bool, reason: str, now: datetime) -> None:
    """Save whether a certificate counts. `reason`: why it does not; the Host reads it.

    Does nothing where that was decided already. Raises NoSuchLine, also where the viewer may see it but not
    decide.
    """
    shown = open_certificate(viewer, ref)
    if not decides(viewer, shown.requirement):
        raise NoSuchLine
    with writing() as session:
        row = session.scalars(locked(select(Certificate).where(Certificate.ref == ref))).one()
        if row.is_accepted is None:
            row.is_accepted, row.decided_by, row.decided_at = accept, viewer.id, now
            row.reason = reason or None
            about = "confirmed" if accept else "does not count"
            audit.note(Action.CHANGED, viewer, kind=CERTIFICATE, ref=ref, about=about)
            hosts, line = whose(row)
            answers.tell(hosts, answers.CERTIFICATE, line, now)


def whose(row: Certificate) -> tuple[Sequence[int], str]:
    """The Hosts whose line a certificate is in, and the key of that line: `RequirementLine.of_what`."""
    if row.account_id is not None:
        ref = reading().scalars(select(Account.ref).where(Account.id == row.account_id)).one()
        return [row.account_id], f"{row.requirement}/{ref}"
    home, adult = home_of(row), _adult_of(row)
    ref = adult.ref if adult else reading().scalars(select(Home.ref).where(Home.id == home)).one()
    hosts = reading().scalars(select(HomeHost.account_id).where(HomeHost.home_id == home)).all()
    return hosts, f"{row.requirement}/{ref}"


def home_of(row: Certificate) -> int | None:
    """The id of the home that a certificate is of, or an adult of it is; None where it is a Host's own."""
    adult = _adult_of(row)
    return adult.home_id if adult else row.home_id


def _adult_of(row: Certificate) -> Adult | None:
    return reading().get(Adult, row.adult_id) if row.adult_id else None


def tell_of_refused_file(account: int, reference: str, now: datetime) -> None:
    """Tell a Host that a file which they sent with a certificate could not be kept."""
    row = reading().scalar(select(Certificate).where(Certificate.reference == reference))
    if row is not None:
        _hosts, line = whose(row)
        answers.tell([account], answers.REFUSED_FILE, line, now)


def of_line(line: RequirementLine) -> list[ShownCertificate]:
    """Every certificate of one line, the latest first. Whoever has the line may see them."""
    kind, id_ = line.whom.owner
    owner = {"host": Certificate.account_id, "adult": Certificate.adult_id, "home": Certificate.home_id}
    which = (Certificate.requirement == line.requirement.slug) & (owner[kind] == id_)
    return _shown(which)[::-1]


def open_line(viewer: Viewer, line: RequirementLine) -> list[ShownCertificate]:
    """Every certificate of one line, as its Host reads them; the trail notes each with words for them."""
    found = [one.for_host for one in of_line(line)]
    for one in found:
        if one.decided_at or one.taken_back:
            audit.note(Action.VIEWED, viewer, kind=CERTIFICATE, ref=one.ref)
    return found


def of_home(viewer: Viewer, home_id: int) -> list[ShownCertificate]:
    """The certificates of a household that the viewer looks after, and of those in it, the oldest first."""
    return _shown(lines.visible_to(viewer, "check") & (Home.id == home_id))


def _shown(which: ColumnElement[bool]) -> list[ShownCertificate]:
    """The certificates that a condition finds, for a page; that of a Host of two homes appears once.

    `which` may ask about their home.

    The certificate of a Host who has left their last home has no home: whoever sees every home still sees it.
    """
    # An alias, as `which` may use the table in a sense of its own.
    hosted = aliased(HomeHost)
    theirs = func.coalesce(Certificate.home_id, Adult.home_id, hosted.home_id)
    rows = (
        select(
            Certificate,
            Adult.name.label("adult"),
            Account.name.label("host"),
            Home.name.label("home"),
        )
        .outerjoin(Account, Account.id == Certificate.account_id)
        .outerjoin(Adult, Adult.id == Certificate.adult_id)
        .outerjoin(hosted, hosted.account_id == Certificate.account_id)
        .outerjoin(Home, Home.id == theirs)
        .where(which)
        .order_by(Certificate.id, Home.id)
    )
    found = {row.Certificate.id: row for row in reading().execute(rows)}
    people = {id_ for row in found.values() for id_ in (row.Certificate.added_by, row.Certificate.decided_by)}
    names = accounts.names(people - {None})
    shown = [row for row in found.values() if row.Certificate.requirement in programme().every]
    taken_back = reversals.of(reversals.CERTIFICATE, [row.Certificate.ref for row in shown])
    return [_as_shown(row, names, taken_back.get(row.Certificate.ref, ())) for row in shown]


def _as_shown(row: Any, names: Mapping[int, str], taken_back: Sequence[TakenBack]) -> ShownCertificate:
    one: Certificate = row.Certificate
    return ShownCertificate(
        ref=one.ref,
        reference=one.reference,
        requirement=programme().every[one.requirement],
        whose=row.host or row.adult or row.home,
        home=row.home or "",
        day=one.day,
        until=one.until,
        title=one.title or "",
        added_by=names[one.added_by],
        added_at=one.added_at,
        is_accepted=one.is_accepted,
        decided_by=names.get(one.decided_by or 0),
        decided_at=one.decided_at,
        reason=one.reason or "",
        decided_by_id=one.decided_by,
        # What a Host sends is never decided in the moment in which it is sent.
        was_seen=one.added_by == one.decided_by and one.added_at == one.decided_at,
        withdrawn_at=one.withdrawn_at,
        taken_back=taken_back,
    )


def held_about(account: int) -> list[dict[str, object]]:
    """The certificates that are an account's own, that it added or that it decided on, for its copy."""
    theirs = or_(
        Certificate.account_id == account, Certificate.added_by == account, Certificate.decided_by == account
    )
    rows = reading().scalars(select(Certificate).where(theirs).order_by(Certificate.id)).all()
    taken_back = reversals.of(reversals.CERTIFICATE, [row.ref for row in rows])
    return [
        {
            "requirement": programme().every[row.requirement].name,
            "words": row.title or "",
            "day": row.day,
            "until": row.until,
            "reference": row.reference,
            "is_accepted": row.is_accepted,
            "why": row.reason or "",
            "taken_back": reversals.exported(taken_back.get(row.ref, ())),
        }
        for row in rows
    ]
