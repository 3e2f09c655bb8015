"""Nobody begins to live anywhere before somebody has seen who it is and that there is a place."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import reading, writing
from support import html, the_cast
from support.arrangement_pages import (
    BEGIN,
    CAME,
    PAGE,
    TODAY,
    ask_begin,
    begin,
    import_rows,
    rows,
    say_right,
    sent_again,
)
from support.forms import token, typed
from support.html import attribute, page_of, text_of
from support.office import words
from support.places import head, head_ref, places
from support.sessions import session_over
from support.site import SignedIn

pytestmark = pytest.mark.usefixtures("has_left")
NAME = f"{the_cast.CANARY} young-person"
SECOND = f"{NAME}-2"


def facts(page: TestResponse) -> dict[str, str]:
    """What the page shows, by its heading."""
    found = page_of(page)
    return {
        text_of(term): text_of(pair.select_one("dd"))
        for pair in found.select("dl.pairs > div")
        if (term := pair.select_one("dt"))
    }


def test_name_age_and_places_stand_there_before_anything_is_saved(
    signed_in: SignedIn, people_app: Flask
) -> None:
    places(people_app, 2)
    officer = signed_in("accommodation-officer")
    asked = ask_begin(officer)
    assert asked.status_code == 200
    assert "Is this right?" in asked.text
    shown = facts(asked)
    assert shown["Name"] == NAME
    assert shown["Age today"] == "18 years old"
    assert (shown["Places on that day"], shown["Taken on that day"]) == ("2", "0")
    assert len(rows(people_app)) == 1
    assert say_right(officer, asked).headers["Location"] == PAGE
    assert len(rows(people_app)) == 2


def test_where_nobody_has_said_the_places_the_page_says_so(signed_in: SignedIn, people_app: Flask) -> None:
    asked = ask_begin(signed_in("accommodation-officer"))
    assert facts(asked)["Places on that day"] == "Nobody has said"


def test_who_was_shown_can_read_it(signed_in: SignedIn, people_app: Flask) -> None:
    ask_begin(signed_in("accommodation-officer"))
    with people_app.app_context():
        [seen] = [one for one in audit.events(most=9, action=Action.VIEWED) if one.about == "begin"]
    assert seen.young_person_id
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text


@pytest.mark.parametrize("step", ["ask", "save"])
def test_another_s_number_tells_what_a_number_of_nobody_tells(
    signed_in: SignedIn, people_app: Flask, step: str
) -> None:
    """One digit wrong, and it is another young person: not a word of them, whichever step is posted."""
    officer = signed_in("accommodation-officer")
    with people_app.app_context(), writing() as session:
        session.query(YoungPerson).filter_by(case_number="C1-2").one().born = date(2007, 5, 5)
    mark = "x" if step == "save" else ""
    of_another, of_nobody = (ask_begin(officer, case_number=one, shown=mark) for one in ("C1-2", "C1-9"))
    assert of_another.status_code == of_nobody.status_code == 422
    assert "Nobody here has this number and this day of birth" in of_another.text
    assert SECOND not in of_another.text
    assert plain(of_another, "C1-2") == plain(of_nobody, "C1-9")
    # An age and a home are known to whoever knows the day of birth, and to nobody else.
    young = ask_begin(officer, date(2020, 1, 1), case_number="C1-2")
    assert "younger than" not in young.text


def plain(page: TestResponse, number: str) -> str:
    """What is read on a page, whatever number was typed."""
    return text_of(html.one(page_of(page), "main")).replace(number, "")


def test_nothing_is_saved_unseen(signed_in: SignedIn, people_app: Flask) -> None:
    """A mark that was made up, or that belongs to another page, is none."""
    officer, manager = signed_in("accommodation-officer"), signed_in("service-manager")
    theirs = sent_again(ask_begin(manager))["shown"]
    for mark in ("", "1", "x" * 64, theirs):
        assert ask_begin(officer, shown=mark).status_code in {200, 422}
        assert len(rows(people_app)) == 1


@pytest.mark.parametrize("what", ["name", "places", "taken", "typed"])
def test_what_changed_meanwhile_is_shown_again(signed_in: SignedIn, people_app: Flask, what: str) -> None:
    places(people_app, 2)
    officer = signed_in("accommodation-officer")
    asked, change = ask_begin(officer), {}
    if what == "name":
        with people_app.app_context(), writing() as session:
            session.query(YoungPerson).filter_by(case_number="C1").one().name = "Another name"
    elif what == "places":
        places(people_app, 1, date(2026, 3, 1))
    elif what == "taken":
        other_moves_in(people_app)
    else:
        change = {"level": "intensive"}
    again = say_right(officer, asked, **change)
    assert again.status_code == 422
    assert "Something has changed" in again.text
    assert len(rows(people_app)) == 1
    assert say_right(officer, again).status_code == 303
    assert len(rows(people_app)) == 2


def test_back_loses_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    back = say_right(officer, ask_begin(officer, case_number="c1"), step="change")
    assert back.status_code == 200
    page = page_of(back)
    typed_in = {attribute(one, "name"): (one.attr("value") or "") for one in page.select("input[name]")}
    assert typed_in["case_number"] == "c1"
    assert [typed_in[f"day-{part}"] for part in ("day", "month", "year")] == ["1", "4", "2026"]
    assert [typed_in[f"born-{part}"] for part in ("day", "month", "year")] == ["27", "3", "2008"]
    assert [attribute(one, "value") for one in page.select("input[type=radio][checked]")] == ["complex"]
    assert len(rows(people_app)) == 1


def test_a_second_press_saves_once(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    asked = ask_begin(officer)
    assert [say_right(officer, asked).status_code for _ in range(2)] == [303, 303]
    assert len(rows(people_app)) == 2


def test_two_windows_each_show_and_save_their_own(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    one, other = ask_begin(officer), ask_begin(officer, CAME + timedelta(days=1))
    assert say_right(officer, one).status_code == 303
    late = say_right(officer, other)
    assert late.status_code == 422
    assert "they have an arrangement already" in late.text
    assert [first for _, first, _, _ in rows(people_app)][1:] == [CAME]


def other_moves_in(app: Flask) -> None:
    """The other young person has lived in the first home since February."""
    moved = "C1-2,H1-2,standard,2026-01-05,2026-01-31", "C1-2,H1,standard,2026-02-01,"
    assert import_rows(app, *moved) == []


def full(app: Flask, client: FlaskClient) -> TestResponse:
    """The page for somebody who comes to a home whose one place is taken."""
    places(app, 1)
    other_moves_in(app)
    return ask_begin(client)


def test_more_than_the_places_is_asked_and_not_saved_unanswered(
    signed_in: SignedIn, people_app: Flask
) -> None:
    officer = signed_in("accommodation-officer")
    asked = full(people_app, officer)
    assert "There is no place for them. On 1 April 2026 this home has 1 place" in words(asked.text)
    again = say_right(officer, asked)
    assert again.status_code == 422
    assert "Choose who decided it" in again.text
    assert len(rows(people_app)) == 1


def test_who_decided_it_is_kept_and_shown(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    asked = full(people_app, officer)
    assert say_right(officer, asked, over_by=head_ref(people_app)).status_code == 303
    with people_app.app_context():
        row = reading().query(Arrangement).filter_by(from_day=CAME).one()
        assert row.over_places_by_id == head(people_app)
    for page in ("/en/desk/homes/home", "/en/desk/homes/without-a-place/1"):
        assert "Decided by Canaryword head-of-service" in words(officer.get(page).text)
    assert "1 home has more young people than places" in officer.get("/en/desk").text


def test_while_nobody_has_decided_it_nobody_comes(signed_in: SignedIn, people_app: Flask) -> None:
    """A list from the case system may say so; the page may not, and it says whom to ask."""
    officer = signed_in("accommodation-officer")
    asked = full(people_app, officer)
    assert "Ask them first, and then choose them." in words(asked.text)
    refused = say_right(officer, asked, over_by="nobody")
    assert refused.status_code == 422
    assert "Choose who decided it" in refused.text
    assert len(rows(people_app)) == 1


def test_where_there_is_no_head_of_service_the_page_says_so(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    asked = full(people_app, officer)
    with people_app.app_context(), writing() as session:
        session.query(Account).filter_by(id=head(people_app)).update({"state": "closed"})
    refused = say_right(officer, asked)
    assert refused.status_code == 422
    assert "Nobody here has the role of Head of Service" in refused.text


def test_somebody_who_is_planned_takes_their_place(signed_in: SignedIn, people_app: Flask) -> None:
    """Today a place is free, and on the day on which another comes it is one too many."""
    places(people_app, 1)
    officer, soon = signed_in("accommodation-officer"), TODAY + timedelta(days=20)
    with people_app.app_context(), writing() as session:
        session.query(Arrangement).filter_by(ref="stay-2").one().to_day = TODAY
    assert begin(officer, soon, case_number="C1-2").status_code == 303
    asked = ask_begin(officer)
    assert f"On {soon.day} " in words(asked.text)
    assert "There is no place for them" in words(asked.text)


@pytest.mark.parametrize("is_htmx", [False, True])
@pytest.mark.parametrize("step", ["ask", "say right"])
def test_what_was_typed_is_there_after_a_session_was_lost(
    signed_in: SignedIn, people_app: Flask, step: str, is_htmx: bool
) -> None:
    officer = signed_in("accommodation-officer")
    data = sent_again(ask_begin(officer, case_number="c1")) | {"csrf_token": token(officer, "/en/account")}
    if step == "ask":
        del data["shown"]
    with session_over():
        lost = officer.post(BEGIN, data=data, headers={"HX-Request": "true"} if is_htmx else {})
        assert lost.status_code == (401 if is_htmx else 303)
        assert "/sign-in" in (lost.headers.get("HX-Redirect") or lost.headers["Location"])
        the_cast.sign_in(people_app, officer, "accommodation-officer")
        page = officer.get(BEGIN)
        assert "You were signed out. What you typed is here." in page.text
        boxes = {
            attribute(one, "name"): (one.attr("value") or "")
            for one in page_of(page).select("main input[type=text], input[checked]")
        }
        assert boxes.items() >= {"case_number": "c1", "level": "complex", **typed(CAME)}.items()
        assert 'value="c1"' not in officer.get(BEGIN).text
        assert len(rows(people_app)) == 1
        assert say_right(officer, ask_begin(officer, case_number="c1")).status_code == 303
