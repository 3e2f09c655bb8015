"""The words of the questions about birth, times in care and what came after them.

Functions, because the language is known only when somebody asks.
"""

from collections.abc import Callable

from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words import QuestionWords, date_in_words, is_adult, yes_no
from kentcare.web.language import gettext as _


def born(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When were you born?"),
        _("Date of birth"),
        _("Use the date that is on your papers. For example: %(example)s", example="27 3 2008"),
    )


def care(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Have you ever been in care?"),
        _("In care"),
        _(
            "In care means that a council looked after you. You lived with foster carers, "
            "in a home, or in a place that it paid for."
        ),
        {
            "yes": _("Yes"),
            "short_breaks": _("Only for short breaks, planned with my family"),
            "no": _("No"),
        },
    )


def care_from(number: int, known: RepliesSoFar) -> QuestionWords:
    ask = _("When did you go into care?") if number == 1 else _("When did you go into care again?")
    hint = _(
        "If you do not know the day, leave it empty. "
        "If you moved between homes, that is still the same time in care."
    )
    return QuestionWords(ask, _("Went into care"), hint)


def care_still(number: int, known: RepliesSoFar) -> QuestionWords:
    if is_adult(known):
        return QuestionWords(
            _("Were you in care until your 18th birthday?"),
            _("In care until 18"),
            "",
            yes_no(no=_("No, I left before")),
        )
    return QuestionWords(_("Are you still in care?"), _("Still in care"), "", yes_no(no=_("No, I have left")))


def care_to(number: int, known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When did you leave care?"), _("Left care"), _("If you do not know the day, leave it empty.")
    )


def care_more(number: int, known: RepliesSoFar) -> QuestionWords:
    hint = _("Leave out short breaks that were planned with your family.")
    return QuestionWords(
        _("Were you in care at any other time?"), _("In care at another time"), hint, yes_no()
    )


TIME_IN_CARE: dict[str, Callable[[int, RepliesSoFar], QuestionWords]] = {
    "from": care_from,
    "still": care_still,
    "to": care_to,
    "more": care_more,
}


def day_words(name: str, known: RepliesSoFar) -> QuestionWords:
    month = date_in_words(str(known.replies[name]))
    titles = {
        "from": _("Which day in %(month)s did it begin?", month=month),
        "to": _("Which day in %(month)s did it end?", month=month),
        "claimed": _("Which day in %(month)s did you claim?", month=month),
    }
    part = name.rpartition(".")[2]
    hint = _("The day can change your answer. If you do not know it, you will see what depends on it.")
    return QuestionWords(titles[part], _("Day in %(month)s", month=month), hint)


def at_16(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Where were you on your 16th birthday?"),
        _("On the 16th birthday"),
        "",
        {
            "detained": _("Held by a court or the police"),
            "hospital": _("In hospital"),
            "none": _("Somewhere else"),
        },
    )


def home(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("After care, did you go back to live with family?"),
        _("Back with family"),
        _("Family means a parent, or somebody with the legal rights of a parent."),
        yes_no(),
    )


def home_from(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When did you move back?"), _("Moved back"), _("If you do not know the day, leave it empty.")
    )


def home_still(known: RepliesSoFar) -> QuestionWords:
    ask = (
        _("Did you live there until your 18th birthday?")
        if is_adult(known)
        else _("Do you still live there?")
    )
    return QuestionWords(ask, _("Still with family"), "", yes_no())


def home_to(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When did you leave there?"), _("Left family"), _("If you do not know the day, leave it empty.")
    )


def guardianship(known: RepliesSoFar) -> QuestionWords:
    hint = _("This is a court order that gives another person, often family, the right to bring you up.")
    if is_adult(known):
        ask = _("Were you under a special guardianship order until you were 18, straight after care?")
    else:
        ask = _("Are you under a special guardianship order, made straight after care?")
    return QuestionWords(ask, _("Special guardianship"), hint, yes_no())


def fostered(known: RepliesSoFar) -> QuestionWords:
    hint = _(
        "Private fostering means that your family arranged for you to live "
        "with somebody who is not close family."
    )
    if known.today_number < known.at(16):
        return QuestionWords(_("Are you privately fostered?"), _("Privately fostered"), hint, yes_no())
    ask = _("Were you privately fostered at any time after you turned 16?")
    return QuestionWords(ask, _("Privately fostered"), hint, yes_no())


def disabled(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(_("Do you have a disability?"), _("Disability"), "", yes_no())
