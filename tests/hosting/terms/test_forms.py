"""What is wrong with what was typed of places is said beside its field, and nothing typed is lost."""

from datetime import date

import pytest

from support.forms import post, typed
from support.html import page_of
from support.places import DECIDED, SAY, TERMS, say
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
