"""The headline of an answer and what its status means, neither promising more than is true of somebody."""

from kentcare.offer.checker.outcome import Outcome
from kentcare.offer.entitlements.book import Headline, OfferBook
from kentcare.web.language import gettext as _


def headline_of(outcome: Outcome, book: OfferBook) -> str:
    """What stands over an answer, in plain words: what the council must do, or that a fact decides it."""
    if outcome.is_open:
        one = len(outcome.status_depends_on) == 1
        return str(
            _("One thing decides what you are owed") if one else _("A few things decide what you are owed")
        )
    status = book.status.statuses[outcome.base.status]
    return status.headlines.get(_manner(outcome, book), status.headlines["usual"])


def meaning_of(outcome: Outcome, book: OfferBook) -> str:
    """What the status means, without a promise that the headline would not make."""
    status = book.status.statuses[outcome.base.status]
    return status.means_for.get(_manner(outcome, book), status.means)


def _manner(outcome: Outcome, book: OfferBook) -> Headline:
    """Which headline of a status is true: it promises less to some people."""
    base = outcome.base
    assessment = next(
        one.group for one in outcome.items if one.line.entitlement.id == "human_rights_assessment"
    )
    if assessment == "yes":
        return "assessed"
    if assessment == "unknown":
        return "unsure"
    if base.age >= 25:
        return "on_course"
    # Whoever does not know which council it was is told nothing that is true of Kent alone.
    if not outcome.is_responsible:
        return "elsewhere"
    return "from_21" if base.age >= 21 and not _needs_no_asking(outcome, book) else "usual"


def _needs_no_asking(outcome: Outcome, book: OfferBook) -> bool:
    """Whether the council must keep in touch unasked in every reading, as a course of the plan runs on."""
    unasked = book.entitlements["keep_in_touch"].reasons["yes"]
    line = next(one for one in outcome.items if one.line.entitlement.id == "keep_in_touch")
    return all(one.entitlement.reason == unasked for one in line.lines)
