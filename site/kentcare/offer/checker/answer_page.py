"""What the answer page shows, put together from the outcome: what is urgent, owed, and next to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kentcare.core.content.place import Contact
from kentcare.offer.checker.deciding import DecidingFact, deciding_fact, deciding_papers
from kentcare.offer.checker.headline import headline_of, meaning_of
from kentcare.offer.checker.outcome import GROUPS, DatedMilestone, Item, Outcome, outcome_of
from kentcare.offer.checker.question_words import reply_in_words, words_for
from kentcare.offer.checker.questions import Question, Walk
from kentcare.offer.checker.replies import Reply, is_month, is_sampled
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.who_helps import (
    Workers,
    first_to_ring,
    is_in_a_group,
    is_past_25,
    who_helps,
    workers,
)
from kentcare.offer.entitlements.book import OfferBook, StatusWords, UrgentWords
from kentcare.offer.entitlements.labels import year_of
from kentcare.offer.rates.book import Amount
from kentcare.web.formats import day_in_words
from kentcare.web.language import gettext as _

_MOST_SOON = 2  # dates that stand open; the others are folded away
_MOST_URGENT = 3  # open at once; where there are more, one less, or none would be urgent
# Nobody rings twice at once, but a home for somebody under 18 hangs on whether their age is believed.
_SAID_AT_ONCE = ("age_not_believed",)
# Things without a figure that are shown whole, fewer where much is urgent; the others have a line each.
_MOST_OWED = 3

# Rights that somebody has all the time: a line each.
_STANDING = (
    "social_worker",
    "personal_adviser",
    "independent_reviewing_officer",
    "pathway_plan",
    "keep_in_touch",
    "advocate",
    "complain",
)

NEED_NO_ASKING = ("advocate", "complain")
"""Rights that somebody has without asking anybody for them."""

# For somebody without a home: what is owed begins with these. The county comes first where it must give a
# home to somebody under 18: a room as homeless may cost them the rights of care.
_WITHOUT_HOME = (
    "section_20_accommodation",
    "accommodation",
    "homelessness_help",
    "priority_need",
    "homelessness_local_connection",
)

# Not printed on a sheet that goes from hand to hand.
_PRIVATE = {
    *("immigration", "extended", "leave_to", "at_16", "stays", "housed"),
    *("living", "true_now", "weeks", "alone", "disabled", "benefit", "claimed"),
}


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
    """An entitlement as the answer lists it. `depends_on`: the questions whose reply decides it.

    `how_to_ask` is empty for what is not theirs, unless its words are for just those whose it is not.
    """

    item: Item
    name: str
    what: str
    figure: Amount | None
    per: str
    year: str
    depends_on: list[AnsweredQuestion]
    how_to_ask: str

    @property
    def id(self) -> str:
        """The id of the entitlement, as the table of the rules has it."""
        return self.item.line.entitlement.id

    @property
    def readings(self) -> list[tuple[str, str]]:
        """Each amount, with the reason for it, that it may come to; no amount that may not be theirs."""
        is_known = self.item.group != "unknown"
        lines = self.item.lines
        return [
            *dict.fromkeys(
                (line.amount.value if line.amount and is_known else "", line.entitlement.reason)
                for line in lines
            )
        ]

    @property
    def is_unsure(self) -> bool:
        """Whether it has a figure that nobody has confirmed for today."""
        return self.figure is not None and (self.figure.state == "last_known" or not self.figure.confirmed)


@dataclass(frozen=True, slots=True)
class ShownUrgent:
    """What to do at once, and whom to ring about it. `row` is the entitlement that it rests on.

    `said_in_english` is what to say where the page is in another language: whoever answers speaks English.
    `said_at_once`: what to say is not folded away, though another thing comes first.
    """

    words: UrgentWords
    said_in_english: str
    told: str
    contacts: list[Contact]
    row: ShownEntitlement
    said_at_once: bool


@dataclass(frozen=True, slots=True)
class NextChange:
    """The first dated thing to come, of any kind. `last` is later than `first` where readings differ."""

    first: str
    last: str
    what: str
    certain: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Everything that the templates of the answer and of the printed sheet show.

    Of what is `owed`, `first` is shown whole, `more` and `standing` in a line each. `helpers` are contacts
    that nothing urgent names; `ring` are the two that stand beside the answer. `first_to_ring` stands below
    the headline where nothing is urgent.
    """

    headline: str
    means: str
    outcome: Outcome
    statuses: list[StatusWords]
    deciding: DecidingFact | None
    decided_by: list[AnsweredQuestion]
    urgent: list[ShownUrgent]
    more_urgent: list[ShownUrgent]
    everything: list[ShownEntitlement]
    owed: list[ShownEntitlement]
    first: list[ShownEntitlement]
    more: list[ShownEntitlement]
    standing: list[ShownEntitlement]
    decided: list[ShownEntitlement]
    unknown: list[ShownEntitlement]
    could_change: list[ShownEntitlement]
    not_for_you: list[ShownEntitlement]
    next: NextChange | None
    stops: list[DatedMilestone]
    soon: list[DatedMilestone]
    later: list[DatedMilestone]
    helpers: list[Contact]
    ring: list[Contact]
    first_to_ring: Contact | None
    asked: list[AnsweredQuestion]
    today: date
    is_sampled: bool
    has_group: bool
    workers: Workers
    can_move: bool
    is_past_25: bool

    @property
    def has_things_to_ask_for(self) -> bool:
        """Whether there is anything to print but rights that need no asking."""
        return any(one.id not in NEED_NO_ASKING for one in [*self.owed, *self.decided])


