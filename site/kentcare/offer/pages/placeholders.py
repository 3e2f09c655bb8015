"""The placeholders of a page, such as `{rate:clothing_year}`, and what is put into them.

No figure, date, name or telephone number is written into a page, so none can be wrong in one language alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from markupsafe import Markup, escape

from kentcare.core.content.place import Place
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.entitlements.labels import AnswerLabels, year_of
from kentcare.offer.entitlements.reasons import in_words
from kentcare.offer.pages.references import References
from kentcare.offer.rates.book import Amount
from kentcare.web.formats import telephone

PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([^{}|]*))?(?:\|([^{}]*))?\}")
_AMOUNT = re.compile(r"£[0-9][0-9,]*(?:\.[0-9]{2})?")
OLDEST = 120  # years; the highest age that a page can name


T = TypeVar("T")


class UnknownPlaceholder(ValueError):
    """A placeholder cannot be filled. The message says why."""


@dataclass(frozen=True)
class Placeholders:
    """Fills the placeholders of pages in one language, with the figures of one day."""

    book: OfferBook
    place: Place
    references: References
    on: date
    # What only the running site knows, such as the name of its cookie.
    named: dict[str, str]

    def fill(self, html: str) -> str:
        """HTML made from Markdown, its placeholders filled. Raises UnknownPlaceholder."""
        return PLACEHOLDER.sub(lambda found: str(self.of(found[1], found[2], found[3])), html)

    def of(self, kind: str, key: str | None, shown: str | None = None) -> Markup:
        """The HTML for one placeholder. `shown` is the text in front of a meaning, already HTML.

        Raises UnknownPlaceholder.
        """
        if key is None:
            return self._name(kind)
        fill: Callable[[str], Markup] | None = {
            "rate": self._rate,
            "number": self._number,
            "age": self._age,
            "day": self._day,
            "who": lambda key: escape(self._found(self.place.contacts, key, "place.yaml").name),
            "tel": lambda key: telephone(self._found(self.place.contacts, key, "place.yaml").telephone),
        }.get(kind)
        if kind == "term":
            return self._term(key, shown)
        if fill is None:
            raise UnknownPlaceholder(f"“{kind}” is no kind of place.")
        return fill(key)

    def amount(self, rate: str) -> Amount:
        """The value of a rate on the day. Raises UnknownPlaceholder where there is none."""
        amount = self._found(self.book.rates, rate, "a file of content/rates").on(self.on.toordinal())
        if amount is None:
            raise UnknownPlaceholder(f"No figure of “{rate}” is known on {self.on}.")
        return amount

    def money(self, amount: Amount) -> Markup:
        """A figure, in one element, with its year before it where it is not confirmed: “2017: £57.90”.

        The style sheet draws the digits of an unconfirmed one in outline. Digits keep their order in a
        sentence from right to left too.
        """
        text = str(escape(AnswerLabels(self.book).money_without_year(amount)))
        shown = Markup(_AMOUNT.sub(r'<bdi class="money" dir="ltr">\g<0></bdi>', text))  # noqa: S704  # escaped
        if amount.confirmed:
            return Markup('<span class="sum">{}</span>').format(shown)
        year = Markup('<bdi class="year" dir="ltr">{}</bdi>').format(year_of(amount)[:4])
        return Markup('<span class="sum unsure">{}: {}</span>').format(year, shown)

    def _rate(self, key: str) -> Markup:
        return self.money(self.amount(key))

    def _number(self, key: str) -> Markup:
        return escape(self._found(self.references.numbers, key, "a file of content/numbers").shown)

    def _age(self, key: str) -> Markup:
        if not key.isdigit() or int(key) > OLDEST:
            raise UnknownPlaceholder(f"“{key}” is no age.")
        return escape(key)

    def _day(self, key: str) -> Markup:
        try:
            day = date.fromisoformat(key)
        except ValueError:
            raise UnknownPlaceholder(f"“{key}” is no day. Write it as 2026-03-02.") from None
        return Markup('<time datetime="{}">{}</time>').format(key, in_words(day.toordinal(), self.book))

    def _term(self, key: str, shown: str | None) -> Markup:
        term = self._found(self.references.glossary, key, "glossary.yaml")
        words = Markup(shown) if shown else escape(term.term)  # noqa: S704  # HTML that Markdown made
        # A link and not a button, which no line may be broken in, and in Arabic not even before. It opens on
        # a tap: over the page where there are scripts, by being the target of its link where there are none.
        # The space keeps the two apart where only the words are read, as in the index of the search.
        return Markup(
            '<dfn><a href="#term-{key}" aria-describedby="term-{key}">{words}</a></dfn>'
            '<span class="meaning" id="term-{key}" popover> {meaning}</span>'
        ).format(key=key, words=words, meaning=term.meaning)

    def _name(self, name: str) -> Markup:
        if name in self.named:
            return Markup('<bdi dir="ltr" class="name">{}</bdi>').format(self.named[name])
        known = {key: getattr(self.place, key) for key in ("council", "council_short", "service", "county")}
        return escape(self._found(known, name, "the names that a page may use"))

    def _found(self, among: Mapping[str, T], key: str, where: str) -> T:
        if key not in among:
            raise UnknownPlaceholder(f"There is no “{key}” in {where}.")
        return among[key]
