"""The facts in the oracle: which are refused, and the paths of all that is wrong in them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from support.oracle import Facts

Check = Callable[[Any], bool]


def is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_object(value: Any) -> bool:
    return isinstance(value, dict)


def is_list(value: Any) -> bool:
    return isinstance(value, list)


def or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words.split()


PERIOD: dict[str, Check] = {"from": is_date, "to": or_null(is_date)}
CARE = PERIOD | {"kind": one_of("looked_after short_breaks")}
STAY = PERIOD | {
    "kind": one_of("hospital care_home residential_school private_childrens_home voluntary_organisation")
}
STUDY = PERIOD | {"level": one_of("further higher"), "full_time": is_bool, "in_plan": is_bool}
FACTS: dict[str, Check] = {
    "on": is_date,
    "date_of_birth": is_date,
    "authority": one_of("kent other"),
    "care": is_list,
    "at_16": one_of("none detained hospital"),
    "at_home": is_list,
    "special_guardianship": or_null(is_object),
    "privately_fostered": or_null(is_object),
    "accommodated": is_list,
    "housed_by_council": or_null(is_object),
    "disabled": is_bool,
    "living": one_of(
        "foster_care childrens_home supported_lodgings semi_independent staying_put family own_tenancy"
        " student_accommodation custody homeless other"
    ),
    "study": or_null(is_object),
    "returning_to_study": is_bool,
    "immigration": one_of(
        "none leave leave_no_public_funds pre_settled leave_extended waiting appeal_rights_exhausted no_leave"
    ),
    "leave_to": or_null(is_date),
    "disputed_age": is_bool,
    "pregnant_weeks": or_null(is_number),
    "children": is_number,
    "lone_parent": is_bool,
    "benefit_claim": one_of("none waiting paid"),
    "benefit_claimed_on": or_null(is_date),
    "no_suitable_clothes": is_bool,
    "moving_to_own_tenancy": is_bool,
}
# The parts: what their keys hold, and which are needed.
LISTS = {"care": (CARE, ["from"]), "at_home": (PERIOD, ["from"]), "accommodated": (STAY, ["from", "kind"])}
PERIODS = {
    "special_guardianship": (PERIOD, ["from"]),
    "privately_fostered": (PERIOD, ["from"]),
    "housed_by_council": (PERIOD, ["from"]),
    "study": (STUDY, ["from", "level"]),
}


def wrong_fields(facts: Facts) -> set[str]:
    """The paths of all that is wrong; empty where the facts are to be answered."""
    wrong = set(wrong_keys("", facts, FACTS, ["date_of_birth"]))
    for path, part, checks, needed in parts(facts):
        wrong |= set(wrong_keys(path, part, checks, needed)) if is_object(part) else {path.rstrip(".")}
    return wrong | set(impossible_dates(facts))


def parts(facts: Facts) -> Iterator[tuple[str, Any, dict[str, Check], list[str]]]:
    """Each period in the facts, with the path before its keys."""
    for name, (checks, needed) in LISTS.items():
        if is_list(facts.get(name)):
            for index, part in enumerate(facts[name]):
                yield f"{name}[{index}].", part, checks, needed
    for name, (checks, needed) in PERIODS.items():
        if is_object(facts.get(name)):
            yield f"{name}.", facts[name], checks, needed


def wrong_keys(path: str, given: Facts, checks: dict[str, Check], needed: list[str]) -> Iterator[str]:
    yield from (path + key for key in needed if key not in given)
    yield from (path + key for key, value in given.items() if key not in checks or not checks[key](value))


def impossible_dates(facts: Facts) -> Iterator[str]:
    """What is wrong between dates that are dates. ISO dates sort as dates do."""
    born = facts.get("date_of_birth")
    if not is_date(born):
        return
    if is_date(facts.get("on")) and born > facts["on"]:
        yield "date_of_birth"
    if is_date(facts.get("leave_to")) and facts["leave_to"] < born:
        yield "leave_to"
    care: list[tuple[str, str, str]] = []
    for path, part, _, _ in parts(facts):
        if not is_object(part) or not is_date(part.get("from")):
            continue
        start, end = part["from"], part.get("to") or "9999-12-31"
        if start < born:
            yield path + "from"
        if is_date(end) and end < start:
            yield path + "to"
        elif is_date(end) and path.startswith("care"):
            care.append((path, start, end))
    for path, start, _ in care:
        # Of two that begin on the same day either is the later. Short breaks are a care period too.
        for other, its_start, its_end in care:
            if other != path and its_start <= start <= its_end:
                yield path + "from"
