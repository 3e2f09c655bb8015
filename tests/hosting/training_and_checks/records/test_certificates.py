"""A certificate is saved once, decided on once, and looked at by nobody whose own it is."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.audit import records as audit
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import reading, writing
from kentcare.hosting.training_and_checks.models import Certificate
from support import the_cast
from support.certificates import HOST, TODAY
from support.forms import token, typed
from support.html import href, page_of
from support.site import SignedIn


def test_a_second_press_has_seen_the_same(approved: Flask, signed_in: SignedIn) -> None:
    officer, page = signed_in("accommodation-officer"), "/en/desk/seen/supervision/home"
    for ago in (0, 0, 1):
        data = {"csrf_token": token(officer, page), **typed(TODAY - timedelta(days=ago))}
        assert officer.post(page, data=data).headers["Location"] == "/en/desk/homes/home/checks"
    assert number_of(approved, "supervision") == 2
    with approved.app_context():
        assert len([one for one in audit.events(most=9) if one.about == "seen"]) == 2


def test_two_courses_of_one_day_are_two(approved: Flask, signed_in: SignedIn) -> None:
    coordinator, page = signed_in("training-coordinator"), f"/en/desk/seen/chosen_two/{HOST}"
    for title in ("Canary of a course", "Canary of a course", "Canary of another"):
        data = {"csrf_token": token(coordinator, page), "title": title, **typed(TODAY)}
        assert coordinator.post(page, data=data).status_code == 303
    assert number_of(approved, "chosen_two") == 2


def test_what_was_refused_may_be_seen_on_the_same_day(approved: Flask, signed_in: SignedIn) -> None:
    """And so may what waits: the paper itself says more than its photo."""
    officer, page = signed_in("accommodation-officer"), "/en/desk/seen/gas_safety/home"
    day = typed(TODAY - timedelta(days=30))
    assert officer.post(page, data={"csrf_token": token(officer, page), **day}).status_code == 303
    assert number_of(approved, "gas_safety") == 3


def number_of(app: Flask, requirement: str) -> int:
    with app.app_context():
        rows = select(func.count()).where(Certificate.requirement == requirement)
        return reading().scalar(rows.select_from(Certificate)) or 0


def test_somebody_who_is_both_does_not_look_at_their_own(approved: Flask, signed_in: SignedIn) -> None:
    """A training co-ordinator who is a Host, too."""
    with approved.app_context(), writing() as session:
        home = session.scalars(select(Home).where(Home.ref == "home")).one()
        account = the_cast.account_id(approved, "training-coordinator")
        session.add(HomeHost(home_id=home.id, account_id=account))
    coordinator = signed_in("training-coordinator")
    assert coordinator.get("/en/desk/certificates/course").status_code == 404
    assert coordinator.get("/en/desk/certificates/course-2").status_code == 200


def leave_their_home(app: Flask, name: str) -> None:
    with app.app_context(), writing() as session:
        session.query(HomeHost).filter_by(account_id=the_cast.account_id(app, name)).delete()


def test_what_a_host_sent_who_has_left_their_last_home_is_looked_at_still(
    approved: Flask, signed_in: SignedIn
) -> None:
    leave_their_home(approved, "host")
    coordinator, page = signed_in("training-coordinator"), "/en/desk/certificates/course"
    assert "2 certificates to look at" in coordinator.get("/en/desk").text
    listed = page_of(coordinator.get("/en/desk/requirements/training/new/1"))
    assert page in [href(link) for link in listed.select(".rows a")]
    assert "None any more" in coordinator.get(page).text
    data = {"csrf_token": token(coordinator, page), "_do": "confirm"}
    assert coordinator.post(page, data=data).status_code == 303
    assert "1 certificate to look at" in coordinator.get("/en/desk").text
    # The officer of the home looks after them no more.
    assert signed_in("accommodation-officer").get(page).status_code == 404


def test_nobody_looks_at_their_own_once_they_have_left_their_home(
    approved: Flask, signed_in: SignedIn
) -> None:
    leave_their_home(approved, "host")
    with approved.app_context(), writing() as session:
        row = session.scalars(select(Certificate).where(Certificate.ref == "course")).one()
        row.account_id = the_cast.account_id(approved, "training-coordinator")
    coordinator = signed_in("training-coordinator")
    assert coordinator.get("/en/desk/certificates/course").status_code == 404
    assert "1 certificate to look at" in coordinator.get("/en/desk").text