def answer_page(walked: Walk) -> AnswerPage:
    """The answer for a walk through the questions that is finished."""
    return page_of(outcome_of(walked.known), walked)


def page_of(outcome: Outcome, walked: Walk) -> AnswerPage:
    """The page for an outcome of these replies."""
    book = walked.known.engine.book
    asked = _answered_questions(walked)
    everything = [_shown_entitlement(item, book, asked) for item in outcome.items]
    # Within a group those with a figure come first, because it is what a person looks for; then a lawyer, on
    # whom all else may hang, and what has to do with what is urgent.
    urgent = _urgent(outcome, everything, book)
    opened = _MOST_URGENT if len(urgent) <= _MOST_URGENT else _MOST_URGENT - 1
    rows = [one.row for one in urgent]
    near = {book.entitlements[row.id].theme for row in rows}
    # Somebody without a home looks for that before any figure.
    homes = _WITHOUT_HOME if walked.known.replies.get("living") == "homeless" else ()
    in_order = sorted(
        everything,
        key=lambda one: (
            homes.index(one.id) if one.id in homes else len(homes),
            one.figure is None,
            one not in rows,
            one.id != "legal_advice_immigration",
            book.entitlements[one.id].theme not in near,
        ),
    )
    shown = {group: [one for one in in_order if one.item.group == group] for group in GROUPS}
    has_group = is_in_a_group(outcome)
    owed, standing = _without_standing(shown["yes"])
    deciding = (
        deciding_fact(outcome.status_depends_on, book)
        if outcome.is_open
        else deciding_papers([one.item.depends_on for one in everything], book, was_in_care=has_group)
    )
    count = sum(one.figure is not None for one in owed) + max(1, _MOST_OWED - 2 * len(urgent[1:]))
    # Of a review that comes every six months the first is enough, or the birthdays would drown.
    first_of_each = {found.milestone.id: found for found in reversed(outcome.dates)}
    stops = [found for found in outcome.dates if found in first_of_each.values()]
    soon = stops[:_MOST_SOON]
    rung = {contact.name for one in urgent[:opened] for contact in one.contacts}
    helpers = who_helps(outcome, book)
    # The ombudsman comes last of all, after a complaint.
    first_helpers = [contact for contact in helpers if contact is not book.place.contacts["ombudsman"]]
    return AnswerPage(
        headline=headline_of(outcome, book),
        means=meaning_of(outcome, book),
        outcome=outcome,
        statuses=[book.status.statuses[answer.status] for answer in outcome.answers],
        deciding=deciding,
        decided_by=[asked[name] for name in deciding.questions if name in asked] if deciding else [],
        urgent=urgent[:opened],
        more_urgent=urgent[opened:],
        everything=everything,
        owed=shown["yes"],
        first=owed[:count],
        more=owed[count:],
        standing=standing,
        decided=shown["may"],
        unknown=shown["unknown"],
        could_change=[one for one in shown["no"] if one.item.line.entitlement.would_change],
        not_for_you=[one for one in shown["no"] if not one.item.line.entitlement.would_change],
        next=_next_change(outcome, book, walked.known.today),
        stops=stops,
        soon=soon,
        later=[found for found in outcome.dates if found not in soon],
        ring=[one for one in (urgent[0].contacts if urgent else first_helpers) if one.telephone][:2],
        first_to_ring=None if urgent or deciding else first_to_ring(outcome, book),
        helpers=[contact for contact in helpers if contact.name not in rung],
        asked=list(asked.values()),
        today=walked.known.today,
        is_sampled=is_sampled(walked.known.replies),
        has_group=has_group,
        workers=workers(outcome),
        can_move="living" in asked,
        is_past_25=is_past_25(outcome),
    )


