"""A young person's record: seen, changed, copied, and each time on record for the young person."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home
from kentcare.db.session import writing
from support import the_cast
from support.crowd import OWN, OWN_HOME, PEOPLE, latest_events, person_id
from support.forms import token
from support.site import SignedIn
from support.stops import ADVISER, OFFICER, halt, look_into, stops_shown
from support.watching import checksums

RECORD = f"{PEOPLE}/{OWN}"
LOOKS = "/en/me/who-looked/1"


def save(client: FlaskClient, **fields: str) -> TestResponse:
    page = f"{RECORD}/change"
    data = {"csrf_token": token(client, page), "name": "Somebody New", "language": "ti"}
    return client.post(page, data=data | fields)


def test_an_adviser_sees_the_record_and_what_they_may_do(signed_in: SignedIn) -> None:
    page = signed_in("personal-adviser").get(RECORD).text
    for words in ("C1", "27 March 2008", "English", "In use", "Canaryword home", "Since", "Standard support"):
        assert words in page, words
    assert format_mobile(the_cast.mobile("young-person")) in page
    assert f"{RECORD}/change" in page
    assert f"{RECORD}/invite" in page


@pytest.mark.parametrize("name", ["accommodation-officer", "service-manager"])
def test_whoever_may_only_see_it_gets_no_buttons_and_no_telephone_number(
    signed_in: SignedIn, name: str
) -> None:
    client = signed_in(name)
    page = client.get(RECORD).text
    assert "C1" in page
    assert f"/en/desk/homes/{OWN_HOME}" in page
    assert f"{RECORD}/change" not in page
    assert f"{RECORD}/invite" not in page
    assert the_cast.mobile("young-person") not in page
    assert client.get(f"{RECORD}/change").status_code == 403


def test_a_home_that_they_may_not_see_is_a_name_and_no_link(people_app: Flask, signed_in: SignedIn) -> None:
    with people_app.app_context(), writing() as session:
        other = session.query(Home).filter_by(ref="home-2").one().id
        session.add(
            Arrangement(
                ref="before",
                young_person_id=person_id(people_app, OWN),
                home_id=other,
                level="intensive",
                from_day=date(2025, 1, 1),
                to_day=date(2025, 12, 31),
            )
        )
    page = signed_in("accommodation-officer").get(RECORD).text
    assert "Canaryword home-2" in page
    assert 'href="/en/desk/homes/home-2"' not in page
    assert page.count('<span class="tag">Now</span>') == 1


def test_name_and_language_can_be_changed(people_app: Flask, signed_in: SignedIn) -> None:
    client = signed_in("personal-adviser")
    response = save(client)
    assert (response.status_code, response.location) == (303, RECORD)
    page = client.get(RECORD).text
    assert "<bdi>Somebody New</bdi>" in page
    assert "Tigrinya" in page
    assert "<bdi>Somebody New</bdi>" in signed_in("young-person").get("/en/me").text


def test_their_account_has_the_name_too(people_app: Flask, signed_in: SignedIn) -> None:
    """Somebody who has a new name does not read the old one at the top of every page."""
    save(signed_in("personal-adviser"))
    assert "Canaryword" not in signed_in("young-person").get("/en/account").text


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "  \u200b "}, {"name": "n" * 121}, {"language": "xx"}, {"language": ""}],
)
def test_what_cannot_be_saved_is_said_in_words(
    people_app: Flask, signed_in: SignedIn, fields: dict[str, str]
) -> None:
    client = signed_in("personal-adviser")
    before = checksums(people_app)
    response = save(client, **fields)
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert checksums(people_app) == before


def test_what_was_typed_stays_where_something_is_to_mend(signed_in: SignedIn) -> None:
    assert (
        'value="Somebody &amp; New"'
        in save(signed_in("personal-adviser"), name="Somebody & New", language="xx").text
    )


def test_other_fields_of_a_form_are_not_looked_at(people_app: Flask, signed_in: SignedIn) -> None:
    """An adviser, a birthday or a number that are sent along set nothing."""
    other = the_cast.account_id(people_app, "personal-adviser-2")
    fields = {
        "adviser_id": str(other),
        "born": "2001-01-01",
        "case_number": "X",
        "account_id": "",
        "ref": "x",
    }
    assert save(signed_in("personal-adviser"), **fields).status_code == 303
    page = signed_in("personal-adviser").get(RECORD).text
    for kept in ("C1", "27 March 2008", "In use", "Canaryword personal-adviser<"):
        assert kept in page, kept


def test_a_young_person_reads_who_looked_changed_and_copied(people_app: Flask, signed_in: SignedIn) -> None:
    """Opening, changing and exporting a record are each on the young person's own page."""
    young, adviser = signed_in("young-person"), signed_in("personal-adviser")
    assert "We have no note that anybody opened your record" in young.get(LOOKS).text
    adviser.get(RECORD)
    page = young.get(LOOKS).text
    assert "Canaryword personal-adviser" in page
    assert "Read it" in page
    save(adviser)
    adviser.get("/en/desk/young-people.csv")
    page = young.get(LOOKS).text
    assert "Changed something in it" in page
    assert "Took a copy of it" in page
    exported, changed, *_ = latest_events(people_app, 4)
    assert (exported.action, changed.action) == (Action.EXPORTED, Action.CHANGED)
    assert changed.about == "name language"
    assert "We have no note that anybody opened your record" in signed_in("young-person-2").get(LOOKS).text


def test_whoever_opens_a_home_has_looked_at_those_who_live_there(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """Opening a home counts as a look at the record of each young person in it."""
    signed_in("accommodation-officer").get(f"/en/desk/homes/{OWN_HOME}")
    assert "Canaryword accommodation-officer" in signed_in("young-person").get(LOOKS).text


def test_to_save_the_same_again_changes_nothing(people_app: Flask, signed_in: SignedIn) -> None:
    client = signed_in("personal-adviser")
    save(client)
    before = checksums(people_app)
    save(client)
    assert checksums(people_app) == before
    assert latest_events(people_app)[0].action == Action.VIEWED


def test_stops_stand_on_the_page_of_the_young_person(people_app: Flask, signed_in: SignedIn) -> None:
    """Those that wait first, each with the link to ring, and those that were looked into."""
    past, waiting = (halt(people_app, months_ago=ago) for ago in (1, 2))
    halt(people_app, second="-2")
    look_into(signed_in(OFFICER), past)
    for name in (ADVISER, OFFICER):
        assert stops_shown(signed_in(name).get("/en/desk/young-people/young-person")) == [waiting, past]
