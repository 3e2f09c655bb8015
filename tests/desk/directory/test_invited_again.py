"""Whoever is invited again begins with nothing: what was stolen with the old proofs opens nothing."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.accounts import records as accounts
from kentcare.db.session import reading, writing
from kentcare.sign_in.passkeys.models import Passkey
from kentcare.sign_in.sso.models import ExternalIdentity
from kentcare.sign_in.staff.models import Authenticator, Password, RecoveryCode
from support import the_cast
from support.forms import token
from support.site import SignedIn

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _give_every_proof(account: int) -> None:
    with writing() as session:
        session.add(Password(account_id=account, hashed="x", changed_at=NOW))
        session.add(Authenticator(account_id=account, secret="x", added_at=NOW))  # noqa: S106  # nobody's
        session.add(RecoveryCode(account_id=account, code_hash="x"))
        session.add(
            Passkey(
                ref="key",
                account_id=account,
                credential_id=b"x",
                public_key=b"x",
                sign_count=0,
                name="x",
                added_at=NOW,
            )
        )
        session.add(ExternalIdentity(issuer="x", subject="x", account_id=account, added_at=NOW))


def test_no_old_proof_is_left(signed_in: SignedIn, people_app: Flask) -> None:
    kinds = (Password, Authenticator, RecoveryCode, Passkey, ExternalIdentity)
    account = the_cast.account_id(people_app, "finance-officer")
    with people_app.app_context():
        _give_every_proof(account)
        person = accounts.by_id(account)
        assert person
    page = f"/en/desk/people/{person.ref}"
    keeper = signed_in("administrator")
    answer = keeper.post(f"{page}/invite-again", data={"csrf_token": token(keeper, page)})
    assert answer.status_code == 303
    with people_app.app_context():
        left = {
            kind.__name__: reading().scalar(
                select(func.count()).select_from(kind).where(kind.account_id == account)
            )
            for kind in kinds
        }
    assert set(left.values()) == {0}, left
