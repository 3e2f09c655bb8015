"""The weekly allowance in the oracle: who gets it, who decides, and which figure is the amount."""

from support.oracle import OracleLife, day_of

# The answer; then, where it is not the table that says so, who decides, and which figure is the amount.
Verdict = tuple[str, ...]

WITHOUT_PAPERS = ("waiting", "appeal_rights_exhausted", "no_leave")
LODGINGS = ("supported_lodgings", "semi_independent")


def weekly_allowance(life: OracleLife, day: int, column: str, cell: str) -> str | Verdict:
    """The verdict on the weekly allowance of a person on a day."""
    if life.facts["living"] == "custody" or day < life.at[16]:
        return "no"
    if column in ("L", "E"):
        return allowance_in_care(life, column)
    if column == "R":
        return allowance_of_relevant(life, day)
    if column == "F":
        return allowance_to_21(life, day)
    return "may" if life.funds(day) == "closed" and life.studies(day) else "no", "law"


def allowance_in_care(life: OracleLife, column: str) -> Verdict:
    """The verdict on the allowance of somebody in care."""
    living = life.facts["living"]
    if living == "foster_care":
        return "yes", "policy", "foster_pocket_money"
    if column == "E" and living in LODGINGS:
        return "yes", "policy", "weekly_allowance"
    return "may" if living == "family" else "yes", "law"


def allowance_of_relevant(life: OracleLife, day: int) -> Verdict:
    """The verdict on the allowance of a relevant child."""
    if day in life.home_since:
        if day - life.home_since[day] < 42:
            return "yes", "policy", "weekly_allowance"
        # CA s.23B(8): the council maintains a relevant child unless their welfare does not need it. A family
        # that has put them out maintains them no more, though a period with it lasts to the end of the day.
        if life.facts["living"] != "homeless":
            return "may", "assessment"
    if life.facts["living"] in LODGINGS:
        return "yes", "policy", "weekly_allowance"
    return "may" if life.facts["living"] == "family" else "yes", "law"


def allowance_to_21(life: OracleLife, day: int) -> Verdict:
    """The verdict on the allowance of somebody former relevant who is under 21."""
    immigration, claim = life.immigration(day), life.facts["benefit_claim"]
    if immigration in WITHOUT_PAPERS:
        return "yes", "law"
    if immigration == "leave_no_public_funds":
        return "may", "law"
    # Before the claim is made (a claim dated later than the day) there is no claim to wait for.
    if claim == "waiting" and subsistence_from(life) <= day:
        return ("may", "policy", *(["weekly_allowance"] if day < subsistence_from(life) + 28 else []))
    return "may" if immigration == "pre_settled" and claim != "paid" else "no", "law"


def subsistence_from(life: OracleLife) -> int:
    claimed = life.facts["benefit_claimed_on"]
    return max(life.at[18], day_of(claimed)) if claimed else life.at[18]
