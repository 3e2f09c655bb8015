"""Sessions: begun, looked up by the browser's token, kept alive and ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, delete, or_, select, update

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role, is_paused, session_limits
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, remove_where, sweep, writing
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.sessions.models import SignIn

# A session lasts twelve hours at most. Its row is removed when another begins a day later.
_KEPT_FOR = timedelta(days=1)
# How much later than the exit a press of the red button may arrive that was on its way before it.
ON_ITS_WAY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class ActiveSession:
    """A session that was looked up by its token, and whoever is signed in with it."""

    id: int
    ref: str
    viewer: Viewer
    began_at: datetime
    seen_at: datetime

    @property
    def idle_until(self) -> datetime:
        """When it ends if no further request comes."""
        return min(self.seen_at + session_limits(self.viewer.roles).idle, self.ends_at)

    @property
    def ends_at(self) -> datetime:
        """When it ends whatever is done."""
        return self.began_at + session_limits(self.viewer.roles).absolute


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session in the list that its owner sees."""

    ref: str
    device: str
    began_at: datetime
    seen_at: datetime


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def begin(account: int, *, how: str, device: str, now: datetime, attempt: str | None = None) -> str | None:
    """Begin a session, and return the token for the browser to keep.

    None where the account is closed or suspended, or where `attempt`, the ref of the sign-in attempt, was
    used meanwhile. `how` is written to the audit trail, `device` is shown to the owner.
    """
    token = secrets.token_urlsafe(32)
    with writing(subjects.account(account)) as session:
        row = session.get_one(Account, account)
        if row.state == "closed" or is_paused(row.review_by, now.date()):
            return None
        if attempt is not None and not codes.redeem(attempt, now, since=row.invited_at):
            return None
        row.state = "active"
        sweep(SignIn, or_(SignIn.began_at < now - _KEPT_FOR, SignIn.left_at < now - ON_ITS_WAY))
        session.add(
            SignIn(
                ref=new_ref(),
                token_hash=_hash(token),
                account_id=account,
                stamp=row.stamp,
                device=device[:60],
                began_at=now,
                seen_at=now,
            )
        )
        audit.note(Action.SIGNED_IN, accounts.person_of(row), about=how)
    return token


def find(token: str, now: datetime, *, is_over: bool = False) -> ActiveSession | None:
    """The session of a token, or None where it is over for any reason.

    With `is_over`, only a session that ended by itself, by its idle or its absolute limit; None otherwise.
    """
    found = _find(token, now, SignIn.left_at.is_(None))
    return found if found and (now >= found.idle_until) == is_over else None


def find_leaving(token: str, now: datetime) -> Viewer | None:
    """Whoever has just left with this token while their browser kept a press of the red button.

    They may do nothing more than tell it. None where they left too long ago, or did not leave so.
    """
    found = _find(token, now, SignIn.left_at > now - ON_ITS_WAY)
    return found.viewer if found else None


def _find(token: str, now: datetime, which: ColumnElement[bool]) -> ActiveSession | None:
    """The session of a token, if it is one of these and its account is still open to it."""
    rows = (
        reading()
        .execute(
            select(
                SignIn.id,
                SignIn.ref,
                SignIn.began_at,
                SignIn.seen_at,
                Account.id.label("account_id"),
                Account.ref.label("account_ref"),
                Account.name,
                Account.language,
                Account.review_by,
                RoleGrant.role,
            )
            .join(Account, Account.id == SignIn.account_id)
            .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
            .where(
                SignIn.token_hash == _hash(token),
                Account.state == "active",
                Account.stamp == SignIn.stamp,
                which,
            )
        )
        .all()
    )
    if not rows:
        return None
    row = rows[0]
    roles = frozenset(Role(one.role) for one in rows if one.role)
    viewer = Viewer(id=row.account_id, ref=row.account_ref, name=row.name, language=row.language, roles=roles)
    if is_paused(row.review_by, now.date()):
        return None
    return ActiveSession(id=row.id, ref=row.ref, viewer=viewer, began_at=row.began_at, seen_at=row.seen_at)


def mark_seen(session_id: int, now: datetime) -> None:
    """Restart the idle limit of a session. One that has ended meanwhile stays ended."""
    with writing() as session:
        session.execute(update(SignIn).where(SignIn.id == session_id).values(seen_at=now))


def end(token: str) -> None:
    """End the session of a token, and record the sign-out. Does nothing where there is none."""
    with writing() as session:
        row = session.scalar(locked(select(SignIn).where(SignIn.token_hash == _hash(token))))
        if row is not None:
            account = accounts.by_id(row.account_id)
            session.delete(row)
            if account:
                audit.note(Action.SIGNED_OUT, account)


