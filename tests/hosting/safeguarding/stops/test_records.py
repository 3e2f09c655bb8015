"""Everything that somebody needs who looks into a stop, and nothing of what was written."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.accounts.accounts.models import Account
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.core import clock
from kentcare.core.clock import LONDON
from kentcare.db.session import writing
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.rules import Finding
from kentcare.hosting.safeguarding.stops import records as stops
from support import the_cast
from support.office import words
from support.site import SignedIn
from support.stops import ADVISER, MANAGER, OFFICER, halt
from support.watching import statements

NOW = clock.now()


def test_every_host_of_the_home_whoever_filled_in_the_form_first(people_app: Flask) -> None:
    ref = halt(people_app)
    with people_app.app_context(), writing() as session:
        home = session.scalars(select(Home.id).where(Home.ref == "home")).one()
        session.add(HomeHost(home_id=home, account_id=the_cast.account_id(people_app, "host-2")))
        session.scalars(select(Account).where(Account.email == the_cast.email("host-2"))).one().name = "Aaron"
    with people_app.app_context():
        whole = stops.one(the_cast.viewer(people_app, OFFICER), ref, NOW)
    assert [host.email for host in whole.stop.hosts] == [the_cast.email("host"), the_cast.email("host-2")]


def test_a_host_who_has_left_the_home_since_is_still_there(people_app: Flask) -> None:
    ref = halt(people_app)
    with people_app.app_context(), writing() as session:
        for row in session.scalars(select(HomeHost)):
            session.delete(row)
    with people_app.app_context():
        whole = stops.one(the_cast.viewer(people_app, OFFICER), ref, NOW)
    assert [host.email for host in whole.stop.hosts] == [the_cast.email("host")]


def test_what_waited_longest_stands_first_and_then_the_latest_others(people_app: Flask) -> None:
    late, later = (halt(people_app, now=NOW - timedelta(hours=ago), months_ago=ago) for ago in (1, 2))
    with people_app.app_context():
        viewer = the_cast.viewer(people_app, MANAGER)
        found = stops.listed(viewer, 10)
        assert [one.ref for one in found] == [later, late]
        assert found[0].waited(NOW) == timedelta(hours=2)
        assert not stops.listed(the_cast.viewer(people_app, f"{ADVISER}-2"), 10)


def test_one_that_is_opened_again_stands_where_it_stood_and_says_so(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """Whoever is in danger has been since it was pressed: to look into it by a slip costs it no place."""
    first, later = (halt(people_app, now=NOW - timedelta(hours=ago), months_ago=ago) for ago in (2, 1))
    with people_app.test_request_context("/en/"):
        manager = the_cast.viewer(people_app, MANAGER)
        safeguarding.look_into(manager, first, NOW, found=Finding.SAFE, follows=[])
        safeguarding.open_again(manager, first, NOW)
        found = stops.listed(manager, 10)
    assert [one.ref for one in found] == [first, later]
    assert found[0].waited(NOW) == timedelta(hours=2)
    assert [one.opened_again_at for one in found] == [NOW, None]
    page = words(signed_in(MANAGER).get("/en/desk/stops").text)
    assert f"opened again {NOW.astimezone(LONDON):%-d %B %Y}" in page


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (MANAGER, "/en/desk/stops"),
        (MANAGER, "/en/desk/homes/home"),
        (OFFICER, "/en/desk/homes/home/timeline/1"),
        (ADVISER, "/en/desk/young-people/young-person"),
    ],
)
def test_thirty_cost_as_many_queries_as_one(
    people_app: Flask, signed_in: SignedIn, name: str, path: str
) -> None:
    halt(people_app)
    client = signed_in(name)
    client.get(path)
    with statements(people_app) as few:
        client.get(path)
    for ago in range(2, 31):
        halt(people_app, months_ago=ago)
    with statements(people_app) as many:
        assert "Canaryword host" in client.get(path).text
    assert few
    assert len(many) <= len(few), many
