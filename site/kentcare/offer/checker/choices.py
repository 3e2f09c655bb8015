"""The choices on the page of a question, where they are not the same for everybody."""

from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    LOOKED_AFTER,
    NOBODY,
    RELEVANT,
    TOO_YOUNG,
)


def homes(known: RepliesSoFar) -> list[str]:
    """The kinds of home that somebody in these columns can live in."""
    if known.columns & {LOOKED_AFTER, ELIGIBLE}:
        return [*_HOMES_IN_CARE, *_HOMES_OF_ANYBODY]
    if RELEVANT in known.columns:
        return [*_HOMES_IN_CARE, "own_tenancy", *_HOMES_OF_ANYBODY]
    return ["staying_put", *_HOMES_WITH_SUPPORT, "student_accommodation", "own_tenancy", *_HOMES_OF_ANYBODY]


_HOMES_WITH_SUPPORT = ("supported_lodgings", "semi_independent")
_HOMES_IN_CARE = ("foster_care", "childrens_home", *_HOMES_WITH_SUPPORT)
_HOMES_OF_ANYBODY = ("family", "custody", "homeless", "other")


def things_true_now(known: RepliesSoFar) -> list[str]:
    """The things to tick that can still change the answer."""
    kent, columns = known.kent_may_be_responsible, known.columns
    own_home = columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT} or any(
        case.column == FORMER_RELEVANT_21 and case.higher_begun_before_21 for case in known.cases
    )
    panel = columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT}
    offered = {
        "moving": kent and own_home,
        "expecting": columns - {NOBODY, TOO_YOUNG},
        "children": columns - {NOBODY, TOO_YOUNG},
        "no_clothes": kent and columns & {LOOKED_AFTER, ELIGIBLE, RELEVANT, FORMER_RELEVANT},
        "disabled": kent and panel,
    }
    return [name for name, may_count in offered.items() if may_count]
