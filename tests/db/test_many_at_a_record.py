"""Reports, certificates and stops, where 32 do the same with one of them at the same moment."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.audit.models import AuditEvent
from kentcare.cases.homes import records as homes
from kentcare.core import clock
from kentcare.db.session import reading
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.records import lists, notes, reversing, sent
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.hosting.reversals.models import Reversal
from kentcare.hosting.reversals.rules import Decision
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.escalation.models import StopMessage
from kentcare.hosting.safeguarding.models import StopPress, StopShown
from kentcare.hosting.safeguarding.records import DangerWords, FormSubject
from kentcare.hosting.safeguarding.rules import Finding
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.hosting.training_and_checks.records import reversing as certificate_reversing
from kentcare.services.long_forms.rules import new_reference
from kentcare.services.messages.models import OutgoingMessage
from support import the_cast
from support.at_once import WRITERS, at_once, kind, kinds
from support.stops import halt

__all__ = ["kind"]

NOW, TODAY = clock.now(), clock.today()
FILLED = {f"level_{skill}": 2 for skill in SKILLS} | {"well": "She cooked."}


def _send(app: Flask) -> list[object]:
    with app.app_context():
        host = the_cast.viewer(app, "host")
        home = homes.one(the_cast.viewer(app, "service-manager"), "home", TODAY)
        line = next(one for one in lists.of_homes([home.id], TODAY) if one.ref is None)
    return at_once(app, lambda _: sent.send(host, line, FILLED, new_reference(), NOW))


@pytest.fixture
def report(either_app: Flask) -> str:
    """The ref of a report that was sent, once, though 32 sent it."""
    assert kinds(_send(either_app)) == {"None": 1, "SentByAnother": 31}
    with either_app.app_context():
        return reading().scalars(select(MonthlyReport.ref)).one()


def test_a_note_is_added_by_one_who_saw_what_was_there(either_app: Flask, report: str) -> None:
    with either_app.app_context():
        host = the_cast.viewer(either_app, "host")
        officer = the_cast.viewer(either_app, "accommodation-officer")

    def add(writer: int) -> None:
        if writer % 2:
            notes.amend(host, report, f"Amendment {writer}", NOW, seen=0)
        else:
            notes.answer(officer, report, f"Answer {writer}", NOW, is_question=bool(writer % 4), seen=0)

    assert kinds(at_once(either_app, add)) == {"None": 1, "NotesChanged": 31}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(ReportNote)) == 1


def test_a_report_is_read_once_and_that_is_taken_back_once(either_app: Flask, report: str) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
    at_once(either_app, lambda writer: notes.mark_read(officer, report, NOW + timedelta(0, writer), seen=0))
    with either_app.app_context():
        read_at = reading().scalars(select(MonthlyReport.read_at)).one()
        lines = select(func.count()).select_from(AuditEvent).where(AuditEvent.about == "read")
        assert reading().scalar(lines) == 1
    assert read_at
    answered = at_once(
        either_app, lambda _: reversing.take_back(officer, report, Decision.READ, read_at, "A slip", NOW)
    )
    assert kinds(answered) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(Reversal)) == 1


def test_an_answer_is_taken_back_once(either_app: Flask, report: str) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        with either_app.test_request_context("/en/"):
            notes.answer(officer, report, "An answer", NOW, is_question=False, seen=0)
    at_once(either_app, lambda _: reversing.take_back(officer, report, Decision.ANSWER, NOW, "A slip", NOW))
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(Reversal)) == 1


def test_an_answer_meant_for_another_home_is_hidden_once(either_app: Flask, report: str) -> None:
    """It was taken back before for another reason."""
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        with either_app.test_request_context("/en/"):
            notes.answer(officer, report, "An answer", NOW, is_question=False, seen=0)
            reversing.take_back(officer, report, Decision.ANSWER, NOW, "A slip", NOW)

    def hide(_writer: int) -> None:
        reversing.take_back(officer, report, Decision.ANSWER, NOW, "Not theirs", NOW, is_misdirected=True)

    assert kinds(at_once(either_app, hide)) == {"None": WRITERS}
    with either_app.app_context():
        hidden = select(func.count()).select_from(Reversal).where(Reversal.is_misdirected)
        assert reading().scalar(hidden) == 1


def test_a_reason_meant_for_another_home_is_hidden_once(either_app: Flask) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        with either_app.test_request_context("/en/"):
            certificates.decide(officer, "gas", accept=False, reason="No", now=NOW)
        certificate_reversing.take_back(officer, "gas", NOW, "A slip", NOW)

    def hide(_writer: int) -> None:
        certificate_reversing.take_back(officer, "gas", NOW, "Not theirs", NOW, is_misdirected=True)

    assert kinds(at_once(either_app, hide)) == {"None": WRITERS}
    with either_app.app_context():
        hidden = select(func.count()).select_from(Reversal).where(Reversal.is_misdirected)
        assert reading().scalar(hidden) == 1


def test_a_certificate_is_decided_once_and_taken_back_once(either_app: Flask) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
    answered = at_once(
        either_app,
        lambda one: certificates.decide(officer, "gas", accept=bool(one % 2), reason="No", now=NOW),
    )
    assert kinds(answered) == {"None": WRITERS}
    decided = AuditEvent.about.in_(("confirmed", "does not count"))
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(AuditEvent).where(decided)) == 1
    answered = at_once(
        either_app, lambda _: certificate_reversing.take_back(officer, "gas", NOW, "A slip", NOW)
    )
    assert kinds(answered) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(Reversal)) == 1


def _form(app: Flask, months_ago: int = 0) -> FormSubject:
    """The report of a month that is owed."""
    with app.app_context():
        home = homes.one(the_cast.viewer(app, "service-manager"), "home", TODAY)
        line = next(one for one in lists.of_homes([home.id], TODAY) if one.ref is None)
        return FormSubject(home.id, line.owed.young_person_id, line.owed.month.back(months_ago).first)


def test_a_form_is_halted_once(either_app: Flask) -> None:
    with either_app.app_context():
        host = the_cast.viewer(either_app, "host")
    about = _form(either_app)
    words = [DangerWords("hurt", "he hit me")]
    answered = at_once(either_app, lambda _: safeguarding.halt(host, about, words, NOW, pressed=False))
    assert kinds(answered) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(StopShown)) == 1


def test_a_press_that_arrives_many_times_counts_once(either_app: Flask) -> None:
    """Its id is the Host's, so that of another form it is the same press."""
    with either_app.app_context():
        host = the_cast.viewer(either_app, "host")
    abouts = [_form(either_app, months_ago) for months_ago in (0, 1)]

    def press(writer: int) -> None:
        safeguarding.halt(host, abouts[writer % 2], [], NOW, pressed=True, press_id="one")

    assert kinds(at_once(either_app, press)) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(StopPress)) == 1
        assert reading().scalar(select(func.count()).select_from(StopShown)) == 1


