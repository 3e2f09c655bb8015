"""The answer of a rule, by the keys of its words (a verdict), and the rows of the table of entitlements.

Who decides, how to ask and where it is written belong to an answer, not to a row. A row has only who decides
where a verdict names nobody else. How to ask and the sources are in content/offer/<id>.yaml and may differ by
the reason of the verdict (`OfferBook.how_to_ask`, `OfferBook.sources_of`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from kentcare.offer.entitlements.case import Case
from kentcare.offer.rates.book import Cap

AnswerKind = Literal["yes", "may", "no", "unknown"]
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


# Compared by identity, so that an answer that has been put into words once is found again fast.
@dataclass(frozen=True, eq=False, slots=True)
class Verdict:
    """What a rule answers on an entitlement, and who decides it.

    `reason`, `change` and `notes` are keys of words in content/offer/<id>.yaml. `figure` is the id of the
    rate that gives the amount; `cap` replaces the rate's own where a rule says so.
    """

    answer: AnswerKind
    reason: str
    decided_by: Decider
    change: str | None = None
    notes: tuple[str, ...] = ()
    figure: str | None = None
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """A verdict as the table writes it: `row_of` completes it from its row.

    `decided_by` is given only where somebody else decides this answer than the rest of the row. `figure` is
    the id of a rate, or `ROW_FIGURE`.
    """

    answer: AnswerKind
    reason: str
    change: str | None = None
    notes: tuple[str, ...] = ()
    figure: str | None = None
    cap: Cap | None = None
    decided_by: Decider | None = None


ROW_FIGURE = "the figure of the row"

Rule = Callable[[Case, "EntitlementRow", LawDays], Verdict]


@dataclass(frozen=True, eq=False, slots=True)
class EntitlementRow:
    """One entitlement: its columns, the rule where the column is not all, and every verdict it can come to.

    `columns` has a letter for each column of `case`: Y, M or -. `usually_decided_by`: who decides where a
    verdict names nobody else. `everywhere`: the rule has a say even where the column is blank.
    """

    id: str
    columns: str
    usually_decided_by: Decider
    rule: Rule | None = None
    everywhere: bool = False
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def verdict(self, key: str) -> Verdict:
        """The verdict that this row has under a key of the table."""
        return self.verdicts[key]

    def in_column(self, column: int) -> Verdict:
        """What a column alone answers."""
        return self.verdicts[_LETTERS[self.columns[column]]]

    def by_column(self, case: Case) -> Verdict:
        """What the column of a case alone answers."""
        return self.verdicts[_LETTERS[self.columns[case.column]]]

    def asks_rule(self, column: int) -> bool:
        """Whether the rule has a say: not where the column is blank, unless it speaks there too."""
        return self.rule is not None and (self.everywhere or self.columns[column] != "-")

    @property
    def may_be_law(self) -> bool:
        """Whether the law, and no council's policy, decides at least one of its answers."""
        return any(verdict.decided_by == "law" for verdict in self.verdicts.values())


_LETTERS: dict[str, AnswerKind] = {"Y": "yes", "M": "may", "-": "no"}


def row_of(
    identifier: str,
    letters: str,
    decided_by: Decider,
    figure: str | None = None,
    rule: Rule | None = None,
    notes: tuple[str, ...] = (),
    everywhere: bool = False,
    **more: VerdictDraft,
) -> EntitlementRow:
    """A row of the table. `more` are the verdicts that its rule gives beside those of its columns."""
    columns = letters.replace(" ", "").ljust(7, "-")  # the last column is for whom no other is
    by_letter = {
        "yes": VerdictDraft("yes", "yes", None, notes, ROW_FIGURE),
        "may": VerdictDraft("may", "may", "may", notes, ROW_FIGURE),
        "no": VerdictDraft("no", "no"),
    }
    used = {_LETTERS[letter] for letter in columns}
    drafts = {key: draft for key, draft in by_letter.items() if key in used} | more
    verdicts = {
        key: Verdict(
            answer=draft.answer,
            reason=draft.reason,
            decided_by=draft.decided_by or decided_by,
            change=draft.change,
            notes=draft.notes,
            figure=figure if draft.figure == ROW_FIGURE else draft.figure,
            cap=draft.cap,
        )
        for key, draft in drafts.items()
    }
    return EntitlementRow(identifier, columns, decided_by, rule, everywhere, verdicts)


def refuse(reason: str, change: str | None = None) -> VerdictDraft:
    """A no with its own reason, and what would make it a yes, if anything would."""
    return VerdictDraft("no", reason, change)
