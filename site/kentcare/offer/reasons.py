"""Why somebody has a status: which sentences, with which numbers and dates in them."""

from typing import TYPE_CHECKING

from kentcare.offer.answer import Because
from kentcare.offer.case import Case
from kentcare.offer.days import parts
from kentcare.offer.status import THIRTEEN_WEEKS

if TYPE_CHECKING:
    from kentcare.offer.book import OfferBook

_SENTENCES: dict[str, tuple[str, ...]] = {
    "too_young": ("age", "sixteen_comes"),
    "eligible": ("in_care_now", "thirteen_weeks"),
    "looked_after": ("in_care_now", "not_yet_thirteen_weeks"),
    "left_care": ("age", "left_care", "thirteen_weeks"),
    "detained": ("age", "detained"),
    "hospital": ("age", "hospital"),
    "under_21": ("age",),
    "under_25": ("age", "under_25"),
    "disabled": ("age", "disabled"),
    "higher_education": ("age", "higher_education"),
    "returning_to_study": ("age", "returning_to_study"),
    "six_months_at_home": ("age", "six_months_at_home"),
    "full_time_study": ("age", "full_time_study"),
}
_ALONE = (
    "care_after_16",
    "special_guardianship",
    "privately_fostered",
    "was_relevant",
    "never_qualified",
    "past_21",
    "past_25",
)
_AT_18 = {"eligible": ("in_care_at_18", "thirteen_weeks"), "relevant": ("relevant_at_18",)}


# The sentences of content/answer/status.yaml, and what may stand in their places.
SENTENCES = {
    *_ALONE,
    "other_council",
    *(key for keys in (*_SENTENCES.values(), *_AT_18.values()) for key in keys),
}
PLACES = {"age", "needed", "days", "last_day", "home_since", "at_16"}


def reasons_for(case: Case, book: "OfferBook") -> list[Because]:
    """The sentences, each with its source, in the order in which the law asks its questions."""
    standing = case.standing
    keys = list(_SENTENCES.get(standing.reason, ("age", standing.reason)))
    if standing.status == "former_relevant":
        at_18 = case.life.standing(case.life.at_18 - 1)
        keys[1:1] = _AT_18[at_18.status]
    if case.facts.authority == "other":
        keys.append("other_council")
    said = []
    values = _values(case, book)
    for key in keys:
        text, source = book.because[key]
        said.append(Because(text.format_map(values), source))
    return said


def _values(case: Case, book: "OfferBook") -> dict[str, object]:
    life, day = case.life, case.day
    last = life.last_day_in_care(day)
    run = life.home_run(day)
    return {
        "age": case.age,
        "needed": THIRTEEN_WEEKS,
        "days": life.days_since_14(day),
        "last_day": in_words(last, book) if last is not None else "",
        "home_since": in_words(run.first, book) if run is not None else "",
        "at_16": in_words(life.at_16, book),
    }


def in_words(day: int, book: "OfferBook") -> str:
    """A day as 2 September 2017, the month in the book's language."""
    year, month, day_of_month = parts(day)
    return f"{day_of_month} {book.shared.months[month - 1]} {year}"
