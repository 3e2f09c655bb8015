"""Codes, passwords and sessions, where 32 try the same at the same moment."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.db.session import reading
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.calendar_feed.models import CalendarFeed
from kentcare.services.outbox import records as outbox
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.models import SignInAttempt
from kentcare.sign_in.codes.rules import MOST_BIRTHDAYS, MOST_CODES, TRIES
from kentcare.sign_in.sessions import records as sessions
from kentcare.sign_in.sessions.models import SignIn
from kentcare.sign_in.sso import records as sso
from kentcare.sign_in.sso.models import ExternalIdentity
from kentcare.sign_in.staff import records as staff
from kentcare.sign_in.throttling.records import Tries
from kentcare.sign_in.throttling.rules import Counter
from support import the_cast
from support.at_once import WRITERS, at_once, kind, kinds
from support.staff_sign_in import give_credentials

__all__ = ["kind"]

NOW = datetime.now(UTC)
ADVISER = "personal-adviser"


def _attempt(app: Flask, code: str | None = None, now: datetime = NOW) -> str:
    host, mobile = the_cast.account_id(app, "host"), Address("text", the_cast.mobile("host"))
    with app.app_context(), app.test_request_context("/en/"):
        return codes.begin("code", mobile, host, code=code, now=now)


def test_an_attempt_is_used_once(either_app: Flask) -> None:
    ref = _attempt(either_app)
    assert kinds(at_once(either_app, lambda _: codes.redeem(ref, NOW))) == {"True": 1, "False": 31}


def test_an_attempt_begins_one_session(either_app: Flask) -> None:
    later = datetime.now(UTC)  # than they were invited: a code from before opens nothing
    host, ref = the_cast.account_id(either_app, "host"), _attempt(either_app, now=later)
    tokens = at_once(
        either_app, lambda _: sessions.begin(host, how="test", device="Test", now=later, attempt=ref)
    )
    assert sum(isinstance(token, str) for token in tokens) == 1
    assert sum(token is None for token in tokens) == WRITERS - 1
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(SignIn)) == 1


def test_a_right_code_is_right_once(either_app: Flask) -> None:
    host, ref = the_cast.account_id(either_app, "host"), _attempt(either_app, "123456")
    answered = at_once(either_app, lambda _: codes.check_code("code", ref, "123456", NOW)[1])
    assert kinds(answered) == {str(host): 1, "None": 31}


def test_a_code_is_tried_five_times(either_app: Flask) -> None:
    ref = _attempt(either_app, "123456")
    answered = at_once(either_app, lambda _: codes.check_code("code", ref, "000000", NOW)[0])
    assert kinds(answered) == {"0": WRITERS - TRIES + 1} | {str(left): 1 for left in range(1, TRIES)}
    ref = _attempt(either_app, "123456")
    answered = at_once(either_app, lambda _: codes.count_try("code", ref, NOW) is not None)
    assert kinds(answered) == {"True": TRIES, "False": WRITERS - TRIES}


def test_a_date_of_birth_is_tried_as_often_as_it_may_be(either_app: Flask) -> None:
    young, since = the_cast.account_id(either_app, "young-person"), NOW - timedelta(days=1)
    answered = at_once(either_app, lambda _: codes.try_birthday(young, is_right=False, since=since, now=NOW))
    assert kinds(answered) == {"False": MOST_BIRTHDAYS, "None": WRITERS - MOST_BIRTHDAYS}


def test_an_address_is_sent_as_many_codes_as_it_may(either_app: Flask) -> None:
    mobile = Address("text", the_cast.mobile("host"))
    answered = kinds(at_once(either_app, lambda _: codes.send_code(mobile, NOW).is_last_shared))
    assert answered == {"False": MOST_CODES, "True": WRITERS - MOST_CODES}
    with either_app.app_context():
        assert outbox.waiting(NOW)[0] == MOST_CODES


def test_old_attempts_are_swept_by_many_at_once(either_app: Flask) -> None:
    """Two who delete the same rows in another order would wait for each other."""
    with either_app.app_context(), either_app.test_request_context("/en/"):
        for _ in range(200):
            codes.begin("passkey", None, None, code=None, now=NOW - timedelta(days=30))
    answered = at_once(
        either_app,
        lambda _: len(codes.begin("passkey", None, None, code=None, now=NOW - timedelta(seconds=1))),
    )
    assert kinds(answered) == {"32": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(SignInAttempt)) == WRITERS


def test_every_failure_is_counted_and_taken_back(either_app: Flask) -> None:
    mailbox, counters = Address("email", the_cast.email(ADVISER)), 2

    def numbers() -> list[int]:
        with either_app.app_context():
            return list(reading().scalars(select(SignInAttempt.tries)))

    answered = kinds(at_once(either_app, lambda _: Tries(mailbox).claim(NOW)))
    most = Counter.CALLER.free + 1
    assert answered == {"None": most, "TooManyFailures": WRITERS - most}
    assert numbers() == [most] * counters
    at_once(either_app, lambda _: Tries(mailbox).cancel(), most - 1)
    assert numbers() == [1] * counters
    at_once(either_app, lambda _: Tries(mailbox).reset())
    assert numbers() == [0]


@pytest.mark.parametrize("proof", ["number", "recovery code"])
def test_a_second_proof_is_right_once(either_app: Flask, proof: str) -> None:
    made, later = give_credentials(either_app, ADVISER), datetime.now(UTC) + timedelta(minutes=1)
    typed = made.app.at(later) if proof == "number" else made.codes[0]
    with either_app.app_context():
        person = accounts.by_id(the_cast.account_id(either_app, ADVISER))
        assert person

    answered = at_once(either_app, lambda _: staff.check_second_factor(person, typed, later))
    assert kinds(answered)["True"] == 1


def test_a_second_proof_is_tried_as_often_as_it_may_be(either_app: Flask) -> None:
    """Whoever has the password must not get more tries by asking many times at once."""
    give_credentials(either_app, ADVISER)
    with either_app.app_context():
        person = accounts.by_id(the_cast.account_id(either_app, ADVISER))
        assert person
    answered = at_once(either_app, lambda _: staff.check_second_factor(person, "000000", NOW))
    most = Counter.SECOND_EVERYWHERE.free + 1
    assert kinds(answered) == {"False": most, "TooManyFailures": WRITERS - most}


def test_sessions_end_for_all_who_were_there(either_app: Flask) -> None:
    with either_app.app_context():
        viewer = the_cast.viewer(either_app, ADVISER)
    the_cast.new_session(either_app, ADVISER)

    def work(writer: int) -> None:
        if writer % 2:
            sessions.begin(viewer.id, how="test", device="Test", now=datetime.now(UTC))
        else:
            sessions.end_all(viewer)

    assert kinds(at_once(either_app, work)) == {"None": WRITERS}
    with either_app.app_context():
        sessions.end_all(viewer)
        assert not sessions.sessions_of(viewer, datetime.now(UTC))


def test_an_identity_is_tied_once(either_app: Flask) -> None:
    mailbox = the_cast.email(ADVISER)
    answered = at_once(either_app, lambda _: sso.account_of("issuer", "subject", mailbox, NOW) is not None)
    assert kinds(answered) == {"True": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(ExternalIdentity)) == 1


def test_an_account_has_one_identity_of_a_provider(either_app: Flask) -> None:
    mailbox = the_cast.email(ADVISER)
    answered = at_once(
        either_app, lambda one: sso.account_of("issuer", f"subject {one}", mailbox, NOW) is not None
    )
    assert kinds(answered) == {"True": 1, "False": 31}


def test_a_host_has_one_calendar_address(either_app: Flask) -> None:
    with either_app.app_context():
        host = the_cast.viewer(either_app, "host")
    assert kinds(at_once(either_app, lambda _: calendar.make(host, NOW))) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(CalendarFeed)) == 1
