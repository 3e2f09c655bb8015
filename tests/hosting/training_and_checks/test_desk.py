"""The co-ordinator confirms training, the officer checks; each sees who is out of date."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from conftest import SignedIn
from hosting.training_and_checks.conftest import TODAY, Add, typed
from kentcare.accounts.audit import records as audit
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import reading, writing
from kentcare.hosting.training_and_checks import records
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.rules import Period
from kentcare.services.messages import records as messages
from support import the_cast
from support.forms import token
from support.long_forms import soup

HOST = "acc000000002"
WHO = ["host", "young-person", "personal-adviser", "advocate", "finance-officer"]


def test_the_co_ordinator_sees_every_host_s_training_and_no_check(
    approved: Flask, signed_in: SignedIn
) -> None:
    coordinator = signed_in("training-coordinator")
    assert "2 certificates to look at" in coordinator.get("/en/desk").text
    late = soup(coordinator.get("/en/desk/requirements/training/late/1"))
    assert [link.get_text() for link in late.select(".rows a")] == ["Canaryword host"]
    assert coordinator.get(f"/en/desk/hosts/{HOST}/training").status_code == 200
    assert coordinator.get("/en/desk/certificates/course").status_code == 200
    for address in (
        "/en/desk/requirements/check/late/1",
        "/en/desk/certificates/gas",
        "/en/desk/homes/home/checks",
        "/en/desk/seen/gas_safety/home",
        "/en/desk/homes/home/household",
    ):
        assert coordinator.get(address).status_code in (403, 404), address


def test_the_officer_sees_training_and_confirms_checks_alone(approved: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    page = "/en/desk/certificates/course"
    assert "it counts" not in officer.get(page).text
    data = {"csrf_token": token(officer, "/en/account"), "_do": "confirm"}
    assert officer.post(page, data=data).status_code == 404
    assert officer.get(f"/en/desk/seen/prevent/{HOST}").status_code == 404
    assert "it counts" in officer.get("/en/desk/certificates/gas").text


def test_s4_another_s_homes_are_not_there(approved: Flask, signed_in: SignedIn) -> None:
    other = signed_in("accommodation-officer-2")
    for address in (
        f"/en/desk/hosts/{HOST}/training",
        "/en/desk/homes/home/checks",
        "/en/desk/homes/home/household",
        "/en/desk/certificates/gas",
        "/en/desk/certificates/course",
        "/en/desk/seen/gas_safety/home",
        "/en/desk/seen/dbs/adult",
    ):
        assert other.get(address).status_code == 404, address
    assert "Canaryword home<" not in other.get("/en/desk/requirements/check/new/1").text
    assert "Canaryword host<" not in other.get("/en/desk/requirements/training/late/1").text


@pytest.mark.parametrize("name", WHO)
def test_s5_nobody_else_comes_in(signed_in: SignedIn, name: str) -> None:
    client = signed_in(name)
    for address in ("/en/desk/requirements/training/late/1", "/en/desk/certificates/gas"):
        assert client.get(address).status_code == 403


def test_what_was_seen_at_the_desk_counts_at_once(approved: Flask, signed_in: SignedIn) -> None:
    officer, page = signed_in("accommodation-officer"), "/en/desk/seen/dbs/adult"
    wrong = officer.post(page, data={"csrf_token": token(officer, page), **typed(TODAY + timedelta(days=9))})
    assert wrong.status_code == 422
    assert "has not come yet" in wrong.text
    before = records_late(approved)
    data = {"csrf_token": token(officer, page), **typed(TODAY)}
    assert officer.post(page, data=data).headers["Location"] == "/en/desk/homes/home/checks"
    with approved.app_context():
        row = reading().scalars(select(Certificate).where(Certificate.requirement == "dbs")).one()
        assert row.is_accepted
        assert row.until == Period(36, "month").after(TODAY)
    assert records_late(approved) == before - 1


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


def records_late(app: Flask) -> int:
    with app.app_context():
        officer = the_cast.viewer(app, "accommodation-officer")
        return sum(one.state.is_late for one in records.for_desk(officer, TODAY, "check"))


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
    listed = soup(coordinator.get("/en/desk/requirements/training/new/1"))
    assert page in [link["href"] for link in listed.select(".rows a")]
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


@pytest.mark.parametrize(("do", "hears"), [("refuse", 1), ("confirm", 0)])
def test_a_host_whose_certificate_does_not_count_hears_that_something_waits(
    approved: Flask, add: Add, signed_in: SignedIn, do: str, hears: int
) -> None:
    assert add().press("send", **typed(TODAY)).status_code == 303
    officer = signed_in("accommodation-officer")
    [link] = [a["href"] for a in soup(officer.get("/en/desk/requirements/check/new/1")).select(".rows a")][:1]
    data = {"csrf_token": token(officer, link), "_do": do, "reason": "Canary of a reason"}
    assert officer.post(link, data=data).status_code == 303
    with approved.app_context():
        texts = [one["text"] for one in messages.held_about(the_cast.account_id(approved, "host"))]
    assert texts == ["Something is due on your page. Sign in to see what."] * hears


def test_after_one_certificate_there_is_the_next(approved: Flask, signed_in: SignedIn) -> None:
    """The one that has waited longest."""
    with approved.app_context(), writing() as session:
        for row in session.scalars(select(Certificate).where(Certificate.ref.in_(["course", "course-2"]))):
            row.is_accepted, row.decided_by, row.decided_at = None, None, None
            row.added_at -= timedelta(days=1 if row.ref == "course-2" else 0)
    coordinator = signed_in("training-coordinator")
    waiting = soup(coordinator.get("/en/desk/requirements/training/new/1")).select(".rows a")
    assert [link["href"][-8:] for link in waiting] == ["course-2", "s/course"]
    data = {"csrf_token": token(coordinator, "/en/desk/certificates/course-2"), "_do": "confirm"}
    coordinator.post("/en/desk/certificates/course-2", data=data)
    following = soup(coordinator.get("/en/desk/certificates/course-2")).select_one("main a.govuk-button")
    assert following["href"] == "/en/desk/certificates/course"


def test_a_meeting_does_not_run_out_but_the_next_one_comes(approved: Flask, signed_in: SignedIn) -> None:
    officer, page = signed_in("accommodation-officer"), "/en/desk/seen/supervision/home"
    assert "The day on which you met" in officer.get(page).text
    assert officer.post(page, data={"csrf_token": token(officer, page), **typed(TODAY)}).status_code == 303
    checks = soup(officer.get("/en/desk/homes/home/checks"))
    [row] = [row.text for row in checks.select(".rows li") if "Supervision" in row.text]
    assert "The next one by" in row
    assert "Good until" not in row
