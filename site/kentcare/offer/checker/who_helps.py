"""Whom an answer names: their workers, everybody who can help, and whose number stands below the headline."""

from typing import Literal

from kentcare.core.content.place import Contact
from kentcare.offer.checker.outcome import Outcome
from kentcare.offer.entitlements.book import OfferBook

# Whom we name to somebody for whom we answer nothing more: no home, money, their papers, health.
_AT_ANY_AGE = ("shelter", "citizens_advice", "civil_legal_advice", "nhs_111")
_OF_KENT = ("children", "out_of_hours")

Workers = Literal["both", "social worker", "adviser", "nobody"]
"""Whom of the council somebody has: the law gives a social worker to some, a personal adviser to others."""


def workers(outcome: Outcome) -> Workers:
    """Whom of the council somebody has in every reading of their replies."""
    has = {item.line.entitlement.id for item in outcome.items if item.group in ("yes", "may")}
    match "social_worker" in has, "personal_adviser" in has:
        case True, True:
            return "both"
        case True, False:
            return "social worker"
        case False, True:
            return "adviser"
    return "nobody"


def is_past_25(outcome: Outcome) -> bool:
    """Whether somebody is in no group any more because of their age, so that we answer nothing for them."""
    return outcome.base.status == "none" and outcome.base.age >= 25


def is_in_a_group(outcome: Outcome) -> bool:
    """Whether the leaving care law says anything of somebody in some reading."""
    return any(answer.status != "none" for answer in outcome.answers)


def who_helps(outcome: Outcome, book: OfferBook) -> list[Contact]:
    """Everybody whom an answer names, the nearest to what it is about first."""
    named = [
        *(_AT_ANY_AGE if is_past_25(outcome) else ()),
        *(signpost.id for signpost in outcome.base.signposts),
    ]
    found = [book.place.contacts[name] for name in dict.fromkeys(named)]
    if is_in_a_group(outcome) and not outcome.is_responsible:
        # Kent's own numbers are for whoever Kent looked after.
        kents = [book.place.contacts[name] for name in _OF_KENT]
        found.sort(key=lambda contact: contact in kents)
    return found


def first_to_ring(outcome: Outcome, book: OfferBook) -> Contact:
    """Whose number stands below the headline where nothing is urgent.

    It is their own council's team where that is Kent's. Somebody in no group may need a home tonight: under
    18 the county gives it, and from then on Shelter helps.
    """
    if is_in_a_group(outcome):
        name = "children" if outcome.is_responsible else "become"
    else:
        name = "children" if outcome.base.age < 18 else "shelter"
    return book.place.contacts[name]
