"""What the answer page lists, in which order, and in which words."""

import pytest
from flask.testing import FlaskClient

from support.html import attribute, href, one, page_of, text_of
from support.visitor import STUDENT, UNKNOWN, Answers, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_a_month_is_enough_where_its_day_changes_nothing(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    assert "care_1.from.day" not in visitor.asked
    told = visitor.page.select_one("dl.govuk-summary-list")
    assert told is not None
    assert "March 2022 Any day of this month gives the same answer." in text_of(told)


def test_the_dates_show_each_kind_once_and_keep_the_rest_in_a_fold(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(born=("1", "5", "2010"), living="foster_care")).finish()
    roads = [[text_of(stop) for stop in road.select("li")] for road in visitor.page.select("ol.timeline")]
    assert len(roads) == 2  # the next dates, and the fold with the rest
    assert roads[0][0] == "22 November 2026 Today"
    assert sum("pathway plan is reviewed" in stop for stop in roads[0]) == 1
    assert sum("pathway plan is reviewed" in stop for stop in roads[1]) > 3


def test_another_council_is_not_held_to_what_kent_asks(client: FlaskClient) -> None:
    answers = {**STUDENT, "authority": "other", "living": "staying_put"}
    visitor = CheckerVisitor(client, answers).finish()
    assert "Staying Put with your foster carers" in text_of(visitor.page)
    assert "for food and bills" not in text_of(visitor.page)


def test_nobody_is_told_how_to_ask_for_what_is_not_theirs(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no")).finish()
    everything = page_of(client.get("/en/checker/everything"))
    asked = {
        attribute(row, "data-id") for row in everything.select("li[data-id]") if "How to ask" in row.text
    }
    groups = {attribute(row, "data-id"): row for row in everything.select("#no ~ ul li[data-id]")}
    assert groups
    assert "custody_personal_items" in groups.keys() - asked
    assert "accommodation" in asked
    assert visitor.page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"born": ("1", "5", "2006")}, "Tell your personal adviser what"),
        ({"born": ("1", "5", "2009"), "living": "foster_care"}, "Tell your social worker or adviser what"),
        ({"born": ("1", "5", "2011"), "living": "homeless", "care": "no"}, "Tell whoever you ask what"),
    ],
)
def test_each_is_told_to_show_it_to_somebody_whom_they_have(
    client: FlaskClient, changed: Answers, said: str
) -> None:
    visitor = CheckerVisitor(client, with_answers(**changed)).finish()
    assert said in text_of(visitor.page)
    assert ("A sheet to print for my adviser" in text_of(visitor.page)) is ("adviser what" in said)


def told(visitor: CheckerVisitor) -> list[str]:
    """What is urgent and stands open, by its heading."""
    return [text_of(heading) for heading in visitor.page.select(".urgent h2")]


def test_what_is_urgent_comes_before_all_else_with_a_number_to_ring(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no")).finish()
    verdict = visitor.page.select_one(".verdict")
    assert verdict is not None
    first = one(visitor.page, ".verdict + *")
    assert text_of(one(first, "h2")) == "Because you told us: you have no home"
    numbers = [href(link) for link in visitor.page.select("main a.tel")]
    assert numbers[:2] == ["tel:03000411111", "tel:03000419191"]
    assert "moving into" not in text_of(first)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"living": "custody"}, "you are in custody"),
        (
            {"benefit": "waiting", "study": "no", "claimed": ("2", "11", "2026")},
            "you wait for your first benefit money",
        ),
        ({"immigration": "appeal_rights_exhausted"}, "you were refused, and have no appeal left"),
        ({"immigration": "waiting", "extended": "no"}, "you may not claim benefits"),
        ({"true_now": ["expecting"], "weeks": "20"}, "you are expecting a baby"),
        ({"true_now": ["no_clothes"]}, "you have no clothes that are right to wear"),
        ({}, "you are about to move into your own home"),
    ],
)
def test_each_urgent_thing_is_said_to_whoever_told_of_it(
    client: FlaskClient, changed: Answers, expected: str
) -> None:
    visitor = CheckerVisitor(client, STUDENT | changed).finish()
    assert f"Because you told us: {expected}" in told(visitor)


def test_of_more_than_three_urgent_things_two_stand_open(client: FlaskClient) -> None:
    everything = ["moving", "expecting", "no_clothes"]
    answers = with_answers(
        living="homeless",
        study="no",
        immigration="waiting",
        extended="no",
        true_now=everything,
        weeks="20",
    )
    visitor = CheckerVisitor(client, answers).finish()
    assert len(told(visitor)) == 2
    summaries = map(text_of, visitor.page.select("summary"))
    folded = [line for line in summaries if "Because you told us" in line]
    assert folded == [
        "Because you told us: you are expecting a baby",
        "Because you told us: you are about to move into your own home",
        "Because you told us: you have no clothes that are right to wear",
    ]


def test_a_thing_that_only_one_reading_has_is_not_said_to_be_told(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=UNKNOWN, true_now=[])).finish()
    assert told(visitor) == []


