"""An arrangement begins, goes on at another level of support, and the case system's next list counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from conftest import SignedIn
from hosting.arrangements.conftest import LEFT
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import reading
from kentcare.desk.imports import records as imports
from kentcare.desk.imports.rules import Kind
from kentcare.hosting.arrangements.records import held_about
from kentcare.hosting.arrangements.rules import Wrong, wrong_beginning, wrong_change
from kentcare.operations.data_export.labels import shown
from support import the_cast
from support.forms import token
from support.lists import STAYS, listed

PAGE, PAGE_2 = "/en/desk/homes/home/arrangements", "/en/desk/homes/home-2/arrangements"
BEGIN, LEVEL, END = f"{PAGE}/begin", "/en/desk/arrangements/stay/level", "/en/desk/arrangements/stay/end"
RECORD = "/en/desk/young-people/young-person"
TODAY = datetime.now(UTC).date()
CAME = date(2026, 4, 1)


def typed(day: date) -> dict[str, str]:
    return {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}


def post(client: FlaskClient, address: str, data: dict[str, str]) -> TestResponse:
    return client.post(address, data=data | {"csrf_token": token(client, "/en/account")})


def rows(app: Flask) -> list[tuple[str, date, date | None, str | None]]:
    """Where and how the first young person lived, the earliest first."""
    with app.app_context():
        person = young_people.find_by_number("C1")
        assert person
        mine = select(Arrangement).where(Arrangement.young_person_id == person.id)
        found = reading().scalars(mine.order_by(Arrangement.from_day))
        return [(one.level, one.from_day, one.to_day, one.ended_how) for one in found]


def begin(client: FlaskClient, day: date = CAME, **change: str) -> TestResponse:
    page = BEGIN if "home" not in change else f"/en/desk/homes/{change.pop('home')}/arrangements/begin"
    return post(client, page, typed(day) | {"case_number": "C1", "level": "complex"} | change)


def change_level(client: FlaskClient, day: date = CAME, level: str = "intensive") -> TestResponse:
    return post(client, LEVEL, typed(day) | {"level": level})


def link_to(what: str, client: FlaskClient) -> str:
    """The first such link on the page of the home: of what goes on."""
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    return str(page.select(f"a[href*='/desk/arrangements/'][href$='/{what}']")[0]["href"])


@pytest.mark.usefixtures("has_left")
def test_somebody_comes_to_live_there(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert BEGIN in officer.get(PAGE).text
    assert "What the next list from there says will count." in officer.get(BEGIN).text
    answer = begin(officer, case_number=" c1 ")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert rows(people_app)[1] == ("complex", CAME, None, None)
    assert "Complex support" in officer.get(PAGE).text
    assert "young-person" in signed_in("host").get("/en/host").text
    with people_app.app_context():
        event = audit.events(most=1, action=Action.CHANGED)[0]
        assert (event.kind, event.about, event.actor_name) == (
            "arrangement",
            "begun",
            f"{the_cast.CANARY} accommodation-officer",
        )
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text
    # A second press of the button.
    assert begin(officer).status_code == 422
    assert len(rows(people_app)) == 2


def test_nobody_lives_in_two_homes_and_the_other_is_not_named(signed_in: SignedIn, people_app: Flask) -> None:
    # They live in the first home; the officer of the second cannot know that.
    answer = begin(signed_in("accommodation-officer-2"), TODAY, home="home-2")
    assert answer.status_code == 422
    assert "ask whoever looks after that home" in answer.text
    assert f"{the_cast.CANARY} home<" not in answer.text
    assert f"{the_cast.CANARY} young-person" not in answer.text
    assert len(rows(people_app)) == 1


@pytest.mark.parametrize(("number", "known"), [("C1-2", True), ("C999", False)])
def test_who_is_known_here_is_not_learned_unseen(
    signed_in: SignedIn, people_app: Flask, number: str, known: bool
) -> None:
    """An officer takes in young people who are new to them, so the page has to say what is wrong."""
    assert begin(signed_in("accommodation-officer"), TODAY, case_number=number).status_code == 422
    with people_app.app_context():
        [refused] = audit.events(most=9, action=Action.REFUSED)
        person = young_people.find_by_number(number)
    assert (refused.kind, refused.about) == ("arrangement", "begin")
    assert refused.young_person_id == (person.id if person else None)
    assert (person is not None) is known


@pytest.mark.parametrize(("day", "status"), [(LEFT, 422), (CAME, 303)])
@pytest.mark.usefixtures("has_left")
def test_the_last_day_is_a_day_there(signed_in: SignedIn, day: date, status: int) -> None:
    assert begin(signed_in("service-manager"), day, home="home-2").status_code == status


def test_one_that_will_begin_is_in_the_way_too(signed_in: SignedIn) -> None:
    assert begin(signed_in("accommodation-officer"), date(2025, 12, 1)).status_code == 422


@pytest.mark.parametrize(
    ("day", "change", "words"),
    [
        (CAME, {"case_number": "C9"}, "Nobody has this number here. Check it in the case system"),
        (CAME, {"case_number": "  "}, "Write their number"),
        (CAME, {"case_number": "9" * 31}, "30 letters or fewer"),
        (CAME, {"level": ""}, "Choose a level"),
        (date(2024, 3, 26), {}, "younger than 16"),
        (TODAY + timedelta(days=367), {}, "more than a year ahead"),
    ],
)
@pytest.mark.usefixtures("has_left")
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    signed_in: SignedIn, people_app: Flask, day: date, change: dict[str, str], words: str
) -> None:
    answer = begin(signed_in("accommodation-officer"), day, **change)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{day.year}"' in answer.text
    assert len(rows(people_app)) == 1


def test_what_is_wrong_is_told_from_top_to_bottom(signed_in: SignedIn) -> None:
    page = BeautifulSoup(post(signed_in("accommodation-officer"), BEGIN, {}).text, "html.parser")
    assert [one.get_text().strip() for one in page.select(".govuk-error-summary li")] == [
        "Write their number in the case system",
        "Choose a level",
        "Write the first day",
    ]


def test_another_level_from_a_day_on(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert LEVEL in officer.get(PAGE).text
    assert change_level(officer).headers["Location"] == PAGE
    assert rows(people_app) == [
        ("standard", date(2026, 1, 5), LEFT, "level"),
        ("intensive", CAME, None, None),
    ]
    page = officer.get(PAGE).text
    assert "Went on at another level of support" in page
    assert END not in page
    # What went on is changed no more, and a second press of the button finds that it has.
    assert change_level(officer).status_code == 404
    assert officer.get(END).status_code == 404
    assert len(rows(people_app)) == 2
    with people_app.app_context():
        changed = [one.about for one in audit.events(most=9, action=Action.CHANGED)]
        assert changed == ["level"]


def test_on_its_first_day_only_the_level_changes(signed_in: SignedIn, people_app: Flask) -> None:
    assert change_level(signed_in("service-manager"), date(2026, 1, 5)).status_code == 303
    assert rows(people_app) == [("intensive", date(2026, 1, 5), None, None)]


@pytest.mark.parametrize(
    ("day", "level", "words"),
    [
        (date(2026, 1, 4), "complex", "before the first day"),
        (CAME, "standard", "They have this level already"),
        (TODAY + timedelta(days=367), "complex", "more than a year ahead"),
        (CAME, "", "Choose a level"),
    ],
)
def test_a_level_that_cannot_be(
    signed_in: SignedIn, people_app: Flask, day: date, level: str, words: str
) -> None:
    answer = change_level(signed_in("accommodation-officer"), day, level)
    assert answer.status_code == 422
    assert words in answer.text
    assert len(rows(people_app)) == 1


@pytest.mark.usefixtures("has_left")
def test_the_level_of_what_has_ended_stays(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    assert LEVEL not in officer.get(PAGE).text
    assert "It has ended" in change_level(officer, date(2026, 2, 1)).text


def test_an_ending_that_is_known_already_is_of_what_goes_on(signed_in: SignedIn, people_app: Flask) -> None:
    officer, last = signed_in("accommodation-officer"), TODAY + timedelta(days=30)
    data = typed(last) | {"how": "planned", "why": "Canary of a reason"}
    assert post(officer, END, data).status_code == 303
    assert "after the last day" in change_level(officer, last + timedelta(days=1)).text
    assert change_level(officer).status_code == 303
    assert rows(people_app)[1] == ("intensive", CAME, last, "planned")
    assert officer.get(PAGE).text.count("Canary of a reason") == 1


def test_that_it_went_on_cannot_be_chosen_as_an_ending(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert 'value="level"' not in officer.get(END).text
    assert post(officer, END, typed(TODAY) | {"how": "level"}).status_code == 422


@pytest.mark.usefixtures("has_left")
def test_a_last_day_does_not_move_into_the_next_home(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    begin(officer)
    assert "Their next arrangement has begun" in post(officer, END, typed(CAME) | {"how": "planned"}).text
    assert post(officer, END, typed(LEFT) | {"how": "planned"}).status_code == 303


@pytest.mark.parametrize(
    "name", ["accommodation-officer-2", "host", "young-person", "personal-adviser", "advocate"]
)
@pytest.mark.usefixtures("has_left")
def test_nobody_else_begins_or_changes_one(signed_in: SignedIn, people_app: Flask, name: str) -> None:
    client, before = signed_in(name), rows(people_app)
    for address in (BEGIN, LEVEL):
        assert client.get(address).status_code in {403, 404}
    assert begin(client).status_code in {403, 404}
    assert change_level(client).status_code in {403, 404}
    assert rows(people_app) == before


def test_how_and_why_is_read_on_the_record_by_those_with_a_reason(signed_in: SignedIn) -> None:
    data = typed(TODAY) | {"how": "unplanned", "why": "Canary of a reason"}
    post(signed_in("accommodation-officer"), END, data)
    for name in ("personal-adviser", "accommodation-officer", "service-manager"):
        page = signed_in(name).get(RECORD).text
        assert "Not planned" in page, name
        assert "Canary of a reason" in page, name
    assert signed_in("personal-adviser-2").get(RECORD).status_code == 404


@pytest.mark.usefixtures("has_left")
def test_the_next_officer_reads_that_it_ended_and_not_why(signed_in: SignedIn) -> None:
    first, second = signed_in("accommodation-officer"), signed_in("accommodation-officer-2")
    post(first, END, typed(LEFT) | {"how": "unplanned", "why": "Canary of a reason"})
    assert begin(second, home="home-2").status_code == 303
    page = second.get(RECORD).text
    assert "31 March 2026" in page
    assert "Not planned" not in page
    assert "Canary of a reason" not in page


def test_a_young_person_reads_that_they_stayed(signed_in: SignedIn, people_app: Flask) -> None:
    change_level(signed_in("accommodation-officer"))
    with people_app.test_request_context("/en/account/everything"):
        person = young_people.find_by_number("C1")
        assert person
        ended = [str(one["ending"]) for one in held_about(person.id) if one["ending"]]
        assert [shown("ending", one) for one in ended] == ["You stayed there, with more or less support"]


def import_rows(app: Flask, *lines: str) -> list[str]:
    """What the case system's list says. Answers what is wrong with it."""
    with app.app_context():
        done = imports.import_rows(Kind.ARRANGEMENTS, listed(STAYS, *lines), None, TODAY, datetime.now(UTC))
        return [fault.wrong.value for fault in done.faults]


