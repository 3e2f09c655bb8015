"""Each check that is made before something is saved still holds when 32 do the same at the same moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.holder import Holder
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core import clock
from kentcare.db import records as marks
from kentcare.db.session import reading
from kentcare.hosting.arrangements.records import beginning
from kentcare.hosting.arrangements.records.beginning import WantedArrangement
from kentcare.hosting.arrangements.rules import Level
from kentcare.hosting.households import records as households
from kentcare.hosting.households.models import Adult
from kentcare.hosting.terms.records import changes as terms
from kentcare.hosting.terms.records import said
from kentcare.hosting.terms.rules import TermsFacts
from kentcare.operations.holds import records as holds
from kentcare.operations.monitoring import records as monitoring
from kentcare.services.answers import records as answers
from kentcare.services.answers.models import UnopenedAnswer
from kentcare.services.cover import records as cover
from kentcare.services.cover.rules import CoverDays
from kentcare.services.file_inspection import records as inspection
from kentcare.services.files import records as files
from kentcare.services.files.rules import MOST_FILES
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.long_forms import records as long_forms
from kentcare.services.long_forms.models import Draft
from kentcare.services.long_forms.records import FormKey
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from support import the_cast
from support.at_once import WRITERS, at_once, begin_to_wait, held, kind, kinds
from support.crowd import bring_people
from support.patience import PATIENCE
from support.pictures import photograph

__all__ = ["kind"]

NOW = datetime.now(UTC)
TODAY = clock.today()
FIRST_DAY = date(2026, 4, 1)


def test_a_mark_is_set_by_one(either_app: Flask) -> None:
    assert kinds(at_once(either_app, lambda _: marks.set_mark("mine", NOW))) == {"True": 1, "False": 31}


def test_a_message_is_taken_by_one_worker(either_app: Flask) -> None:
    with either_app.app_context():
        for number in range(40):
            messages.queue(
                Address("email", f"{number}@example.org"), "Words", now=NOW, use_by=NOW + timedelta(1)
            )
    taken = at_once(either_app, lambda worker: [one.id for one in outbox.lease(f"worker {worker}", NOW, 3)])
    found = [one for some in taken if isinstance(some, list) for one in some]
    assert len(found) == len(set(found)) == 40
    assert all(isinstance(some, list) for some in taken)


def _key(app: Flask) -> FormKey:
    with app.app_context():
        return FormKey(Holder(account=the_cast.account_id(app, "host")), "test-report", "2026-11")


def test_of_32_windows_one_saves_its_words_and_the_others_are_shown_them(either_app: Flask) -> None:
    key = _key(either_app)
    answered = at_once(
        either_app,
        lambda window: (
            long_forms.save(key, {"well": [str(window)]}, form_version=1, began_from=0, now=NOW).revision
        ),
    )
    assert kinds(answered) == {"1": 1, "ChangedMeanwhile": 31}
    with either_app.app_context():
        assert reading().scalars(select(Draft.revision)).all() == [1]


def test_a_form_is_sent_once(either_app: Flask) -> None:
    key, sent = _key(either_app), list[str]()
    with either_app.app_context():
        long_forms.save(key, {"well": ["Yes"]}, form_version=1, began_from=0, now=NOW)
    answered = at_once(
        either_app,
        lambda _: (
            long_forms.send(key, {"well": ["Yes"]}, began_from=1, now=NOW, record=sent.append).reference
        ),
    )
    assert len(sent) == 1
    assert kinds(answered) == {sent[0]: WRITERS}


def test_a_draft_has_no_more_files_than_it_may(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "refuse_at_once", lambda _content: None)
    monkeypatch.setattr(files, "MOST_A_DAY", 2 * WRITERS)
    holder = _key(either_app).holder
    answered = kinds(
        at_once(either_app, lambda one: files.store(holder, b"bytes", f"{one}.jpg", "draft", "a", NOW).kind)
    )
    assert answered == {"draft": MOST_FILES, "FileRefused": WRITERS - MOST_FILES}


def test_a_file_that_waits_is_taken_by_one(either_app: Flask) -> None:
    """Each has a sender of its own: of one sender's, one at a time is looked at."""
    with either_app.test_request_context("/en/"):
        for number in range(5):
            holder = Holder(browser_mark=f"browser {number}")
            files.store(holder, photograph(), "a.jpg", files.DRAFT, f"draft {number}", NOW)

    def take(worker: int) -> int | None:
        taken = inspection.take(str(worker), clock.now())
        return taken.id if taken else None

    taken = [one for _ in range(2) for one in at_once(either_app, take) if one]
    assert len(taken) == len(set(taken)) == 5


