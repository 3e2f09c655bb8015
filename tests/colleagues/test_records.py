"""The whole of it on both databases: what one of them takes, the other might not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

import the_cast
from colleagues.device import Device
from colleagues.staff import CHECK, PASSWORD, SIGN_IN, equip, give_number, give_password, post
from colleagues.test_passkeys import add, sign_in
from kentcare.accounts.addresses import Address
from kentcare.attempts import records as attempts
from kentcare.attempts.records import Slowed
from kentcare.colleagues import records

NAME = "service-manager"
CODES = "/en/account/recovery-codes"


def test_each_way_in_and_each_change(either_app: Flask) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        made, device, client = equip(either_app, NAME), Device(), either_app.test_client()
        clock.shift(timedelta(minutes=1))
        assert give_password(client, made.email, "wrong").status_code == 422
        assert give_password(client, made.email).location == CHECK
        assert give_number(client, made.number()).location == "/en/start"
        assert add(client, device).status_code == 303
        assert post(client, CODES).location == CODES
        device.count += 1
        assert sign_in(either_app.test_client(), device).location == "/en/start"
        other = either_app.test_client()
        give_password(other, made.email)
        assert give_number(other, made.codes[0]).status_code == 422
        equip(either_app, NAME)
        assert sign_in(either_app.test_client(), device).status_code == 422
        assert post(either_app.test_client(), SIGN_IN, email=made.email, password=PASSWORD).location == CHECK


def test_an_invitation_is_typed_as_it_is_written(either_app: Flask) -> None:
    now, address = datetime.now(UTC), Address("email", the_cast.email(NAME))
    with either_app.app_context():
        account = the_cast.account_id(either_app, NAME)
        code = records.invite_code(account, address, now)
        assert records.take_invitation(address, code, now) is None  # they are in already
        from kentcare.accounts.models import Account
        from kentcare.db.session import writing

        with writing() as session:
            session.get_one(Account, account).state = "invited"
        ref = records.take_invitation(address, code, now)
        assert ref
        person = records.invited(ref, now)
        assert person
        assert person.id == account


def test_mistakes_are_counted_for_each_address(either_app: Flask) -> None:
    now, one, other = datetime.now(UTC), Address("email", "a@example.org"), Address("email", "b@example.org")
    with either_app.app_context():
        for _ in range(5):
            attempts.take_turn(one, now)
        with pytest.raises(Slowed) as slowed:
            attempts.take_turn(one, now)
        assert slowed.value.until == now + timedelta(seconds=30)
        attempts.take_turn(other, now)
        attempts.give_back(one)
        attempts.take_turn(one, now)
        attempts.forget_mistakes(one)
        attempts.give_back(one)
        attempts.stay_wrong(one, now)
        attempts.take_turn(one, now)
