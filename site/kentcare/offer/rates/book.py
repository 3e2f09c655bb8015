"""Dated figures: one file per amount under content/rates, asked for by day.

A question about a day that no value covers is answered by the last value that was known, marked as such, or
by None; never by a guess.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Source, Sources
from kentcare.core.content.translating import Translate, translate_fields

Cap = Literal["exact", "up_to", "at_least"]
Per = Literal["once", "hour", "week", "month", "year", "course"]
State = Literal["in_force", "enacted_not_in_force", "announced", "last_known"]
Pounds = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+\.[0-9]{2}$")]


class ConflictRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that another paper gives and that was not used, as a file has it."""

    value: Pounds
    source: str
    why_not_used: str


class ValueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value of a figure, in pounds as `120.00`, and the days on which it holds.

    `began_earlier`: it held before `from` too, which is only the day of the paper that we read it in.
    """

    from_: date = msgspec.field(name="from")
    value: Pounds
    cap: Cap
    state: State
    sources: list[str]
    verified_on: date
    review_by: date
    to: date | None = None
    confirmed: bool = True
    began_earlier: bool = False
    conflicts: list[ConflictRow] = []


class RateGap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days between two values on which nobody has said what holds."""

    from_: date = msgspec.field(name="from")
    to: date
    why: str


class RateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of content/rates."""

    id: str
    what: str
    per: Per
    values: list[ValueRow]
    gaps: list[RateGap] = []
    parts: dict[str, Pounds] = {}


class Conflict(msgspec.Struct, frozen=True):
    """A value of another paper that was not used, as an answer shows it."""

    value: str
    source: Source
    why_not_used: str


class Amount(msgspec.Struct, frozen=True, eq=False):
    """A figure on a day. Money is a decimal string in pounds; `last_on` is the last day it is known for."""

    figure: str
    value: str
    per: Per
    cap: Cap
    from_: date
    state: State
    confirmed: bool
    review_by: date
    last_on: date | None
    sources: tuple[Source, ...]
    conflicts: tuple[Conflict, ...]
    began_earlier: bool = False


class Rate:
    """One figure over time: which amount an answer gets on which day."""

    def __init__(self, file: RateFile, amounts: list[tuple[int, Amount | None]]) -> None:
        self.file = file
        self.id = file.id
        self.what = file.what
        self.per = file.per
        self.parts = file.parts
        self._amounts = amounts
        self._starts = [start for start, _ in amounts]

    def on(self, day: int) -> Amount | None:
        """The amount on a day number, or None where none was known yet."""
        index = bisect_right(self._starts, day) - 1
        return self._amounts[index][1] if index >= 0 else None

    def in_language(self, say: Translate) -> "Rate":
        """A copy with the description translated, and the reasons why other sources were not used."""
        where = f"rates/{self.id}.yaml"
        file = msgspec.structs.replace(self.file, what=say(self.what, f"{where}: what"))
        return Rate(
            file,
            [
                (day, amount and translate_fields(amount, where, say, ("why_not_used",)))
                for day, amount in self._amounts
            ],
        )

    def amounts(self) -> Iterator[Amount]:
        """Every amount that a question could be answered with."""
        return (amount for _, amount in self._amounts if amount is not None)


class Rates(dict[str, Rate]):
    """The figures of content/rates, by id."""

    def in_language(self, say: Translate) -> "Rates":
        """A copy of every figure with its description translated."""
        return Rates({name: rate.in_language(say) for name, rate in self.items()})

    @classmethod
    def load(cls, content: Path, sources: Sources) -> "Rates":
        """Read and check every file of content/rates. Raises ContentError with all their faults."""
        faults: list[ContentFault] = []
        rates = cls()
        for path in sorted((content / "rates").glob("*")):
            if path.suffix != ".yaml":
                faults.append(
                    ContentFault(f"rates/{path.name}", 1, "The name of this file must end in “.yaml”.")
                )
                continue
            try:
                rate = read_rate(ContentFile(path, content), sources)
                rates[rate.id] = rate
            except ContentError as error:
                faults += error.faults
        if faults:
            raise ContentError(faults)
        return rates


def read_rate(file: ContentFile, sources: Sources) -> Rate:
    """One rate from its file. Raises ContentError."""
    data = file.into(RateFile)
    faults = list(_faults(file, data))
    cited = [
        sources.find_all(file, f"values[{i}].sources", row.sources, faults)
        for i, row in enumerate(data.values)
    ]
    conflicts = [
        tuple(
            Conflict(row.value, source, row.why_not_used)
            for j, row in enumerate(value.conflicts)
            for source in sources.find_all(file, f"values[{i}].conflicts[{j}].source", [row.source], faults)
        )
        for i, value in enumerate(data.values)
    ]
    if faults:
        raise ContentError(faults)
    return Rate(data, list(_amounts(data, cited, conflicts)))


def _amounts(
    data: RateFile, cited: list[list[Source]], conflicts: list[tuple[Conflict, ...]]
) -> Iterator[tuple[int, Amount | None]]:
    """The day on which each answer starts to hold, and the answer."""
    # What is only announced or enacted has no force: it is for pages to mention, never an answer.
    rows = [
        (row, tuple(cited[index]), conflicts[index])
        for index, row in enumerate(data.values)
        if row.state in ("in_force", "last_known")
    ]
    for position, (row, sources, lost) in enumerate(rows):
        holds = Amount(
            figure=data.id,
            value=row.value,
            per=data.per,
            cap=row.cap,
            from_=row.from_,
            state=row.state,
            confirmed=row.confirmed and row.state == "in_force",
            review_by=row.review_by,
            last_on=row.to,
            sources=sources,
            conflicts=lost,
            began_earlier=row.began_earlier,
        )
        yield row.from_.toordinal(), holds
        following = rows[position + 1][0].from_ if position + 1 < len(rows) else None
        if row.to is not None and following != row.to + timedelta(days=1):
            known = msgspec.structs.replace(holds, state="last_known", confirmed=False)
            yield row.to.toordinal() + 1, known


def _faults(file: ContentFile, data: RateFile) -> Iterator[ContentFault]:
    if data.id != file.stem:
        yield file.fault("id", f"The id must be the name of the file: “{file.stem}”.")
    if not data.values:
        yield file.fault("values", "A figure needs at least one value.")
    for index, row in enumerate(data.values):
        where = f"values[{index}]"
        if row.to is not None and row.to < row.from_:
            yield file.fault(f"{where}.to", "This ends before it begins.")
        if row.review_by < row.verified_on:
            yield file.fault(f"{where}.review_by", "The review is due before the day it was last checked.")
        for position, lost in enumerate(row.conflicts):
            if lost.value == row.value:
                yield file.fault(
                    f"{where}.conflicts[{position}].value",
                    "This is the value itself. A conflict is another value.",
                )
    if not any(row.to is not None and row.to < row.from_ for row in data.values):
        yield from _order_faults(file, data)
    total = sum(Decimal(part) for part in data.parts.values())
    for row in data.values if data.parts else ():
        if Decimal(row.value) != total:
            yield file.fault("parts", f"The parts add up to {total}, and the value is {row.value}.")


def _order_faults(file: ContentFile, data: RateFile) -> Iterator[ContentFault]:
    """Overlaps, and gaps that nobody declared. After the first overlap, the rest would say nothing."""
    declared = {(gap.from_, gap.to) for gap in data.gaps}
    open_gaps = set(declared)
    standing = [(i, row) for i, row in enumerate(data.values) if row.state in ("in_force", "last_known")]
    for (_, row), (index, following) in pairwise(standing):
        where = f"values[{index}].from"
        if row.to is None:
            yield file.fault(where, "The value above has no end. Write its last day there, as “to”.")
            return
        if following.from_ <= row.to:
            yield file.fault(where, f"This begins before the value above has ended on {row.to}.")
            return
        gap = (row.to + timedelta(days=1), following.from_ - timedelta(days=1))
        if gap[0] <= gap[1] and gap not in declared:
            yield file.fault(
                where, f"No value holds from {gap[0]} to {gap[1]}. Fill the gap, or declare it under “gaps”."
            )
        open_gaps.discard(gap)
    for index, gap_row in enumerate(data.gaps):
        if (gap_row.from_, gap_row.to) in open_gaps:
            yield file.fault(
                f"gaps[{index}]",
                "No gap of these days lies between two values. Mend the days, or delete the gap.",
            )
