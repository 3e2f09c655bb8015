"""Facts in, answer out: the one function that the command line, the checker and the portals call.

It has no request, no database and no clock. An entitlement's words depend on few things, so each way of
saying one is made once and kept, with its JSON; that is what makes thousands of answers a second possible.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

import msgspec

from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.offer.entitlements.answer import (
    Answer,
    AnswerJson,
    Entitlement,
    EntitlementLine,
    Next,
    Signpost,
)
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.case import NOBODY, QUALIFYING, TOO_YOUNG, Case
from kentcare.offer.entitlements.days import iso
from kentcare.offer.entitlements.facts import Facts
from kentcare.offer.entitlements.labels import AnswerLabels
from kentcare.offer.entitlements.reasons import reasons_for
from kentcare.offer.entitlements.signposts import signposts_for
from kentcare.offer.entitlements.status import Life
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.verdict import Asker, DecisionList, EntitlementRow, Verdict
from kentcare.offer.rates.book import Amount

_encoder = msgspec.json.Encoder()
# Somebody in no group was in no council's care, and is not asked which council it was.
_IN_NO_GROUP = (NOBODY, TOO_YOUNG)
# The law gives them neither a social worker nor a personal adviser, so nobody tells them to ask one.
_WITHOUT_WORKER = (QUALIFYING, *_IN_NO_GROUP)
_LOOKED_AFTER_REVIEW = next(at for at, row in enumerate(ROWS) if row.id == "looked_after_review")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A prepared answer for one column: the lines that everybody in it gets, and the rows still to decide."""

    lines: list[EntitlementLine]
    json: list[msgspec.Raw]
    open: list[tuple[int, EntitlementRow, DecisionList]]


