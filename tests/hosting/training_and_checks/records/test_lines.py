"""Which requirements a Host has, and where each stands."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import writing
from kentcare.hosting.households.models import Household
from support import the_cast
from support.certificates import TODAY, Add
from support.forms import token, typed
from support.html import href, page_of, text_of
from support.site import SignedIn


def make_host_of(app: Flask, name: str, ref: str) -> int:
    """Make somebody a Host of a home too, and return the id of the home."""
    with app.app_context(), writing() as session:
        home = session.scalars(select(Home.id).where(Home.ref == ref)).one()
        session.add(HomeHost(home_id=home, account_id=the_cast.account_id(app, name)))
        return home


def test_nothing_is_asked_of_a_home_of_which_nobody_has_said_when_it_began(signed_in: SignedIn) -> None:
    assert "Fire safety plan" not in signed_in("host").get("/en/host").text


def test_training_is_a_host_s_own(approved: Flask, signed_in: SignedIn) -> None:
    """The other Host of the home sees the checks, and not the training."""
    make_host_of(approved, "host-2", "home")
    other = signed_in("host-2")
    assert other.get("/en/host/certificates/gas_safety/home").status_code == 200
    assert other.get("/en/host/certificates/chosen_one/acc000000002").status_code == 404
    assert other.get("/en/host/requirements/prevent/acc000000002/1").status_code == 404
    assert "Canaryword course" in signed_in("host").get("/en/host/certificates/chosen_one/acc000000002").text


def test_a_host_of_two_homes_is_counted_from_the_earlier_approval(
    approved: Flask, signed_in: SignedIn
) -> None:
    """Whichever of them somebody looks at, and where nobody has said anything of the other."""
    other = make_host_of(approved, "host", "home-2")
    ways = (
        ("host", "/en/host/training"),
        ("accommodation-officer-2", "/en/desk/hosts/acc000000002/training"),
    )
    before = [_rows(signed_in(name).get(address)) for name, address in ways]
    assert all("needed by" in " ".join(rows).lower() for rows in before)
    with approved.app_context(), writing() as session:
        session.merge(Household(home_id=other, approved_on=TODAY, has_gas=False, drives=False))
    assert [_rows(signed_in(name).get(address)) for name, address in ways] == before


def _rows(page: TestResponse) -> list[str]:
    return [text_of(row) for row in page_of(page).select(".rows li")]


@pytest.mark.parametrize("adds", ["the other Host", "the office"])
def test_a_host_is_led_to_what_they_began_also_where_somebody_has_added_one_since(
    add: Add, approved: Flask, signed_in: SignedIn, adds: str
) -> None:
    host, officer = signed_in("host"), signed_in("accommodation-officer")
    make_host_of(approved, "host-2", "home")
    first = link_to("fire_plan", host)
    day = TODAY - timedelta(days=3)
    window = add(first)
    assert window.press("save", **typed(day)).status_code == 303
    if adds == "the office":
        seen = "/en/desk/seen/fire_plan/home"
        data = {"csrf_token": token(officer, seen), **typed(TODAY)}
        assert officer.post(seen, data=data).status_code == 303
    else:
        assert add(first, "host-2").press("send", **typed(TODAY)).status_code == 303
    assert link_to("fire_plan", host) == first
    assert f'value="{day.day}"' in host.get(first).text
    # And once that is sent, to a new one.
    assert add(first).press("send").status_code == 303
    assert link_to("fire_plan", host).endswith("/3")
    assert link_to("fire_plan", signed_in("host-2")).endswith("/3")


def link_to(slug: str, host: FlaskClient) -> str:
    [link] = page_of(host.get("/en/host/checks")).select(f"a[href*='requirements/{slug}/home/']")
    return href(link)
