"""The words of the questions about birth, times in care and what came after them.

Functions, because the language is known only when somebody asks.
"""

from collections.abc import Callable

from kentcare.offer.checker.choices import fostered_ways
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words import (
    Explained,
    QuestionWords,
    about_pathway_plan,
    date_in_words,
    is_adult,
    yes_no,
)
from kentcare.web.language import gettext as _
from kentcare.web.place import place


def born(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When were you born?"),
        _("Date of birth"),
        _(
            "Use the calendar of England, from January to December. For example: %(example)s",
            example="27 3 2008",
        ),
        explained=_wrong_date(),
    )


def _wrong_date() -> Explained:
    later = _(
        "Later, tick “The council or the Home Office does not believe my age”. "
        "Your answer then says what to do."
    )
    return Explained(
        _("If you do not know the day, or an office has a wrong date or does not believe your age"),
        (
            ("", _("Write the date that is right. You can go on with it.")),
            ("", later),
            ("", _("You do not know the day or the month? Write the date that is in your papers.")),
            ("", _("You have no papers? Write the date that you believe. You can change it later.")),
        ),
        place().contacts["age_dispute_project"],
    )


def runs_on(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Are you on a course that you began before you were 25, and that is in your pathway plan?"),
        _("Course in the plan"),
        _("From 25 on, the council still has duties to you only while such a course goes on."),
        yes_no(),
        explained=about_pathway_plan(),
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
        explained=Explained(
            _("What it says on your papers"),
            (
                (
                    "",
                    _(
                        "Letters of the council may say “looked after child”, “LAC”, “section 20”, "
                        "“care order” or “section 31”. Each of them means in care."
                    ),
                ),
                ("", _("“Section 17” means help at home or a place to stay, without being in care.")),
            ),
        ),
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
    explained = Explained(
        _("What the order looks like"),
        (
            ("", _("It is a paper of the family court, with the court’s name at the top.")),
            (
                "",
                _("It says “special guardianship order” or “section 14A”, and names your guardian."),
            ),
            ("", _("A “child arrangements order” or a “residence order” is another thing: then say no.")),
        ),
    )
    return QuestionWords(ask, _("Special guardianship"), hint, yes_no(), explained=explained)


def fostered(known: RepliesSoFar) -> QuestionWords:
    ways = known.choices(fostered_ways)
    if known.today_number <= known.at(16):
        ask = _("Are you privately fostered?")
    else:
        ask = _("Were you privately fostered at any time after you turned 16?")
    words = {
        "yes": _("Yes, but it is over") if "going" in ways else _("Yes"),
        "going": _("Yes, and I still am"),
        "no": _("No"),
    }
    return QuestionWords(
        ask,
        _("Privately fostered"),
        _(
            "Private fostering means that your family arranged for you to live "
            "with somebody who is not close family."
        ),
        {key: words[key] for key in ways},
    )


def stays(known: RepliesSoFar) -> QuestionWords:
    if is_adult(known):
        ask = _("When you were 16 or 17, did you stay in one of these?")
    else:
        ask = _("After you turned 16, did you stay in one of these, and have you left?")
    return QuestionWords(
        ask,
        _("Stayed elsewhere"),
        _("Tick each one that is true. If none is true, tick nothing and go on."),
        {
            "hospital": _("A hospital, for three months or more"),
            "care_home": _("A care home, for three months or more"),
            "residential_school": _(
                "A school where I lived and that a council paid for, for three months or more"
            ),
            "private_childrens_home": _("A children’s home that no council runs"),
            "voluntary_organisation": _("A home run by a charity"),
        },
    )


def housed(known: RepliesSoFar) -> QuestionWords:
    if is_adult(known):
        ask = _("Before you were 18, did a council give you a place to live without taking you into care?")
    else:
        ask = _("Has a council given you a place to live without taking you into care?")
    explained = Explained(
        _("What the letter looks like"),
        (
            (
                "",
                _("“Section 17”, “homeless” or “Housing Act”: housed without care. Say yes."),
            ),
            ("", _("“Section 20”: you were in care. Go back, and say so where we asked about care.")),
        ),
    )
    return QuestionWords(
        ask,
        _("Housed by a council"),
        _("For example a hostel, a bed and breakfast or a flat, because you could not live at home."),
        yes_no(),
        explained=explained,
    )


def disabled(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(_("Do you have a disability?"), _("Disability"), "", yes_no())
