"""The secret address of a calendar: who is shown it, when it stops, and where it is never written."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.db.session import reading, writing
from kentcare.hosting.calendar_feed import records
from kentcare.operations.monitoring import metrics
from support import the_cast
from support.export import taken
from support.forms import token
from support.host_calendar import PAGE, Made, path_on, press, token_in
from support.html import href, page_of
from support.lines import written
from support.lists import LEAVERS, THE_LEAVERS, hand_in, listed
from support.site import SignedIn
from support.watching import checksums

UNKNOWN = "/en/calendar/unknown.ics"


def status(app: Flask, path: str) -> int:
    return app.test_client().get(path).status_code


# The page


def test_the_page_says_what_it_is_and_makes_nothing_by_itself(feed_app: Flask, signed_in: SignedIn) -> None:
    client = signed_in("host")
    page = page_of(client.get(PAGE))
    assert page.select_one("#address") is None
    assert "Whoever has the address can read these days." in page.text
    assert "Make the address" in page.text
    with feed_app.app_context():
        assert records.own(the_cast.viewer(feed_app, "host")) is None


def test_the_home_page_leads_there(feed_app: Flask, signed_in: SignedIn) -> None:
    page = page_of(signed_in("host").get("/en/host").text)
    (link,) = [one for one in page.select("main a") if href(one) == PAGE]
    assert link.text == "Put these days into your calendar"


def test_it_is_shown_again_on_another_device_and_to_nobody_else(
    feed_app: Flask, signed_in: SignedIn, made: Made
) -> None:
    path = made("host")
    page = signed_in("host").get(PAGE)
    assert path_on(page.text) == path
    link = page_of(page).select_one("a[href^=webcal]")
    assert link is not None
    assert href(link) == f"webcal://localhost{path}"
    assert token_in(path) not in signed_in("host-2").get(PAGE).text


def test_in_another_language_it_leads_to_that_language(
    feed_app: Flask, signed_in: SignedIn, made: Made
) -> None:
    path = made()
    page = signed_in("host").get(PAGE.replace("/en/", "/ar/")).text
    assert path_on(page) == path.replace("/en/", "/ar/")


def test_the_page_is_in_https_where_the_site_is(
    feed_app: Flask, signed_in: SignedIn, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made()
    monkeypatch.setitem(feed_app.config, "PREFERRED_URL_SCHEME", "https")
    # What stands in front of it takes off the https.
    page = signed_in("host").get(PAGE, base_url="http://localhost").text
    assert path_on(page) == f"https://localhost{path}"


# What a calendar is answered


def test_it_is_a_calendar_for_whoever_asks_with_no_cookie_and_nothing_is_kept(
    feed_app: Flask, made: Made
) -> None:
    client = feed_app.test_client()
    response = client.get(made())
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response.headers
    assert "Location" not in response.headers


def test_a_browser_that_is_signed_in_is_given_no_cookie_either(
    feed_app: Flask, signed_in: SignedIn, made: Made
) -> None:
    for path in (made(), UNKNOWN):
        assert "Set-Cookie" not in signed_in("host-2").get(path).headers


def test_head_says_the_same_without_the_days(feed_app: Flask, made: Made) -> None:
    path, client = made(), feed_app.test_client()
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Cache-Control", "X-Robots-Tag"):
        assert head.headers[name] == whole.headers[name]
    assert client.head(UNKNOWN).status_code == 404


def test_what_shows_nobody_s_days_is_always_answered_the_same(
    feed_app: Flask, signed_in: SignedIn, made: Made
) -> None:
    stopped = made()
    press(signed_in("host"), f"{PAGE}/stop")
    client = feed_app.test_client()
    answers = [client.get(path) for path in (UNKNOWN, stopped, f"/en/calendar/{'a' * 500}.ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.data for answer in answers} == {b"There is no calendar at this address."}
    assert len({str(answer.headers) for answer in answers}) == 1


def test_however_often_it_asks_nothing_is_written(feed_app: Flask, made: Made) -> None:
    path, client = made(), feed_app.test_client()
    before = checksums(feed_app)
    with feed_app.app_context():
        lines = len(audit.events(most=500))
    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.get(UNKNOWN).status_code == 404
    assert checksums(feed_app) == before
    with feed_app.app_context():
        assert len(audit.events(most=500)) == lines


# When it stops


def test_a_new_address_stops_the_old_one(feed_app: Flask, made: Made) -> None:
    old, other = made("host"), made("host-2")
    new = made("host")
    assert [status(feed_app, path) for path in (old, new, other)] == [404, 200, 200]


def test_it_stops_when_its_host_says_so_and_no_other_does(
    feed_app: Flask, signed_in: SignedIn, made: Made
) -> None:
    mine, other = made("host"), made("host-2")
    press(signed_in("host"), f"{PAGE}/stop")
    assert [status(feed_app, path) for path in (mine, other)] == [404, 200]
    assert "Make the address" in signed_in("host").get(PAGE).text
    press(signed_in("host"), f"{PAGE}/stop")  # a second time does no harm


def _closed(row: Account) -> None:
    row.state = "closed"


def _invited_again(row: Account) -> None:
    row.state = "invited"


def _no_host(row: Account) -> None:
    row.grants.clear()


def _not_looked_at(row: Account) -> None:
    row.review_by = datetime.now(UTC).date() - timedelta(days=31)


@pytest.mark.parametrize("change", [_closed, _invited_again, _no_host, _not_looked_at])
def test_whoever_may_not_come_in_is_shown_no_days(
    feed_app: Flask, made: Made, change: Callable[[Account], None]
) -> None:
    path = made()
    with feed_app.app_context(), writing() as session:
        change(session.query(Account).filter_by(email=the_cast.email("host")).one())
    assert status(feed_app, path) == 404


@pytest.mark.parametrize("way", ["one", "list"])
def test_it_goes_when_the_account_is_closed(feed_app: Flask, signed_in: SignedIn, way: str) -> None:
    """Whoever was a Host before."""
    with feed_app.app_context():
        once = the_cast.viewer(feed_app, "finance-officer")
        records.make(once, datetime.now(UTC))
        records.make(the_cast.viewer(feed_app, "host"), datetime.now(UTC))
    keeper = signed_in("administrator")
    proof = {"csrf_token": token(keeper, "/en/account")}
    if way == "one":
        keeper.post(f"/en/desk/people/{once.ref}/close", data=proof | {"close-sure": "yes"})
    else:
        rows = listed(LEAVERS, f"{the_cast.email('finance-officer')},")
        hand_in(keeper, THE_LEAVERS, rows, button="write")
    with feed_app.app_context():
        assert [str(row.account_id) for row in reading().execute(text("SELECT * FROM calendar_feed"))] == [
            str(the_cast.account_id(feed_app, "host"))
        ]


# Where it is never written


def test_the_token_is_in_no_log_no_line_of_the_trail_no_number_and_no_other_address(
    feed_app: Flask, signed_in: SignedIn, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    client = signed_in("host")
    with written() as log:
        made = client.post(PAGE, data={"csrf_token": token(client, "/en/account")})
        path = path_on(client.get(PAGE).text)
        secret = token_in(path)
        anybody = feed_app.test_client()
        anybody.get(path)
        anybody.head(path)
        anybody.post(path)
        # Somebody goes on from there in a browser.
        anybody.get("/en/", headers={"Referer": f"http://localhost{path}"})

        def break_down(*_: object) -> None:
            raise RuntimeError(secret)

        monkeypatch.setattr(records, "due_of", break_down)
        broken = anybody.get(path)
        client.post(f"{PAGE}/stop", data={"csrf_token": token(client, "/en/account")})
        gone = anybody.get(path)
    asked = [line["status"] for line in log.lines("request") if line["view"] == "calendar_feed.send_days"]
    assert asked == [200, 200, 500, 404]
    with feed_app.app_context():
        metrics.note("calendar_feed.send_days", 200, 0.1)
        told = [f"{one.kind} {one.ref} {one.about}" for one in audit.events(most=50)]
        numbers = metrics.exposition().decode()
    assert any("calendar address made" in one for one in told)
    assert "calendar_feed.send_days" in numbers
    for said in (log.text, caplog.text, *told, numbers, str(made.headers), gone.text):
        assert secret not in said
    assert broken.status_code == 500


def test_who_finds_the_database_cannot_ask_for_the_days(feed_app: Flask, made: Made) -> None:
    secret = token_in(made())
    with feed_app.app_context():
        kept = repr(reading().execute(text("SELECT * FROM calendar_feed")).all())
    assert secret not in kept
    assert len(secret) >= 43  # nobody guesses it


def test_the_copy_of_everything_says_since_when_and_not_where(
    feed_app: Flask, signed_in: SignedIn, made: Made
) -> None:
    path = made()
    archive = taken(signed_in("host"))
    assert [list(row) for row in archive.held["calendar"]] == [["since"]]
    assert archive.held["calendar"][0]["since"].startswith("2026-11-26")
    assert token_in(path) not in archive.everything
    assert taken(signed_in("host-2")).held["calendar"] == []
