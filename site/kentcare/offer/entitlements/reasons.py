"""Why somebody has a status: which sentences, with which numbers and dates in them."""

from kentcare.offer.entitlements.answer import Because
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.days import parts
from kentcare.offer.entitlements.status import THIRTEEN_WEEKS

# Reasons whose sentence follows the one on the age; each sentence has the name of its reason.
_AFTER_AGE = (
    "detained",
    "hospital",
    "under_25",
    "under_25_on_course",
    "course_in_plan",
    "disabled",
    "higher_education",
    "returning_to_study",
    "six_months_at_home",
    "study",
    "wants_to_study",
    "care_after_16",
    "special_guardianship",
    "accommodated",
    "privately_fostered",
    "was_relevant",
    "never_qualified",
    "past_21",
    "past_25",
)
_SENTENCES: dict[str, tuple[str, ...]] = {key: ("age", key) for key in _AFTER_AGE} | {
    "too_young": ("age", "sixteen_comes"),
    "eligible": ("in_care_now", "thirteen_weeks"),
    "looked_after": ("in_care_now", "not_yet_thirteen_weeks"),
    "left_care": ("age", "left_care", "thirteen_weeks"),
    "under_21": ("age",),
}
_AT_18 = {"eligible": ("in_care_at_18", "thirteen_weeks"), "relevant": ("relevant_at_18",)}


# The sentences that content/answer/status.yaml must have, and the places that they may have.
SENTENCES = {
    "housed_by_council",
    "permission_ended",
    "other_council",
    *(key for keys in (*_SENTENCES.values(), *_AT_18.values()) for key in keys),
}
PLACES = {"age", "needed", "days", "last_day", "home_since", "at_16", "leave_to"}


def reasons_for(case: Case, book: OfferBook, *, may_be_reviewed: bool = False) -> list[Because]:
    """Why a person has their status, in sentences with sources, in the order in which the law asks.

    `may_be_reviewed`: whether the council may have had to take them into care, which is said too.
    """
    legal_status = case.legal_status
    keys = list(_SENTENCES[legal_status.reason])
    if legal_status.status == "former_relevant":
        keys[1:1] = _AT_18[case.life.before_18.status]
    if may_be_reviewed:
        keys.append("housed_by_council")
    if case.immigration != case.facts.immigration:
        keys.append("permission_ended")
    if case.facts.authority == "other":
        keys.append("other_council")
    said = []
    values = _Places(case, book)
    for key in keys:
        text, source = book.because[key]
        said.append(Because(text.format_map(values), source))
    return said


class _Places(dict[str, object]):
    """Values for the places of a sentence, worked out only when a sentence asks for one."""

    def __init__(self, case: Case, book: OfferBook) -> None:
        super().__init__(age=case.age, needed=THIRTEEN_WEEKS)
        self._case = case
        self._book = book

    def __missing__(self, place: str) -> object:
        life, day = self._case.life, self._case.day
        if place == "days":
            return life.days_since_14(day)
        if place == "at_16":
            return in_words(life.at_16, self._book)
        if place == "leave_to":
            end = life.facts.leave_to
            return in_words(end.toordinal(), self._book) if end is not None else ""
        run = life.home_run(day)
        then = life.last_day_in_care(day) if place == "last_day" else run and run.first
        return in_words(then, self._book) if then is not None else ""


def in_words(day: int, book: OfferBook) -> str:
    """A day as 2 September 2017, the month in the book's language."""
    year, month, day_of_month = parts(day)
    return f"{day_of_month} {book.shared.months[month - 1]} {year}"
