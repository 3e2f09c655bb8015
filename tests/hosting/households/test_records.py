"""Adults of a household: added once, and asked for a check until they leave."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from kentcare.db.session import reading, writing
from kentcare.hosting.households.models import Adult
from support.certificates import TODAY
from support.encrypted_columns import stored_bytes
from support.forms import token
from support.site import SignedIn

PAGE, CHECKS = "/en/desk/homes/home/household", "/en/desk/homes/home/checks"


def test_everybody_from_16_has_a_check_until_they_leave(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    adults = f"{PAGE}/adults"
    assert officer.post(adults, data={"csrf_token": token(officer, PAGE), "name": " "}).status_code == 422
    data = {"csrf_token": token(officer, PAGE), "name": "Canary of a grandmother"}
    assert officer.post(adults, data=data).headers["Location"] == PAGE
    assert "DBS check: <bdi>Canary of a grandmother" in officer.get(CHECKS).text
    with people_app.app_context():
        row = reading().scalars(select(Adult).order_by(Adult.id.desc())).first()
    assert row
    assert b"Canary" not in stored_bytes(people_app, Adult, "sealed_name", row.id)
    left = f"{adults}/{row.ref}/left"
    assert officer.post(left, data={"csrf_token": token(officer, PAGE)}).headers["Location"] == PAGE
    assert "grandmother" not in officer.get(CHECKS).text
    # Of another home.
    assert (
        officer.post(f"{adults}/adult-2/left", data={"csrf_token": token(officer, PAGE)}).status_code == 404
    )


def test_a_second_press_adds_nobody(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    names = ("Canary of a grandmother", "Canary of a grandmother", "Canary of a grandmother, the elder")
    for name in names:
        data = {"csrf_token": token(officer, PAGE), "name": name}
        assert officer.post(f"{PAGE}/adults", data=data).headers["Location"] == PAGE
    assert adults_called(people_app, "grandmother") == 2
    # Whoever has left may come back.
    with people_app.app_context(), writing() as session:
        for row in session.scalars(select(Adult)):
            row.left_on = TODAY - timedelta(days=1)
    data = {"csrf_token": token(officer, PAGE), "name": names[0]}
    assert officer.post(f"{PAGE}/adults", data=data).status_code == 303
    assert adults_called(people_app, "grandmother") == 3


def adults_called(app: Flask, name: str) -> int:
    with app.app_context():
        return sum(name in row.name for row in reading().scalars(select(Adult)))
