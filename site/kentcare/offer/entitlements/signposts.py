"""Who else can help: the contacts of content/place.yaml that an answer names."""

from collections.abc import Callable, Sequence

from kentcare.core.content.place import Place
from kentcare.offer.entitlements.answer import EntitlementLine
from kentcare.offer.entitlements.case import LOOKED_AFTER, NOBODY, QUALIFYING, Case
from kentcare.offer.entitlements.conditions import disputed_age, homeless
from kentcare.offer.entitlements.table import ROWS

Answers = Callable[[str], str]
"""The answer on an entitlement, by its id."""

_POSITIONS = {row.id: position for position, row in enumerate(ROWS)}


def _child_who_waits(case: Case) -> bool:
    return (
        case.age < 18 and case.immigration == "waiting" and case.column in (LOOKED_AFTER, QUALIFYING, NOBODY)
    )


def _needs_coram_voice(_: Case, answer: Answers) -> bool:
    return answer("looked_after_review") == "may" or answer("section_20_accommodation") == "yes"


# In the order in which they are named, before the contacts that a status brings.
_SIGNPOSTS: dict[str, Callable[[Case, Answers], bool]] = {
    "shelter": lambda case, _: homeless(case),
    "coram_voice": _needs_coram_voice,
    "migrant_help": lambda case, answer: answer("asylum_support") == "may" or _child_who_waits(case),
    "modern_slavery_helpline": lambda case, _: case.immigration != "none",
    "age_dispute_project": lambda case, _: disputed_age(case),
    "civil_legal_advice": lambda _, answer: answer("legal_advice_immigration") in ("yes", "may"),
    "citizens_advice": lambda case, _: case.column == NOBODY,
    "ombudsman": lambda case, _: case.column == NOBODY,
}
SIGNPOSTS = tuple(_SIGNPOSTS)
"""The contacts that content/place.yaml must have."""


def answers_in(lines: Sequence[EntitlementLine]) -> Answers:
    """A function that gives the answer on an entitlement, by its id."""
    return lambda identifier: lines[_POSITIONS[identifier]].entitlement.answer


def signposts_for(case: Case, lines: Sequence[EntitlementLine], place: Place) -> tuple[str, ...]:
    """The keys of the contacts for a case and its answers, each once, in order."""
    answer = answers_in(lines)
    status = case.legal_status.status
    chosen = [key for key, applies in _SIGNPOSTS.items() if applies(case, answer)]
    chosen += [key for key, contact in place.contacts.items() if status in contact.signpost_for]
    return tuple(dict.fromkeys(chosen))
