"""What a calendar is told: the days on which something is due, and nobody's name."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import Role
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import reading, writing
from kentcare.hosting.calendar_feed.records import host_of
from support import the_cast
from support.host_calendar import LATE, OPEN, TODAY, Made, calendar_at, days_at, events_at, token_in
from support.host_report import WHOLE
from support.long_forms import Window
from support.site import SignedIn
from support.small_site import on_day
from support.watching import statements
from whole_site.test_queries import bring_more


def move_in(app: Flask, ref: str, from_day: date, home: str = "home") -> None:
    """Somebody new comes to live in a home."""
    with app.app_context(), writing() as session:
        young = YoungPerson(
            ref=ref,
            case_number=ref,
            name=f"{the_cast.CANARY} {ref}",
            born=the_cast.BORN,
            changed_at=datetime.now(UTC),
        )
        session.add(young)
        session.flush()
        where = reading().query(Home).filter_by(ref=home).one()
        session.add(
            Arrangement(
                ref=ref, young_person_id=young.id, home_id=where.id, level="standard", from_day=from_day
            )
        )


def test_a_report_that_is_late_and_one_whose_month_goes_on(feed_app: Flask, made: Made) -> None:
    assert days_at(feed_app, made()) == {LATE: "A monthly report is late", OPEN: "A monthly report is due"}


def test_several_on_one_day_are_one(feed_app: Flask, made: Made) -> None:
    move_in(feed_app, "second", date(2026, 11, 20))
    path = made()
    assert days_at(feed_app, path) == {LATE: "A monthly report is late", OPEN: "2 monthly reports are due"}
    with on_day(feed_app, "2026-12-08"):
        assert days_at(feed_app, path)[OPEN] == "2 monthly reports are late"


def test_what_was_sent_is_not_due(feed_app: Flask, made: Made, signed_in: SignedIn) -> None:
    client = signed_in("host")
    window = Window.open(client, "/en/host/reports/stay/2026-10")
    assert window.press("send", **WHOLE).status_code == 303
    assert set(days_at(feed_app, made(client=client))) == {OPEN}


def test_a_host_with_nothing_to_do_has_an_empty_calendar(feed_app: Flask, made: Made) -> None:
    with feed_app.app_context(), writing() as session:
        for stay in session.query(Arrangement):
            stay.to_day = date(2026, 9, 30)
    assert days_at(feed_app, made()) == {}


def test_each_host_has_their_own_days(feed_app: Flask, made: Made) -> None:
    move_in(feed_app, "third", date(2026, 10, 1), home="home-2")
    assert days_at(feed_app, made())[LATE] == "A monthly report is late"
    assert days_at(feed_app, made("host-2"))[LATE] == "2 monthly reports are late"


def test_an_officer_who_is_a_host_too_is_told_of_their_own_home_alone(feed_app: Flask, made: Made) -> None:
    """What somebody sees as an officer is not put into the calendar of their family."""
    move_in(feed_app, "fourth", date(2026, 10, 1), home="home-2")
    with feed_app.app_context(), writing() as session:
        host = session.query(Account).filter_by(email=the_cast.email("host")).one()
        host.grants.append(RoleGrant(role="service-manager", given_at=datetime.now(UTC)))
    path = made()
    assert days_at(feed_app, path)[LATE] == "A monthly report is late"
    with feed_app.app_context():
        shown = host_of(token_in(path), TODAY)
    assert shown is not None
    assert shown.roles == {Role.HOST}  # what is added to the days is asked as a Host, too


def test_an_event_keeps_its_name_and_shares_it_with_no_other(feed_app: Flask, made: Made) -> None:
    one, other = made("host"), made("host-2")
    mine = [str(event["uid"]) for event in events_at(feed_app, one)]
    theirs = [str(event["uid"]) for event in events_at(feed_app, other)]
    assert len({*mine, *theirs}) == 4
    with on_day(feed_app, TODAY + timedelta(days=3)):
        assert [str(event["uid"]) for event in events_at(feed_app, one)] == mine
    # A new address is the same calendar: what a telephone has already is not there twice.
    again = made("host")
    assert token_in(again) != token_in(one)
    assert [str(event["uid"]) for event in events_at(feed_app, again)] == mine


def test_nobody_is_named_and_nothing_leads_to_anybody(feed_app: Flask, made: Made) -> None:
    file = feed_app.test_client().get(made()).text
    assert "monthly report" in file
    for told in (the_cast.CANARY, "stay", "young", "acc0", "H1", "C1", "@example.org", "Ashford"):
        assert told not in file


def test_it_speaks_the_language_of_its_address(feed_app: Flask, made: Made) -> None:
    path = made()
    english = str(calendar_at(feed_app, path)["name"])
    for tag in ("ar", "ti"):
        there = path.replace("/en/", f"/{tag}/")
        assert str(calendar_at(feed_app, there)["name"]) != english
        assert "report" not in "".join(days_at(feed_app, there).values())


def test_it_asks_as_often_for_many_as_for_few(feed_app: Flask, made: Made) -> None:
    path = made()
    calendar_at(feed_app, path)
    with statements(feed_app) as few:
        calendar_at(feed_app, path)
    bring_more(feed_app)
    with statements(feed_app) as many:
        assert "31 monthly reports are late" in str(days_at(feed_app, path))
    assert len(many) == len(few) < 18, "\n".join(many)
