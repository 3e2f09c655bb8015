"""How a question is put in words, and the helpers of the modules that put them."""

from dataclasses import dataclass, field
from datetime import date

from kentcare.offer.checker.replies import is_month
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.web.formats import day_in_words, month_in_words
from kentcare.web.language import gettext as _


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as it is put. `short` names it in a list, `choices` are its options in order."""

    ask: str
    short: str
    hint: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.ask, self.hint, *self.choices))


def date_in_words(reply: str) -> str:
    """A reply such as 2019-03 or 2019-03-04, as people write it."""
    if not is_month(reply):
        return day_in_words(date.fromisoformat(reply))
    year, month = reply.split("-")
    return month_in_words(int(year), int(month))


def yes_no(yes: str | None = None, no: str | None = None) -> dict[str, str]:
    return {"yes": yes or _("Yes"), "no": no or _("No")}


def is_adult(known: RepliesSoFar) -> bool:
    return known.today_number >= known.at(18)
