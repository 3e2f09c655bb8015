"""The sessions of those who are signed in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import Role, is_paused, stay
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.model import new_ref
from kentcare.db.session import reading, remove_where, writing
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.sessions.models import SignIn

# A session lasts twelve hours at most. What is left of it goes a day after it began, when another begins.
_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signed:
    """A session: whose, with what, and until when unless they do something."""

    id: int
    ref: str
    viewer: Viewer
    began_at: datetime
    seen_at: datetime

    @property
    def idle_until(self) -> datetime:
        """When it ends if nothing is done."""
        return min(self.seen_at + stay(self.viewer.roles).idle, self.ends_at)

    @property
    def ends_at(self) -> datetime:
        """When it ends whatever is done."""
        return self.began_at + stay(self.viewer.roles).longest


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A session of the same person, in a list of theirs."""

    ref: str
    device: str
    began_at: datetime
    seen_at: datetime


def _marked(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def begin(account: int, *, how: str, device: str, now: datetime, attempt: str | None = None) -> str | None:
    """A new session, and the token that the browser keeps. None where the attempt was used in between,

    or the account is closed or has waited too long to be looked at again.
    """
    token = secrets.token_urlsafe(32)
    with writing() as session:
        row = session.get_one(Account, account)
        if row.state == "closed" or is_paused(row.review_by, now.date()):
            return None
        if attempt is not None and not codes.use(attempt, now, since=row.invited_at):
            return None
        row.state = "active"
        session.execute(delete(SignIn).where(SignIn.began_at < now - _KEPT_FOR))
        begun = SignIn(
            ref=new_ref(),
            token_mark=_marked(token),
            account_id=account,
            stamp=row.stamp,
            device=device[:60],
            began_at=now,
            seen_at=now,
        )
        session.add(begun)
        roles = frozenset(Role(grant.role) for grant in row.grants)
        audit.note(Action.SIGNED_IN, Viewer(row.id, row.ref, row.name, row.language, roles), about=how)
    return token


def find(token: str, now: datetime, *, is_over: bool = False) -> Signed | None:
    """The session of a token, or None where it is over for any reason.

    With `is_over` the other way round: one that ended by itself, because nothing was done or it grew old.
    """
    rows = (
        reading()
        .execute(
            select(
                SignIn.id,
                SignIn.ref,
                SignIn.began_at,
                SignIn.seen_at,
                Account.id.label("account"),
                Account.ref.label("account_ref"),
                Account.name,
                Account.language,
                Account.review_by,
                RoleGrant.role,
            )
            .join(Account, Account.id == SignIn.account_id)
            .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
            .where(
                SignIn.token_mark == _marked(token),
                Account.state == "active",
                Account.stamp == SignIn.stamp,
            )
        )
        .all()
    )
    if not rows:
        return None
    row = rows[0]
    roles = frozenset(Role(one.role) for one in rows if one.role)
    viewer = Viewer(row.account, row.account_ref, row.name, row.language, roles)
    signed = Signed(row.id, row.ref, viewer, row.began_at, row.seen_at)
    if is_paused(row.review_by, now.date()):
        return None
    return signed if (now >= signed.idle_until) == is_over else None


def seen(session_id: int, now: datetime) -> None:
    """They are still there. A session that has ended meanwhile stays ended."""
    with writing() as session:
        session.execute(update(SignIn).where(SignIn.id == session_id).values(seen_at=now))


def end(token: str) -> None:
    """This browser is signed out."""
    with writing() as session:
        row = session.scalar(select(SignIn).where(SignIn.token_mark == _marked(token)))
        if row is not None:
            account = accounts.by_id(row.account_id)
            session.delete(row)
            if account:
                audit.note(Action.SIGNED_OUT, account)


def end_one(viewer: Viewer, ref: str) -> None:
    """One of somebody's own sessions, elsewhere."""
    with writing() as session:
        session.execute(delete(SignIn).where(SignIn.ref == ref, SignIn.account_id == viewer.id))
        audit.note(Action.SIGNED_OUT, viewer, about="elsewhere")


def end_all(viewer: Viewer, *, but: str | None = None) -> None:
    """Signed out everywhere, or everywhere else: `but` is the ref of the session that goes on."""
    with writing() as session:
        stamp = accounts.end_sessions(viewer.id)
        session.execute(delete(SignIn).where(SignIn.account_id == viewer.id, SignIn.ref != (but or "")))
        session.execute(update(SignIn).where(SignIn.account_id == viewer.id).values(stamp=stamp))
        audit.note(Action.SIGNED_OUT, viewer, about="everywhere" if but is None else "everywhere else")


def elsewhere(viewer: Viewer, now: datetime) -> list[Elsewhere]:
    """Every session of somebody that is not over, the newest first."""
    rows = (
        select(SignIn)
        .join(Account, Account.id == SignIn.account_id)
        .where(SignIn.account_id == viewer.id, SignIn.stamp == Account.stamp)
        .order_by(SignIn.began_at.desc())
    )
    return [
        Elsewhere(row.ref, row.device, row.began_at, row.seen_at)
        for row in reading().scalars(rows)
        if now < Signed(row.id, row.ref, viewer, row.began_at, row.seen_at).idle_until
    ]


def expire(before: datetime, *, write: bool) -> int:
    """Remove sessions that began before, or say how many. All of them are over: none lasts as long."""
    old = SignIn.began_at < before
    return remove_where(SignIn, old, write=write)


def forget_account(account: int) -> None:
    """Every session of somebody whose account goes."""
    with writing() as session:
        session.execute(delete(SignIn).where(SignIn.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """Where somebody is, or was lately, signed in."""
    rows = select(SignIn).where(SignIn.account_id == account).order_by(SignIn.id)
    return [
        {"device": row.device, "began_at": row.began_at, "seen_at": row.seen_at}
        for row in reading().scalars(rows)
    ]


def end_everybody() -> int:
    """Every session is over: what comes out of an old copy must not open anything."""
    with writing() as session:
        number = session.scalar(select(func.count()).select_from(SignIn)) or 0
        session.execute(delete(SignIn))
        return number
