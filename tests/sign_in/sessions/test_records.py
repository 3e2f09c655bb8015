"""Sessions live on the server: they are ended there, and they end by themselves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role, session_limits
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.db.session import writing
from kentcare.sign_in.sessions import records as sessions
from support import the_cast
from support.sessions import is_in, post, session_of
from support.site import SignedIn


def close(app: Flask, name: str) -> None:
    with writing() as session:
        account = session.get_one(Account, the_cast.account_id(app, name))
        account.state, account.stamp = "closed", account.stamp + 1


def change_role(app: Flask, name: str) -> None:
    keeper = the_cast.viewer(app, "administrator")
    person = accounts.by_id(the_cast.account_id(app, name))
    assert person
    administration.set_roles(keeper, person.ref, {Role.FINANCE_OFFICER}, datetime.now(UTC))


def end_sessions(app: Flask, name: str) -> None:
    accounts.end_sessions(the_cast.account_id(app, name))


@pytest.mark.parametrize("deed", [close, change_role, end_sessions], ids=lambda deed: deed.__name__)
def test_every_session_is_dead_at_once(
    signed_in: SignedIn, people_app: Flask, deed: Callable[[Flask, str], None]
) -> None:
    """Account closed, role changed, password changed: each ends the sessions there are."""
    one, two, other = signed_in("personal-adviser"), signed_in("personal-adviser"), signed_in("host")
    assert is_in(one)
    assert is_in(two)
    with people_app.app_context():
        deed(people_app, "personal-adviser")
    assert not is_in(one)
    assert not is_in(two)
    assert is_in(other)


def test_one_session_elsewhere_can_be_ended_and_nobody_else_s(signed_in: SignedIn, people_app: Flask) -> None:
    """The ref of another's session ends nothing."""
    here, there, other = signed_in("host"), signed_in("host"), signed_in("host-2")
    with people_app.app_context():
        person = accounts.by_id(the_cast.account_id(people_app, "host"))
        assert person
        viewer = Viewer(person.id, person.ref, person.name, "en", person.roles)
        first, *_ = sorted(sessions.sessions_of(viewer, datetime.now(UTC)), key=lambda one: one.began_at)
    post(other, f"/en/account/sessions/{first.ref}")
    assert is_in(here)
    post(there, f"/en/account/sessions/{first.ref}")
    assert not is_in(here)
    assert is_in(there)


def test_signing_out_while_a_slow_page_is_made_stays_signed_out(
    signed_in: SignedIn, people_app: Flask
) -> None:
    """What the slow request does at its end does not bring the session back."""
    client = signed_in("host")
    token_kept = str(session_of(client))
    with people_app.app_context():
        slow = sessions.find(token_kept, datetime.now(UTC))
        assert slow
        sessions.end(token_kept)
        sessions.mark_seen(slow.id, datetime.now(UTC))
        assert sessions.find(token_kept, datetime.now(UTC)) is None
    assert not is_in(client)


@pytest.mark.parametrize("name", ["young-person", "host", "personal-adviser", "administrator", "advocate"])
def test_a_session_ends_when_nothing_is_done_and_at_last_anyhow(
    signed_in: SignedIn, people_app: Flask, name: str
) -> None:
    """The idle limit and the absolute limit, for each role, to the second."""
    limits = session_limits({Role(name)})
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        idle, busy = signed_in(name), signed_in(name)
        clock.shift(limits.idle - timedelta(seconds=1))
        assert is_in(busy)
        clock.shift(timedelta(seconds=1))
        assert not is_in(idle)
        began = limits.idle
        step = limits.idle - timedelta(minutes=1)
        while began + step < limits.absolute:
            clock.shift(step)
            began += step
            assert is_in(busy)
        clock.shift(limits.absolute - began)
        assert not is_in(busy)
