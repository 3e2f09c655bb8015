"""Another's record looks like one that does not exist, whichever way somebody comes to it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts.models import RoleGrant
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.core.clock import today
from kentcare.db.session import writing
from support import the_cast
from support.crowd import HOMES, OTHER, OTHER_HOME, OWN, OWN_HOME, PEOPLE, latest_events, person_id
from support.forms import token
from support.site import SignedIn
from support.watching import checksums

FORM = {"name": "Taken Over", "language": "en", "address": "07700 900777", "who": "new", "safe": "no"}
# Who, how, and the address of their own and of another's record.
DOORS = [
    ("personal-adviser", "GET", f"{PEOPLE}/{{}}"),
    ("accommodation-officer", "GET", f"{PEOPLE}/{{}}"),
    ("personal-adviser", "GET", f"{PEOPLE}/{{}}/change"),
    ("personal-adviser", "POST", f"{PEOPLE}/{{}}/change"),
    ("personal-adviser", "GET", f"{PEOPLE}/{{}}/invite"),
    ("personal-adviser", "POST", f"{PEOPLE}/{{}}/invite"),
    ("accommodation-officer", "GET", f"{HOMES}/{{}}"),
    ("accommodation-officer", "GET", f"{HOMES}/{{}}/invite-host"),
    ("accommodation-officer", "POST", f"{HOMES}/{{}}/invite-host"),
]
POSTS = [
    *((name, path.format(OWN if PEOPLE in path else OWN_HOME)) for name, how, path in DOORS if how == "POST"),
    ("personal-adviser", f"{PEOPLE}/search"),
]


def go(client: FlaskClient, how: str, address: str, **headers: str) -> TestResponse:
    data = {"csrf_token": token(client, "/en/account"), **FORM} if how == "POST" else None
    return client.open(address, method=how, data=data, headers=headers)


@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize(("name", "how", "path"), DOORS)
def test_another_s_record_and_an_unknown_one_look_the_same(
    people_app: Flask, signed_in: SignedIn, name: str, how: str, path: str, fragment: bool
) -> None:
    """Nothing changes, and that they tried is on record."""
    client, is_home = signed_in(name), HOMES in path
    headers = {"HX-Request": "true"} if fragment else {}
    before = checksums(people_app)
    other_ref = OTHER_HOME if is_home else OTHER
    other = go(client, how, path.format(other_ref), **headers)
    refused = latest_events(people_app)[0]
    unknown = go(client, how, path.format("unknown"), **headers)
    assert (other.status_code, unknown.status_code) == (404, 404)
    assert other.data == unknown.data
    assert checksums(people_app) == before
    assert (refused.action, refused.ref) == (Action.REFUSED, other_ref)
    assert refused.kind == ("home" if is_home else "young person")
    assert refused.young_person_id == (None if is_home else person_id(people_app, OTHER))
    assert latest_events(people_app)[0].ref == "unknown"
    assert go(client, how, path.format(OWN_HOME if is_home else OWN), **headers).status_code in {200, 303}


@pytest.mark.parametrize(
    ("name", "how", "path"),
    [door for door in DOORS if door[2].endswith(("/change", "/invite", "/invite-host"))],
)
def test_to_see_everything_is_not_to_change_everything(
    people_app: Flask, signed_in: SignedIn, name: str, how: str, path: str
) -> None:
    """An adviser or officer who is the service manager as well changes what is theirs, and only that."""
    number = the_cast.account_id(people_app, name)
    with people_app.app_context(), writing() as session:
        session.add(RoleGrant(account_id=number, role=Role.SERVICE_MANAGER.value, given_at=datetime.now(UTC)))
    client, other = signed_in(name), OTHER_HOME if HOMES in path else OTHER
    page = path.format(other)
    seen = client.get(page.rpartition("/")[0])
    assert seen.status_code == 200
    assert page not in seen.text
    before = checksums(people_app)
    assert go(client, how, page).status_code == 404
    assert checksums(people_app) == before


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("personal-adviser", f"{PEOPLE}/by-name/1"),
        ("personal-adviser", f"{PEOPLE}/by-account/1"),
        ("personal-adviser", "/en/desk/young-people.csv"),
        ("accommodation-officer", f"{PEOPLE}/by-adviser/1"),
        ("accommodation-officer", "/en/desk/young-people.csv"),
        ("accommodation-officer", f"{HOMES}/by-name/1"),
        ("accommodation-officer", f"{HOMES}/by-hosts/1"),
        ("accommodation-officer", "/en/desk/homes.csv"),
        ("accommodation-officer", f"{HOMES}/{OWN_HOME}"),
    ],
)
def test_a_list_and_a_copy_hold_nobody_of_another_s(signed_in: SignedIn, name: str, path: str) -> None:
    """With their own in it, so that an empty answer does not pass."""
    text = signed_in(name).get(path).get_data(as_text=True)
    own = "Canaryword home" if HOMES in path or "homes" in path else "Canaryword young-person"
    assert own in text
    for foreign in ("young-person-2", "home-2", "host-2", "adviser-2", "officer-2", "C1-2", "H1-2"):
        assert foreign not in text, foreign
    for private in ("told an advocate", the_cast.email("young-person")):
        assert private not in text


@pytest.mark.parametrize("name", ["personal-adviser", "accommodation-officer"])
@pytest.mark.parametrize("words", ["Canaryword", "young-person-2", "C1-2"])
def test_a_search_finds_nobody_of_another_s(signed_in: SignedIn, name: str, words: str) -> None:
    """A search by name or number finds only records that the viewer may open."""
    client = signed_in(name)
    data = {"csrf_token": token(client, "/en/account"), "words": words}
    text = client.post(f"{PEOPLE}/search", data=data).text.replace(f'value="{words}"', "")
    assert "young-person-2" not in text
    assert "C1-2" not in text
    assert ("1 young person found" in text) == (words == "Canaryword")


def test_a_service_manager_sees_all(signed_in: SignedIn) -> None:
    text = signed_in("service-manager").get(f"{PEOPLE}/by-name/1").text
    assert "records of 2 young people" in text


def test_who_has_moved_out_is_not_the_officer_s_any_more(people_app: Flask, signed_in: SignedIn) -> None:
    """Since yesterday the young person lives elsewhere, and their record answers 404."""
    client = signed_in("accommodation-officer")
    assert client.get(f"{PEOPLE}/{OWN}").status_code == 200
    with people_app.app_context(), writing() as session:
        session.query(Arrangement).filter_by(ref="stay").one().to_day = today() - timedelta(days=1)
    assert client.get(f"{PEOPLE}/{OWN}").status_code == 404
    assert "Canaryword young-person" not in client.get(f"{HOMES}/{OWN_HOME}").text


@pytest.mark.parametrize(("name", "address"), POSTS)
@pytest.mark.parametrize("fault", ["no token", "another's token", "another site", "another origin"])
def test_a_forged_post_is_refused(
    people_app: Flask, signed_in: SignedIn, name: str, address: str, fault: str
) -> None:
    """A post without the token, with another's, or from another site changes nothing."""
    client = signed_in(name)
    own = token(client, "/en/account")
    data: dict[str, str] = {**FORM, "csrf_token": own, "words": "Canary"}
    headers: dict[str, str] = {}
    match fault:
        case "no token":
            del data["csrf_token"]
        case "another's token":
            data["csrf_token"] = token(signed_in("personal-adviser-2"), "/en/account")
        case "another site":
            headers["Sec-Fetch-Site"] = "cross-site"
        case _:
            headers["Origin"] = "https://evil.example"
    before = checksums(people_app)
    assert client.post(address, data=data, headers=headers).status_code in {400, 403}
    assert checksums(people_app) == before


@pytest.mark.parametrize(("name", "address"), POSTS)
def test_the_same_post_is_taken_by_htmx_with_its_token(signed_in: SignedIn, name: str, address: str) -> None:
    """The refusals of forged posts are not refusals of every post."""
    client = signed_in(name)
    data = {**FORM, "csrf_token": token(client, "/en/account"), "words": "Canary"}
    assert client.post(address, data=data, headers={"HX-Request": "true"}).status_code in {200, 303}