class Engine:
    """Answers from one book of words and figures."""

    def __init__(self, book: OfferBook) -> None:
        self.book = book
        self.labels = AnswerLabels(book)
        # Every verdict belongs to one row alone, so that the same line is the same object for everybody.
        self._refused = {
            (row, asker): Verdict("no", "other_council", row.usually_decided_by, asker=asker)
            for row in ROWS
            for asker in get_args(Asker)
        }
        self._plain: dict[Verdict, EntitlementLine] = {}
        self._with_figures: dict[tuple[Verdict, tuple[Amount | None, ...]], EntitlementLine] = {}
        self._assessed: dict[Verdict, Verdict] = {}
        self._asked_by: dict[tuple[Verdict, Asker, tuple[str, ...]], Verdict] = {}
        self._signposts: dict[tuple[str, ...], tuple[list[Signpost], msgspec.Raw]] = {}
        self._plans: dict[tuple[int, bool, bool], _Plan] = {}

    def life(self, facts: Facts) -> Life:
        """The dates of a person, from which the status on any day can be read."""
        return Life(facts, self.book.law)

    def explain(self, facts: Facts) -> Answer:
        """What a person is owed on `facts.on`, which must be set."""
        life = self.life(facts)
        day = cast(date, facts.on).toordinal()
        case = Case(facts, life, day)
        status = case.legal_status.status
        responsible = facts.authority == "kent"
        lines, lines_json = self._lines(case, responsible)
        reviewed = lines[_LOOKED_AFTER_REVIEW].entitlement.answer == "may"
        because = reasons_for(case, self.book, may_be_reviewed=reviewed)
        change = life.next_change(day)
        following = (
            None
            if change is None
            else Next(iso(change.day), change.legal_status.status, self.book.status.events[change.event])
        )
        signposts, signposts_json = self._signposts_of(signposts_for(case, lines, self.book.place))
        json = _encoder.encode(
            AnswerJson(
                on=iso(day),
                age=case.age,
                status=status,
                responsible=responsible,
                because=because,
                next=following,
                entitlements=lines_json,
                signposts=signposts_json,
            )
        )
        return Answer(day, case.age, status, responsible, because, following, lines, signposts, json)

    def _lines(self, case: Case, responsible: bool) -> tuple[list[EntitlementLine], list[msgspec.Raw]]:
        column, assessed = case.column, case.left_to_assessment
        plan = self._plans.get((column, responsible, assessed)) or self._plan(column, responsible, assessed)
        lines, json = plan.lines.copy(), plan.json.copy()
        as_it_is = responsible and not assessed and column not in _WITHOUT_WORKER
        for position, row, decisions in plan.open:
            verdict = decisions.decide(case)
            if not as_it_is:
                verdict = self._in_manner(row, column, verdict, responsible, assessed)
            line = self._plain.get(verdict) or self._line(row, verdict, case.day)
            lines[position] = line
            json[position] = line.json
        return lines, json

    def _plan(self, column: int, responsible: bool, assessed: bool) -> _Plan:
        """The lines of a column, made once; those of open rows are there only to keep their places."""
        lines, still_open = [], []
        for position, row in enumerate(ROWS):
            decisions = row.columns[column]
            verdicts = [
                self._in_manner(row, column, verdict, responsible, assessed) for verdict in decisions.verdicts
            ]
            if len(set(verdicts)) > 1 or self.labels.figures_of(row, verdicts[-1]):
                still_open.append((position, row, decisions))
            # No figure is in force on day nought.
            lines.append(self._line(row, verdicts[-1], 0))
        plan = _Plan(lines, [line.json for line in lines], still_open)
        self._plans[column, responsible, assessed] = plan
        return plan

    def _in_manner(
        self, row: EntitlementRow, column: int, verdict: Verdict, responsible: bool, assessed: bool
    ) -> Verdict:
        """The verdict after another council or a human rights assessment has been taken into account.

        Another council comes first, then custody (inside the rows), then the assessment.
        """
        verdict = self._as_asked(row, column, verdict, responsible)
        is_law = verdict.decided_by == "law" and column not in row.left_to_assessment
        if assessed and verdict.answer == "yes" and not is_law:
            return self._left_to_assessment(verdict)
        return verdict

    def _as_asked(self, row: EntitlementRow, column: int, verdict: Verdict, responsible: bool) -> Verdict:
        """An answer with the words on how to ask for it in a column.

        Another council owes what is in law as well, without what Kent's policy adds, and is asked itself.
        What nobody would owe is asked for nowhere.
        """
        asker = _asker(column, responsible) if verdict.answer != "no" else "usual"
        if responsible:
            return self._by(verdict, asker, verdict.notes)
        if verdict.decided_by != "law":
            return self._refused[row, asker]
        return self._by(verdict, asker, tuple(note for note in verdict.notes if note not in row.kents_own))

    def _by(self, verdict: Verdict, asker: Asker, notes: tuple[str, ...]) -> Verdict:
        """A verdict with the words for somebody who asks so, and with these conditions; one for each."""
        if (asker, notes) == (verdict.asker, verdict.notes):
            return verdict
        key = (verdict, asker, notes)
        if key not in self._asked_by:
            self._asked_by[key] = replace(verdict, notes=notes, asker=asker)
        return self._asked_by[key]

    def _left_to_assessment(self, verdict: Verdict) -> Verdict:
        """What would be owed, left to the human rights assessment instead (004:1746, 2246)."""
        if verdict not in self._assessed:
            self._assessed[verdict] = replace(
                verdict, answer="may", reason="human_rights", change="human_rights", decided_by="assessment"
            )
        return self._assessed[verdict]

    def _line(self, row: EntitlementRow, verdict: Verdict, day: int) -> EntitlementLine:
        figures = self.labels.figures_of(row, verdict)
        if not figures:
            if verdict not in self._plain:
                self._plain[verdict] = self._new_line(row, verdict, {})
            return self._plain[verdict]
        amounts = tuple([self.book.rates[figure].on(day) for figure in figures])
        known = self._with_figures.get((verdict, amounts))
        if known is None:
            named = dict(zip(figures, amounts, strict=True))
            known = self._with_figures[verdict, amounts] = self._new_line(row, verdict, named)
        return known

    def _new_line(
        self, row: EntitlementRow, verdict: Verdict, amounts: dict[str, Amount | None]
    ) -> EntitlementLine:
        amount = amounts.get(verdict.figure) if verdict.figure else None
        if amount is not None and verdict.cap is not None:
            amount = msgspec.structs.replace(amount, cap=verdict.cap)
        shown = verdict.answer in ("yes", "may")
        entitlement = Entitlement(
            id=row.id,
            answer=verdict.answer,
            decided_by=verdict.decided_by,
            amount=self.labels.amount(amount),
            reason=self.labels.reason(row, verdict),
            would_change=self.labels.change(row, verdict),
            conditions=self.labels.conditions(row, verdict, amount, amounts),
            how_to_ask=self.book.how_to_ask(row.id, verdict),
            sources=self.book.sources_of(row.id, verdict),
            conflicts=amount.conflicts if amount is not None and shown else (),
        )
        return EntitlementLine(entitlement, msgspec.Raw(_encoder.encode(entitlement)), amount)

    def _signposts_of(self, keys: tuple[str, ...]) -> tuple[list[Signpost], msgspec.Raw]:
        if keys not in self._signposts:
            contacts = self.book.place.contacts
            chosen = [
                Signpost(key, contacts[key].name, contacts[key].why, contacts[key].reach) for key in keys
            ]
            self._signposts[keys] = (chosen, msgspec.Raw(_encoder.encode(chosen)))
        return self._signposts[keys]


def _asker(column: int, responsible: bool) -> Asker:
    """Whom somebody in a column has to ask."""
    if column in (_WITHOUT_WORKER if responsible else _IN_NO_GROUP):
        return "alone"
    if responsible:
        return "usual"
    return "elsewhere_alone" if column == QUALIFYING else "elsewhere"


@lru_cache(maxsize=16)
def engine(content: Path, language: str = ENGLISH) -> Engine:
    """The engine over a content folder, in a language. Raises ContentError where the content has a fault."""
    book = load_book(content)
    if language == ENGLISH:
        return Engine(book)
    # Imported here, because `explain` in English must start fast and needs no catalogue.
    from kentcare.core.languages.catalogue import Catalogue

    return Engine(book.in_language(Catalogue.of(every_language()[language]).translate))
