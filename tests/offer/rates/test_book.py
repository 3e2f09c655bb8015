"""The figures of content/rates on the days around each change, and how one is asked for."""

from datetime import date
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError, ContentFile
from kentcare.core.content.sources import Sources
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.rates.book import Amount, Rate, RateFile, Rates, read_rate
from kentcare.paths import CONTENT
from support.oracle import day_of
from support.oracle_figures import CONFLICTS, FIGURES, days_that_tell, figure_on, losing_values

IDS = list(dict.fromkeys(row[0] for row in FIGURES))


@pytest.fixture(scope="module")
def rates() -> Rates:
    return Rates.load(CONTENT, Sources.load(CONTENT))


def on(rate: Rate, day: str) -> Amount | None:
    return rate.on(date.fromisoformat(day).toordinal())


def shown(amount: Amount | None) -> str | None:
    if amount is None:
        return None
    sure = "confirmed" if amount.confirmed else "unsure"
    return f"{amount.value} {amount.per} {amount.cap} {amount.state} {sure} {amount.from_}"


def test_every_figure_of_the_oracle_is_there_and_another_only_where_something_names_it(
    rates: Rates,
) -> None:
    pages = "".join(page.read_text() for page in (CONTENT / "pages" / "en").glob("*.md"))
    book = load_book(CONTENT)
    notes = "".join(note for words in book.entitlements.values() for note in words.notes.values())
    of_rows = {verdict.figure for row in ROWS for verdict in row.verdicts}
    assert set(IDS) <= set(rates)
    others = set(rates) - set(IDS) - of_rows
    assert not [name for name in others if f"{{rate:{name}}}" not in pages and f"{{{name}}}" not in notes]


@pytest.mark.parametrize("figure", IDS)
def test_a_figure_on_each_side_of_each_change(rates: Rates, figure: str) -> None:
    for day in days_that_tell(figure):
        assert (day, compared(on(rates[figure], day))) == (day, figure_on(figure, day_of(day)))


def compared(amount: Amount | None) -> dict[str, object] | None:
    """A figure as the oracle writes it."""
    if amount is None:
        return None
    return {
        "value": amount.value,
        "currency": "GBP",
        "per": amount.per,
        "cap": amount.cap,
        "from": amount.from_.isoformat(),
        "state": amount.state,
        "confirmed": amount.confirmed,
    }


@pytest.mark.parametrize(("figure", "day", "value", "locator"), CONFLICTS)
def test_a_value_that_lost_stands_beside_the_one_that_won_with_its_source_and_why(
    rates: Rates, figure: str, day: str, value: str, locator: str
) -> None:
    amount = on(rates[figure], day)
    assert amount is not None
    (lost,) = amount.conflicts
    assert (lost.value, lost.source.locator) == (value, locator)
    assert lost.why_not_used.endswith(".")


def test_a_losing_value_is_still_told_of_when_the_winner_is_only_last_known(rates: Rates) -> None:
    amount = on(rates["clothing_year"], "2026-11-22")
    assert amount is not None
    assert [lost.value for lost in amount.conflicts] == losing_values("clothing_year")


def test_the_parts_of_a_figure_are_those_of_the_papers(rates: Rates) -> None:
    assert rates["clothing_year"].parts == {"summer": "50.00", "winter": "70.00"}
    assert rates["staying_put_contribution"].parts == {"food": "20.00", "utilities": "7.00"}


def test_before_the_first_value_of_any_figure_there_is_none(rates: Rates) -> None:
    for rate in rates.values():
        first = min(amount.from_ for amount in rate.amounts())
        assert rate.on(first.toordinal()) is not None, rate.id
        assert rate.on(first.toordinal() - 1) is None, rate.id
        assert rate.on(1) is None, rate.id


def test_every_answer_of_every_figure_has_a_source_and_days(rates: Rates) -> None:
    for rate in rates.values():
        for amount in rate.amounts():
            assert amount.sources, rate.id
            assert all(source.document and source.locator for source in amount.sources), rate.id
            assert amount.review_by > amount.from_, rate.id


def test_every_value_says_when_it_was_read_and_when_to_look_again() -> None:
    sources = Sources.load(CONTENT)
    for path in (CONTENT / "rates").glob("*.yaml"):
        for row in ContentFile(path, CONTENT).into(RateFile).values:
            assert row.verified_on < row.review_by, path.name
            for citation in row.sources:
                assert sources.document(sources.find(citation)).read_on <= row.verified_on, path.name


# How a figure is asked for: on small invented files.

