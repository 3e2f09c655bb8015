"""The facts somebody gives, read strictly: what is wrong is named by its path, as in `care[0].to`.

The keys, types and defaults are the fields of `Facts`. Nothing here guesses: an unknown key or an impossible
date is refused with a sentence that says what to write instead.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, get_args, get_origin

import msgspec

Living = Literal[
    "foster_care",
    "childrens_home",
    "supported_lodgings",
    "semi_independent",
    "staying_put",
    "family",
    "own_tenancy",
    "student_accommodation",
    "custody",
    "homeless",
    "other",
]
Immigration = Literal[
    "none",
    "leave",
    "leave_no_public_funds",
    "pre_settled",
    "leave_extended",
    "waiting",
    "appeal_rights_exhausted",
    "no_leave",
]
PlaceOfStay = Literal[
    "hospital", "care_home", "residential_school", "private_childrens_home", "voluntary_organisation"
]
Count = Annotated[int, msgspec.Meta(ge=0)]


# gc=False: none of these can be part of a cycle, and the collector need not look at them.
class DatePeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Days from `from_` to `to`, both included; no `to` means that it is still going."""

    from_: date = msgspec.field(name="from")
    to: date | None = None


class CarePeriod(DatePeriod, frozen=True, forbid_unknown_fields=True, gc=False):
    """Time looked after by a council. Pre-planned short breaks never count."""

    kind: Literal["looked_after", "short_breaks"] = "looked_after"


class StayElsewhere(DatePeriod, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Time in a place that a council's care did not arrange, of one of the kinds that the law counts."""

    kind: PlaceOfStay


class Study(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A course, past, present or to come. `in_plan`: the pathway plan names it."""

    level: Literal["further", "higher"]
    from_: date = msgspec.field(name="from")
    to: date | None = None
    full_time: bool = True
    in_plan: bool = True


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Everything the engine may be told about one person. Only the date of birth is required."""

    date_of_birth: date
    on: date | msgspec.UnsetType = msgspec.UNSET
    authority: Literal["kent", "other"] = "kent"
    care: tuple[CarePeriod, ...] = ()
    at_16: Literal["none", "detained", "hospital"] = "none"
    at_home: tuple[DatePeriod, ...] = ()
    special_guardianship: DatePeriod | None = None
    privately_fostered: DatePeriod | None = None
    accommodated: tuple[StayElsewhere, ...] = ()
    housed_by_council: DatePeriod | None = None
    disabled: bool = False
    living: Living = "other"
    study: Study | None = None
    returning_to_study: bool = False
    immigration: Immigration = "none"
    leave_to: date | None = None
    disputed_age: bool = False
    pregnant_weeks: Count | None = None
    children: Count = 0
    lone_parent: bool = False
    benefit_claim: Literal["none", "waiting", "paid"] = "none"
    benefit_claimed_on: date | None = None
    no_suitable_clothes: bool = False
    moving_to_own_tenancy: bool = False


class FactsError(ValueError):
    """The facts cannot be used. `field` is the path of what is wrong; None where there is no JSON object."""

    def __init__(self, field: str | None, problem: str) -> None:
        self.field = field
        self.problem = problem
        # A key may hold anything, and the fault is one line.
        shown = "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in field or "")
        super().__init__(f"{shown}: {problem}" if field is not None else problem)


_decoder = msgspec.json.Decoder(Facts)
_NOT_JSON = "This is not one JSON object."


def read(line: bytes | str, today: date) -> Facts:
    """Facts from one JSON object; without `on` they are for today.

    Raises FactsError, whose `field` names what is wrong by its path.
    """
    try:
        facts = _decoder.decode(line)
    except msgspec.ValidationError as error:
        # The fault may come before the place where the line stops being JSON, and then that is the fault.
        raise _named(str(error), _decoded(line)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FactsError(None, _NOT_JSON) from None
    if facts.on is msgspec.UNSET:
        facts = msgspec.structs.replace(facts, on=today)
    check(facts)
    return facts


def _decoded(line: bytes | str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FactsError(None, _NOT_JSON) from None


def check(facts: Facts) -> None:
    """Refuse dates that cannot all be true of one person. Raises FactsError."""
    born = facts.date_of_birth
    if isinstance(facts.on, date) and born > facts.on:
        raise FactsError("date_of_birth", "This is after the day that the answer is for.")
    for path, period in _periods(facts):
        if period.from_ < born:
            raise FactsError(f"{path}.from", "This is before the date of birth.")
        if period.to is not None and period.to < period.from_:
            raise FactsError(f"{path}.to", "This is before the day it began.")
    if facts.leave_to is not None and facts.leave_to < born:
        raise FactsError("leave_to", "This is before the date of birth.")
    if len(facts.care) < 2:
        return
    in_order = sorted(range(len(facts.care)), key=lambda index: facts.care[index].from_)
    for earlier, later in pairwise(in_order):
        end = facts.care[earlier].to
        if end is None or end >= facts.care[later].from_:
            raise FactsError(f"care[{later}].from", f"This time in care shares a day with care[{earlier}].")


def _periods(facts: Facts) -> Iterator[tuple[str, DatePeriod | Study]]:
    several: tuple[tuple[str, tuple[DatePeriod, ...]], ...] = (
        ("care", facts.care),
        ("at_home", facts.at_home),
        ("accommodated", facts.accommodated),
    )
    for name, periods in several:
        for index, period in enumerate(periods):
            yield f"{name}[{index}]", period
    for name, single in (
        ("special_guardianship", facts.special_guardianship),
        ("privately_fostered", facts.privately_fostered),
        ("housed_by_council", facts.housed_by_council),
        ("study", facts.study),
    ):
        if single is not None:
            yield name, single


_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>[\w.\[\]]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"^Object contains unknown field `(.*)`$", re.DOTALL)
_MISSING = re.compile(r"^Object missing required field `(.*)`$")


def _named(message: str, given: object) -> FactsError:
    """The library's words, turned into a path and a sentence that says what to write."""
    match = _AT.match(message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    path = path.removeprefix(".")
    whole = _UNKNOWN.match(message)
    if whole and isinstance(given, dict) and whole[1] in given:
        # A key of the facts themselves, which may look like anything, even like a path.
        what, path = message, ""
    for pattern, problem in ((_UNKNOWN, "There is no fact of this name."), (_MISSING, "This is needed.")):
        if named := pattern.match(what):
            return FactsError(f"{path}.{named[1]}" if path else named[1], problem)
    if not path:
        return FactsError(None, _NOT_JSON)
    kind = _kind(path)
    if get_origin(kind) is Literal:
        return FactsError(path, f"This is not one of its values: {', '.join(get_args(kind))}.")
    if date in (kind, *get_args(kind)):
        return FactsError(path, "Write a day that exists as 2017-04-01.")
    return FactsError(path, f"{what}.".replace("`", ""))


def _kind(path: str) -> object:
    """What may stand at a path: the type of the field that its last part names."""
    first, _, rest = path.partition(".")
    name = rest or first
    owners: dict[str, type[msgspec.Struct]] = {
        "care": CarePeriod,
        "accommodated": StayElsewhere,
        "study": Study,
    }
    owner = owners.get(first.partition("[")[0], DatePeriod) if rest else Facts
    kinds = {field.encode_name: field.type for field in msgspec.structs.fields(owner)}
    return kinds.get(name)
