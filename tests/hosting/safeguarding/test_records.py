"""A stop is told to whoever looks after the home, once, and they alone look into it."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home
from kentcare.db.session import reading, writing
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.escalation.models import StopMessage
from kentcare.hosting.safeguarding.models import StopLook, StopShown
from kentcare.services.messages import records as messages
from support import the_cast
from support.export import taken
from support.host_report import (
    STOP,
    WHOLE,
    WORRYING,
    LivesThere,
    Write,
    halted,
    stops,
)
from support.html import page_of, text_of
from support.site import SignedIn
from support.stops import (
    ADVISER,
    COVERS,
    MANAGER,
    OFFICER,
    halt,
    look_into,
    number_of_messages,
    open_again,
    ref_of,
    told,
)


def test_the_officer_is_told_at_once_and_reads_no_word(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    write().press("send", **(WHOLE | {"hard": WORRYING}))
    officer = signed_in("accommodation-officer")
    assert "1 report was halted: somebody may be at risk" in officer.get("/en/desk").text
    page = officer.get("/en/desk/stops").text
    assert f"{the_cast.CANARY} young-person" in page
    assert "come home" not in page
    with people_app.app_context():
        account = the_cast.account_id(people_app, "accommodation-officer")
        texts = [one["text"] for one in messages.held_about(account)]
    assert texts
    assert set(texts) == {"Something on your desk cannot wait. Sign in and look at it now."}
    assert "No report was halted." in signed_in("accommodation-officer-2").get("/en/desk/stops").text
    assert look_into(officer, stops(people_app)[0].ref).status_code == 303
    assert "was halted" not in officer.get("/en/desk").text


def _look_into(officer: FlaskClient) -> None:
    """Follow the one stop of the list to its page, and say there what was found."""
    [link] = page_of(officer.get("/en/desk/stops")).select("table a[href*='/desk/stops/']")[:1]
    assert look_into(officer, ref_of(link)).status_code == 303
    assert "was halted" not in officer.get("/en/desk").text


def test_a_press_after_the_first_was_looked_into_is_told(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    """Though the Host has not gone on after the first."""
    officer = signed_in("accommodation-officer")
    write().press("stop")
    told = number_of_messages(people_app, "accommodation-officer")
    for _ in range(2):
        write().press("stop")  # nobody has looked into it yet: it is the same one
    assert number_of_messages(people_app, "accommodation-officer") == told
    _look_into(officer)
    write().press("stop", hard="Another thing")
    assert "1 report was halted" in officer.get("/en/desk").text
    assert number_of_messages(people_app, "accommodation-officer") == 2 * told
    assert [row.how for row in stops(people_app)] == ["pressed", "pressed"]


def test_new_words_after_that_are_told_and_the_same_are_not(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    officer = signed_in("accommodation-officer")
    window = write()
    window.autosave(hard=WORRYING)
    told = number_of_messages(people_app, "accommodation-officer")
    _look_into(officer)
    assert halted(window.autosave(health="Half a sen")) == STOP
    assert len(stops(people_app)) == 1
    for text in ("She took an overdose", "She took an overdose in town"):
        assert halted(window.autosave(health=text)) == STOP
    assert len(stops(people_app)) == 2
    assert number_of_messages(people_app, "accommodation-officer") == 2 * told


def test_where_a_home_has_no_officer_the_service_manager_is_told(write: Write, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        session.scalars(select(Home).where(Home.ref == "home")).one().officer_id = None
    write().press("stop")
    assert number_of_messages(people_app, "service-manager")
    assert not number_of_messages(people_app, "accommodation-officer")


def test_nor_is_an_officer_who_has_left(write: Write, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        officer = the_cast.account_id(people_app, "accommodation-officer")
        session.get_one(Account, officer).state = "closed"
    write().press("stop")
    assert number_of_messages(people_app, "service-manager")
    assert not number_of_messages(people_app, "accommodation-officer")


def test_the_adviser_of_the_young_person_may_look_into_it_and_no_other(
    people_app: Flask, signed_in: SignedIn
) -> None:
    ref = halt(people_app)
    other = signed_in(f"{ADVISER}-2")
    assert other.get(f"/en/desk/stops/{ref}").status_code == 404
    assert look_into(other, ref).status_code == 404
    adviser = signed_in(ADVISER)
    assert adviser.get(f"/en/desk/stops/{ref}").status_code == 200
    assert look_into(adviser, ref).status_code == 303
    assert open_again(other, ref).status_code == 404
    assert open_again(adviser, ref).status_code == 303


def test_nor_may_an_adviser_who_is_a_host_of_the_home(
    people_app: Flask, signed_in: SignedIn, lives_there: LivesThere
) -> None:
    lives_there(ADVISER)
    ref = halt(people_app)
    both = signed_in(ADVISER)
    assert "No report was halted." in both.get("/en/desk/stops").text
    assert both.get(f"/en/desk/stops/{ref}").status_code == 404
    assert look_into(both, ref).status_code == 404


def test_who_comes_second_is_told_so_and_changes_nothing(people_app: Flask, signed_in: SignedIn) -> None:
    ref = halt(people_app)
    officer, manager = signed_in(OFFICER), signed_in(MANAGER)
    assert look_into(officer, ref, "safe", ["adviser"]).status_code == 303
    response = look_into(manager, ref, "help", ["emergency"])
    page = manager.get(response.location).text
    assert "Somebody was there before you" in page
    assert "Somebody needed help now" not in page
    # A second press of one's own is the first again.
    response = look_into(officer, ref)
    assert "Somebody was there before you" not in officer.get(response.location).text


def test_what_was_found_is_kept_though_it_is_opened_again(people_app: Flask, signed_in: SignedIn) -> None:
    ref = halt(people_app)
    officer, manager = signed_in(OFFICER), signed_in(MANAGER)
    look_into(officer, ref, "safe", ["visit", "adviser"])
    open_again(manager, ref)
    assert "1 report was halted" in officer.get("/en/desk").text
    look_into(manager, ref, "help", ["emergency"])
    page = text_of(page_of(manager.get(f"/en/desk/stops/{ref}")))
    for words in (
        *("Everybody is safe", "The adviser was told; A visit", f"{the_cast.CANARY} {OFFICER}"),
        *("Somebody needed help now", "Police or 999", f"{the_cast.CANARY} {MANAGER} opened it again"),
    ):
        assert words in page, words
    with people_app.app_context():
        trail = [one for one in audit.events(most=20) if one.kind == "stop" and one.ref == ref]
    acts = [(one.actor_name, one.about) for one in reversed(trail) if one.action is Action.CHANGED]
    of_officer, of_manager = (f"{the_cast.CANARY} {name}" for name in (OFFICER, MANAGER))
    assert acts[1:] == [(of_officer, "seen"), (of_manager, "opened again"), (of_manager, "seen")]


def test_to_open_one_again_that_waits_tells_nobody_anew(people_app: Flask, signed_in: SignedIn) -> None:
    ref = halt(people_app)
    before = told(people_app, ref), number_of_messages(people_app, OFFICER)
    assert open_again(signed_in(OFFICER), ref).status_code == 303
    assert (told(people_app, ref), number_of_messages(people_app, OFFICER)) == before


def test_a_stop_that_was_opened_again_can_be_looked_into_by_another_officer_no_more(
    people_app: Flask, signed_in: SignedIn
) -> None:
    ref = halt(people_app)
    look_into(signed_in(OFFICER), ref)
    assert open_again(signed_in(COVERS), ref).status_code == 404


def test_everything_of_a_stop_goes_with_the_young_person(people_app: Flask, signed_in: SignedIn) -> None:
    ref = halt(people_app)
    look_into(signed_in(OFFICER), ref)
    with people_app.app_context():
        young = reading().scalars(select(StopShown.young_person_id)).one()
        safeguarding.forget_young_person(young)
        for table in (StopShown, StopLook, StopMessage):
            assert not reading().scalars(select(table)).all(), table


def test_a_young_person_s_copy_has_what_was_found_and_a_host_s_has_not(
    people_app: Flask, signed_in: SignedIn
) -> None:
    look_into(signed_in(OFFICER), halt(people_app), "help", ["emergency", "visit"])
    with people_app.app_context():
        young = reading().scalars(select(StopShown.young_person_id)).one()
        theirs = safeguarding.held_about(the_cast.account_id(people_app, "young-person"), young)
        host_s = safeguarding.held_about(the_cast.account_id(people_app, "host"), None)
    assert [set(row) for row in theirs] == [{"at", "how"}, {"looked_at", "found", "follows"}]
    assert (theirs[1]["found"], theirs[1]["follows"]) == ("help", ["emergency", "visit"])
    assert [set(row) for row in host_s] == [{"at", "how"}]
    page = taken(signed_in("young-person")).page
    for words in ("Somebody needed help", "Police, fire or ambulance, A visit"):
        assert words in page
