"""A colleague's invitation, password, app, recovery codes and passkeys: kept, looked at, changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import is_paused
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.encryption import app_cipher, app_keyed_hash, app_secrets, keyed_hash
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.services.messages import labels
from kentcare.services.messages import records as messages
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.rules import INVITATION_LASTS, digits
from kentcare.sign_in.sessions import records as sessions
from kentcare.sign_in.staff import passkeys, passwords
from kentcare.sign_in.staff.models import Authenticator, Passkey, Password, RecoveryCode
from kentcare.sign_in.staff.passkeys import Site
from kentcare.sign_in.staff.rules import (
    INVITATION_SIGNS,
    RECOVERY_CODES,
    RECOVERY_SIGNS,
    in_groups,
    is_app_number,
    new_signs,
    step_of,
)

_APP = "kentcare authenticator"
_RECOVERY = "kentcare recovery code"


# Coming in


def may_come_in(person: Person | None, now: datetime) -> bool:
    """Somebody who works here, has begun, has not left, and was looked at again in time."""
    if person is None or not person.is_staff or person.state != "active":
        return False
    return not is_paused(person.review_by, now.date())


def begin(address: Address, password: str, now: datetime) -> str | None:
    """The first proof. Answers what the browser keeps until the second; None where it is wrong.

    The same is done for an address that nobody has, or that may not come in. Raises Slowed.
    """
    codes.take_turn(address, now)
    person = accounts.by_address(address)
    kept = _kept_password(person.id) if person and may_come_in(person, now) else None
    is_right = passwords.is_right(kept, password)
    with writing():
        if person is None or kept is None or not is_right:
            codes.stay_wrong(address, now)
            _note_refusal(person)
            return None
        codes.give_back(address)
        if passwords.is_out_of_date(kept):
            _keep_anew(person.id, password)
        # One at a time: many begun before the first mistake would be as many times five tries.
        codes.give_up("second", person.id)
        return codes.begin("second", address, person.id, code=None, now=now)


def _kept_password(account: int) -> str | None:
    return reading().scalar(select(Password.hashed).where(Password.account_id == account))


def _note_refusal(person: Person | None) -> None:
    if person:
        audit.note(Action.SIGN_IN_REFUSED, None, kind="account", ref=person.ref)


def second_is_right(person: Person, typed: str, now: datetime) -> bool:
    """A number of the app or a recovery code. A right one is used up by this."""
    typed = digits(typed)
    with writing():
        is_app = is_app_number(typed)
        is_right = _use_app_number(person.id, typed, now) if is_app else _use_recovery(person.id, typed, now)
        address = Address("email", person.email or "")
        if is_right:
            codes.forget_mistakes(address)
        else:
            # Whoever has the password must not have five tries at the second proof again and again.
            codes.count_mistake(address, now)
            _note_refusal(person)
    return is_right


def _use_app_number(account: int, typed: str, now: datetime) -> bool:
    with writing() as session:
        row = session.get(Authenticator, account)
        if row is None:
            return False
        secret = app_cipher(_APP).decrypt(row.sealed).decode()
        step = step_of(secret, typed, now, row.last_step)
        if step is not None:
            row.last_step = step
        return step is not None


def _use_recovery(account: int, typed: str, now: datetime) -> bool:
    # Under each secret that the application ever had: the codes lie in a drawer for years.
    marks = [keyed_hash(secret, _RECOVERY, f"{account} {typed}") for secret in app_secrets()]
    with writing() as session:
        row = session.scalar(
            select(RecoveryCode).where(
                RecoveryCode.account_id == account,
                RecoveryCode.code_mark.in_(marks),
                RecoveryCode.used_at.is_(None),
            )
        )
        if row is not None:
            row.used_at = now
        return row is not None


# Coming for the first time, or again after everything was lost


def forget_proofs(account: int) -> None:
    """Whoever is invited again begins with nothing: what was stolen with the old proofs opens nothing."""
    with writing() as session:
        for proof in (Password, Authenticator, RecoveryCode, Passkey):
            session.execute(delete(proof).where(proof.account_id == account))


def send_invitation(person: Person, where: str, now: datetime) -> None:
    """To the address of a colleague. What was sent before is good no longer. `where`: what they open."""
    address = Address("email", person.email or "")
    with writing():
        code = invite_code(person.id, address, now)
        messages.queue(
            address,
            labels.staff_code(code, where),
            now=now,
            use_by=now + INVITATION_LASTS,
            kind="staff invitation",
            account=person.id,
        )


def invite_code(account: int, address: Address, now: datetime) -> str:
    """A new code, as it is to be typed: XXXX-XXXX-XXXX."""
    code = new_signs(INVITATION_SIGNS)
    with writing():
        codes.give_up("invitation", account)
        codes.begin("invitation", address, account, code=code, now=now)
    return in_groups(code, 4)


def take_invitation(address: Address, typed: str, now: datetime) -> str | None:
    """What the browser keeps of an invitation whose code is right.

    Where there is none, one is made for nobody: so it takes as long. Raises Slowed.
    """
    codes.take_turn(address, now)
    with writing():
        person = accounts.by_address(address)
        ref = codes.invitation_for(person.id, now) if person and _may_begin(person, now) else None
        if ref is None:
            ref = codes.begin("invitation", address, None, code=new_signs(INVITATION_SIGNS), now=now)
        _left, account = codes.try_code("invitation", ref, digits(typed), now)
        if account is not None:
            codes.forget_mistakes(address)
        else:
            codes.stay_wrong(address, now)
    return ref if account is not None else None


def _may_begin(person: Person, now: datetime) -> bool:
    return person.is_staff and person.state == "invited" and not is_paused(person.review_by, now.date())


def invited(ref: str, now: datetime) -> Person | None:
    """Who has proved that they are the one who was invited, and has not come in yet."""
    person = codes.proved("invitation", ref, now)
    return person if person and _may_begin(person, now) else None


def choose_first_password(person: Person, password: str, now: datetime) -> None:
    """It opens nothing yet: their account is not active, and there is no second proof."""
    hashed = passwords.hashed(password)
    with writing():
        _keep_hashed(person.id, hashed, now)


def add_first_app(person: Person, secret: str, typed: str, now: datetime) -> list[str] | None:
    """The recovery codes, shown once; None where the number is wrong. What they had before is gone."""
    with writing() as session:
        if not _keep_app(person.id, secret, typed, now):
            return None
        session.execute(delete(Passkey).where(Passkey.account_id == person.id))
        audit.note(Action.PROOF_CHANGED, person, kind="account", ref=person.ref, about="first proofs")
        return _new_recovery_codes(person.id)


# Changing what one has


@dataclass(frozen=True, slots=True)
class Proofs:
    """What somebody has to prove themself with."""

    password_since: datetime | None
    app_since: datetime | None
    codes_left: int


def proofs_of(account: int) -> Proofs:
    session = reading()
    return Proofs(
        session.scalar(select(Password.changed_at).where(Password.account_id == account)),
        session.scalar(select(Authenticator.added_at).where(Authenticator.account_id == account)),
        session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.account_id == account, RecoveryCode.used_at.is_(None))
        )
        or 0,
    )


def is_present_password(person: Person, typed: str, now: datetime) -> bool:
    """Asked of somebody who is signed in: it need not be them who sits there now. Raises Slowed."""
    address = Address("email", person.email or "")
    codes.take_turn(address, now)
    is_right = passwords.is_right(_kept_password(person.id), typed)
    with writing():
        if is_right:
            codes.forget_mistakes(address)
        else:
            codes.stay_wrong(address, now)
            _note_refusal(person)
    return is_right


def change_password(viewer: Viewer, password: str, *, but: str, now: datetime) -> None:
    """`but`: the ref of the one session that goes on."""
    hashed = passwords.hashed(password)
    with writing():
        _keep_hashed(viewer.id, hashed, now)
        proof_changed(viewer, "password", but=but)


def change_app(viewer: Viewer, secret: str, typed: str, *, but: str, now: datetime) -> bool:
    """False where the number is wrong."""
    with writing():
        if not _keep_app(viewer.id, secret, typed, now):
            return False
        proof_changed(viewer, "app", but=but)
        return True


def renew_recovery_codes(viewer: Viewer, *, but: str) -> list[str]:
    """Those from before are good no longer."""
    with writing():
        proof_changed(viewer, "recovery codes", but=but)
        return _new_recovery_codes(viewer.id)


def proof_changed(viewer: Viewer, which: str, *, but: str) -> None:
    """Every other session ends, and so does every way in that somebody has begun."""
    with writing():
        codes.give_up("second", viewer.id)
        sessions.end_all(viewer, but=but)
        audit.note(Action.PROOF_CHANGED, viewer, kind="account", ref=viewer.ref, about=which)


def _keep_anew(account: int, password: str) -> None:
    """The same password, kept in the way of today."""
    hashed = passwords.hashed(password)
    with writing() as session:
        session.execute(update(Password).where(Password.account_id == account).values(hashed=hashed))


def _keep_hashed(account: int, hashed: str, now: datetime) -> None:
    with writing() as session:
        session.merge(Password(account_id=account, hashed=hashed, changed_at=now))


def _keep_app(account: int, secret: str, typed: str, now: datetime) -> bool:
    """The number that proves it is used by this."""
    step = step_of(secret, digits(typed), now, 0)
    if step is None:
        return False
    sealed = app_cipher(_APP).encrypt(secret.encode())
    with writing() as session:
        session.merge(Authenticator(account_id=account, sealed=sealed, added_at=now, last_step=step))
    return True


def _new_recovery_codes(account: int) -> list[str]:
    codes = [new_signs(RECOVERY_SIGNS) for _ in range(RECOVERY_CODES)]
    with writing() as session:
        session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account))
        session.add_all(
            RecoveryCode(account_id=account, code_mark=app_keyed_hash(_RECOVERY, f"{account} {code}"))
            for code in codes
        )
    return [in_groups(code, 5) for code in codes]


# Passkeys


class NoSuchPasskey(Exception):
    """There is none, or it is somebody else's: both look the same."""


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey, in its owner's list."""

    ref: str
    name: str
    added_at: datetime
    used_at: datetime | None