@pytest.mark.usefixtures("has_left")
def test_a_list_changes_what_began_here_and_does_not_double_it(
    signed_in: SignedIn, people_app: Flask
) -> None:
    officer = signed_in("accommodation-officer")
    begin(officer)
    post(officer, END, typed(LEFT) | {"how": "unplanned", "why": "Canary of a reason"})
    old, new = "C1,H1,standard,2026-01-05,2026-03-30", "C1,H1,standard,2026-04-01,"
    assert import_rows(people_app, new) == []
    assert import_rows(people_app, old, new) == []
    assert rows(people_app) == [
        ("standard", date(2026, 1, 5), date(2026, 3, 30), "unplanned"),
        ("standard", CAME, None, None),
    ]
    assert "Canary of a reason" in officer.get(PAGE).text


def test_a_list_that_knows_the_level_changes_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    change_level(signed_in("accommodation-officer"))
    before = rows(people_app)
    assert (
        import_rows(people_app, "C1,H1,standard,2026-01-05,2026-03-31", "C1,H1,intensive,2026-04-01,") == []
    )
    assert rows(people_app) == before


@pytest.mark.parametrize("to", ["", "2026-11-01"])
def test_a_list_that_knows_of_one_stay_makes_it_one_again(
    signed_in: SignedIn, people_app: Flask, to: str
) -> None:
    officer = signed_in("accommodation-officer")
    change_level(officer)
    with people_app.app_context():
        part = reading().scalars(select(Arrangement.ref).where(Arrangement.from_day == CAME)).one()
    address = f"/en/desk/arrangements/{part}/end"
    post(officer, address, typed(TODAY) | {"how": "planned", "why": "Canary of a reason"})
    assert import_rows(people_app, f"C1,H1,complex,2026-01-05,{to}") == []
    last = date.fromisoformat(to) if to else None
    assert rows(people_app) == [("complex", date(2026, 1, 5), last, "planned")]
    assert "Canary of a reason" in officer.get(PAGE).text


