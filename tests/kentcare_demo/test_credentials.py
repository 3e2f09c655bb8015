"""The password and the authenticator that all staff of a demonstration share."""

from flask import Flask
from sqlalchemy import select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import STAFF, Role
from kentcare.core.clock import today
from kentcare.db.session import reading
from kentcare.sign_in.staff.models import Authenticator, Password
from kentcare_demo import credentials, records
from support.demonstration import accounts_id


def test_colleagues_have_the_password_and_the_app_that_the_page_shows(demo_app: Flask) -> None:
    import argon2

    with demo_app.app_context():
        lead = records.examples(today())[Role.ADVOCACY_LEAD][0]
        own = accounts_id(lead.ref)
        password = reading().get_one(Password, own)
        assert argon2.PasswordHasher().verify(password.hashed, credentials.PASSWORD)
        assert reading().get_one(Authenticator, own).secret == credentials.SECRET
        without = {one.id for one in accounts.with_role(*STAFF)} - set(
            reading().scalars(select(Password.account_id))
        )
        assert not without