def keys_of(account: int) -> list[Key]:
    """The oldest first."""
    rows = reading().scalars(select(Passkey).where(Passkey.account_id == account).order_by(Passkey.id))
    return [Key(row.ref, row.name, row.added_at, row.used_at) for row in rows]


def credentials_of(account: int) -> list[bytes]:
    """What a device is told, so that it does not make a second one."""
    return list(reading().scalars(select(Passkey.credential_id).where(Passkey.account_id == account)))


def ask_device(account: int | None, now: datetime) -> str:
    """A question for a device, that it answers once. `account`: whose passkey is to be added."""
    return codes.begin("passkey", None, account, code=None, now=now)


def whose_passkey(asked: str, answer: str, site: Site, now: datetime) -> Person | None:
    """Who has proved with their device who they are. None where anything at all is not as it must be."""
    if not codes.is_open("passkey", asked, now):
        return None
    with writing() as session:
        row = session.scalar(select(Passkey).where(Passkey.credential_id == passkeys.credential_id(answer)))
        person = accounts.by_id(row.account_id) if row else None
        if row is None or person is None:
            return None
        count = passkeys.count_if_right(answer, asked, site, row.public_key, row.sign_count)
        if count is None or not may_come_in(person, now):
            _note_refusal(person)
            return None
        row.sign_count, row.used_at = count, now
        return person