def test_what_changes_next_is_the_first_date_of_any_kind(client: FlaskClient) -> None:
    answers = with_answers(study="no", benefit="waiting", claimed=("2", "11", "2026"))
    visitor = CheckerVisitor(client, answers).finish()
    following = text_of(visitor.page.select_one(".next__what"))
    assert following.startswith("30 November 2026 : The 28 days of money")
    page = visitor.response.text
    assert page.index("next__what") < page.index('id="not-now"')


def test_amounts_come_first_then_three_more_and_standing_rights_in_a_line(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    shown = visitor.page.select("#owed + .offers > li")
    with_amount = [item.select_one(".amount") is not None for item in shown]
    assert with_amount == [True, True, True, False, False, False]
    standing = [attribute(item, "data-id") for item in visitor.page.select("#standing + .offers > li")]
    assert standing == ["personal_adviser", "pathway_plan", "keep_in_touch", "advocate", "complain"]


def test_without_a_home_what_brings_one_comes_first(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no")).finish()
    shown = [attribute(item, "data-id") for item in visitor.page.select("#owed + .offers > li")]
    homes = [
        "homelessness_help",
        "priority_need",
        "homelessness_local_connection",
        "section_20_accommodation",
        "accommodation",
    ]
    expected = [one for one in homes if one in shown]
    assert len(expected) >= 3
    assert shown[: len(expected)] == expected


def test_what_is_not_known_has_no_amount(client: FlaskClient) -> None:
    visitor = CheckerVisitor(
        client, with_answers(care=UNKNOWN, care_1__still=UNKNOWN, living=UNKNOWN)
    ).finish()
    rows = visitor.page.select("#unknown ~ details .offers > li, #unknown + .offers > li")
    assert "setting_up_home" in [attribute(row, "data-id") for row in rows]
    assert not [row for row in rows if row.select_one(".amount, summary b")]
    visitor.go("/en/checker/everything")
    rows = visitor.page.select("#unknown + .offers > li")
    assert rows
    assert not [row for row in rows if row.select_one(".amount") or "Why this figure?" in text_of(row)]


def test_an_answer_may_grow_where_much_is_not_known(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2007")}).finish()
    assert "Some things nobody has told you yet, so this answer may grow." in text_of(
        one(visitor.page, "main")
    )


def test_nothing_stands_between_the_headline_and_what_is_urgent(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    urgent = visitor.page.select_one(".verdict + .urgent")
    assert urgent is not None
    assert visitor.page.select_one(".verdict .quiet") is None
    assert "The word of the law: You are a former relevant young person." in text_of(
        one(visitor.page, "main")
    )


def test_somebody_in_no_group_is_told_what_they_can_ask_for_and_of_no_adviser(client: FlaskClient) -> None:
    answers: Answers = {"born": ("1", "5", "2007"), "care": "no", "housed": "no", "immigration": "none"}
    visitor = CheckerVisitor(client, answers | {"stays": [], "true_now": []}).finish()
    text = text_of(one(visitor.page, "main"))
    assert "You can ask for this" in text
    assert visitor.page.select_one("[data-id=health_costs]") is not None
    assert visitor.page.select_one("#standing") is None
    assert "Owed to you" not in text
    assert "show them the sheet" not in text
    assert "A list to print for myself" in text


def test_somebody_in_no_group_is_not_told_how_much_is_for_others(client: FlaskClient) -> None:
    visitor = CheckerVisitor(
        client, {"born": ("1", "5", "2007"), "care": "no", "immigration": "none"}
    ).finish()
    listed = visitor.page.select("#not-now + details li")
    assert listed
    assert all(item.select_one("strong") for item in listed)  # each with what would change it
    assert text_of(visitor.page.select_one("#not-now .count")) == f"{len(listed)} things"


def test_nobody_is_told_to_claim_what_their_papers_may_close(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=UNKNOWN, study="no", true_now=[])).finish()
    row = text_of(visitor.page.select_one("[data-id=universal_credit]"))
    assert "It depends on your right to stay. Ask a lawyer before you ask for it." in row
    assert "Claim it" not in row


def test_each_row_names_who_decides_this_answer(client: FlaskClient) -> None:
    home_office = with_answers(immigration="waiting", study="no", true_now=[])
    rows = CheckerVisitor(client, home_office).finish().page
    assert "The law" in text_of(rows.select_one("[data-id=weekly_allowance]"))


@pytest.mark.parametrize("tag", ["ar", "ti"])
def test_what_to_say_about_what_is_urgent_stands_in_english_too(client: FlaskClient, tag: str) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no"), tag).finish()
    said = visitor.page.select(".urgent .say bdi[lang=en]")[0]
    assert text_of(said) == "I was in care, and I have nowhere to sleep tonight."


CHILD_WITHOUT_A_HOME: Answers = {
    "born": ("1", "5", "2010"),
    "care": "no",
    "guardianship": "no",
    "fostered": "no",
    "stays": [],
    "housed": "no",
    "living": "homeless",
    "study": "no",
    "returning": "no",
    "immigration": "none",
    "true_now": [],
    "benefit": "none",
}


def test_a_child_without_a_home_is_sent_to_the_county_before_the_district(client: FlaskClient) -> None:
    """A room as homeless does not bring the rights of care, a home under section 20 does."""
    visitor = CheckerVisitor(client, CHILD_WITHOUT_A_HOME).finish()
    said = visitor.response.text.partition("<main")[2]
    assert said.index("section 20") < said.index("district council")
    visitor.go("/en/checker/everything")
    district = visitor.page.select_one("#homelessness_help")
    assert "Ring Kent children’s social services first, and ask for section 20." in text_of(district)
    assert "say that you are homeless" not in text_of(district)


def test_a_right_to_stay_that_nobody_knows_becomes_one_screen(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=UNKNOWN, true_now=[])).finish()
    assert visitor.heading == "What your council owes you depends on your right to stay"
    screen = text_of(visitor.page.select_one(".deciding"))
    assert "What decides it: your right to stay" in screen
    assert "Say: “Please tell me what my right to stay is." in screen
    assert "0345 345 4345" in screen
    assert "03000 41 11 11" in screen
    assert "This depends on: Right to stay" in screen
    assert "It may be one of these" not in screen, "the status hangs on nothing"


def test_a_reason_that_two_readings_share_is_said_once(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=UNKNOWN, true_now=[])).finish()
    visitor.go("/en/checker/everything")
    for line in visitor.page.select("[data-id]"):
        said = [text_of(reading) for reading in line.select("details > div > ul:first-of-type > li")]
        assert len(said) == len(set(said)), attribute(line, "data-id")


def test_from_25_on_somebody_in_no_group_is_told_who_answers_them(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2001"), "runs_on": "no"}).finish()
    beside = visitor.page.select_one(".ring-beside")
    assert beside is not None
    assert len(beside.select("a.tel")) == 2
    assert beside.select_one("a[href^=https]") is None, "nobody rings an address"
    helpers = [text_of(name) for name in visitor.page.select(".helpers h3")]
    assert helpers[:4] == ["Shelter, emergency helpline", "Citizens Advice", "Civil Legal Advice", "NHS 111"]
    assert "can be yours at any age" in text_of(one(visitor.page, "main"))
    assert "A list to print" not in text_of(one(visitor.page, "main")), "it would be empty"


def test_no_adult_is_told_to_be_in_care_for_a_year(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2001"), "runs_on": "no"}).finish()
    assert "You are in care for a year" not in visitor.response.text


@pytest.mark.parametrize(("born", "is_past"), [("1", True), ("23", False)])
def test_money_for_a_birthday_that_is_over_is_told_as_such(
    client: FlaskClient, born: str, is_past: bool
) -> None:
    month = "5" if is_past else "11"
    answers = with_answers(born=(born, month, "2009"), living="foster_care", study="further", true_now=[])
    visitor = CheckerVisitor(client, answers).finish()
    visitor.go("/en/checker/everything")
    assert ("which is over" in text_of(visitor.page.select_one("#birthday_17"))) == is_past


def test_the_dates_in_the_fold_are_in_their_order(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(born=("1", "5", "2010"), living="foster_care")).finish()
    for road in visitor.page.select("ol.timeline"):
        days = [attribute(stop, "datetime") for stop in road.select("time")]
        assert days == sorted(days)


def test_somebody_in_custody_can_have_kent_rung_and_is_not_told_to_claim(client: FlaskClient) -> None:
    answers = with_answers(born=("1", "5", "2009"), living="custody", study="no", true_now=[])
    visitor = CheckerVisitor(client, answers).finish()
    first = text_of(visitor.page.select_one(".urgent"))
    assert "03000 41 11 11" in first
    assert "Say: “Please ring Kent children’s social services for me" in first
    said = text_of(one(visitor.page, "main"))
    assert "If you leave custody by your birthday, you can begin your claim" in said
    assert "You can begin your claim" not in said


@pytest.mark.parametrize("authority", ["kent", "other"])
def test_somebody_in_custody_is_told_to_ask_early_for_a_home(client: FlaskClient, authority: str) -> None:
    answers = with_answers(born=("1", "5", "2005"), living="custody", study="no", authority=authority)
    first = text_of(CheckerVisitor(client, answers).finish().page.select_one(".urgent"))
    assert "No home for when you come out? Say so now" in first
    assert "district" not in first, "it may be closed to them"


def test_a_figure_that_is_older_than_its_paper_is_not_since_that_paper(client: FlaskClient) -> None:
    """The day of the paper in which it was read is not the day on which it began."""
    visitor = CheckerVisitor(client, with_answers(true_now=["expecting"], weeks="20")).finish()
    pages = [visitor.page, *(page_of(client.get(f"/en/checker/{name}")) for name in ("everything", "sheet"))]
    rows = [row for page in pages for row in page.select("main li") if "Maternity Grant" in row.text]
    assert len(rows) > 1
    assert not [row for row in rows if "since 23 March 2017" in row.text]