@pytest.fixture
def patient_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A post is not counted by all where that takes long, and 32 at once take long."""
    monkeypatch.setattr(monitoring, "_COUNT_WAITS", PATIENCE)


@pytest.mark.usefixtures("patient_counts")
def test_a_count_counts_everybody(either_app: Flask) -> None:
    at_once(either_app, lambda _: monitoring.count("a key", NOW, lasts=timedelta(minutes=5), more=1))
    with either_app.app_context():
        assert monitoring.counted("a key", NOW)[0] == WRITERS


@pytest.mark.usefixtures("patient_counts")
def test_a_count_whose_time_is_over_begins_again(either_app: Flask) -> None:
    with either_app.app_context():
        monitoring.count("a key", NOW - timedelta(hours=1), lasts=timedelta(minutes=5), more=7)
    answered = at_once(either_app, lambda _: monitoring.count("a key", NOW, lasts=timedelta(1), more=1))
    assert kinds(answered) == {str(number): 1 for number in range(1, WRITERS + 1)}


def test_a_first_heartbeat_comes_from_all(either_app: Flask) -> None:
    assert kinds(at_once(either_app, lambda _: heartbeats.beat("a job", NOW))) == {"None": WRITERS}


def test_somebody_is_told_of_an_answer_once(either_app: Flask) -> None:
    host = the_cast.account_id(either_app, "host")
    assert kinds(at_once(either_app, lambda _: answers.tell([host], "report", "a", NOW))) == {"None": WRITERS}
    with either_app.app_context():
        assert reading().scalar(select(func.count()).select_from(UnopenedAnswer)) == 1
        assert outbox.waiting(NOW)[0] == 1


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_what_is_taken_back_leaves_its_message_to_an_answer_being_given(
    either_app: Flask,
) -> None:
    """The message of the first tells of the second too, which queues none of its own."""
    host = the_cast.account_id(either_app, "host")
    with either_app.app_context(), either_app.test_request_context("/en/"):
        answers.tell([host], "report", "a", NOW)

    def take_back() -> None:
        with either_app.app_context():
            answers.take_back([host], "report", "a", NOW)

    other, later = Thread(target=take_back), NOW + timedelta(minutes=1)
    with held(either_app, act=lambda: answers.tell([host], "report", "b", later)):
        begin_to_wait(either_app, other)
        assert other.is_alive()
    other.join(PATIENCE)
    with either_app.app_context():
        assert outbox.waiting(NOW)[0] == 1


def test_an_officer_is_covered_by_one(either_app: Flask) -> None:
    with either_app.app_context():
        manager = the_cast.viewer(either_app, "service-manager")
        one, other = (the_cast.account_id(either_app, f"accommodation-officer{n}") for n in ("", "-2"))
    # Half of them the other way round: nobody who is away covers.
    days = [CoverDays(*pair, TODAY, TODAY) for pair in ((one, other), (other, one))]
    answered = at_once(either_app, lambda writer: cover.add(manager, days[writer % 2], NOW))
    assert kinds(answered) == {"None": 1, "CoverRefused": 31}


def test_a_hold_is_set_once(either_app: Flask) -> None:
    answered = at_once(either_app, lambda _: holds.hold("young person", "C1", "Why", None, NOW))
    assert kinds(answered) == {"None": 1, "HeldAlready": 31}


def test_a_place_goes_to_one(either_app: Flask) -> None:
    """Each of them was shown that one place is left."""
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        manager = the_cast.viewer(either_app, "service-manager")
        home = homes.one(manager, "home", TODAY)
        decided = TermsFacts(home.id, 2, date(2025, 9, 1), None, manager.id, date(2025, 8, 1))
        terms.add(manager, home, decided, "", NOW, TODAY)
    bring_people(either_app, WRITERS)
    wanted = [
        WantedArrangement(f"N{n:05}", date(2008, 1 + n % 12, 1 + n % 28), Level.STANDARD, FIRST_DAY)
        for n in range(WRITERS)
    ]
    with either_app.app_context():
        shown = [beginning.begin(officer, "home", one, shown="", today=TODAY) for one in wanted]
    assert [one and (one.places, one.taken) for one in shown] == [(2, 1)] * WRITERS

    def begin(writer: int) -> str:
        preview = shown[writer]
        assert preview
        again = beginning.begin(officer, "home", wanted[writer], shown=preview.mark, today=TODAY)
        return "too few places" if again and again.too_few else str(again)

    assert kinds(at_once(either_app, begin)) == {"None": 1, "too few places": 31}


def test_somebody_comes_to_live_in_one_home(either_app: Flask) -> None:
    with either_app.app_context():
        officers = [the_cast.viewer(either_app, f"accommodation-officer{n}") for n in ("", "-2")]
    bring_people(either_app, 1)
    wanted = WantedArrangement("N00000", date(2008, 1, 1), Level.STANDARD, FIRST_DAY)
    with either_app.app_context():
        marks = [
            getattr(beginning.begin(officer, home, wanted, shown="", today=TODAY), "mark", "")
            for officer, home in zip(officers, ("home", "home-2"), strict=True)
        ]

    def begin(writer: int) -> object:
        home = ("home", "home-2")[writer % 2]
        return beginning.begin(officers[writer % 2], home, wanted, shown=marks[writer % 2], today=TODAY)

    answered = kinds(at_once(either_app, begin))
    # Half of them pressed the same button once more.
    assert answered == {"None": 16, "ArrangementRefused": 16}
    with either_app.app_context():
        mine = select(func.count()).select_from(Arrangement).join(YoungPerson)
        assert reading().scalar(mine.where(YoungPerson.case_number == "N00000")) == 1


def test_places_are_said_once_for_the_same_day(either_app: Flask) -> None:
    with either_app.app_context():
        manager = the_cast.viewer(either_app, "service-manager")
        home = homes.one(manager, "home", TODAY)

    def say(writer: int) -> None:
        wanted = TermsFacts(home.id, 1 + writer % 4, date(2025, 9, 1), None, manager.id, date(2025, 8, 1))
        terms.add(manager, home, wanted, str(writer), NOW, TODAY)

    assert kinds(at_once(either_app, say)) == {"None": 1, "TermsRefused": 31}


def test_places_are_put_right_or_taken_back_once(either_app: Flask) -> None:
    with either_app.app_context():
        manager = the_cast.viewer(either_app, "service-manager")
        home = homes.one(manager, "home", TODAY)
        wanted = TermsFacts(home.id, 2, date(2025, 9, 1), None, manager.id, date(2025, 8, 1))
        terms.add(manager, home, wanted, "", NOW, TODAY)
        [ref] = [one.ref for one in said.standing(home.id)]

    def change(writer: int) -> None:
        if writer % 2:
            terms.put_right(manager, ref, replace(wanted, places=3), str(writer), NOW, TODAY)
        else:
            terms.take_back(manager, ref, NOW)

    assert kinds(at_once(either_app, change)) == {"None": 1, "NoSuchTerms": 31}


def test_an_adult_is_added_once(either_app: Flask) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        home = homes.one(officer, "home", TODAY)
    at_once(either_app, lambda _: households.add_adult(officer, home, "Sam Example", TODAY))
    with either_app.app_context():
        names = [row.name for row in reading().scalars(select(Adult).where(Adult.home_id == home.id))]
    assert names.count("Sam Example") == 1


def test_what_is_known_of_a_household_is_written_by_all(either_app: Flask) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        home = homes.one(officer, "home", TODAY)
    answered = at_once(
        either_app,
        lambda one: households.change(
            officer, home, approved_on=None, has_gas=bool(one % 2), drives=False, today=TODAY
        ),
    )
    assert kinds(answered) == {"None": WRITERS}
