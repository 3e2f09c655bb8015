"""Each question, and each reply to it, in the reader's language."""

from collections.abc import Callable

from kentcare.offer.checker import words_about_care as about_care
from kentcare.offer.checker import words_about_now as about_now
from kentcare.offer.checker.questions import Question
from kentcare.offer.checker.replies import NO_END, UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words import QuestionWords, date_in_words
from kentcare.web.language import gettext as _


def words_for(question: Question, known: RepliesSoFar) -> QuestionWords:
    """How a question is put to this person."""
    name = question.id
    if question.kind == "day":
        return about_care.day_words(name.removesuffix(".day"), known)
    if name.startswith("care_"):
        number, _dot, part = name.removeprefix("care_").partition(".")
        return about_care.TIME_IN_CARE[part](int(number), known)
    return _ASK[name](known)


def reply_in_words(question: Question, before: RepliesSoFar, reply: Reply) -> str:
    """What was replied to a question, as the person would say it.

    `before` is what was known when it was asked.
    """
    if reply == UNKNOWN:
        return str(_("I don’t know"))
    if reply == NO_END:
        return str(_("It has no end"))
    words = words_for(question, before)
    if isinstance(reply, list):
        return _(", ").join(words.choices[value] for value in reply) or _("None of these")
    if question.kind in ("date", "day"):
        return date_in_words(reply)
    return words.choices.get(reply, reply)


_ASK: dict[str, Callable[[RepliesSoFar], QuestionWords]] = {
    "born": about_care.born,
    "runs_on": about_care.runs_on,
    "care": about_care.care,
    "at_16": about_care.at_16,
    "home": about_care.home,
    "home.from": about_care.home_from,
    "home.still": about_care.home_still,
    "home.to": about_care.home_to,
    "guardianship": about_care.guardianship,
    "fostered": about_care.fostered,
    "disabled": about_care.disabled,
    "stays": about_care.stays,
    "housed": about_care.housed,
    "authority": about_now.authority,
    "living": about_now.living,
    "study": about_now.study,
    "full_time": about_now.full_time,
    "study.from": about_now.study_from,
    "study.to": about_now.study_to,
    "in_plan": about_now.in_plan,
    "returning": about_now.returning,
    "immigration": about_now.immigration,
    "extended": about_now.extended,
    "leave_to": about_now.leave_to,
    "true_now": about_now.true_now,
    "weeks": about_now.weeks,
    "alone": about_now.alone,
    "benefit": about_now.benefit,
    "claimed": about_now.claimed,
}