ROW = """\
  - from: {first}
    to: {last}
    value: "{value}"
    cap: exact
    state: {state}
    sources: ["004:1"]
    verified_on: 2026-11-22
    review_by: 2027-05-22
"""


def invented(folder: Path, *rows: tuple[str, str, str, str], more: str = "") -> Rate:
    """A rate of rows of first day, last day (or nothing), value and state."""
    text = "id: example\nwhat: Invented\nper: once\nvalues:\n"
    for first, last, value, state in rows:
        text += ROW.format(first=first, last=last, value=value, state=state)
    path = folder / "example.yaml"
    path.write_text(text + more, encoding="utf-8")
    return read_rate(ContentFile(path, folder), Sources.load(CONTENT))


@pytest.mark.parametrize("state", ["announced", "enacted_not_in_force"])
def test_what_is_not_in_force_yet_is_never_an_answer(tmp_path: Path, state: str) -> None:
    rate = invented(
        tmp_path, ("2017-01-01", "2017-12-31", "10.00", "in_force"), ("2018-01-01", "", "99.00", state)
    )
    assert shown(on(rate, "2017-12-31")) == "10.00 once exact in_force confirmed 2017-01-01"
    assert shown(on(rate, "2018-01-01")) == "10.00 once exact last_known unsure 2017-01-01"
    assert [amount.value for amount in rate.amounts()] == ["10.00", "10.00"]


@pytest.mark.parametrize("state", ["announced", "enacted_not_in_force"])
def test_a_figure_that_has_only_been_announced_or_enacted_has_no_value(tmp_path: Path, state: str) -> None:
    rate = invented(tmp_path, ("2018-01-01", "", "99.00", state))
    assert on(rate, "2018-01-01") is None
    assert on(rate, "2030-01-01") is None


def test_what_is_announced_may_lie_inside_the_days_of_what_is_in_force(tmp_path: Path) -> None:
    rate = invented(
        tmp_path, ("2017-01-01", "", "10.00", "in_force"), ("2018-01-01", "", "99.00", "announced")
    )
    assert shown(on(rate, "2018-06-01")) == "10.00 once exact in_force confirmed 2017-01-01"


def test_a_value_without_an_end_holds_for_ever(tmp_path: Path) -> None:
    rate = invented(tmp_path, ("2017-01-01", "", "10.00", "in_force"))
    assert shown(on(rate, "9999-12-31")) == "10.00 once exact in_force confirmed 2017-01-01"


def test_a_value_that_is_written_as_last_known_is_never_confirmed(tmp_path: Path) -> None:
    rate = invented(tmp_path, ("2017-01-01", "", "10.00", "last_known"))
    assert shown(on(rate, "2017-01-01")) == "10.00 once exact last_known unsure 2017-01-01"


def test_in_a_declared_gap_the_value_before_it_is_last_known(tmp_path: Path) -> None:
    rate = invented(
        tmp_path,
        ("2017-01-01", "2017-12-31", "10.00", "in_force"),
        ("2019-01-01", "", "20.00", "in_force"),
        more="gaps:\n  - {from: 2018-01-01, to: 2018-12-31, why: Nobody has said.}\n",
    )
    assert shown(on(rate, "2018-01-01")) == "10.00 once exact last_known unsure 2017-01-01"
    assert shown(on(rate, "2018-12-31")) == "10.00 once exact last_known unsure 2017-01-01"
    assert shown(on(rate, "2019-01-01")) == "20.00 once exact in_force confirmed 2019-01-01"


def test_between_two_values_that_meet_there_is_no_day_without_one(tmp_path: Path) -> None:
    rate = invented(
        tmp_path,
        ("2017-01-01", "2017-12-31", "10.00", "in_force"),
        ("2018-01-01", "", "20.00", "in_force"),
    )
    assert shown(on(rate, "2017-12-31")) == "10.00 once exact in_force confirmed 2017-01-01"
    assert shown(on(rate, "2018-01-01")) == "20.00 once exact in_force confirmed 2018-01-01"


@pytest.mark.parametrize("day", ["2016-12-31", "2017-06-30"])
def test_two_values_for_one_day_are_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(ContentError, match="begins before"):
        invented(tmp_path, ("2017-01-01", "2017-06-30", "10.00", "in_force"), (day, "", "20.00", "in_force"))


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "rates").mkdir()
    for name in ("first", "second"):
        (tmp_path / "rates" / f"{name}.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Rates.load(tmp_path, Sources.load(CONTENT))
    assert [fault.file for fault in caught.value.faults] == ["rates/first.yaml", "rates/second.yaml"]
