"""What if I move? The answer for another home beside the answer for this one, with every reply kept."""

from dataclasses import dataclass
from datetime import timedelta

from kentcare.offer.checker.answer_page import ShownEntitlement, ShownUrgent, answer_page, page_of
from kentcare.offer.checker.choices import homes
from kentcare.offer.checker.outcome import GROUPS, outcome_of
from kentcare.offer.checker.questions import Walk, walk
from kentcare.offer.checker.replies import UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words_about_now import living
from kentcare.offer.entitlements.immigration import WITHOUT_PERMISSION


@dataclass(frozen=True, slots=True)
class Move:
    """What is different in another home. `urgent` is what to do at once there, and not here.

    `more` is owed or possible there and not here, `less` the other way round, and what is still possible
    there but less sure is in `unsure`. `figures` are other amounts, or none.
    `must_prove_right_to_rent`: an adult would rent there without permission to stay, which a landlord may not
    allow (Immigration Act 2014, sections 21 and 22).
    """

    home: str
    name: str
    urgent: list[ShownUrgent]
    more: list[ShownEntitlement]
    less: list[ShownEntitlement]
    unsure: list[ShownEntitlement]
    figures: list[tuple[ShownEntitlement, ShownEntitlement]]
    must_prove_right_to_rent: bool


def homes_to_try(walked: Walk) -> dict[str, str]:
    """The other homes that somebody may move to, by key.

    None before every question has its reply, and none where the home was not asked for.
    """
    if walked.open is not None or all(question.id != "living" for question in walked.asked):
        return {}
    now = walked.known.replies["living"]
    words = living(walked.known).choices
    return {key: words[key] for key in walked.known.choices(homes) if key != now}


def _in_home(known: RepliesSoFar, home: str) -> RepliesSoFar:
    """The replies with another home. Whoever tries an own home is about to move into it.

    A stay with the family that had not ended ends the day before. What is asked only of whoever lives there
    is not known.
    """
    ticked = [thing for thing in known.replies.get("true_now", ()) if thing != "moving"]
    if home == "own_tenancy":
        ticked.append("moving")
    changed: dict[str, Reply] = {"living": home, "true_now": ticked}
    if home != "family" and known.replies.get("home.still") == "yes":
        yesterday = (known.today - timedelta(days=1)).isoformat()
        changed |= {"home.still": "no", "home.to": max(yesterday, str(known.replies["home.from"]))}
    replies = {**known.replies, **changed}
    walked = walk(replies, known.today, known.engine)
    while walked.open is not None and walked.open.id not in replies:
        replies[walked.open.id] = UNKNOWN
        walked = walk(replies, known.today, known.engine)
    if walked.open is None:
        return walked.known
    # No reading of the replies fits the other home: what was said before stands.
    return known.with_reply("living", home).with_reply("true_now", ticked)


def moved(walked: Walk, home: str) -> Move:
    """What the answer would be in another home, beside what it is."""
    here = answer_page(walked)
    known_there = _in_home(walked.known, home)
    there = page_of(outcome_of(known_there), walked)
    pairs = list(zip(here.everything, there.everything, strict=True))

    def steps_down(old: ShownEntitlement, new: ShownEntitlement) -> int:
        return GROUPS.index(new.item.group) - GROUPS.index(old.item.group)

    return Move(
        home=home,
        name=living(walked.known).choices[home],
        urgent=[one for one in there.urgent if one.words not in [other.words for other in here.urgent]],
        more=[new for old, new in pairs if steps_down(old, new) < 0],
        less=[new for old, new in pairs if steps_down(old, new) > 0 and new.item.group == "no"],
        unsure=[new for old, new in pairs if steps_down(old, new) > 0 and new.item.group != "no"],
        figures=[
            (old, new)
            for old, new in pairs
            if steps_down(old, new) == 0 and new.item.group != "no" and old.figure != new.figure
        ],
        must_prove_right_to_rent=home == "own_tenancy"
        and any(case.immigration in WITHOUT_PERMISSION for case in known_there.cases),
    )
