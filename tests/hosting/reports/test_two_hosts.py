"""A home has two Hosts, who both begin: one report is sent, and the words of the other are not lost."""

from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import writing
from kentcare.services.long_forms import records as long_forms
from support import the_cast
from support.forms import token
from support.host_report import FORM, WHOLE, Write, stored, write_location
from support.html import attribute, one, page_of, text_of
from support.long_forms import Window
from support.site import SignedIn

HALF_AN_HOUR = "Half an hour of the second Host."
SENT_ALREADY = "Another Host of your home has sent this report already"


@pytest.fixture
def second(write: Write, people_app: Flask) -> Window:
    """The form, open in front of the second Host."""
    with people_app.app_context(), writing() as session:
        home = session.scalars(select(Home.id).where(Home.ref == "home")).one()
        session.add(HomeHost(home_id=home, account_id=the_cast.account_id(people_app, "host-2")))
    return write("host-2")


def first_sends(write: Write) -> str:
    """The address of what the first Host sent."""
    assert write("host").press("send", **WHOLE).status_code == 303
    return write_location(write, FORM)


def test_nothing_of_the_second_is_sent_and_all_of_it_is_shown(
    write: Write, second: Window, people_app: Flask
) -> None:
    first_sends(write)
    typed = {
        "well": HALF_AN_HOUR,
        "level_money": "4",
        "did_money": "We opened a bank account.",
        "nights_where": "At her aunt's.",
        "needs": "call",
    }
    response = second.press("send", **(WHOLE | typed))
    assert response.status_code == 409
    text = text_of(one(page_of(response), "main"))
    for words in (
        SENT_ALREADY,
        HALF_AN_HOUR,
        "Money: How far are they? Alone",
        "Money: What did you do for it? We opened a bank account.",
        "At her aunt's.",
        "A call",
    ):
        assert words in text
    assert len(stored(people_app)) == 1


@pytest.mark.parametrize("when", ["as they type", "save", "send"])
def test_they_are_found_again_until_their_host_removes_them(
    write: Write, second: Window, signed_in: SignedIn, when: str
) -> None:
    """Whatever they did last: typed before the other sent, saved after it, or tried to send."""
    if when == "as they type":
        assert second.autosave(well=HALF_AN_HOUR).status_code == 200
    sent = first_sends(write)
    if when == "save":
        assert second.press("save", well=HALF_AN_HOUR).status_code == 303
    if when == "send":
        assert second.press("send", **(WHOLE | {"well": HALF_AN_HOUR})).status_code == 409
    client = signed_in("host-2")
    assert client.get(FORM).headers["Location"] == sent
    page = client.get(sent)
    assert SENT_ALREADY in page.text
    assert HALF_AN_HOUR in page.text
    desk = sent.replace("/host/sent/", "/desk/reports/")
    for name, address in (("host", sent), ("accommodation-officer", desk)):
        assert HALF_AN_HOUR not in signed_in(name).get(address).text
    assert Window.open(client, sent).press("send", text="A few words of mine.").status_code == 303
    assert HALF_AN_HOUR in client.get(sent).text
    form = one(page_of(client.get(sent)), f"form[action='{sent}/unsent']")
    data = {attribute(box, "name"): attribute(box, "value") for box in form.select("input")}
    assert client.post(f"{sent}/unsent", data=data).headers["Location"] == sent
    page = client.get(sent)
    assert SENT_ALREADY not in page.text
    assert HALF_AN_HOUR not in page.text
    assert "A few words of mine." in page.text


def test_what_was_saved_since_is_not_removed(write: Write, second: Window) -> None:
    assert second.autosave(well="First words.").status_code == 200
    sent = first_sends(write)
    form = one(page_of(second.client.get(sent)), f"form[action='{sent}/unsent']")
    data = {attribute(box, "name"): attribute(box, "value") for box in form.select("input")}
    assert second.autosave(well=HALF_AN_HOUR).status_code == 200
    assert second.client.post(f"{sent}/unsent", data=data).status_code == 303
    assert HALF_AN_HOUR in second.client.get(sent).text


def test_what_cannot_be_kept_is_shown_all_the_same(
    write: Write, second: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window of theirs saved in the same moment."""
    first_sends(write)

    def changed(*_: object, **__: object) -> None:
        raise long_forms.ChangedMeanwhile(draft=cast(Any, None))  # nobody reads it

    monkeypatch.setattr(long_forms, "save", changed)
    response = second.press("send", **(WHOLE | {"well": HALF_AN_HOUR}))
    assert response.status_code == 409
    assert HALF_AN_HOUR in response.text
    assert "Remove my words" not in response.text


def test_nobody_removes_them_from_another_home(write: Write, sent: str, signed_in: SignedIn) -> None:
    client = signed_in("host-2")
    data = {"csrf_token": token(client, "/en/account"), "revision": "1"}
    assert client.post(f"{sent}/unsent", data=data).status_code == 404
