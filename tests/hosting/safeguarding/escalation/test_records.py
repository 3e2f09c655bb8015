"""A stop is told to one after another until somebody has looked into it, and to nobody twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select, update

from kentcare.cases.homes.models import Home
from kentcare.core import clock
from kentcare.db.session import writing
from kentcare.hosting.safeguarding.escalation import records as escalation
from kentcare.services.messages.models import OutgoingMessage
from support.host_report import LivesThere
from support.site import SignedIn
from support.stops import (
    COVERS,
    HALF_AN_HOUR,
    MANAGER,
    OFFICER,
    changed,
    given_role,
    halt,
    is_away,
    look_into,
    number_of_messages,
    open_again,
    told,
)

NOW = clock.now()


def _run(app: Flask, at: datetime) -> int:
    """The job runs at a moment, in a process that knows nothing of an earlier run."""
    with app.app_context(), app.test_request_context("/en/"):
        return escalation.escalate(at)


def test_the_cover_then_the_manager_then_all_again_until_somebody_has_looked(
    people_app: Flask, signed_in: SignedIn
) -> None:
    is_away(people_app)
    ref = halt(people_app, now=NOW)
    at_once = [(0, OFFICER, None), (0, COVERS, None)]
    assert told(people_app, ref) == at_once
    assert _run(people_app, NOW + timedelta(minutes=29)) == 0
    assert told(people_app, ref) == at_once
    assert _run(people_app, NOW + HALF_AN_HOUR) == 1
    assert told(people_app, ref)[2:] == [(1, COVERS, None)]
    assert _run(people_app, NOW + 2 * HALF_AN_HOUR) == 1
    assert told(people_app, ref)[3:] == [(2, MANAGER, None)]
    _run(people_app, NOW + 3 * HALF_AN_HOUR)
    again = [(OFFICER, "away"), (COVERS, None), (MANAGER, None)]
    assert told(people_app, ref)[4:] == [(3, *one) for one in again]
    _run(people_app, NOW + 4 * HALF_AN_HOUR)
    assert told(people_app, ref)[7:] == [(4, *one) for one in again]
    before = told(people_app, ref)
    assert look_into(signed_in(OFFICER), ref).status_code == 303
    assert _run(people_app, NOW + timedelta(days=2)) == 0
    assert told(people_app, ref) == before


def test_no_step_is_taken_twice(people_app: Flask) -> None:
    """However often the job runs, and whether or not it was started anew in between."""
    ref = halt(people_app, now=NOW)
    for minutes in (30, 30, 31, 59):
        _run(people_app, NOW + timedelta(minutes=minutes))
    assert told(people_app, ref) == [(0, OFFICER, None), (1, MANAGER, None)]
    assert number_of_messages(people_app, MANAGER) == 2  # a text message and an e-mail


def test_after_hours_in_which_nothing_ran_each_is_told_once(people_app: Flask) -> None:
    ref = halt(people_app, now=NOW)
    _run(people_app, NOW + timedelta(hours=8))
    assert told(people_app, ref)[1:] == [(16, OFFICER, None), (16, MANAGER, None)]
    assert _run(people_app, NOW + timedelta(hours=8, minutes=29)) == 0
    assert _run(people_app, NOW + timedelta(hours=8, minutes=30)) == 2


def test_two_workers_at_once_tell_each_once(either_app: Flask) -> None:
    ref = halt(either_app, now=NOW)
    together, numbers = Barrier(2), list[int]()

    def work() -> None:
        with either_app.app_context(), either_app.test_request_context("/en/"):
            together.wait()
            numbers.append(escalation.escalate(NOW + HALF_AN_HOUR))

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(numbers) == [0, 1]
    assert told(either_app, ref)[1:] == [(1, MANAGER, None)]
    assert number_of_messages(either_app, MANAGER) == 2


def test_thirty_stops_in_one_moment_are_one_message_to_each(people_app: Flask) -> None:
    refs = [halt(people_app, now=NOW, months_ago=number) for number in range(1, 31)]
    _run(people_app, NOW + HALF_AN_HOUR)
    assert all((1, MANAGER, None) in told(people_app, ref) for ref in refs)
    assert number_of_messages(people_app, MANAGER) == 2


@pytest.mark.parametrize(
    "away",
    [
        lambda app: changed(app, COVERS, state="closed"),
        lambda app: changed(app, COVERS, state="invited"),
        lambda app: changed(app, COVERS, review_by=clock.today() - timedelta(days=60)),
    ],
    ids=["has left", "never signed in", "suspended"],
)
def test_who_cannot_look_is_passed_over_at_once_for_the_next(
    people_app: Flask, away: Callable[[Flask], None]
) -> None:
    is_away(people_app)
    away(people_app)
    ref = halt(people_app, now=NOW)
    _run(people_app, NOW + HALF_AN_HOUR)
    steps = told(people_app, ref)
    assert (1, MANAGER, None) in steps
    assert (1, COVERS, None) not in steps


def test_who_has_no_address_is_passed_over_and_the_page_says_so(
    people_app: Flask, signed_in: SignedIn
) -> None:
    is_away(people_app)
    browser = signed_in(MANAGER)
    ref = halt(people_app, now=NOW)
    changed(people_app, COVERS, mobile=None, email=None)
    assert _run(people_app, NOW + HALF_AN_HOUR) == 1
    assert {(step, why) for step, _name, why in told(people_app, ref)[2:]} == {(1, None), (1, "no address")}
    assert "not told: we have no number and no e-mail of theirs" in browser.get(f"/en/desk/stops/{ref}").text


def test_a_manager_who_is_away_is_passed_over_unless_there_is_nobody_else(people_app: Flask) -> None:
    given_role(people_app, MANAGER, OFFICER)
    is_away(people_app, MANAGER, COVERS)
    ref = halt(people_app, now=NOW)
    _run(people_app, NOW + HALF_AN_HOUR)
    assert told(people_app, ref)[1:] == [(1, OFFICER, None), (1, MANAGER, "away")]
    changed(people_app, OFFICER, state="closed")
    _run(people_app, NOW + 2 * HALF_AN_HOUR)
    assert (2, MANAGER, None) in told(people_app, ref)


def test_a_manager_is_not_told_of_their_own_home(people_app: Flask, lives_there: LivesThere) -> None:
    lives_there(MANAGER)
    ref = halt(people_app, now=NOW)
    _run(people_app, NOW + HALF_AN_HOUR)
    assert told(people_app, ref)[1:] == [(1, OFFICER, None), (1, MANAGER, "own home")]
    assert number_of_messages(people_app, MANAGER) == 0


def test_where_nobody_can_be_told_that_is_on_record(people_app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in(MANAGER)
    with people_app.app_context(), writing() as session:
        session.scalars(select(Home).where(Home.ref == "home")).one().officer_id = None
    changed(people_app, MANAGER, mobile=None, email=None)
    ref = halt(people_app, now=NOW)
    assert [step for step in told(people_app, ref) if step[2] is None] == [(0, None, None)]
    assert "Nobody could be told" in browser.get(f"/en/desk/stops/{ref}").text


def test_where_no_message_arrived_the_next_is_told_at_once(people_app: Flask) -> None:
    ref = halt(people_app, now=NOW)
    with people_app.app_context(), writing() as session:
        session.execute(update(OutgoingMessage).values(failed_at=NOW, next_try_at=None))
    _run(people_app, NOW + timedelta(minutes=1))
    assert told(people_app, ref)[1:] == [(1, MANAGER, None)]


def test_what_waits_in_the_queue_does_not_go_out_once_somebody_has_looked(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """But for what is about another stop too."""
    first, second = (halt(people_app, now=NOW, months_ago=number) for number in (1, 2))
    _run(people_app, NOW + HALF_AN_HOUR)
    look_into(signed_in(OFFICER), first)
    assert number_of_messages(people_app, MANAGER, still_to_go=True) == 2
    look_into(signed_in(OFFICER), second)
    assert number_of_messages(people_app, MANAGER, still_to_go=True) == 0
    assert number_of_messages(people_app, OFFICER, still_to_go=True) == 0


def test_a_stop_that_is_opened_again_begins_anew(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    ref = halt(people_app, now=NOW - timedelta(hours=3))
    look_into(officer, ref)
    assert open_again(officer, ref).status_code == 303
    assert told(people_app, ref) == [(0, OFFICER, None)]
    assert _run(people_app, clock.now() + timedelta(minutes=29)) == 0
    assert _run(people_app, clock.now() + timedelta(minutes=31)) == 1
    assert told(people_app, ref)[1:] == [(1, MANAGER, None)]
