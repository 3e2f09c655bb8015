"""The shape of a rule's answer: verdicts by the keys of their words, and the rows of the table."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from kentcare.offer.entitlements.case import Case
from kentcare.offer.rates.book import Cap

Decider = Literal["law", "policy", "assessment", "panel"]
LawDays = dict[str, int]
"""Day numbers of content/answer/law.yaml by name."""

# Reasons that stand in content/answer/shared.yaml, because many entitlements use them.
SHARED_KEYS = {"other_council", "human_rights"}

LAW_DAYS = (
    "support_to_25",
    "travel_pass_unconfirmed",
    "apprenticeship_bursary_begins",
    "council_tax_support_begins",
    "one_bed_rate_to_25",
    "local_connection_ends",
    "income_support_closed",
    "intentional_homelessness_enacted",
)


@dataclass(frozen=True, eq=False, slots=True)
class Verdict:
    """What a rule says, by the keys of its words. `figure` names the rate that gives the amount."""

    answer: Literal["yes", "may", "no", "unknown"]
    reason: str
    change: str | None = None
    notes: tuple[str, ...] = ()
    figure: str | None = None
    cap: Cap | None = None
    decided_by: Decider | None = None


Rule = Callable[[Case, "Row", LawDays], Verdict]


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One entitlement: its columns, who decides, and the rule where the column is not all.

    `everywhere`: the rule has a say even where the column is blank.
    """

    id: str
    columns: str
    decided_by: Decider
    rule: Rule | None = None
    everywhere: bool = False
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def say(self, key: str) -> Verdict:
        """A verdict that this row's rule gives, by its key."""
        return self.verdicts[key]

    def in_column(self, column: int) -> Verdict:
        """What a column alone says."""
        return self.verdicts[_LETTERS[self.columns[column]]]

    def by_column(self, case: Case) -> Verdict:
        """What the column of a case alone says."""
        return self.verdicts[_LETTERS[self.columns[case.column]]]

    def asks_rule(self, column: int) -> bool:
        """Whether the rule has a say: not where the column is blank, unless it speaks there too."""
        return self.rule is not None and (self.everywhere or self.columns[column] != "-")


_LETTERS = {"Y": "yes", "M": "may", "-": "no"}


def row_of(
    identifier: str,
    letters: str,
    decided_by: Decider,
    figure: str | None = None,
    rule: Rule | None = None,
    notes: tuple[str, ...] = (),
    everywhere: bool = False,
    **more: Verdict,
) -> Row:
    columns = letters.replace(" ", "").ljust(7, "-")  # the last column is for whom no other is
    given = {
        "yes": Verdict("yes", "yes", None, notes, figure),
        "may": Verdict("may", "may", "may", notes, figure),
        "no": Verdict("no", "no"),
    }
    used = {_LETTERS[letter] for letter in columns}
    verdicts = {key: verdict for key, verdict in given.items() if key in used} | {
        key: replace(verdict, figure=figure) if verdict.figure == "same" else verdict
        for key, verdict in more.items()
    }
    return Row(identifier, columns, decided_by, rule, everywhere, verdicts)


def refuse(reason: str, change: str | None = None) -> Verdict:
    return Verdict("no", reason, change)
