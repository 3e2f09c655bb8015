"""The choices on the page of a question, where they are not the same for everybody."""

from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    FORMER_RELEVANT_25,
    LOOKED_AFTER,
    NOBODY,
    QUALIFYING,
    RELEVANT,
    TOO_YOUNG,
)
from kentcare.offer.entitlements.conditions import ever_looked_after, higher_begun_before_21

_IN_CARE = {LOOKED_AFTER, ELIGIBLE}
_LEFT_CARE = {FORMER_RELEVANT, FORMER_RELEVANT_21}
_WITH_SUPPORT = {*_IN_CARE, RELEVANT, *_LEFT_CARE, QUALIFYING}
_ON_THEIR_OWN = {*_LEFT_CARE, FORMER_RELEVANT_25, QUALIFYING, NOBODY}
_ANYBODY = {*_WITH_SUPPORT, *_ON_THEIR_OWN, TOO_YOUNG}

# The columns of those who can live there, in the order of the page.
_HOMES = {
    "staying_put": _LEFT_CARE,
    "foster_care": {*_IN_CARE, RELEVANT, FORMER_RELEVANT},
    "childrens_home": {*_IN_CARE, RELEVANT},
    "supported_lodgings": _WITH_SUPPORT,
    "semi_independent": _WITH_SUPPORT,
    "student_accommodation": _ON_THEIR_OWN,
    "own_tenancy": {RELEVANT, *_ON_THEIR_OWN},
    "family": _ANYBODY,
    "custody": _ANYBODY,
    "homeless": _ANYBODY,
    "other": _ANYBODY,
}
_ADULTS_HOMES = ("student_accommodation", "own_tenancy")


def homes(known: RepliesSoFar) -> list[str]:
    """The kinds of home that somebody in these columns can live in."""
    found = [home for home, columns in _HOMES.items() if columns & known.columns]
    if known.today_number >= known.at(18) or RELEVANT in known.columns:
        return found
    return [home for home in found if home not in _ADULTS_HOMES]


def council_is_where_they_are(known: RepliesSoFar) -> bool:
    """Whether no council looked after somebody: then the one where they are helps (CA s.24(5)(b))."""
    return not any(map(ever_looked_after, known.cases))


def fostered_ways(known: RepliesSoFar) -> list[str]:
    """Whether somebody was privately fostered; at 16 and 17 it may be over or go on."""
    at_16_or_17 = known.at(16) < known.today_number < known.at(18)
    return ["yes", "going", "no"] if at_16_or_17 else ["yes", "no"]


def courses(known: RepliesSoFar) -> list[str]:
    """The kinds of course, and none where somebody has not said yet that they are on one."""
    return ["further", "higher"] if known.replied("runs_on", "yes") else ["further", "higher", "no"]


def things_true_now(known: RepliesSoFar) -> list[str]:
    """The things to tick that can still change the answer."""
    kent, columns = known.kent_may_be_responsible, known.columns
    own_home = columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT} or any(
        case.column == FORMER_RELEVANT_21 and higher_begun_before_21(case) for case in known.cases
    )
    from_16 = known.today_number >= known.at(16)
    said = known.replied("disabled", "yes", "no")
    offered = {
        "moving": kent and own_home,
        "expecting": from_16 or LOOKED_AFTER in columns,
        "children": from_16 or LOOKED_AFTER in columns,
        "no_clothes": kent and columns & {LOOKED_AFTER, ELIGIBLE, RELEVANT, FORMER_RELEVANT},
        "disabled": from_16 and not said,
        "age": "immigration" in known.replies and not known.replied("immigration", "none"),
    }
    found = [name for name, may_count in offered.items() if may_count]
    return found if columns - {NOBODY, TOO_YOUNG} else [name for name in found if _counts(name, known)]


_TRUE: dict[str, dict[str, object]] = {
    "expecting": {"pregnant_weeks": 30},
    "children": {"children": 1},
    "disabled": {"disabled": True},
    "age": {"disputed_age": True},
}


def _counts(name: str, known: RepliesSoFar) -> bool:
    """Whether a thing changes the answer of somebody who is owed little: most things change nothing then."""
    return any(known.would_differ(reading.facts, **_TRUE[name]) for reading in known.readings)
