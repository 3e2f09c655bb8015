"""The co-ordinator confirms training, the officer checks; each sees who is out of date."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.db.session import reading, writing
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.hosting.training_and_checks.rules import TimeSpan
from kentcare.services.messages import records as messages
from support import the_cast
from support.certificates import HOST, TODAY, Add
from support.forms import token, typed
from support.html import href, one, page_of
from support.site import SignedIn

WHO = ["host", "young-person", "personal-adviser", "advocate", "finance-officer"]


def test_the_co_ordinator_sees_every_host_s_training_and_no_check(
    approved: Flask, signed_in: SignedIn
) -> None:
    coordinator = signed_in("training-coordinator")
    assert "2 certificates to look at" in coordinator.get("/en/desk").text
    late = page_of(coordinator.get("/en/desk/requirements/training/late/1"))
    assert [link.text for link in late.select(".rows a")] == ["Canaryword host"]
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


def test_another_s_homes_are_not_there(approved: Flask, signed_in: SignedIn) -> None:
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
def test_nobody_else_comes_in(signed_in: SignedIn, name: str) -> None:
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
        assert row.until == TimeSpan(36, "month").after(TODAY)
    assert records_late(approved) == before - 1


def records_late(app: Flask) -> int:
    with app.app_context():
        officer = the_cast.viewer(app, "accommodation-officer")
        return sum(one.state.is_late for one in requirement_lines.for_desk(officer, TODAY, "check"))


@pytest.mark.parametrize("do", ["refuse", "confirm"])
def test_a_host_hears_that_somebody_has_looked_at_a_certificate(
    approved: Flask, add: Add, signed_in: SignedIn, do: str
) -> None:
    """And their first page says so until they have opened it."""
    assert add().press("send", **typed(TODAY)).status_code == 303
    officer = signed_in("accommodation-officer")
    [link] = [href(a) for a in page_of(officer.get("/en/desk/requirements/check/new/1")).select(".rows a")][
        :1
    ]
    data = {"csrf_token": token(officer, link), "_do": do, "reason": "Canary of a reason"}
    assert officer.post(link, data=data).status_code == 303
    with approved.app_context():
        texts = [one["text"] for one in messages.held_about(the_cast.account_id(approved, "host"))]
    assert texts == ["Somebody has answered you. Sign in to read it."]
    host, answer = signed_in("host"), "Somebody has looked at what you sent: Gas"
    page = page_of(host.get("/en/host"))
    assert "Canary of a reason" not in page.text
    opened = next(link for link in page.select(".rows a") if link.text.startswith(answer))
    read = host.get(href(opened))
    assert ("Canary of a reason" if do == "refuse" else "Counts") in read.text
    assert "You were answered" not in host.get("/en/host").text


def test_after_one_certificate_there_is_the_next(approved: Flask, signed_in: SignedIn) -> None:
    """The one that has waited longest."""
    with approved.app_context(), writing() as session:
        for row in session.scalars(select(Certificate).where(Certificate.ref.in_(["course", "course-2"]))):
            row.is_accepted, row.decided_by, row.decided_at = None, None, None
            row.added_at -= timedelta(days=1 if row.ref == "course-2" else 0)
    coordinator = signed_in("training-coordinator")
    waiting = page_of(coordinator.get("/en/desk/requirements/training/new/1")).select(".rows a")
    assert [href(link)[-8:] for link in waiting] == ["course-2", "s/course"]
    data = {"csrf_token": token(coordinator, "/en/desk/certificates/course-2"), "_do": "confirm"}
    coordinator.post("/en/desk/certificates/course-2", data=data)
    following = one(page_of(coordinator.get("/en/desk/certificates/course-2")), "main a.govuk-button")
    assert href(following) == "/en/desk/certificates/course"
