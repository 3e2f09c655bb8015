"""The words of the questions. They are functions, because the language is known only when somebody asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kentcare.offer.checker.known import Known
from kentcare.offer.checker.questions import Question, homes, things_true_now
from kentcare.offer.checker.replies import UNKNOWN, Reply, is_month
from kentcare.web.formats import day_in_words, month_in_words
from kentcare.web.language import gettext as _
from kentcare.web.place import place


@dataclass(frozen=True, slots=True)
class Words:
    """A question as it is put. `short` names it in a list, `choices` are its options in order."""

    ask: str
    short: str
    hint: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.ask, self.hint, *self.choices))


def words_for(question: Question, known: Known) -> Words:
    """How a question is put to this person."""
    name = question.id
    if question.kind == "day":
        return _day_words(name.removesuffix(".day"), known)
    if name.startswith("care_"):
        number, _dot, part = name.removeprefix("care_").partition(".")
        return _CARE[part](int(number), known)
    return _ASK[name](known)


def reply_in_words(question: Question, before: Known, reply: Reply) -> str:
    """What was replied to a question, as the person would say it.

    `before` is what was known when it was asked.
    """
    if reply == UNKNOWN:
        return str(_("I don’t know"))
    words = words_for(question, before)
    if isinstance(reply, list):
        return _(", ").join(words.choices[value] for value in reply) or _("None of these")
    if question.kind in ("date", "day"):
        return date_in_words(reply)
    return words.choices.get(reply, reply)


def date_in_words(reply: str) -> str:
    """A reply such as 2019-03 or 2019-03-04, as people write it."""
    if not is_month(reply):
        return day_in_words(date.fromisoformat(reply))
    year, month = reply.split("-")
    return month_in_words(int(year), int(month))


def _yes_no(yes: str | None = None, no: str | None = None) -> dict[str, str]:
    return {"yes": yes or _("Yes"), "no": no or _("No")}


def _is_adult(known: Known) -> bool:
    return known.today_number >= known.at(18)


def _born(known: Known) -> Words:
    return Words(
        _("When were you born?"),
        _("Date of birth"),
        _("Use the date that is on your papers. For example: %(example)s", example="27 3 2008"),
    )


def _care(known: Known) -> Words:
    return Words(
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


def _care_from(number: int, known: Known) -> Words:
    ask = _("When did you go into care?") if number == 1 else _("When did you go into care again?")
    hint = _(
        "If you do not know the day, leave it empty. "
        "If you moved between homes, that is still the same time in care."
    )
    return Words(ask, _("Went into care"), hint)


def _care_still(number: int, known: Known) -> Words:
    if _is_adult(known):
        return Words(
            _("Were you in care until your 18th birthday?"),
            _("In care until 18"),
            "",
            _yes_no(no=_("No, I left before")),
        )
    return Words(_("Are you still in care?"), _("Still in care"), "", _yes_no(no=_("No, I have left")))


def _care_to(number: int, known: Known) -> Words:
    return Words(
        _("When did you leave care?"), _("Left care"), _("If you do not know the day, leave it empty.")
    )


def _care_more(number: int, known: Known) -> Words:
    hint = _("Leave out short breaks that were planned with your family.")
    return Words(_("Were you in care at any other time?"), _("In care at another time"), hint, _yes_no())


_CARE: dict[str, Callable[[int, Known], Words]] = {
    "from": _care_from,
    "still": _care_still,
    "to": _care_to,
    "more": _care_more,
}


def _day_words(name: str, known: Known) -> Words:
    month = date_in_words(str(known.replies[name]))
    titles = {
        "from": _("Which day in %(month)s did it begin?", month=month),
        "to": _("Which day in %(month)s did it end?", month=month),
        "claimed": _("Which day in %(month)s did you claim?", month=month),
    }
    part = name.rpartition(".")[2]
    hint = _("The day can change your answer. If you do not know it, you will see what depends on it.")
    return Words(titles[part], _("Day in %(month)s", month=month), hint)


def _at_16(known: Known) -> Words:
    return Words(
        _("Where were you on your 16th birthday?"),
        _("On the 16th birthday"),
        "",
        {
            "detained": _("Held by a court or the police"),
            "hospital": _("In hospital"),
            "none": _("Somewhere else"),
        },
    )


def _home(known: Known) -> Words:
    return Words(
        _("After care, did you go back to live with family?"),
        _("Back with family"),
        _("Family means a parent, or somebody with the legal rights of a parent."),
        _yes_no(),
    )


def _home_from(known: Known) -> Words:
    return Words(
        _("When did you move back?"), _("Moved back"), _("If you do not know the day, leave it empty.")
    )


def _home_still(known: Known) -> Words:
    ask = (
        _("Did you live there until your 18th birthday?")
        if _is_adult(known)
        else _("Do you still live there?")
    )
    return Words(ask, _("Still with family"), "", _yes_no())


def _home_to(known: Known) -> Words:
    return Words(
        _("When did you leave there?"), _("Left family"), _("If you do not know the day, leave it empty.")
    )


def _guardianship(known: Known) -> Words:
    hint = _("This is a court order that gives another person, often family, the right to bring you up.")
    if _is_adult(known):
        ask = _("Were you under a special guardianship order until you were 18, straight after care?")
    else:
        ask = _("Are you under a special guardianship order, made straight after care?")
    return Words(ask, _("Special guardianship"), hint, _yes_no())


def _fostered(known: Known) -> Words:
    hint = _(
        "Private fostering means that your family arranged for you to live "
        "with somebody who is not close family."
    )
    if known.today_number < known.at(16):
        return Words(_("Are you privately fostered?"), _("Privately fostered"), hint, _yes_no())
    ask = _("Were you privately fostered at any time after you turned 16?")
    return Words(ask, _("Privately fostered"), hint, _yes_no())


def _disabled(known: Known) -> Words:
    return Words(_("Do you have a disability?"), _("Disability"), "", _yes_no())


def _authority(known: Known) -> Words:
    council = place().council
    return Words(
        _("Which council looked after you last?"),
        _("Council"),
        "",
        {"kent": council, "other": _("Another council")},
    )


def _living(known: Known) -> Words:
    words = {
        "foster_care": _("With foster carers"),
        "staying_put": _("Staying Put: still with my foster carers"),
        "childrens_home": _("In a children’s home"),
        "supported_lodgings": _("Supported lodgings: a room with a Host"),
        "semi_independent": _("A shared or semi-independent home with support"),
        "student_accommodation": _("Student home"),
        "own_tenancy": _("My own home that I rent"),
        "family": _("With family"),
        "custody": _("In custody"),
        "homeless": _("I have no home"),
        "other": _("Somewhere else"),
    }
    shown = {key: words[key] for key in known.choices(homes)}
    return Words(_("Where do you live now?"), _("Home"), "", shown)


def _study(known: Known) -> Words:
    return Words(
        _("Are you studying now?"),
        _("Study"),
        "",
        {
            "further": _("Yes, at school or college"),
            "higher": _("Yes, at university or on another higher education course"),
            "no": _("No"),
        },
    )


def _full_time(known: Known) -> Words:
    return Words(_("Is it full-time?"), _("Full-time"), "", _yes_no(no=_("No, part-time")))


def _study_from(known: Known) -> Words:
    return Words(
        _("When did your course begin?"), _("Course began"), _("If you do not know the day, leave it empty.")
    )


def _study_to(known: Known) -> Words:
    return Words(_("When will your course end?"), _("Course ends"), _("The month is enough."))


def _returning(known: Known) -> Words:
    return Words(_("Do you want to start a course or training?"), _("Wants to study"), "", _yes_no())


def _immigration(known: Known) -> Words:
    return Words(
        _("Is your right to stay in the UK settled?"),
        _("Right to stay"),
        _("We ask because some help depends on it. We do not keep your reply."),
        {
            "none": _("I am British, or have nothing to settle"),
            "leave": _("I have permission to stay"),
            "waiting": _("I am waiting for a decision or an appeal"),
            "appeal_rights_exhausted": _("I was refused and have no appeal left"),
        },
    )


def _true_now(known: Known) -> Words:
    things = {
        "moving": _("I am about to move into my own home"),
        "expecting": _("I am expecting a baby"),
        "children": _("I have a child"),
        "no_clothes": _("I have no clothes that are right to wear"),
        "disabled": _("I have a disability"),
    }
    hints = {"moving": _("A council or private home that you rent, and that is agreed or nearly agreed.")}
    offered = known.choices(things_true_now)
    return Words(
        _("Which of these are true for you now?"),
        _("True now"),
        _("Tick all that are."),
        {key: text for key, text in things.items() if key in offered},
        hints,
    )


def _weeks(known: Known) -> Words:
    return Words(_("How many weeks pregnant are you?"), _("Weeks pregnant"), _("Your midwife can tell you."))


def _alone(known: Known) -> Words:
    return Words(_("Are you bringing up your child alone?"), _("Parent alone"), "", _yes_no())


def _benefit(known: Known) -> Words:
    return Words(
        _("Have you claimed a benefit, such as Universal Credit?"),
        _("Benefit"),
        "",
        {
            "none": _("No"),
            "waiting": _("Yes, and I wait for the first money"),
            "paid": _("Yes, and I get it"),
        },
    )


def _claimed(known: Known) -> Words:
    return Words(_("When did you claim?"), _("Claimed"), _("If you do not know the day, leave it empty."))


_ASK: dict[str, Callable[[Known], Words]] = {
    "born": _born,
    "care": _care,
    "at_16": _at_16,
    "home": _home,
    "home.from": _home_from,
    "home.still": _home_still,
    "home.to": _home_to,
    "guardianship": _guardianship,
    "fostered": _fostered,
    "disabled": _disabled,
    "authority": _authority,
    "living": _living,
    "study": _study,
    "full_time": _full_time,
    "study.from": _study_from,
    "study.to": _study_to,
    "returning": _returning,
    "immigration": _immigration,
    "true_now": _true_now,
    "weeks": _weeks,
    "alone": _alone,
    "benefit": _benefit,
    "claimed": _claimed,
}
