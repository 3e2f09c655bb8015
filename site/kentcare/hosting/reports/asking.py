"""Asks back, once, where a number of a report may be a slip although it may be true.

What is impossible is refused: a mistake of the field. What is only unlikely is asked: the page shows the
question with every word kept, and carries what it asked in a hidden field: a second press confirms it.
"""

from collections.abc import Mapping

from flask import request

from kentcare.hosting.reports import labels
from kentcare.hosting.reports.rules import MOST_HOURS, Doubt, MonthLived, doubts
from kentcare.hosting.reports.timing import timing
from kentcare.web.language import gettext as _
from kentcare.web.post_form import PostForm

# The name of the hidden field. It is no field of the form, so that it is never part of what somebody wrote.
ASKED = "_asked"
# Beside which field each question stands.
_FIELDS = {Doubt.NOT_ENDED: "nights", Doubt.NIGHTS: "nights", Doubt.HOURS: "hours"}


def ask_back(form: PostForm, lived: MonthLived, *, is_whole: bool) -> str:
    """Refuse what cannot be, and ask about what is unlikely, unless the page has asked that already.

    Both stand as errors beside their fields. `is_whole`: a report is sent, not a correction of one. Returns
    what is asked, for the hidden field: empty where nothing is.
    """
    impossible = _impossible(form, lived)
    found = doubts(
        lived,
        hours=None if "hours" in impossible else form["hours"].data,
        nights=None if "nights" in impossible else form["nights"].data,
        ask_hours_from=timing().ask_hours_from,
        is_whole=is_whole,
    )
    asked = {f"{doubt.name}={value}" for doubt, value in found.items()}
    is_asked = asked <= set(request.form.get(ASKED, "").split())
    words = labels.doubt_words(lived)
    questions: dict[str, list[str]] = {}
    for doubt in () if is_asked else found:
        questions.setdefault(_FIELDS[doubt], []).append(words[doubt])
    for name, texts in questions.items():
        texts.append(_("Is it right? Then press “Send” again. Is it not? Change it."))
        form[name].errors = [*form[name].errors, " ".join(texts)]
    for name, text in impossible.items():
        form[name].errors = [*form[name].errors, text]
    return " ".join(sorted(asked))


def _impossible(form: PostForm, lived: MonthLived) -> Mapping[str, str]:
    """What cannot be, whatever happened: more nights than the month has, more hours than a week has."""
    found = {}
    nights, hours, most = form["nights"].data, form["hours"].data, lived.month.last.day
    if nights is not None and not 0 <= nights <= most:
        found["nights"] = _(
            "%(month)s has %(num)s nights. Write a number of nights from 0 to %(num)s",
            month=labels.month_words(lived.month),
            num=most,
        )
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        found["hours"] = _(
            "A week has %(num)s hours. Write a number of hours from 0 to %(num)s", num=MOST_HOURS
        )
    return found
