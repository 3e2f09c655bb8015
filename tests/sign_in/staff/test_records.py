"""The whole of it on both databases: what one of them takes, the other might not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from kentcare.accounts.accounts.addresses import Address
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.records import Slowed
from kentcare.sign_in.staff import records
from sign_in.staff.test_passkeys import add, sign_in
from support import the_cast
from support.device import Device
from support.staff import CHECK, PASSWORD, SIGN_IN, equip, give_number, give_password, post

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
        from kentcare.accounts.accounts.models import Account
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
            codes.take_turn(one, now)
        with pytest.raises(Slowed) as slowed:
            codes.take_turn(one, now)
        assert slowed.value.until == now + timedelta(seconds=30)
        codes.take_turn(other, now)
        codes.give_back(one)
        codes.take_turn(one, now)
        codes.forget_mistakes(one)
        codes.give_back(one)
        codes.stay_wrong(one, now)
        codes.take_turn(one, now)
