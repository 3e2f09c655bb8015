"""The answer of a row, by the keys of its words (a verdict), and the rows of the table of entitlements.

A row is read from the top: the first of its lines that fits a case decides, and where none fits, the letter
of the column. Who decides, how to ask and where it is written belong to an answer, not to a row. A row has
only who decides where a verdict names nobody else. How to ask and the sources are in content/offer/<id>.yaml
and may differ by the reason of the verdict (`OfferBook.how_to_ask`, `OfferBook.sources_of`).
"""

from dataclasses import dataclass, replace
from typing import Literal

from kentcare.offer.entitlements.case import COLUMNS, Case
from kentcare.offer.entitlements.conditions import Condition, all_of, any_of
from kentcare.offer.rates.book import Cap

AnswerKind = Literal["yes", "may", "no", "unknown"]
Decider = Literal["law", "policy", "assessment", "panel"]
Asker = Literal["usual", "elsewhere", "elsewhere_alone", "alone"]
"""Who asks: somebody with a worker of Kent's, of another council, with none there, or with none at all."""

# Words that stand in content/answer/shared.yaml, because many entitlements use them.
SHARED_REASONS = {"other_council", "human_rights", "funds_closed", "funds_unsure", "past_25"}
SHARED_CHANGES = {"human_rights", "funds_closed", "funds_unsure"}
SHARED_ASKS = {"funds_closed", "past_25"}

LAW_DAYS = (
    "personal_independence_payment_begins",
    "support_to_25",
    "travel_pass_unconfirmed",
    "homelessness_local_connection_begins",
    "apprenticeship_bursary_begins",
    "universal_credit_everywhere",
    "council_tax_support_begins",
    "one_bed_rate_to_25",
    "local_connection_ends",
    "income_support_closed",
    "intentional_homelessness_enacted",
)

ROW_FIGURE = "the figure of the row"
ALL_COLUMNS = " ".join(COLUMNS)


# Compared by identity, so that an answer that has been put into words once is found again fast.
@dataclass(frozen=True, eq=False, slots=True)
class Verdict:
    """What a line of a row answers, and who decides it.

    `reason`, `change` and `notes` are keys of words in content/offer/<id>.yaml. `figure` is the id of the
    rate that gives the amount; `cap` replaces the rate's own where a rule says so. `asker` chooses the words
    on how to ask.
    """

    answer: AnswerKind
    reason: str
    decided_by: Decider
    change: str | None = None
    notes: tuple[str, ...] = ()
    figure: str | None = None
    cap: Cap | None = None
    asker: Asker = "usual"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a row as the table writes it: what it answers, in which columns, and on which condition.

    Without columns it stands in every column whose letter is not `-`. `decided_by` is given only where
    somebody else decides this answer than the rest of the row. `figure` is the id of a rate, or `ROW_FIGURE`.
    """

    answer: AnswerKind
    reason: str
    change: str | None = None
    notes: tuple[str, ...] = ()
    figure: str | None = None
    cap: Cap | None = None
    decided_by: Decider | None = None
    columns: str | None = None
    condition: Condition | None = None

    def within(self, columns: str) -> "Line":
        """A copy of the line that stands in these columns alone, as in `F F21`."""
        return replace(self, columns=columns)

    def when(self, *conditions: Condition) -> "Line":
        """A copy of the line that also requires each of these conditions."""
        return self._and(conditions[0] if len(conditions) == 1 else all_of(*conditions))

    def unless(self, *conditions: Condition) -> "Line":
        """A copy of the line that also requires that none of these conditions holds."""
        stop = conditions[0] if len(conditions) == 1 else any_of(*conditions)
        return self._and(lambda case: not stop(case))

    def _and(self, condition: Condition) -> "Line":
        if self.condition is not None:
            condition = all_of(self.condition, condition)
        return replace(self, condition=condition)


def yes(
    reason: str = "yes",
    notes: str = "",
    *,
    figure: str | None = ROW_FIGURE,
    cap: Cap | None = None,
    by: Decider | None = None,
) -> Line:
    """A line that answers yes: it is owed. `notes`: the keys of its conditions, separated by spaces."""
    return Line("yes", reason, None, tuple(notes.split()), figure, cap, by)


def may(
    reason: str = "may",
    notes: str = "",
    *,
    change: str = "may",
    figure: str | None = ROW_FIGURE,
    by: Decider | None = None,
) -> Line:
    """A line that answers maybe: somebody decides. `change` is the key of what would make it a yes."""
    return Line("may", reason, change, tuple(notes.split()), figure, None, by)


def no(reason: str = "unmet", change: str | None = None, notes: str = "") -> Line:
    """A line that answers no. `change` is the key of what would make it a yes, if anything would."""
    return Line("no", reason, change, tuple(notes.split()))


def unknown(reason: str, change: str | None = None) -> Line:
    """A line that answers that nobody here knows whether the rule stands."""
    return Line("unknown", reason, change)


Test = tuple[Condition, Verdict]


@dataclass(frozen=True, eq=False, slots=True)
class DecisionList:
    """What a row asks in one column, in order, and what it answers where nothing fits."""

    asked: tuple[Test, ...]
    otherwise: Verdict

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict that the column can come to."""
        return (*(verdict for _, verdict in self.asked), self.otherwise)

    def decide(self, case: Case) -> Verdict:
        """The verdict of the first condition that holds."""
        for condition, verdict in self.asked:
            if condition(case):
                return verdict
        return self.otherwise


