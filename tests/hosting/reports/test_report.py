"""A report in the copy of what is held about somebody."""

from datetime import UTC, datetime

from kentcare.hosting.reports.report import Report, exported
from support.host_report import MONTH, words_of


def test_a_field_that_nobody_has_placed_is_not_in_a_young_persons_copy() -> None:
    report = _report_with({"well": "Well.", "a_new_field": "About the Host."})
    assert set(words_of(exported(report, is_about_reader=True))) == {"well", "hours", "nights"}
    assert "a_new_field" in words_of(exported(report, is_about_reader=False))


def _report_with(answers: dict[str, object]) -> Report:
    return Report(
        id=1,
        ref="ref",
        reference="reference",
        month=MONTH,
        level="standard",
        author="Host",
        sent_at=datetime(2026, 12, 1, tzinfo=UTC),
        answers=answers,
        skills={},
        home_id=1,
        home_ref="home",
        home="Home",
        young_person_id=1,
        young_person_ref="young-person",
        young_person="Young person",
        read_at=None,
        for_supervision=False,
        more_asked_at=None,
        notes=[],
    )
