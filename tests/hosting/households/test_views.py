"""What is known of a household says what is asked of it."""

from flask import Flask
from sqlalchemy import select

from kentcare.db.session import reading
from kentcare.hosting.households.models import Household
from support.certificates import TODAY
from support.forms import token, typed
from support.site import SignedIn

PAGE, CHECKS = "/en/desk/homes/home/household", "/en/desk/homes/home/checks"


def test_gas_and_a_car_are_asked_about_only_where_they_are(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    # Where nobody has said that there is no gas, there is.
    assert "Gas Safety" in officer.get(CHECKS).text
    assert "MOT" not in officer.get(CHECKS).text
    data = {"csrf_token": token(officer, PAGE), "gas": "no", "drives": "yes", **typed(TODAY)}
    assert officer.post(PAGE, data=data).headers["Location"] == CHECKS
    page = officer.get(CHECKS).text
    assert "Gas Safety" not in page
    assert "MOT" in page
    with people_app.app_context():
        row = reading().scalars(select(Household)).one()
        assert (row.approved_on, row.has_gas, row.drives) == (TODAY, False, True)
    assert f'value="{TODAY.year}"' in officer.get(PAGE).text


def test_another_officer_and_a_host_do_not_come_in(signed_in: SignedIn) -> None:
    for name, status in (("accommodation-officer-2", 404), ("host", 403), ("training-coordinator", 403)):
        client = signed_in(name)
        assert client.get(PAGE).status_code == status
        data = {"csrf_token": token(client, "/en/account"), "gas": "yes", "drives": "no"}
        assert client.post(PAGE, data=data).status_code == status