def _without_standing(
    owed: Sequence[ShownEntitlement],
) -> tuple[list[ShownEntitlement], list[ShownEntitlement]]:
    """What is owed, apart from the rights that somebody has all the time, and those rights."""
    by_id = {one.id: one for one in owed}
    return (
        [one for one in owed if one.id not in _STANDING],
        [by_id[identifier] for identifier in _STANDING if identifier in by_id],
    )


def _urgent(outcome: Outcome, everything: list[ShownEntitlement], book: OfferBook) -> list[ShownUrgent]:
    by_id = {one.id: one for one in everything}
    leave_to = outcome.leave_to
    return [
        ShownUrgent(
            words=book.urgent[key],
            said_in_english=book.said_in_english[key],
            told=book.urgent[key].told.format(leave_to=day_in_words(leave_to) if leave_to else ""),
            contacts=[book.place.contacts[name] for name in book.urgent[key].ring],
            row=by_id[book.urgent[key].row],
            said_at_once=position == 0 or key in _SAID_AT_ONCE,
        )
        for position, key in enumerate(outcome.urgent)
    ]


def _next_change(outcome: Outcome, book: OfferBook, today: date) -> NextChange | None:
    """The first thing to come: a milestone, or a status that changes. On one day, the status says more."""
    found = [
        NextChange(date.first, date.last, date.milestone.text, date.certain)
        for date in outcome.dates
        if date.last > today.isoformat()
    ]
    if outcome.nexts:
        (first, status), last = outcome.nexts[0], outcome.nexts[-1][0]
        is_one = outcome.next_is_certain and len(outcome.nexts) == 1
        following = outcome.base.next
        words = (
            [following.why] if following and is_one else [_("It depends on something that we do not know.")]
        )
        if is_one and status != "none":
            words.append(book.status.statuses[status].title + ".")
        found.insert(0, NextChange(first, last, " ".join(words), outcome.next_is_certain))
    return min(found, key=lambda one: one.first, default=None)


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
        return str(_("We took it as a day in this month."))
    return str(_("Any day of this month gives the same answer."))


def _shown_entitlement(item: Item, book: OfferBook, asked: dict[str, AnsweredQuestion]) -> ShownEntitlement:
    words = book.entitlements[item.line.entitlement.id]
    # An amount that may not be theirs would be read as a promise.
    figure = item.line.amount if item.group != "unknown" else None
    line = (item.closed or item.line).entitlement
    is_asked_for = item.group != "no" or line.how_to_ask != book.usually_asked(line.id)
    return ShownEntitlement(
        item=item,
        name=words.name,
        what=words.what,
        figure=figure,
        per=_per(figure) if figure else "",
        year=year_of(figure) if figure else "",
        depends_on=[asked[name] for name in item.depends_on if name in asked],
        how_to_ask=line.how_to_ask if is_asked_for else "",
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