def test_each_press_of_a_stop_is_counted(either_app: Flask) -> None:
    with either_app.app_context():
        host = the_cast.viewer(either_app, "host")
    about, later = _form(either_app), NOW + timedelta(hours=1)
    with either_app.app_context(), either_app.test_request_context("/en/"):
        safeguarding.halt(host, about, [], NOW, pressed=True, press_id="first")

    def press(writer: int) -> None:
        safeguarding.halt(host, about, [], later, pressed=True, press_id=str(writer))

    assert kinds(at_once(either_app, press)) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(StopPress)) == 1 + WRITERS
        assert reading().scalar(select(func.count()).select_from(StopShown)) == 1
        again = select(StopMessage.account_id).where(StopMessage.nth_press > 0)
        told = reading().scalars(again).all()
        assert len(told) == len(set(told)) > 0


def test_a_stop_is_looked_into_once(either_app: Flask) -> None:
    ref = halt(either_app)
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
    answered = at_once(
        either_app, lambda _: safeguarding.look_into(officer, ref, NOW, found=Finding.SAFE, follows=[])
    )
    assert kinds(answered) == {"None": 1, "LookedIntoAlready": 31}


def test_nobody_is_reminded_twice(either_app: Flask) -> None:
    numbers = at_once(either_app, lambda _: reminders.remind(NOW))
    assert sum(bool(number) for number in numbers) == 1
    with either_app.app_context():
        rows = select(OutgoingMessage.account_id).where(OutgoingMessage.kind == "reminder")
        reminded = reading().scalars(rows).all()
    assert len(reminded) == len(set(reminded)) > 0