def test_another_home_is_in_the_way_still(signed_in: SignedIn, people_app: Flask) -> None:
    change_level(signed_in("accommodation-officer"))
    before = rows(people_app)
    assert import_rows(people_app, "C1,H1-2,complex,2026-05-01,") == ["overlaps one that is kept"]
    assert rows(people_app) == before


_days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(born=st.dates(date(1995, 1, 1), date(2012, 1, 1)), day=_days, today=_days)
def test_a_first_day_is_after_sixteen_and_within_a_year(born: date, day: date, today: date) -> None:
    wrong = wrong_beginning(day, born=born, today=today)
    assert (wrong is Wrong.TOO_YOUNG) == (
        (day.year - 16, day.month, day.day) < (born.year, born.month, born.day)
    )
    if wrong is None:
        assert day - today <= timedelta(days=366)


@given(
    day=_days,
    first=_days,
    last=st.none() | _days,
    today=_days,
    level=st.sampled_from(["complex", "standard"]),
)
def test_a_level_that_is_taken_is_another_on_a_day_of_the_stay(
    day: date, first: date, last: date | None, today: date, level: str
) -> None:
    wrong = wrong_change(level, day, now="standard", first_day=first, last_day=last, today=today)
    ends = last or date.max
    good = (
        level != "standard" and first <= day <= ends and ends >= today and day - today <= timedelta(days=366)
    )
    assert (wrong is None) == good
