"""The choices on a page are those that somebody in these columns can have."""

from kentcare.offer.checker.choices import homes, things_true_now
from kentcare.offer.checker.replies import Reply
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
    assert "foster_care" not in homes(at_19)


def test_only_what_can_change_the_answer_can_be_ticked() -> None:
    everything = ["moving", "expecting", "children", "no_clothes", "disabled"]
    assert things_true_now(known(born="2010-05-01")) == everything
    assert things_true_now(known(born="2010-05-01", authority="other")) == ["expecting", "children"]
    assert things_true_now(known(born="2010-05-01", care="no")) == []
