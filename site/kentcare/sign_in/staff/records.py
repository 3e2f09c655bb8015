"""A colleague's invitation, password, authenticator app and recovery codes: kept, checked and changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import is_paused, may_use_staff_sign_in
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.encryption import app_keyed_hash, app_secrets, keyed_hash
from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.services.messages import labels
from kentcare.services.messages import records as messages
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.rules import INVITATION_LASTS, normalise_code
from kentcare.sign_in.passkeys import records as passkeys
from kentcare.sign_in.sessions import records as sessions
from kentcare.sign_in.staff import passwords
from kentcare.sign_in.staff.models import Authenticator, Password, RecoveryCode
from kentcare.sign_in.staff.rules import (
    INVITATION_LENGTH,
    RECOVERY_CODES,
    RECOVERY_LENGTH,
    find_invitation_code,
    in_groups,
    is_totp_number,
    random_code,
    totp_step,
)
from kentcare.sign_in.throttling.records import Tries

_RECOVERY_PURPOSE = "kentcare recovery code"
_WARNING_LASTS = timedelta(days=1)


# Signing in


def check_password(address: Address, password: str, now: datetime) -> str | None:
    """Check the first factor. Returns the ref of the attempt, for the browser to keep until the second.

    None where the password is wrong. The same is done, and takes as long, for an address that nobody has or
    whose account may not sign in. Raises TooManyFailures.
    """
    tries = Tries(address)
    tries.claim(now)
    person = accounts.by_address(address)
    hashed = _password_hash(person.id) if person and _may_sign_in(person, now) else None
    is_right = passwords.is_right(hashed, password)
    with writing(subjects.account(person.id) if person else None, *tries.subjects):
        if person is None or hashed is None or not is_right:
            if tries.confirm(now):
                _tell_owner(person, labels.passwords_guessed, now)
            _note_refusal(person)
            return None
        tries.cancel()
        if passwords.needs_rehash(hashed):
            _rehash(person.id, password)
        return codes.begin("second", address, person.id, code=None, now=now)


def _may_sign_in(person: Person, now: datetime) -> bool:
    return may_use_staff_sign_in(person.roles, person.state, person.review_by, now.date())


def _password_hash(account: int) -> str | None:
    return reading().scalar(select(Password.hashed).where(Password.account_id == account))


def _note_refusal(person: Person | None) -> None:
    if person:
        audit.note(Action.SIGN_IN_REFUSED, None, kind="account", ref=person.ref)


def check_second_factor(person: Person, typed: str, now: datetime) -> bool:
    """Whether what was typed is a number of the app or a recovery code. A right one is used up by this.

    Raises TooManyFailures: whoever has the password must not get five tries at the second factor again and
    again, from one place after another.
    """
    typed = normalise_code(typed)
    tries = Tries(Address("email", person.email or ""), has_first_factor=True)
    tries.claim(now)
    with writing(subjects.account(person.id), *tries.subjects):
        use = _use_totp_number if is_totp_number(typed) else _use_recovery_code
        is_right = use(person.id, typed, now)
        if is_right:
            tries.reset()
        else:
            if tries.confirm(now):
                _tell_owner(person, labels.numbers_guessed, now)
            _note_refusal(person)
    return is_right


def _tell_owner(person: Person | None, words: Callable[[], str], now: datetime) -> None:
    """Tell a colleague that somebody guesses; for an address that nobody has, the same is done for nobody."""
    if person and person.email and _may_sign_in(person, now):
        messages.queue(
            Address("email", person.email),
            words(),
            now=now,
            use_by=now + _WARNING_LASTS,
            kind="sign-in warning",
            account=person.id,
        )
    else:
        messages.queue_decoy(words(), now=now)


def _use_totp_number(account: int, typed: str, now: datetime) -> bool:
    with writing(subjects.account(account)) as session:
        row = session.get(Authenticator, account)
        if row is None:
            return False
        step = totp_step(row.secret, typed, now, row.last_step)
        if step is not None:
            row.last_step = step
        return step is not None


def _use_recovery_code(account: int, typed: str, now: datetime) -> bool:
    # Under each secret that the application ever had: the codes lie in a drawer for years.
    hashes = [keyed_hash(secret, _RECOVERY_PURPOSE, f"{account} {typed}") for secret in app_secrets()]
    with writing(subjects.account(account)) as session:
        row = session.scalar(
            select(RecoveryCode).where(
                RecoveryCode.account_id == account,
                RecoveryCode.code_hash.in_(hashes),
                RecoveryCode.used_at.is_(None),
            )
        )
        if row is not None:
            row.used_at = now
        return row is not None


# Signing in for the first time, or again after everything was lost


def forget_credentials(account: int) -> None:
    """Remove every credential of an account: whoever is invited again begins with none.

    What was stolen with the old ones opens nothing then.
    """
    with writing(subjects.account(account)) as session:
        for credential in (Password, Authenticator, RecoveryCode):
            session.execute(delete(credential).where(credential.account_id == account))
        passkeys.forget_account(account)


def send_invitation(person: Person, where: str, now: datetime) -> None:
    """Send a colleague an invitation by e-mail. `where`: the address of the page on which they use it.

    Invitations that they were sent before stop working.
    """
    address = Address("email", person.email or "")
    with writing(subjects.account(person.id)):
        code = new_invitation_code(person.id, address, now)
        messages.queue(
            address,
            labels.staff_code(code, where),
            now=now,
            use_by=now + INVITATION_LASTS,
            kind="staff invitation",
            account=person.id,
        )


def new_invitation_code(account: int, address: Address, now: datetime) -> str:
    """A new invitation code, as it is to be typed: XXXX-XXXX-XXXX. Older ones stop working."""
    code = random_code(INVITATION_LENGTH)
    with writing(subjects.account(account)):
        codes.discard("invitation", account)
        codes.begin("invitation", address, account, code=code, now=now)
    return in_groups(code, 4)


def check_invitation(address: Address, typed: str, now: datetime) -> str | None:
    """The ref of an invitation whose code is right, for the browser to keep; None where it is wrong.

    Where there is no invitation, one is made for nobody, so that it takes as long. Raises TooManyFailures.
    """
    tries = Tries(address)
    tries.claim(now)
    person = accounts.by_address(address)
    with writing(subjects.account(person.id) if person else None, *tries.subjects):
        person = accounts.by_address(address)
        ref = codes.invitation_for(person.id, now) if person and _may_accept_invitation(person, now) else None
        if ref is None:
            ref = codes.begin("invitation", address, None, code=random_code(INVITATION_LENGTH), now=now)
        _left, account = codes.check_code("invitation", ref, find_invitation_code(typed), now)
        if account is not None:
            tries.reset()
        else:
            tries.confirm(now)
    return ref if account is not None else None


def _may_accept_invitation(person: Person, now: datetime) -> bool:
    return person.is_staff and person.state == "invited" and not is_paused(person.review_by, now.date())


def invited_person(ref: str, now: datetime) -> Person | None:
    """Whoever gave the right code of an invitation and has not signed in by it yet; None where nobody did."""
    person = codes.proved_person("invitation", ref, now)
    return person if person and _may_accept_invitation(person, now) else None


def choose_first_password(person: Person, password: str, now: datetime) -> None:
    """Save the first password. It opens nothing yet: the account is not active, and has no second factor."""
    hashed = passwords.hash_password(password)
    with writing(subjects.account(person.id)):
        _save_password(person.id, hashed, now)


def add_first_authenticator(person: Person, secret: str, typed: str, now: datetime) -> list[str] | None:
    """Save the first authenticator app, confirmed by a number of its own, and return new recovery codes.

    None where the number is wrong. Passkeys and recovery codes from before are removed.
    """
    with writing(subjects.account(person.id)):
        if not _save_authenticator(person.id, secret, typed, now):
            return None
        passkeys.forget_account(person.id)
        audit.note(Action.PROOF_CHANGED, person, kind="account", ref=person.ref, about="first proofs")
        return _new_recovery_codes(person.id)


# Changing credentials


@dataclass(frozen=True, slots=True)
class Credentials:
    """Since when somebody has a password and an app, if they do, and how many recovery codes are left."""

    password_since: datetime | None
    app_since: datetime | None
    codes_left: int


def credentials_of(account: int) -> Credentials:
    """What credentials an account has, besides passkeys."""
    session = reading()
    unused = select(func.count()).where(RecoveryCode.account_id == account, RecoveryCode.used_at.is_(None))
    return Credentials(
        password_since=session.scalar(select(Password.changed_at).where(Password.account_id == account)),
        app_since=session.scalar(select(Authenticator.added_at).where(Authenticator.account_id == account)),
        codes_left=session.scalar(unused.select_from(RecoveryCode)) or 0,
    )


def is_present_password(person: Person, typed: str, now: datetime) -> bool:
    """Whether this is the password of somebody who is signed in: somebody else may sit there now.

    Raises TooManyFailures.
    """
    tries = Tries(Address("email", person.email or ""), is_signed_in=True)
    tries.claim(now)
    is_right = passwords.is_right(_password_hash(person.id), typed)
    with writing(*tries.subjects):
        if is_right:
            tries.reset()
        else:
            tries.confirm(now)
            _note_refusal(person)
    return is_right


def change_password(viewer: Viewer, password: str, *, but: str, now: datetime) -> None:
    """Save a new password; every other session ends. `but`: the ref of the one that goes on."""
    hashed = passwords.hash_password(password)
    with writing(subjects.account(viewer.id)):
        _save_password(viewer.id, hashed, now)
        sessions.end_after_change(viewer, "password", but=but)


def change_authenticator(viewer: Viewer, secret: str, typed: str, *, but: str, now: datetime) -> bool:
    """Replace the authenticator app, confirmed by a number of the new one; every other session ends.

    False where the number is wrong. `but`: the ref of the session that goes on.
    """
    with writing(subjects.account(viewer.id)):
        if not _save_authenticator(viewer.id, secret, typed, now):
            return False
        sessions.end_after_change(viewer, "app", but=but)
        return True


def renew_recovery_codes(viewer: Viewer, *, but: str) -> list[str]:
    """Make new recovery codes and return them. The old ones stop working, and every other session ends."""
    with writing(subjects.account(viewer.id)):
        sessions.end_after_change(viewer, "recovery codes", but=but)
        return _new_recovery_codes(viewer.id)


def _rehash(account: int, password: str) -> None:
    """Hash the password that is there already with the parameters of today."""
    hashed = passwords.hash_password(password)
    with writing(subjects.account(account)) as session:
        session.execute(update(Password).where(Password.account_id == account).values(hashed=hashed))


def _save_password(account: int, hashed: str, now: datetime) -> None:
    with writing(subjects.account(account)) as session:
        session.merge(Password(account_id=account, hashed=hashed, changed_at=now))


def _save_authenticator(account: int, secret: str, typed: str, now: datetime) -> bool:
    """Save an app's secret if the number is right, and use that number up. False where it is wrong."""
    step = totp_step(secret, normalise_code(typed), now, 0)
    if step is None:
        return False
    with writing(subjects.account(account)) as session:
        # Removed and added, not merged: merging would decrypt the old secret, whose key may be gone.
        session.execute(delete(Authenticator).where(Authenticator.account_id == account))
        session.add(Authenticator(account_id=account, secret=secret, added_at=now, last_step=step))
    return True


def _new_recovery_codes(account: int) -> list[str]:
    codes = [random_code(RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    with writing(subjects.account(account)) as session:
        session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account))
        session.add_all(
            RecoveryCode(account_id=account, code_hash=app_keyed_hash(_RECOVERY_PURPOSE, f"{account} {code}"))
            for code in codes
        )
    return [in_groups(code, 5) for code in codes]
