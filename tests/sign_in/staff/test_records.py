"""The whole of it on both databases: what one of them takes, the other might not."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import time_machine
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import text

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.core.encryption import derive_key
from kentcare.db.session import writing
from kentcare.sign_in.staff import records
from support import the_cast
from support.passkey_device import FakeDevice, add_passkey, sign_in_with
from support.staff_sign_in import CHECK, PASSWORD, SIGN_IN, give_credentials, give_number, give_password, post

NAME = "service-manager"
CODES = "/en/account/recovery-codes"


def test_each_way_in_and_each_change(either_app: Flask) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        made, device, client = give_credentials(either_app, NAME), FakeDevice(), either_app.test_client()
        clock.shift(timedelta(minutes=1))
        assert give_password(client, made.email, "wrong").status_code == 422
        assert give_password(client, made.email).location == CHECK
        assert give_number(client, made.number()).location == "/en/start"
        assert add_passkey(client, device).status_code == 303
        assert post(client, CODES, present=PASSWORD).location == CODES
        device.count += 1
        assert sign_in_with(either_app.test_client(), device).location == "/en/start"
        other = either_app.test_client()
        give_password(other, made.email)
        assert give_number(other, made.codes[0]).status_code == 422
        give_credentials(either_app, NAME)
        assert sign_in_with(either_app.test_client(), device).status_code == 422
        assert post(either_app.test_client(), SIGN_IN, email=made.email, password=PASSWORD).location == CHECK


def test_an_invitation_is_typed_as_it_is_written(either_app: Flask) -> None:
    now, address = datetime.now(UTC), Address("email", the_cast.email(NAME))
    with either_app.app_context():
        account = the_cast.account_id(either_app, NAME)
        code = records.new_invitation_code(account, address, now)
        assert records.check_invitation(address, code, now) is None  # they are in already
        from kentcare.accounts.accounts.models import Account
        from kentcare.db.session import writing

        with writing() as session:
            session.get_one(Account, account).state = "invited"
        ref = records.check_invitation(address, code, now)
        assert ref
        person = records.invited_person(ref, now)
        assert person
        assert person.id == account


def test_an_app_of_an_old_database_still_works(either_app: Flask) -> None:
    """Its secret was encrypted by hand, for its purpose, before there was a type of column for it."""
    secret, now = "JBSWY3DPEHPK3PXP" * 2, datetime.now(UTC)
    with either_app.app_context():
        account = the_cast.account_id(either_app, NAME)
        key = derive_key(either_app.config["SECRET_KEY"], "kentcare authenticator")
        encrypted = Fernet(base64.urlsafe_b64encode(key)).encrypt(secret.encode())
        with writing() as session:
            session.execute(
                text(
                    "INSERT INTO authenticator (account_id, sealed, added_at, last_step)"
                    " VALUES (:account, :sealed, '2026-11-02 09:00:00+00:00', 0)"
                ),
                {"account": account, "sealed": encrypted},
            )
        person = accounts.by_id(account)
        assert person
        assert records.check_second_factor(person, pyotp.TOTP(secret).at(now), now)


def test_an_app_is_replaced_where_the_key_of_the_old_one_is_gone(either_app: Flask) -> None:
    now, new = datetime.now(UTC), pyotp.TOTP(pyotp.random_base32())
    give_credentials(either_app, NAME)
    with either_app.app_context():
        with writing() as session:
            session.execute(text("UPDATE authenticator SET sealed = :nonsense"), {"nonsense": b"-"})
        viewer = the_cast.viewer(either_app, NAME)
        assert records.change_authenticator(viewer, new.secret, new.at(now), but="", now=now)