def leave(token: str, now: datetime) -> None:
    """End the session of a browser that still keeps a press of the red button, and record the sign-out.

    The row stays for `find_leaving`. Leaving again changes nothing: its seconds cannot be made longer.
    """
    with writing() as session:
        rows = select(SignIn).where(SignIn.token_hash == _hash(token), SignIn.left_at.is_(None))
        row = session.scalar(locked(rows))
        if row is not None:
            row.left_at = now
            if account := accounts.by_id(row.account_id):
                audit.note(Action.SIGNED_OUT, account)


def end_one(viewer: Viewer, ref: str) -> None:
    """End one of the viewer's own sessions in another browser. `ref` of anybody else's ends nothing."""
    with writing() as session:
        session.execute(delete(SignIn).where(SignIn.ref == ref, SignIn.account_id == viewer.id))
        audit.note(Action.SIGNED_OUT, viewer, about="elsewhere")


def end_all(viewer: Viewer, *, but: str | None = None) -> None:
    """End every session of the viewer, or every other: `but` is the ref of the one that goes on."""
    with writing(subjects.account(viewer.id)) as session:
        stamp = accounts.end_sessions(viewer.id)
        session.execute(delete(SignIn).where(SignIn.account_id == viewer.id, SignIn.ref != (but or "")))
        session.execute(update(SignIn).where(SignIn.account_id == viewer.id).values(stamp=stamp))
        audit.note(Action.SIGNED_OUT, viewer, about="everywhere" if but is None else "everywhere else")


def end_from_outside(person: Person | None) -> int:
    """End every session of somebody, or of everybody for None, as an operator does. Returns how many."""
    of_person = [SignIn.account_id == person.id] if person else []
    with writing(subjects.account(person.id) if person else None) as session:
        # A session that begins meanwhile began under the old stamp, and is over too.
        whose = [Account.id == person.id] if person else []
        session.execute(update(Account).where(*whose).values(stamp=Account.stamp + 1))
        ended = session.connection().execute(delete(SignIn).where(*of_person)).rowcount
        ref, about = (person.ref, "everywhere") if person else (None, "everybody")
        audit.note(Action.SIGNED_OUT, None, kind="account", ref=ref, about=about)
    return ended


def sessions_of(viewer: Viewer, now: datetime) -> list[SessionSummary]:
    """Every session of the viewer that is not over, this one among them, the newest first."""
    rows = (
        select(SignIn)
        .join(Account, Account.id == SignIn.account_id)
        .where(SignIn.account_id == viewer.id, SignIn.stamp == Account.stamp, SignIn.left_at.is_(None))
        .order_by(SignIn.began_at.desc())
    )
    return [
        SessionSummary(ref=row.ref, device=row.device, began_at=row.began_at, seen_at=row.seen_at)
        for row in reading().scalars(rows)
        if now < _active(row, viewer).idle_until
    ]


def _active(row: SignIn, viewer: Viewer) -> ActiveSession:
    return ActiveSession(id=row.id, ref=row.ref, viewer=viewer, began_at=row.began_at, seen_at=row.seen_at)


def end_after_change(viewer: Viewer, credential: str, *, but: str) -> None:
    """What follows when a colleague changed a credential: their other sessions and half-done sign-ins end.

    `credential` is written to the audit trail; `but` is the ref of the session that goes on.
    """
    with writing(subjects.account(viewer.id)):
        codes.discard("second", viewer.id)
        end_all(viewer, but=but)
        audit.note(Action.PROOF_CHANGED, viewer, kind="account", ref=viewer.ref, about=credential)


def expire(before: datetime, *, write: bool) -> int:
    """Remove sessions that began before a moment and return how many; without `write`, only count them."""
    old = SignIn.began_at < before
    return remove_where(SignIn, old, write=write)


def forget_account(account: int) -> None:
    """Remove every session of an account, which is about to be removed."""
    with writing() as session:
        session.execute(delete(SignIn).where(SignIn.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """The sessions' part of somebody's data export: where they are, or were lately, signed in."""
    rows = select(SignIn).where(SignIn.account_id == account).order_by(SignIn.id)
    return [
        {"device": row.device, "began_at": row.began_at, "seen_at": row.seen_at}
        for row in reading().scalars(rows)
    ]


def ending_everybody() -> Delete:
    """The statement that ends every session: a backup that is restored must not bring old ones back."""
    return delete(SignIn)
