"""A report that was sent: once, and opened by those who may, on record."""

import re

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from support.host_report import FORM, WHOLE, Write, stored
from support.site import SignedIn


def test_it_is_sent_once(write: Write, people_app: Flask) -> None:
    first, second = write(), write()
    for window in (first, first, second):
        assert window.press("send", **WHOLE).status_code == 303
    assert len(stored(people_app)) == 1


@pytest.mark.parametrize(
    "name", ["host-2", "young-person", "personal-adviser", "accommodation-officer", "advocate"]
)
def test_nobody_else_writes_or_opens_it(sent: str, signed_in: SignedIn, name: str) -> None:
    client = signed_in(name)
    unknown = client.get("/en/host/sent/unknown")
    for address in (sent, f"{sent}/stop", FORM, f"{FORM}/stop"):
        response = client.get(address)
        assert response.status_code == unknown.status_code in {403, 404}
        assert "cooked" not in response.text


def test_who_read_it_is_on_record(sent: str, signed_in: SignedIn, people_app: Flask) -> None:
    signed_in("accommodation-officer").get(sent.replace("/host/sent/", "/desk/reports/"))
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text
    with people_app.app_context():
        assert [
            one.about for one in audit.events(most=20, action=Action.CHANGED) if one.kind == "report"
        ] == ["sent"]


def test_a_young_person_sees_the_skills_and_not_the_words(sent: str, signed_in: SignedIn) -> None:
    page = signed_in("young-person").get("/en/me/skills").text
    assert len(re.findall(": with a lot of help in", page)) == 6
    assert "cooked" not in page
    adviser = signed_in("personal-adviser").get("/en/desk/young-people/young-person/skills").text
    assert "With a lot of help" in adviser
    assert signed_in("personal-adviser-2").get("/en/desk/young-people/young-person/skills").status_code == 404
