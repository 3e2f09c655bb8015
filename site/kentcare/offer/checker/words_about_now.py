"""The words of the questions about somebody's life now: home, study, right to stay, children, benefits.

Functions, because the language is known only when somebody asks.
"""

from kentcare.offer.checker.choices import council_is_where_they_are, courses, homes, things_true_now
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words import Explained, QuestionWords, about_pathway_plan, yes_no
from kentcare.web.language import gettext as _
from kentcare.web.place import place


def authority(known: RepliesSoFar) -> QuestionWords:
    council = place().council
    if council_is_where_they_are(known):
        return QuestionWords(
            _("Are you in %(county)s now?", county=place().county),
            _("Council"),
            _("The council where you are is the one that helps you."),
            {"kent": _("Yes"), "other": _("No, I am somewhere else")},
        )
    return QuestionWords(
        _("Which council looked after you last?"),
        _("Council"),
        "",
        {"kent": council, "other": _("Another council")},
    )


def living(known: RepliesSoFar) -> QuestionWords:
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
    return QuestionWords(_("Where do you live now?"), _("Home"), "", shown)


def study(known: RepliesSoFar) -> QuestionWords:
    if known.replied("runs_on", "yes"):
        ask = _("Where is your course?")
        words = {
            "further": _("At school or college"),
            "higher": _("At university, or it is another higher education course"),
        }
    else:
        ask = _("Are you studying now?")
        words = {
            "further": _("Yes, at school or college"),
            "higher": _("Yes, at university or on another higher education course"),
            "no": _("No"),
        }
    return QuestionWords(ask, _("Study"), "", {key: words[key] for key in known.choices(courses)})


def full_time(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(_("Is it full-time?"), _("Full-time"), "", yes_no(no=_("No, part-time")))


def study_from(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When did your course begin?"), _("Course began"), _("If you do not know the day, leave it empty.")
    )


def study_to(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(_("When will your course end?"), _("Course ends"), _("The month is enough."))


def returning(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(_("Do you want to start a course or training?"), _("Wants to study"), "", yes_no())


def in_plan(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Is this course in your pathway plan?"),
        _("Course in the plan"),
        "",
        yes_no(),
        explained=about_pathway_plan(),
    )


def immigration(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Which of these is true for you?"),
        _("Right to stay"),
        _("We ask because some help depends on it. We do not keep your reply."),
        {
            "none": _("I am British or Irish, or I can stay for good"),
            "leave": _("I have permission to stay and may claim benefits"),
            "leave_no_public_funds": _("I have permission to stay, but it says: no public funds"),
            "pre_settled": _("I have pre-settled status"),
            "waiting": _("I wait for a decision or an appeal"),
            "appeal_rights_exhausted": _("I was refused, and no appeal is left"),
            "no_leave": _("I have no permission, and have asked for nothing"),
        },
        explained=_immigration_papers(),
    )


def _immigration_papers() -> Explained:
    evisa = _(
        "A page of the Home Office on the internet, with your photo. It says which permission you have, "
        "and when it ends. Look if it says “no public funds”."
    )
    permit = _(
        "A plastic card with your photo. The eVisa has taken its place. "
        "The day on the card may be over although your permission is not."
    )
    refused = _(
        "Look for the last day to appeal. If it is still to come, or a judge has not decided yet, you wait. "
        "Show the letter to a lawyer today."
    )
    return Explained(
        _("What your letter or card looks like"),
        (
            (_("eVisa"), evisa),
            (_("Residence permit (BRP)"), permit),
            (
                _("Application registration card (ARC)"),
                _("A plastic card with your photo. You asked for asylum. It is not permission to stay."),
            ),
            (
                _("BAIL 201, or the older IS.96"),
                _("A letter with rules, such as where to live. It is not permission to stay."),
            ),
            (_("Section 95"), _("A letter about a room or money while you wait for an asylum decision.")),
            (_("A letter that says “refused”"), refused),
        ),
    )


def extended(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Did you have permission before, and ask for more before it ended?"),
        _("Asked for more in time"),
        _("If you did, the old permission goes on while you wait."),
        yes_no(),
    )


def leave_to(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When does your permission end?"),
        _("Permission ends"),
        _("It is on your eVisa or in your letter. If you do not know the day, leave it empty."),
    )


def true_now(known: RepliesSoFar) -> QuestionWords:
    things = {
        "moving": _("I am about to move into my own home"),
        "expecting": _("I am expecting a baby"),
        "children": _("I have a child"),
        "no_clothes": _("I have no clothes that are right to wear"),
        "disabled": _("I have a disability or an illness that lasts"),
        "age": _("The council or the Home Office does not believe my age"),
    }
    hints = {"moving": _("A council or private home that you rent, and that is agreed or nearly agreed.")}
    offered = known.choices(things_true_now)
    return QuestionWords(
        _("Which of these are true for you now?"),
        _("True now"),
        _("Tick all that are."),
        {key: text for key, text in things.items() if key in offered},
        hints,
    )


def weeks(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("How many weeks pregnant are you?"), _("Weeks pregnant"), _("Your midwife can tell you.")
    )


def alone(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(_("Are you bringing up your child alone?"), _("Parent alone"), "", yes_no())


def benefit(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("Have you claimed a benefit, such as Universal Credit?"),
        _("Benefit"),
        "",
        {
            "none": _("No"),
            "waiting": _("Yes, and I wait for the first money"),
            "paid": _("Yes, and I get it"),
        },
    )


def claimed(known: RepliesSoFar) -> QuestionWords:
    return QuestionWords(
        _("When did you claim?"), _("Claimed"), _("If you do not know the day, leave it empty.")
    )