def add_passkey(
    viewer: Viewer, asked: str, answer: str, name: str, site: Site, *, but: str, now: datetime
) -> bool:
    """False where the device's answer is not as it must be."""
    asker = codes.waiting("passkey", asked, now)
    made = passkeys.made(answer, asked, site) if asker and asker.id == viewer.id else None
    with writing() as session:
        if made is None or not codes.use(asked, now):
            return False
        if session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
            return False
        session.add(
            Passkey(
                ref=new_ref(),
                account_id=viewer.id,
                credential_id=made.credential_id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                name=name,
                added_at=now,
            )
        )
        proof_changed(viewer, "passkey added", but=but)
        return True


def own_key(viewer: Viewer, ref: str) -> Key:
    """Raises NoSuchPasskey, and writes down that they tried."""
    for key in keys_of(viewer.id):
        if key.ref == ref:
            return key
    audit.note(Action.REFUSED, viewer, kind="passkey", ref=ref[:30])
    raise NoSuchPasskey


def remove_passkey(viewer: Viewer, ref: str, *, but: str) -> None:
    """Nobody comes in with it any more."""
    with writing() as session:
        session.execute(delete(Passkey).where(Passkey.ref == ref, Passkey.account_id == viewer.id))
        proof_changed(viewer, "passkey removed", but=but)
