"""How a question is put in words, and the helpers of the modules that put them."""

from dataclasses import dataclass, field
from datetime import date

from kentcare.core.content.place import Contact
from kentcare.offer.checker.replies import is_month
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.web.formats import day_in_words, month_in_words
from kentcare.web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Explained:
    """What is folded away below a question. Each line may begin with what it is about.

    `helper` is who can help with it.
    """

    summary: str
    lines: tuple[tuple[str, str], ...]
    helper: Contact | None = None


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as it is put. `short` names it in a list, `choices` are its options in order."""

    ask: str
    short: str
    hint: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    explained: Explained | None = None

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


def about_pathway_plan() -> Explained:
    """What the document is in which the council wrote the help that somebody gets."""
    return Explained(
        _("What a pathway plan looks like"),
        (
            ("", _("It is a document of the council with your name on it.")),
            ("", _("It says what you need, what help you get, who does it, and by when.")),
            ("", _("Your personal adviser has it. You can ask to see it.")),
        ),
    )
