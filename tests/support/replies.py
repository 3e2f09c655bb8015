"""Made-up people who answer the questions of the checker, each in a way that a seed decides."""

import random
from datetime import date, timedelta

from kentcare.offer.checker.choices import things_true_now
from kentcare.offer.checker.questions import Question, Walk, walk
from kentcare.offer.checker.replies import Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.days import Span, birthday, without
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import Facts
from kentcare.paths import CONTENT

TODAY = date(2026, 11, 22)


ENGINE = engine(CONTENT)
# Somebody of 16 who came into care at 11 and is there still.
IN_CARE_AT_16: dict[str, Reply] = {
    "born": "2010-05-01",
    "care": "yes",
    "care_1.from": "2022-03-04",
    "care_1.still": "yes",
}


CHOICES: dict[str, tuple[str, ...]] = {
    "care": ("yes", "short_breaks", "no"),
    "still": ("yes", "no"),
    "more": ("no", "yes"),
    "at_16": ("none", "detained", "hospital"),
    "home": ("no", "yes"),
    "guardianship": ("no", "yes"),
    "fostered": ("no", "yes"),
    "disabled": ("no", "yes"),
    "authority": ("kent", "other"),
    "living": ("other", "foster_care", "semi_independent", "staying_put", "custody", "supported_lodgings"),
    "study": ("no", "further", "higher"),
    "full_time": ("yes", "no"),
    "returning": ("no", "yes"),
    "immigration": ("none", "waiting", "appeal_rights_exhausted"),
    "alone": ("no", "yes"),
    "benefit": ("none", "waiting", "paid"),
    "weeks": ("12", "30"),
}


def possible_replies(question: Question, known: RepliesSoFar, rng: random.Random) -> list[Reply]:
    """Some replies to a question, among them those that are most unlike each other."""
    part = question.id.rpartition(".")[2]
    if question.kind == "several":
        offered = things_true_now(known)
        return [[], offered, [name for name in offered if rng.random() < 0.5]]
    if question.kind in ("choice", "number"):
        some = CHOICES.get(part, CHOICES.get(question.id, ()))
        return [value for value in some if question.offered is None or value in question.offered(known)]
    if question.id == "born":
        return [(TODAY - timedelta(days=rng.randint(14 * 365, 26 * 365))).isoformat()]
    return [day.isoformat() for day in possible_days(question, known, rng)]


def possible_days(question: Question, known: RepliesSoFar, rng: random.Random) -> list[date]:
    """Days that fit with what was replied before."""
    born = date.fromisoformat(str(known.replies["born"]))
    last = min(TODAY, date.fromordinal(birthday(born.toordinal(), 18) - 1))
    if question.id == "study.to":
        return [TODAY + timedelta(days=days) for days in (20, 400, 3000)]
    if question.id in ("study.from", "claimed"):
        at_18 = date.fromordinal(birthday(born.toordinal(), 18))
        return [at_18, TODAY - timedelta(days=rng.randint(0, 60)), TODAY]
    if question.kind == "day":
        month = date.fromisoformat(f"{known.replies[question.id.removesuffix('.day')]}-01")
        return [month, month.replace(day=28)]
    if question.id.endswith(".to"):
        first = date.fromisoformat(str(known.replies[question.id.replace(".to", ".from")]))
        spans = [Span(first.toordinal(), max(first, last).toordinal())]
    else:
        whole = Span(born.toordinal(), (TODAY if question.id.startswith("home") else last).toordinal())
        spans = without([whole], ENGINE.life(known.readings[0].facts).care)
    if question.id == "home.to":
        spans = [Span(first.toordinal(), TODAY.toordinal())]
    numbers = {day for span in spans for day in (span.first, rng.randint(*span), span.last)}
    return [date.fromordinal(number) for number in sorted(numbers)]


def fitting(question: Question, known: RepliesSoFar, rng: random.Random) -> list[Reply]:
    """The replies among these that do not contradict what was said before."""
    return [
        reply
        for reply in possible_replies(question, known, rng)
        if known.with_reply(question.id, reply).readings
    ]


def go_on(replies: dict[str, Reply], seed: str) -> Walk:
    """Answer what is open, each question as its seed says, until nothing is."""
    replies = dict(replies)
    while (walked := walk(replies, TODAY, ENGINE)).open is not None:
        assert walked.open.id not in replies, "it asks the same again and again"
        rng = random.Random(f"{seed} {walked.open.id}")  # noqa: S311 - a test needs luck that can be repeated
        replies[walked.open.id] = rng.choice(fitting(walked.open, walked.known, rng))
    return walked


def facts_of(walked: Walk) -> Facts:
    assert len(walked.known.readings) == 1
    return walked.known.readings[0].facts
