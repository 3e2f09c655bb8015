"""The first page of each role, and the account page."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from support import the_cast
from support.forms import token
from support.html import href, page_of
from support.site import SignedIn

FIRST = {"young-person": "/en/me", "host": "/en/host", "applicant": "/en/application"}


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_first_page_and_links_only_to_what_opens(
    signed_in: SignedIn, people_app: Flask, role: Role
) -> None:
    client = signed_in(role.value)
    response = client.get("/en/start")
    assert response.location == FIRST.get(role.value, "/en/desk")
    page = page_of(client.get(response.location))
    bar = page.select_one(".bar")
    assert bar
    assert f"{the_cast.CANARY} {role.value}" in bar.text
    links = [href(link) for link in bar.select("a")]
    assert response.location in links
    for link in links:
        assert client.get(link).status_code == 200, link
        endpoint, _ = people_app.url_map.bind("localhost").match(link)
        assert role in TABLE[endpoint]


def test_the_language_of_messages_is_theirs_to_choose(signed_in: SignedIn, people_app: Flask) -> None:
    client = signed_in("young-person")
    for chosen, kept in (("ti", "ti"), ("xx", "ti"), ("", "ti")):
        client.post("/en/account", data={"csrf_token": token(client, "/en/account"), "language": chosen})
        with people_app.app_context():
            person = accounts.by_id(the_cast.account_id(people_app, "young-person"))
        assert person
        assert person.language == kept


def test_whether_the_old_number_may_hear_of_a_new_one_is_theirs_to_say(
    signed_in: SignedIn, people_app: Flask
) -> None:
    client = signed_in("young-person")
    for fields, said in (({"may_tell": "yes"}, True), ({}, False)):
        client.post("/en/account", data={"csrf_token": token(client, "/en/account"), **fields})
        with people_app.app_context():
            person = accounts.by_id(the_cast.account_id(people_app, "young-person"))
        assert person
        assert person.may_tell_old_address is said


def test_a_session_says_what_it_is_and_since_when(signed_in: SignedIn) -> None:
    page = signed_in("host").get("/en/account").text
    assert "Test, Test" in page
    assert f"{datetime.now(UTC):%Y}" in page
    assert "07700 900002" in page
