"""The one fact that decides an answer where somebody does not know it: who can tell them, and what to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from kentcare.core.content.place import Contact
from kentcare.offer.entitlements.book import OfferBook
from kentcare.web.language import gettext as _

# Whoever has the papers of somebody who was in care, and whoever helps to get them.
_RING = ("children", "become")
# Whoever reads an immigration letter, and whoever has the letters of somebody who was in care.
_RING_ABOUT_PAPERS = ("civil_legal_advice", "children")
_PAPERS = ("immigration", "extended")


@dataclass(frozen=True, slots=True)
class DecidingFact:
    """What decides, in words that go on “What decides it:”, and what to say to whoever can tell.

    `questions` are those whose reply decides.
    """

    what: str
    say: str
    contacts: list[Contact]
    questions: tuple[str, ...]


def deciding_fact(questions: Sequence[str], book: OfferBook) -> DecidingFact:
    """The fact behind the first of the questions whose reply decides the status."""
    what, say = _words(questions[0] if questions else "")
    return DecidingFact(what, say, [book.place.contacts[key] for key in _RING], tuple(questions))


def deciding_papers(
    depends_on: Sequence[Sequence[str]], book: OfferBook, *, was_in_care: bool
) -> DecidingFact | None:
    """The right to stay, where what somebody is owed depends on it and they do not know it.

    `depends_on` has, for each entitlement, the questions that decide it.
    """
    named = {name for names in depends_on for name in names}
    questions = tuple(name for name in _PAPERS if name in named)
    if not questions:
        return None
    rung = _RING_ABOUT_PAPERS if was_in_care else _RING_ABOUT_PAPERS[:1]
    return DecidingFact(
        _("your right to stay"),
        _("Please tell me what my right to stay is. I want to see the letter or the eVisa that says it."),
        [book.place.contacts[key] for key in rung],
        questions,
    )


def _words(question: str) -> tuple[str, str]:
    family = (
        question.partition(".")[0].partition("_")[0]
        if question.startswith("care_")
        else question.partition(".")[0]
    )
    words = {
        "care": (
            _("the days on which you were in care"),
            _("Please send me the dates on which I was in care, in writing."),
        ),
        "at_16": (
            _("where you were on your 16th birthday"),
            _("Please tell me in writing where I was on my 16th birthday: held by a court, or in hospital?"),
        ),
        "home": (
            _("how long you lived with your family after care"),
            _("Please send me the dates on which I went back to my family, in writing."),
        ),
        "guardianship": (
            _("whether a court made a special guardianship order for you"),
            _("Please tell me in writing if there was a special guardianship order for me, and its dates."),
        ),
        "fostered": (
            _("whether you were privately fostered"),
            _("Please tell me in writing if I was privately fostered, and when."),
        ),
        "in_plan": (
            _("whether your course is in your pathway plan"),
            _("Please send me my pathway plan. Is my course in it?"),
        ),
    }
    return words.get(
        family,
        (
            _("the reply that you did not know"),
            _("Was I in care, and when? Please tell me in writing which help I have a right to."),
        ),
    )
