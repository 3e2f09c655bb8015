"""The answer for every reading of the replies: what is the same in all, and what depends on which reply."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from kentcare.offer.checker.replies import Choice, all_but
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.answer import Answer, EntitlementLine
from kentcare.offer.entitlements.immigration import PUBLIC_FUNDS, immigration_on
from kentcare.offer.entitlements.timeline import CLAIMS, Milestone, timeline
from kentcare.offer.entitlements.urgent import urgent_keys

# The order in which a person should read them.
GROUPS = ("yes", "may", "unknown", "no")


@dataclass(frozen=True, slots=True)
class Item:
    """An entitlement in all readings.

    `depends_on` names the questions whose reply decides it, and is empty where it is certain.
    `lines` are all that it may come to, the best first; `line` is the best. `closed` is the line of a reading
    in which public funds are closed, where another reading would have it: nobody is then told to claim it.
    """

    line: EntitlementLine
    answers: tuple[str, ...]
    depends_on: tuple[str, ...]
    lines: tuple[EntitlementLine, ...]
    closed: EntitlementLine | None = None

    @property
    def group(self) -> str:
        """The group in which it is listed: with the unknown, where the readings do not agree."""
        return self.answers[0] if len(self.answers) == 1 else "unknown"


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """A milestone on one day, or between two where readings differ. Not `certain`: some reading lacks it."""

    milestone: Milestone
    first: str
    last: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer over all readings. `nexts` has each day and status that may come next.

    `urgent` has the keys of what is urgent in every reading, in words that are true in all. `leave_to` is the
    earliest day on which permission to stay may end.
    `is_responsible`: whether Kent is the responsible authority in every reading.
    """

    answers: list[Answer]
    status_depends_on: tuple[str, ...]
    items: list[Item]
    nexts: list[tuple[str, str]]
    next_is_certain: bool
    dates: list[DatedMilestone]
    urgent: tuple[str, ...]
    leave_to: date | None
    is_responsible: bool

    @property
    def base(self) -> Answer:
        """The answer for the first reading, which stands for all where they agree."""
        return self.answers[0]

    @property
    def is_open(self) -> bool:
        """Whether the status itself hangs on a reply that somebody did not know."""
        return len(self.answers) > 1


def outcome_of(known: RepliesSoFar) -> Outcome:
    """The answers for all readings of the replies, combined. There must be at least one reading."""
    alike = _alike_but_for_one([reading.choice for reading in known.readings])
    all_answers = [known.engine.explain(reading.facts) for reading in known.readings]
    closed = known.engine.book.shared.reasons["funds_closed"]
    by_status = {answer.status: answer for answer in reversed(all_answers)}
    items = []
    for lines in zip(*(answer.lines for answer in all_answers), strict=True):
        different = list({line.entitlement: line for line in lines}.values())
        # The best that it may come to stands first, and its words are shown as what may be.
        different.sort(key=lambda line: GROUPS.index(line.entitlement.answer))
        answers = tuple(dict.fromkeys(line.entitlement.answer for line in different))
        items.append(
            Item(
                different[0],
                answers,
                _depends_on(alike, [line.entitlement for line in lines]),
                tuple(different),
                _closed_line(different, closed),
            )
        )
    return Outcome(
        answers=[all_answers[0], *(a for a in by_status.values() if a.status != all_answers[0].status)],
        status_depends_on=_depends_on(alike, [answer.status for answer in all_answers]),
        items=items,
        nexts=sorted({(answer.next.on, answer.next.status) for answer in all_answers if answer.next}),
        next_is_certain=all(answer.next for answer in all_answers),
        dates=_dates(known),
        urgent=urgent_keys(
            [(case, answer.lines) for case, answer in zip(known.cases, all_answers, strict=True)]
        ),
        leave_to=min((day for one in known.readings if (day := one.facts.leave_to)), default=None),
        is_responsible=all(answer.responsible for answer in all_answers),
    )


def _closed_line(lines: Sequence[EntitlementLine], closed: str) -> EntitlementLine | None:
    """The line that says that public funds are closed, where others say that it may be had."""
    refused = [line for line in lines if line.entitlement.reason == closed]
    return refused[0] if refused and len(lines) > len(refused) else None


def _alike_but_for_one(choices: Sequence[Choice]) -> dict[str, list[list[int]]]:
    """Group the readings, by number, that differ only in the reply to one question, for each question.

    Worked out once, because with many readings it takes longer than all the answers.
    """
    alike = {}
    for name, reply in choices[0].items():
        if all(choice[name] == reply for choice in choices):
            continue
        groups: dict[str, list[int]] = {}
        for number, choice in enumerate(choices):
            groups.setdefault(all_but(choice, name), []).append(number)
        alike[name] = [group for group in groups.values() if len(group) > 1]
    return alike


def _depends_on(alike: dict[str, list[list[int]]], values: Sequence[Hashable]) -> tuple[str, ...]:
    """The questions whose reply alone, all other replies the same, changes a value: one for each reading."""
    if len(set(values)) < 2:
        return ()
    return tuple(
        name
        for name, groups in alike.items()
        if any(len({values[number] for number in group}) > 1 for group in groups)
    )


def _dates(known: RepliesSoFar) -> list[DatedMilestone]:
    """The milestones of every reading; one that falls on different days gets a first and a last day.

    Nobody is told to claim a public fund that in some reading is closed to them at 18.
    """
    found: dict[tuple[str, int], list[Milestone]] = {}
    may_be_closed = any(
        PUBLIC_FUNDS[immigration_on(case.facts, case.life.at_18)] == "closed" for case in known.cases
    )
    for case in known.cases:
        times: Counter[str] = Counter()
        for milestone in timeline(case.facts, case.life, known.engine.book).milestones:
            if may_be_closed and milestone.id in CLAIMS:
                continue
            times[milestone.id] += 1
            found.setdefault((milestone.id, times[milestone.id]), []).append(milestone)
    dates = [
        DatedMilestone(
            milestone=same[0],
            first=min(milestone.on for milestone in same),
            last=max(milestone.on for milestone in same),
            certain=len(same) == len(known.readings),
        )
        for same in found.values()
    ]
    return sorted(dates, key=lambda one: one.first)
