"""The choices on a page are those that somebody in these columns can have."""

from kentcare.offer.checker.choices import courses, fostered_ways, homes, things_true_now
from kentcare.offer.checker.replies import UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from support.checker_people import ENGINE, TODAY

IN_CARE: dict[str, Reply] = {"care": "yes", "care_1.from": "2022-03-04", "care_1.still": "yes"}


def known(**replies: Reply) -> RepliesSoFar:
    return RepliesSoFar({**IN_CARE, **replies}, TODAY, ENGINE)


def test_who_is_in_care_can_live_with_foster_carers_and_who_is_grown_up_can_stay_put() -> None:
    at_16, at_19 = known(born="2010-05-01"), known(born="2007-05-01")
    assert "foster_care" in homes(at_16)
    assert not {"staying_put", "own_tenancy"} & {*homes(at_16)}
    assert {"staying_put", "own_tenancy", "student_accommodation"} <= {*homes(at_19)}
    # At 21 nobody is owed anything for living with foster carers.
    assert "foster_care" in homes(at_19)
    assert "foster_care" not in homes(known(born="2005-05-01"))


def test_a_child_who_was_never_in_care_rents_no_home() -> None:
    assert homes(known(born="2010-05-01", care="no")) == ["family", "custody", "homeless", "other"]
    assert {"own_tenancy", "student_accommodation"} < {*homes(known(born="2007-05-01", care="no"))}


def test_a_private_fostering_goes_on_or_is_over_at_16_and_17_alone() -> None:
    for born, ways in (
        ("2011-05-01", ["yes", "no"]),
        ("2010-11-22", ["yes", "no"]),
        ("2010-11-21", ["yes", "going", "no"]),
        ("2008-11-22", ["yes", "no"]),
    ):
        assert fostered_ways(known(born=born)) == ways, born


def test_somebody_with_a_course_that_runs_on_is_asked_where_and_not_whether() -> None:
    assert courses(known(born="2001-05-01", runs_on="yes")) == ["further", "higher"]
    assert courses(known(born="2007-05-01")) == ["further", "higher", "no"]


def test_only_what_can_change_the_answer_can_be_ticked() -> None:
    everything = ["moving", "expecting", "children", "no_clothes", "disabled"]
    assert things_true_now(known(born="2010-05-01")) == everything
    assert things_true_now(known(born="2010-05-01", authority="other")) == [
        "expecting",
        "children",
        "disabled",
    ]
    assert things_true_now(known(born="2011-05-01", care="no")) == []


def test_a_disability_that_was_asked_about_is_not_asked_about_again() -> None:
    never_in_care = {"born": "2009-05-01", "care": "no", "fostered": "yes"}
    assert "disabled" in things_true_now(known(**never_in_care))
    assert "disabled" not in things_true_now(known(**never_in_care, disabled="no"))


def test_only_who_may_have_a_matter_with_the_home_office_ticks_that_their_age_is_not_believed() -> None:
    for reply, offered in (("none", False), ("waiting", True), (UNKNOWN, True)):
        assert ("age" in things_true_now(known(born="2010-05-01", immigration=reply))) == offered


def test_a_parent_without_a_home_or_public_funds_is_asked_about_a_child() -> None:
    """The council must look at what the child needs, while nothing in the table of entitlements changes."""
    for immigration in ("no_leave", "leave_no_public_funds", UNKNOWN):
        replies = known(born="2004-05-01", care="no", living="homeless", immigration=immigration)
        assert {"expecting", "children"} <= {*things_true_now(replies)}, immigration
