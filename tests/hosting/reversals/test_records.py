"""Every decision of the desk that was a slip is taken back by whoever made it, in the open."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kentcare.db.session import reading, writing
from kentcare.db.subjects import Subject
from kentcare.hosting.households.models import Adult
from kentcare.hosting.reports.models import MonthlyReport
from kentcare.hosting.reports.records import reversing
from kentcare.hosting.reports.records import sent as sent_reports
from kentcare.hosting.reversals.models import Reversal
from kentcare.hosting.training_and_checks.records import reversing as certificate_reversing
from support import the_cast
from support.export import taken
from support.html import page_of
from support.reversals import WHY, choices, press, take_back, take_back_unasked, trail
from support.site import SignedIn

COURSE, GAS = "/en/desk/certificates/course", "/en/desk/certificates/gas"
HOUSEHOLD, CHECKS = "/en/desk/homes/home/household", "/en/desk/homes/home/checks"
OFFICER, CO_ORDINATOR, MANAGER = "accommodation-officer", "training-coordinator", "service-manager"


@pytest.mark.parametrize("kind", [certificate_reversing, reversing])
def test_two_presses_in_one_moment_take_it_back_once(
    people_app: Flask, signed_in: SignedIn, desk: str, monkeypatch: pytest.MonkeyPatch, kind: ModuleType
) -> None:
    """The second has read what stands before the first has saved."""
    page, begins = (GAS, "counts") if kind is certificate_reversing else (desk, "answer")
    client = signed_in(OFFICER)
    if kind is certificate_reversing:
        press(client, page, _do="confirm")
    else:
        press(client, page, "/answer", text="Well done.", _do="answer", _seen="0")
    [what] = [one for one in choices(client, page) if one.startswith(begins)]
    presses: list[str] = []

    @contextmanager
    def after_the_other(*wanted: Subject) -> Iterator[Session]:
        if not presses:
            presses.append("the other")
            with people_app.test_client() as other:
                the_cast.sign_in(people_app, other, OFFICER)
                assert take_back_unasked(other, page, what).status_code == 303
        with writing(*wanted) as session:
            yield session

    monkeypatch.setattr(kind, "writing", after_the_other)
    assert take_back(client, page, what=what).status_code == 303
    assert presses
    with people_app.app_context():
        assert len(reading().scalars(select(Reversal)).all()) == 1


# A household


def test_that_an_adult_has_left(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    assert "Canaryword adult" in officer.get(CHECKS).text
    press(officer, HOUSEHOLD, "/adults/adult/left")
    assert "Canaryword adult" not in officer.get(CHECKS).text
    assert take_back(officer, HOUSEHOLD, "left").status_code == 303
    assert "Canaryword adult" in officer.get(CHECKS).text
    [told] = page_of(officer.get(HOUSEHOLD)).select(".told")
    assert WHY in told.text
    assert "Canaryword adult" in told.text
    with people_app.app_context():
        assert reading().scalars(select(Adult.left_on).where(Adult.ref == "adult")).one() is None
    assert "taken back: left" in trail(people_app)
    assert choices(officer, HOUSEHOLD) == []


def test_it_needs_a_reason_there_too(signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    press(officer, HOUSEHOLD, "/adults/adult/left")
    assert take_back(officer, HOUSEHOLD, why="").status_code == 422
    assert "Canaryword adult" not in officer.get(CHECKS).text


# What is held


def test_it_is_in_the_copy_of_whoever_decided_and_goes_with_the_young_person(
    desk: str, signed_in: SignedIn, people_app: Flask
) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/read", _seen="0")
    take_back(officer, desk)
    [row] = taken(officer).held["taken_back"]
    assert (row["decision"], row["why"]) == ("read", WHY)
    [report] = taken(signed_in("host")).held["reports"]
    assert [one["why"] for one in report["taken_back"]] == [WHY]
    [report] = taken(signed_in("young-person")).held["reports"]
    assert report["taken_back"] == []
    with people_app.app_context(), writing() as session:
        person = session.scalars(select(MonthlyReport.young_person_id)).first()
        assert person
        sent_reports.forget_young_person(person)
        assert session.scalars(select(Reversal)).all() == []
