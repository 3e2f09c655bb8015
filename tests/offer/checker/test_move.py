"""What if I move: the answer for another home, with every reply kept."""

import pytest
from flask.testing import FlaskClient

from support.checker_people import TODAY
from support.html import attribute, one, text_of
from support.oracle_figures import pounds_on
from support.visitor import STUDENT, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")

WEEKLY = pounds_on("weekly_allowance", TODAY)

AT_17 = with_answers(born=("1", "5", "2009"), living="semi_independent", study="further", true_now=[])


def try_home(visitor: CheckerVisitor, home: str) -> str:
    """Choose another home on the page; what the page then says."""
    visitor.go("/en/checker/move")
    form = visitor.page.select_one("form[action$=move]")
    token = visitor.page.select_one("form[action$=move] input[name=csrf_token]")
    assert form is not None
    assert token is not None
    posted = visitor.client.post(
        attribute(form, "action"), data={"csrf_token": attribute(token, "value"), "home": home}
    )
    assert posted.status_code == 303
    visitor.go(posted.location)
    return text_of(one(visitor.page, "main"))


def test_another_home_shows_what_would_change_and_keeps_the_replies(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, AT_17).finish()
    before = visitor.response.text
    said = try_home(visitor, "foster_care")
    assert "If you lived here: With foster carers" in said
    assert WEEKLY in said  # another figure
    assert "Extra money for keeping to your plan" in said  # lost
    visitor.go("/en/checker/answer")
    assert visitor.response.text.partition("<main")[2] == before.partition("<main")[2]


def test_an_amount_that_nobody_has_written_for_another_home_is_said_to_be_missing(
    client: FlaskClient,
) -> None:
    visitor = CheckerVisitor(client, AT_17).finish()
    said = try_home(visitor, "childrens_home")
    assert f"Money to live on each week : Now: {WEEKLY} a week. There: no amount is written" in said


def test_a_home_that_changes_nothing_says_so(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(living="own_tenancy", true_now=[])).finish()
    assert "Nothing would change." in try_home(visitor, "other")


def test_an_own_home_shows_the_money_to_set_it_up(client: FlaskClient) -> None:
    visitor = CheckerVisitor(
        client, with_answers(living="semi_independent", study="no", true_now=[])
    ).finish()
    said = try_home(visitor, "own_tenancy")
    assert "Money to set up your home" in said
    assert "Ask for the money to set it up before you sign for the home." in said
    assert "Nothing would change" not in said
    visitor.go("/en/checker/answer")
    assert "Because you told us" not in visitor.page.text, "they have not told us"


def test_what_is_only_less_sure_is_not_said_to_be_lost(client: FlaskClient) -> None:
    here = with_answers(born=("1", "5", "2009"), living="foster_care", true_now=[])
    visitor = CheckerVisitor(client, here).finish()
    said = try_home(visitor, "custody")
    assert "Less sure there" in said
    less_sure = said.index("Less sure there")
    lost = said.index("You would lose")
    assert less_sure < said.index("Money for clothes") < lost


def test_whoever_would_have_no_home_sees_whom_to_ring(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    said = try_home(visitor, "homeless")
    assert "What to do then Ring Kent now" in said
    assert "Because you told us" not in said, "they have not told us"
    assert visitor.page.select_one("main .ring .tel") is not None


def test_the_home_of_now_and_one_that_does_not_exist_are_not_tried(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, AT_17).finish()
    assert "If you lived here" not in try_home(visitor, "palace")
    assert visitor.page.select_one("input[value=semi_independent]") is None


def test_somebody_who_was_not_asked_for_a_home_is_led_to_the_answer(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2001"), "runs_on": "no"}).finish()
    visitor.go("/en/checker/move")
    assert visitor.response.request.path == "/en/checker/answer"


def test_whoever_is_asked_for_their_home_at_this_moment_is_led_to_that_question(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, AT_17)
    while visitor.question != "living":
        visitor.reply(visitor.answer_to(str(visitor.question)))
    visitor.go("/en/checker/move")
    assert visitor.question == "living"


def test_a_home_sent_from_an_older_window_before_the_home_is_known_is_not_tried(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, AT_17)
    while visitor.question != "living":
        visitor.reply(visitor.answer_to(str(visitor.question)))
    token = visitor.page.select_one("input[name=csrf_token]")
    assert token is not None
    data = {"csrf_token": attribute(token, "value"), "home": "foster_care"}
    assert client.post("/en/checker/move", data=data).location == "/en/checker/move"
    visitor.go("/en/checker/move")
    assert visitor.question == "living"


def test_somebody_who_has_moved_changes_the_reply_there(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, AT_17).finish()
    try_home(visitor, "foster_care")
    form = visitor.page.select("form")[-1]
    data = {attribute(field, "name"): attribute(field, "value") for field in form.select("input")}
    assert client.post(attribute(form, "action"), data=data).location == "/en/checker/answer"
    visitor.go("/en/checker/answer")
    assert "With foster carers" in visitor.page.text


def test_what_is_only_asked_there_is_not_known_here(client: FlaskClient) -> None:
    """The week of a pregnancy changes nothing with foster carers, so that nobody was asked for it."""
    expecting = with_answers(
        born=("1", "5", "2009"), living="foster_care", study="no", true_now=["expecting"]
    )
    visitor = CheckerVisitor(client, expecting).finish()
    assert "weeks" not in visitor.asked
    said = try_home(visitor, "semi_independent")
    assert "Payment in pregnancy" in said


def test_whoever_leaves_the_family_is_no_longer_at_home(client: FlaskClient) -> None:
    at_home = with_answers(born=("10", "3", "2010"), living="family", study="no", true_now=[]) | {
        "care_1.still": "no",
        "care_1.to": ("1", "11", "2026"),
        "home": "yes",
        "home.from": ("2", "11", "2026"),
        "home.still": "yes",
    }
    visitor = CheckerVisitor(client, at_home).finish()
    said = try_home(visitor, "semi_independent")
    assert "Nothing would change" not in said
    assert "A place to live" in said


@pytest.mark.parametrize(("immigration", "is_warned"), [("no_leave", True), ("none", False)])
def test_nobody_is_sent_to_sign_for_a_home_that_they_may_not_rent(
    client: FlaskClient, immigration: str, is_warned: bool
) -> None:
    here = with_answers(living="semi_independent", study="no", immigration=immigration, true_now=[])
    visitor = CheckerVisitor(client, here).finish()
    assert ("Ask a lawyer before you sign." in try_home(visitor, "own_tenancy")) is is_warned


def test_what_is_lost_is_not_asked_for(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, AT_17).finish()
    said = try_home(visitor, "foster_care")
    assert "How to ask" not in said.partition("You would lose")[2].partition("Another amount")[0]
