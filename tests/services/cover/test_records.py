"""Whoever covers sees what the officer sees, on those days and no other. On both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import today
from kentcare.db.session import reading, writing
from kentcare.desk.directory import handover
from kentcare.desk.directory import records as directory
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.records import FormSubject
from kentcare.services.cover import records as cover
from kentcare.services.cover.models import Cover
from kentcare.services.cover.rules import CoverDays, CoverProblem
from kentcare.services.messages import records as messages
from support import the_cast

NOW = datetime.now(UTC)
AWAY, COVER = "accommodation-officer", "accommodation-officer-2"
OWN, OTHERS = {"young-person-2"}, {"young-person"}


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context():
        yield either_app


def put(app: Flask, first: int, last: int, *, ref: str = "cover") -> None:
    """A cover that is there already, its days counted from today."""
    ids = {name: the_cast.account_id(app, name) for name in (AWAY, COVER, "service-manager")}
    with writing() as session:
        session.add(
            Cover(
                ref=ref,
                officer_id=ids[AWAY],
                covered_by_id=ids[COVER],
                from_day=today() + timedelta(first),
                to_day=today() + timedelta(last),
                set_by=ids["service-manager"],
                set_at=NOW,
            )
        )


def wanted(app: Flask, first: int, last: int, *, officer: str = AWAY, covered_by: str = COVER) -> CoverDays:
    days = (today() + timedelta(first), today() + timedelta(last))
    return CoverDays(the_cast.account_id(app, officer), the_cast.account_id(app, covered_by), *days)


def seen(viewer: Viewer, day: date) -> set[str]:
    return {one.ref for one in young_people.page(viewer, day)[1]}


def sees_the_home(viewer: Viewer) -> bool:
    """Whether a viewer sees the home, asked in every way in which one is asked for: they never disagree."""
    number, rows = homes.page(viewer, today())
    listed = {row.ref for row in rows}
    assert number == len(listed)
    assert {row.ref for row in homes.export(viewer, today())} == listed
    try:
        home = homes.one(viewer, "home", today(), to_invite=True)
    except homes.NoSuchHome:
        home = None
    assert (home is not None) == ("home" in listed)
    assert home is None or homes.is_officer_of(viewer, home)
    assert len(report_lists.of_officer(viewer, today())) >= len(listed)
    return "home" in listed


@pytest.mark.parametrize(
    ("first", "last", "is_on"),
    [
        (1, 5, False),  # before
        (0, 5, True),  # the first day
        (-3, 3, True),  # between
        (-5, 0, True),  # the last day
        (-5, -1, False),  # after
        (0, 0, True),
    ],
)
def test_the_homes_are_theirs_on_those_days_alone(inside: Flask, first: int, last: int, is_on: bool) -> None:
    put(inside, first, last)
    stands_in, away = the_cast.viewer(inside, COVER), the_cast.viewer(inside, AWAY)
    assert sees_the_home(stands_in) == is_on
    assert seen(stands_in, today()) == (OWN | OTHERS if is_on else OWN)
    assert {row.covered_by for row in cover.standing_in([away.id, None], today()).values()} == (
        {stands_in.name} if is_on else set()
    )
    # Whoever is away goes on to see their own, and gets nothing by it.
    assert sees_the_home(away)
    assert seen(away, today()) == OTHERS


def test_each_day_of_one_cover(inside: Flask) -> None:
    put(inside, 2, 9)
    stands_in = the_cast.viewer(inside, COVER)
    for after in range(13):
        expected = OWN | OTHERS if 2 <= after <= 9 else OWN
        assert seen(stands_in, today() + timedelta(after)) == expected, after


@pytest.mark.parametrize("how", ["closed", "invited", "no role"])
def test_who_has_left_covers_nothing(inside: Flask, how: str) -> None:
    put(inside, -1, 5)
    stands_in, away = the_cast.viewer(inside, COVER), the_cast.account_id(inside, AWAY)
    assert sees_the_home(stands_in)
    with writing() as session:
        account = session.get_one(Account, stands_in.id)
        if how == "no role":
            account.grants = [RoleGrant(role=Role.PANEL_MEMBER.value, given_at=NOW)]
        else:
            account.state = how
    assert not sees_the_home(stands_in)
    assert seen(stands_in, today()) == OWN
    assert cover.standing_in([away], today()) == {}
    assert cover.done_by(stands_in, today()) == []


def halt(app: Flask) -> None:
    [stay] = arrangements.stays_in([homes.from_case_system()["H1"][0]], today())
    about = FormSubject(stay.home_id, stay.young_person_id, date(2026, 10, 1))
    with app.test_request_context("/en/"):
        safeguarding.halt(the_cast.viewer(app, "host"), about, [], NOW, pressed=True)


@pytest.mark.parametrize(("first", "last", "is_on"), [(1, 5, False), (-1, 5, True), (-5, -1, False)])
def test_a_halted_form_reaches_who_covers_as_well(inside: Flask, first: int, last: int, is_on: bool) -> None:
    put(inside, first, last)
    halt(inside)
    told = {name for name in (AWAY, COVER) if messages.held_about(the_cast.account_id(inside, name))}
    assert told == ({AWAY, COVER} if is_on else {AWAY})
    assert safeguarding.waiting(the_cast.viewer(inside, COVER)) == is_on
    assert safeguarding.waiting(the_cast.viewer(inside, AWAY)) == 1


def test_a_manager_sets_it_for_anybody_and_an_officer_for_themself(inside: Flask) -> None:
    manager, away = the_cast.viewer(inside, "service-manager"), the_cast.viewer(inside, AWAY)
    with pytest.raises(NotTheirs):
        cover.add(the_cast.viewer(inside, COVER), wanted(inside, 0, 5), NOW)
    for no_officer in ({"officer": "personal-adviser"}, {"covered_by": "personal-adviser"}):
        with pytest.raises(NotTheirs):
            cover.add(manager, wanted(inside, 0, 5, **no_officer), NOW)
    cover.add(manager, wanted(inside, 0, 5), NOW)
    with pytest.raises(cover.CoverRefused) as refused:
        cover.add(away, wanted(inside, 5, 8), NOW)
    assert refused.value.why is CoverProblem.COVERED_ALREADY
    cover.add(away, wanted(inside, 6, 8), NOW)
    events = audit.events(most=9, action=Action.HANDED_ON)
    assert [(one.kind, one.actor_name) for one in events] == [("cover", away.name), ("cover", manager.name)]
    assert sees_the_home(the_cast.viewer(inside, COVER))


def test_who_may_end_it_and_what_others_are_told(inside: Flask) -> None:
    put(inside, -2, 5)
    lists = {
        name: [one.may_end for one in cover.not_over(the_cast.viewer(inside, name), today())]
        for name in (AWAY, COVER, "service-manager", "host", "personal-adviser")
    }
    assert lists == {
        AWAY: [True],
        COVER: [False],
        "service-manager": [True],
        "host": [],
        "personal-adviser": [],
    }
    for name in (COVER, "host"):
        with pytest.raises(cover.NoSuchCover):
            cover.end(the_cast.viewer(inside, name), "cover", NOW)
        assert audit.events(most=1)[0].action is Action.REFUSED
    cover.end(the_cast.viewer(inside, AWAY), "cover", NOW)
    assert not sees_the_home(the_cast.viewer(inside, COVER))
    assert reading().scalar(select(Cover.to_day)) == today() - timedelta(1)
    with pytest.raises(cover.NoSuchCover):
        cover.end(the_cast.viewer(inside, AWAY), "cover", NOW)


@pytest.mark.parametrize("first", [0, 2])
def test_one_that_had_no_whole_day_is_taken_back(inside: Flask, first: int) -> None:
    put(inside, first, 5)
    cover.end(the_cast.viewer(inside, "service-manager"), "cover", NOW)
    assert reading().scalar(select(Cover.id)) is None
    (event,) = audit.events(most=1)
    refs = [the_cast.viewer(inside, name).ref for name in (AWAY, COVER)]
    assert (event.action, event.about) == (Action.HANDED_ON, f"ended: {refs[0]} by {refs[1]}")


@pytest.mark.parametrize("leaver", [AWAY, COVER])
def test_whoever_leaves_is_out_of_every_cover(inside: Flask, leaver: str) -> None:
    put(inside, -9, -5, ref="over")
    put(inside, -2, 5)
    put(inside, 6, 8, ref="later")
    keeper = the_cast.viewer(inside, "administrator")
    handover.reassign(Role.ACCOMMODATION_OFFICER, the_cast.account_id(inside, leaver), None, keeper, NOW)
    left = {row.ref: row.to_day for row in reading().scalars(select(Cover))}
    assert left == {"over": today() - timedelta(5), "cover": today() - timedelta(1)}


def test_an_account_without_homes_that_closes_covers_no_more(inside: Flask) -> None:
    put(inside, -2, 5)
    stands_in, away = the_cast.viewer(inside, COVER), the_cast.account_id(inside, AWAY)
    with writing() as session:
        session.query(Home).filter_by(officer_id=stands_in.id).one().officer_id = away
    directory.close(the_cast.viewer(inside, "administrator"), stands_in.ref, {}, NOW)
    assert reading().scalar(select(Cover.to_day)) == today() - timedelta(1)


def test_both_are_told_what_is_held_and_nobody_else(inside: Flask) -> None:
    put(inside, -2, 5)
    days = {"from_day": today() - timedelta(2), "to_day": today() + timedelta(5)}
    held = {name: cover.held_about(the_cast.account_id(inside, name)) for name in (AWAY, COVER, "host")}
    assert held == {AWAY: [{"cover": "away", **days}], COVER: [{"cover": "covered", **days}], "host": []}


def test_the_database_refuses_one_that_ends_before_it_begins(inside: Flask) -> None:
    with pytest.raises(IntegrityError):
        put(inside, 3, 2)
