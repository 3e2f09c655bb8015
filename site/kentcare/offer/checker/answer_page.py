"""What the answer page and the printed sheet show, put together from the outcome."""

from dataclasses import dataclass
from datetime import date

from kentcare.offer.checker.outcome import GROUPS, DatedMilestone, Item, Outcome, outcome_of
from kentcare.offer.checker.question_words import reply_in_words, words_for
from kentcare.offer.checker.questions import Question, Walk
from kentcare.offer.checker.replies import Reply, is_month, is_sampled
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.book import OfferBook, StatusWords
from kentcare.offer.entitlements.labels import year_of
from kentcare.offer.rates.book import Amount
from kentcare.web.language import gettext as _

_MOST_STOPS = 8  # dates on the road ahead; further ones are folded away

# Not printed on a sheet that goes from hand to hand.
_PRIVATE = {"immigration", "at_16", "living", "true_now", "weeks", "benefit", "claimed"}


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its reply, for the list at the end.

    `reading` says how a month without a day was read.
    """

    step: int
    short: str
    reply: str
    reading: str
    private: bool


@dataclass(frozen=True, slots=True)
class ShownEntitlement:
    """An entitlement as the answer lists it. `depends_on`: the questions whose reply decides it."""

    item: Item
    name: str
    what: str
    figure: Amount | None
    per: str
    year: str
    depends_on: list[AnsweredQuestion]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Everything that the templates of the answer and of the printed sheet show."""

    title: str
    outcome: Outcome
    statuses: list[StatusWords]
    status_depends_on: list[AnsweredQuestion]
    owed: list[ShownEntitlement]
    decided: list[ShownEntitlement]
    unknown: list[ShownEntitlement]
    could_change: list[ShownEntitlement]
    not_for_you: list[ShownEntitlement]
    next_status: StatusWords | None
    stops: list[DatedMilestone]
    more_dates: list[DatedMilestone]
    asked: list[AnsweredQuestion]
    today: date
    is_sampled: bool


def answer_page(walked: Walk) -> AnswerPage:
    """The answer for a walk through the questions that is finished."""
    outcome = outcome_of(walked.known)
    book = walked.known.engine.book
    asked = _answered_questions(walked)
    everything = [_shown_entitlement(item, book, asked) for item in outcome.items]
    # Within a group those with a figure come first: it is what a person looks for.
    everything.sort(key=lambda one: one.figure is None)
    shown = {group: [one for one in everything if one.item.group == group] for group in GROUPS}
    not_now = shown["no"]
    # Of a review that comes every six months the first is enough, or the birthdays would drown.
    first_of_each = {found.milestone.id: found for found in reversed(outcome.dates)}
    stops = [found for found in outcome.dates if found in first_of_each.values()][:_MOST_STOPS]
    return AnswerPage(
        title=_title(outcome, book),
        outcome=outcome,
        statuses=[book.status.statuses[answer.status] for answer in outcome.answers],
        status_depends_on=[asked[name] for name in outcome.status_depends_on if name in asked],
        owed=shown["yes"],
        decided=shown["may"],
        unknown=shown["unknown"],
        could_change=[one for one in not_now if one.item.line.entitlement.would_change],
        not_for_you=[one for one in not_now if not one.item.line.entitlement.would_change],
        next_status=_next_status(outcome, book),
        stops=stops,
        more_dates=[found for found in outcome.dates if found not in stops],
        asked=list(asked.values()),
        today=walked.known.today,
        is_sampled=is_sampled(walked.known.replies),
    )


def _title(outcome: Outcome, book: OfferBook) -> str:
    if len(outcome.answers) > 1:
        return str(_("We cannot be sure of your status"))
    return book.status.statuses[outcome.base.status].title


def _next_status(outcome: Outcome, book: OfferBook) -> StatusWords | None:
    following = outcome.base.next
    is_sure = outcome.next_is_certain and len(outcome.nexts) == 1
    return book.status.statuses[following.status] if following and is_sure else None


def _answered_questions(walked: Walk) -> dict[str, AnsweredQuestion]:
    found = {}
    for position, question in enumerate(walked.asked):
        before = walked.before(position)
        reply = walked.known.replies[question.id]
        found[question.id] = AnsweredQuestion(
            step=position + 1,
            short=words_for(question, before).short,
            reply=reply_in_words(question, before, reply),
            reading=_how_read(question, reply, walked.known),
            private=question.id in _PRIVATE,
        )
    return found


def _how_read(question: Question, reply: Reply, known: RepliesSoFar) -> str:
    """How a month without its day was read; empty for any other reply, and where the day was asked."""
    if question.kind != "date" or not is_month(reply) or f"{question.id}.day" in known.replies:
        return ""
    # For the end of a course no day is asked: it is read as some day of the month.
    if known.day_matters(question.id):
        return str(_("Read as some day of it."))
    return str(_("Any day of this month gives the same answer."))


def _shown_entitlement(item: Item, book: OfferBook, asked: dict[str, AnsweredQuestion]) -> ShownEntitlement:
    words = book.entitlements[item.line.entitlement.id]
    figure = item.line.amount
    return ShownEntitlement(
        item=item,
        name=words.name,
        what=words.what,
        figure=figure,
        per=_per(figure) if figure else "",
        year=year_of(figure) if figure else "",
        depends_on=[asked[name] for name in item.depends_on if name in asked],
    )


def _per(figure: Amount) -> str:
    """How often a figure is paid, and whether it is a limit: “a week”, “at most, once”."""
    often = {
        "once": _("once"),
        "hour": _("an hour"),
        "week": _("a week"),
        "month": _("a month"),
        "year": _("a year"),
        "course": _("for the course"),
    }[figure.per]
    words: dict[str, str] = {
        "exact": often,
        "up_to": _("at most, %(often)s", often=often),
        "at_least": _("at least, %(often)s", often=often),
    }
    return words[figure.cap]
