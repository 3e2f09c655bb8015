"""Verdicts and figures put into words, from the book alone."""

from kentcare.offer.entitlements.answer import AmountShown
from kentcare.offer.entitlements.book import OfferBook, places_in
from kentcare.offer.entitlements.verdict import SHARED_REASONS, EntitlementRow, Verdict
from kentcare.offer.rates.book import Amount


class AnswerLabels:
    """The sentences of an answer in the language of its book."""

    def __init__(self, book: OfferBook) -> None:
        self.book = book
        self._figures: dict[tuple[EntitlementRow, Verdict], tuple[str, ...]] = {}

    def figures_of(self, row: EntitlementRow, verdict: Verdict) -> tuple[str, ...]:
        """The ids of every figure that a verdict or its conditions name."""
        found = self._figures.get((row, verdict))
        if found is None:
            named = [verdict.figure] if verdict.figure else []
            for note in verdict.notes:
                named += self.figures_in_note(row, note)
            found = self._figures[row, verdict] = tuple(dict.fromkeys(named))
        return found

    def figures_in_note(self, row: EntitlementRow, note: str) -> list[str]:
        """The ids of the figures that a condition names."""
        return places_in(self.book.entitlements[row.id].notes[note])

    def reason(self, row: EntitlementRow, verdict: Verdict) -> str:
        """Why the verdict is what it is, in one sentence."""
        own = self.book.shared if verdict.reason in SHARED_REASONS else self.book.entitlements[row.id]
        return own.reasons[verdict.reason]

    def change(self, row: EntitlementRow, verdict: Verdict) -> str | None:
        """What would make it a yes, or None."""
        if verdict.change is None:
            return None
        own = self.book.entitlements[row.id].changes.get(verdict.change)
        shared = self.book.shared.changes
        return own or shared.get(verdict.change) or shared[verdict.decided_by]

    def conditions(
        self, row: EntitlementRow, verdict: Verdict, amount: Amount | None, amounts: dict[str, Amount | None]
    ) -> tuple[str, ...]:
        """What else has to be so, and how sure the figure is."""
        notes, shared = self.book.entitlements[row.id].notes, self.book.shared.notes
        said = []
        for key in verdict.notes:
            places = {name: self.money(amounts[name]) for name in places_in(notes[key])}
            # A condition about a figure that nobody knows on this day would say nothing.
            if all(places.values()):
                said.append(notes[key].format(**places))
        if verdict.figure and amount is None:
            said.append(shared["no_figure"])
        elif amount is not None and amount.state == "last_known":
            said.append(shared["last_known"].format(year=year_of(amount)))
        elif amount is not None and not amount.confirmed:
            said.append(shared["not_confirmed"])
        return tuple(said)

    def money(self, amount: Amount | None) -> str:
        """A figure in a sentence, with its year where it is not confirmed; empty where there is none."""
        if amount is None:
            return ""
        text = self.money_without_year(amount)
        return (
            text if amount.confirmed else self.book.shared.in_year.format(amount=text, year=year_of(amount))
        )

    def money_without_year(self, amount: Amount) -> str:
        """A figure with its cap and how often it is paid, for a place that shows its year by itself."""
        shared = self.book.shared
        text = shared.caps[amount.cap].format(money=pounds(amount.value))
        return shared.per[amount.per].format(amount=text)

    def amount(self, amount: Amount | None) -> AmountShown | None:
        """A figure as the answer writes it."""
        if amount is None:
            return None
        return AmountShown(
            value=amount.value,
            per=amount.per,
            cap=amount.cap,
            from_=amount.from_.isoformat(),
            state=amount.state,
            confirmed=amount.confirmed,
            review_by=amount.review_by.isoformat(),
        )


def pounds(value: str) -> str:
    """Format an amount in pounds: `2000.00` as £2,000 and `57.90` as £57.90."""
    whole, _, pence = value.partition(".")
    return f"£{int(whole):,}" + (f".{pence}" if pence.strip("0") else "")


def year_of(amount: Amount) -> str:
    """The last year that a figure is known for: 2017-18 for one that ended in March or July 2018."""
    last = amount.last_on or amount.from_
    if amount.last_on is None or (last.month, last.day) == (12, 31):
        return str(last.year)
    return f"{last.year - 1}-{last.year % 100:02d}"