@dataclass(frozen=True, eq=False, slots=True)
class EntitlementRow:
    """One entitlement: what it answers in each column of `case.COLUMNS`, and every verdict it can come to.

    `usually_decided_by`: who decides where a verdict names nobody else. `left_to_assessment`: the columns in
    which a human rights assessment decides instead of the law. `kents_own`: the conditions that Kent's policy
    alone makes.
    """

    id: str
    usually_decided_by: Decider
    columns: tuple[DecisionList, ...]
    verdicts: tuple[Verdict, ...]
    left_to_assessment: frozenset[int]
    kents_own: frozenset[str]

    def decide(self, case: Case) -> Verdict:
        """What a row says of a case, before another council or a human rights assessment is thought of."""
        return self.columns[case.column].decide(case)

    @property
    def deciders(self) -> tuple[Decider, ...]:
        """Everybody who decides one of its answers that is not a no, who usually does first."""
        owed = [verdict.decided_by for verdict in self.verdicts if verdict.answer in ("yes", "may")]
        return tuple(dict.fromkeys((self.usually_decided_by, *owed)))


_LETTERS = {"Y": yes(), "M": may(), "-": no("no"), "*": no("no")}


def row(
    identifier: str,
    letters: str,
    decided_by: Decider,
    *lines: Line,
    figure: str | None = None,
    cap: Cap | None = None,
    notes: str = "",
    left_to_assessment: str = "",
    kents_own: str = "",
) -> EntitlementRow:
    """A row of the table.

    `letters` has one for each column: Y owed, M somebody decides, - not, * only what a line says. `notes` are
    the conditions of each yes and may of the row, `figure` and `cap` their amount.
    """
    named = letters.split()
    common = tuple(notes.split())

    def made(line: Line) -> Verdict:
        is_owed = line.answer in ("yes", "may")
        return Verdict(
            answer=line.answer,
            reason=line.reason,
            decided_by=line.decided_by or decided_by,
            change=line.change,
            notes=line.notes + common if is_owed else line.notes,
            figure=figure if line.figure == ROW_FIGURE else line.figure,
            cap=line.cap or cap,
        )

    by_letter = {letter: made(_LETTERS[letter]) for letter in dict.fromkeys(named)}
    if "*" in by_letter:
        by_letter["-"] = by_letter["*"]
    written = [(line, made(line)) for line in lines]
    columns = []
    for column, letter in zip(COLUMNS, named, strict=True):
        asked: list[Test] = []
        otherwise = by_letter[letter]
        for line, verdict in written:
            if column in line.columns.split() if line.columns is not None else letter != "-":
                if line.condition is None:
                    otherwise = verdict
                    break
                asked.append((line.condition, verdict))
        columns.append(DecisionList(tuple(asked), otherwise))
    used = [verdict for decisions in columns for verdict in decisions.verdicts]
    return EntitlementRow(
        identifier,
        decided_by,
        tuple(columns),
        tuple(dict.fromkeys(used)),
        frozenset(COLUMNS.index(column) for column in left_to_assessment.split()),
        frozenset(kents_own.split()),
    )
