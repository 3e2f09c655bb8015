"""What is wrong with what was typed of places is said beside its field, and nothing typed is lost."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from support.arrangement_pages import TODAY
from support.forms import post, typed
from support.html import attribute, href, page_of
from support.office import words
from support.places import DECIDED, SAY, TERMS, places, say
from support.site import SignedIn

WHY = "Canary of a reason"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"places": ""}, "Write a number from 0 to 20"),
        ({"places": "two"}, "Write a number from 0 to 20"),
        ({"places": "21"}, "Write a number from 0 to 20"),
        ({"from_day-day": ""}, "Add the day"),
        (typed(date(2025, 8, 1), "to_day"), "The last day is before the first"),
        ({"decided_by": "nobody of ours"}, "Choose somebody from the list"),
        (typed(DECIDED, "decided_on"), "Choose who decided it on that day"),
        ({"why": "x" * 2001}, "2,000 letters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    signed_in: SignedIn, change: dict[str, str], wrong: str
) -> None:
    manager = signed_in("service-manager")
    answer = say(manager, change.get("places", "2"), change={"why": WHY} | change)
    assert answer.status_code == 422
    assert wrong in answer.text
    assert change.get("why", WHY) in answer.text
    assert 'value="2025"' in answer.text
    assert "Nobody has said" in manager.get(TERMS).text


def test_what_is_wrong_is_told_from_top_to_bottom(signed_in: SignedIn) -> None:
    page = page_of(post(signed_in("service-manager"), SAY, {}))
    assert [one.text.strip() for one in page.select(".govuk-error-summary li")] == [
        "Write a number from 0 to 20",
        "Write the first day",
    ]


def test_no_place_at_all_is_asked_back_once_and_nothing_typed_is_lost(signed_in: SignedIn) -> None:
    manager = signed_in("service-manager")
    asked = say(manager, "0", change={"why": WHY})
    assert asked.status_code == 422
    assert "A home without a place takes nobody from 1 September 2025 on. Is it right?" in words(asked.text)
    assert WHY in asked.text
    assert "Nobody has said" in manager.get(TERMS).text
    again = sent(asked)
    assert again["why"] == WHY
    # Another first day is another question.
    answered = {"none_asked": again["none_asked"]}
    assert say(manager, "0", date(2025, 10, 1), answered).status_code == 422
    assert post(manager, SAY, again).headers["Location"] == TERMS
    assert "0 places" in manager.get(TERMS).text


def test_a_home_without_a_place_is_ended_without_being_asked_again(
    signed_in: SignedIn, people_app: Flask
) -> None:
    places(people_app, 0)
    manager = signed_in("service-manager")
    page = page_of(manager.get(TERMS).text)
    ask = href(page.select("a[href$='/put-right']")[0])
    shown = manager.get(ask)
    assert post(manager, ask, sent(shown) | typed(TODAY, "to_day")).status_code == 303


def sent(page: TestResponse) -> dict[str, str]:
    """What the form of a page would send."""
    form = page_of(page.text).select("#page form, main form")[-1]
    fields = {attribute(one, "name"): one.attr("value") or "" for one in form.select("input")}
    fields |= {attribute(one, "name"): one.text.strip() for one in form.select("textarea")}
    for one in form.select("select"):
        chosen = one.select_one("option[selected]")
        fields[attribute(one, "name")] = attribute(chosen, "value") if chosen else ""
    return fields
