"""What follows from the replies so far, and whether something else would change the answer."""

import msgspec

from kentcare.offer.checker.replies import UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.case import ELIGIBLE, NOBODY
from support.checker_people import ENGINE, IN_CARE_AT_16, TODAY


def known(**more: Reply) -> RepliesSoFar:
    return RepliesSoFar({**IN_CARE_AT_16, **more}, TODAY, ENGINE)


def test_one_more_reply_leaves_the_others_as_they_were() -> None:
    before = known()
    after = before.with_reply("living", "custody")
    assert after.replied("living", "custody", "family")
    assert not before.replied("living", "custody")
    assert (after.today, after.engine) == (before.today, before.engine)


def test_the_columns_are_those_of_every_reading() -> None:
    assert known().columns == {ELIGIBLE}
    assert RepliesSoFar({"born": "2010-05-01", "care": "no"}, TODAY, ENGINE).columns == {NOBODY}
    assert len(RepliesSoFar({"born": "2010-05-01", "care": UNKNOWN}, TODAY, ENGINE).columns) > 1


def test_kent_may_be_responsible_until_another_council_is_named() -> None:
    assert known(authority=UNKNOWN).kent_may_be_responsible
    assert not known(authority="other").kent_may_be_responsible


def test_a_birthday_is_an_ordinal_day() -> None:
    assert known().at(18) - known().at(16) == 365 + 366


def test_only_what_was_ticked_is_true() -> None:
    assert known(true_now=["moving"]).ticked("moving")
    assert not known(true_now=["moving"]).ticked("expecting")
    assert not known().ticked("moving")


def test_a_day_matters_where_another_day_of_the_month_changes_the_answer() -> None:
    """The 91st day in care hangs on the first, if that was lately."""
    lately = RepliesSoFar({**IN_CARE_AT_16, "care_1.from": "2026-10"}, TODAY, ENGINE)
    long_ago = RepliesSoFar({**IN_CARE_AT_16, "care_1.from": "2022-03"}, TODAY, ENGINE)
    assert lately.day_matters("care_1.from")
    assert not long_ago.day_matters("care_1.from")


def test_more_care_changes_nothing_for_somebody_who_has_enough() -> None:
    (reading,) = known().readings
    assert not known().more_care_changes(reading.facts)
    little = RepliesSoFar({**IN_CARE_AT_16, "care_1.from": "2026-11-01"}, TODAY, ENGINE)
    assert little.more_care_changes(little.readings[0].facts)


def test_what_differs_only_in_repeating_a_reply_is_no_difference() -> None:
    """Under 16 both are told to see a lawyer and who pays; the reason names the one or the other."""
    (reading,) = RepliesSoFar({"born": "2012-05-01", "care": "no"}, TODAY, ENGINE).readings
    somebody = RepliesSoFar({}, TODAY, ENGINE)
    waits = msgspec.structs.replace(reading.facts, immigration="waiting")
    assert somebody.would_differ(reading.facts, immigration="waiting")
    assert somebody.would_differ(waits, living="homeless")
    assert not somebody.would_differ(waits, moving_to_own_tenancy=True)


def test_another_helper_is_a_difference() -> None:
    (reading,) = RepliesSoFar({"born": "2012-05-01", "care": "no"}, TODAY, ENGINE).readings
    before = RepliesSoFar({}, TODAY, ENGINE).outcome(reading.facts)
    after = RepliesSoFar({}, TODAY, ENGINE).outcome(msgspec.structs.replace(reading.facts, living="homeless"))
    assert before.differs(after)
    assert not before.differs(before)
