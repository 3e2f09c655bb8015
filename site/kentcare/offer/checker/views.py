"""The pages of the checker. An address has a number and nothing of the person; answers are in the cookie."""

from typing import cast

from flask import Blueprint, Response, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.core.clock import today
from kentcare.offer.checker.answer_page import answer_page
from kentcare.offer.checker.forms import QuestionForm, form_for, typed_of
from kentcare.offer.checker.move import homes_to_try, moved
from kentcare.offer.checker.outcome import outcome_of
from kentcare.offer.checker.question_words import words_for
from kentcare.offer.checker.questions import Question, Walk, set_reply
from kentcare.offer.checker.replies import NO_END, UNKNOWN, Replies, Reply
from kentcare.offer.checker.sheet import sheet_of
from kentcare.offer.checker.walk_cache import cached_walk
from kentcare.offer.checker.words import QuestionWords
from kentcare.offer.entitlements.current import engine_now
from kentcare.offer.entitlements.ical import calendar
from kentcare.offer.entitlements.timeline import Timeline
from kentcare.web import language, site_data
from kentcare.web.headers import same_for_everyone
from kentcare.web.page import render, render_html, respond
from kentcare.web.page_cache.personal import personal_page
from kentcare.web.session import has_room, was_lost

blueprint = Blueprint("checker", __name__, template_folder="templates")

_REPLIES = "replies"
_HOME_TO_TRY = "home"


@blueprint.get("/checker")
def begin() -> AnyResponse:
    """Redirect to the question that is open, or to the answer."""
    return render("checker/gone.html") if was_lost() else _to_open(_walk())


@blueprint.get("/checker/<int:step>")
def show_question(step: int) -> AnyResponse:
    if was_lost():
        return render("checker/gone.html")
    walked = _walk()
    if not 1 <= step <= len(walked.asked):
        return _to_open(walked)
    question, words = walked.asked[step - 1], _words(walked, step)
    if question.kind == "day":
        # It names the month that somebody typed, and nothing typed may stay in memory.
        return respond(_question_html(walked, step, words))
    reply = _replies().get(question.id)
    typed = typed_of(question, reply)
    # What is typed is filled in for each reader; a choice is one of few, so each is a page.
    key = (question, step, words, None if typed else str(reply))
    return personal_page(key, lambda: _question_html(walked, step, words), typed)


@blueprint.post("/checker/<int:step>")
def take_reply(step: int) -> AnyResponse:
    walked = _walk()
    if not 1 <= step <= len(walked.asked):
        return _to_open(walked)
    question, words = walked.asked[step - 1], _words(walked, step)
    form = _form(walked, step, words)
    if form.question.data != question.id:
        # Another tab has changed what is asked here.
        return _to_open(walked)
    if "unknown" in request.form and question.may_be_unknown:
        return _keep(question, UNKNOWN)
    if "no_end" in request.form and question.may_have_no_end:
        return _keep(question, NO_END)
    if not form.validate():
        return respond(_question_html(walked, step, words, form), status=422)
    return _keep(question, form.as_reply(question))


@blueprint.get("/checker/answer")
def show_answer() -> AnyResponse:
    walked = _walk()
    if walked.open is not None:
        return _not_finished(walked)
    return render("checker/answer.html", page=answer_page(walked))


@blueprint.get("/checker/kept")
@same_for_everyone
def show_kept() -> Response:
    """The page where no answer is kept on the phone. Where one is, the service worker shows it instead."""
    return render("checker/kept.html")


@blueprint.get("/checker/everything")
def show_everything() -> AnyResponse:
    """Show every entitlement with its reason, its conditions and where it is written."""
    walked = _walk()
    if walked.open is not None:
        return _not_finished(walked)
    return render("checker/everything.html", page=answer_page(walked))


@blueprint.get("/checker/move")
def show_move() -> AnyResponse:
    """Ask for another home, and show what would be different there if one was chosen."""
    walked = _walk()
    homes = homes_to_try(walked)
    if not homes:
        return _not_finished(walked)
    chosen = cast("str", session.get(_HOME_TO_TRY, ""))
    step = next(number for number, one in enumerate(walked.asked, 1) if one.id == "living")
    return render(
        "checker/move.html", homes=homes, step=step, move=moved(walked, chosen) if chosen in homes else None
    )


@blueprint.post("/checker/move")
def try_home() -> AnyResponse:
    """Take the home to try. It is no reply, so the answer stays as it was."""
    home = request.form.get("home", "")
    session[_HOME_TO_TRY] = home if home in homes_to_try(_walk()) else ""
    return redirect(url_for("checker.show_move"), 303)


@blueprint.get("/checker/sheet")
def show_sheet() -> AnyResponse:
    walked = _walk()
    if walked.open is not None:
        return _not_finished(walked)
    return render("checker/sheet.html", sheet=sheet_of(_replies(), today()))


@blueprint.get("/checker/dates.ics")
def download_dates() -> AnyResponse:
    """The dates that are the same in every reading of the replies, as a calendar file."""
    walked = _walk()
    if walked.open is not None:
        return _not_finished(walked)
    dates = [found for found in outcome_of(walked.known).dates if found.certain and found.first == found.last]
    file = calendar(Timeline([found.milestone for found in dates]), walked.known.today)
    response = Response(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=dates.ics"
    return response


@blueprint.post("/checker/again")
def start_again() -> AnyResponse:
    """Forget the replies, and with them an answer that was kept on this phone."""
    session.clear()
    response = redirect(url_for("checker.show_question", step=1), 303)
    site_data.clear(response, "storage")
    return response


def _walk() -> Walk:
    return cached_walk(_replies(), today(), engine_now(language.current().tag))


def _replies() -> Replies:
    return cast(dict[str, Reply], session.get(_REPLIES, {}))


def _words(walked: Walk, step: int) -> QuestionWords:
    return words_for(walked.asked[step - 1], walked.before(step - 1))


def _form(walked: Walk, step: int, words: QuestionWords) -> QuestionForm:
    question = walked.asked[step - 1]
    return form_for(question, words, walked.before(step - 1), _replies().get(question.id))


def _question_html(walked: Walk, step: int, words: QuestionWords, form: QuestionForm | None = None) -> str:
    form = form or _form(walked, step, words)
    return render_html(
        "checker/question.html",
        title=form.reply.label.text,
        form=form,
        question=walked.asked[step - 1],
        explained=words.explained,
        step=step,
        quick=True,
    )


def _keep(question: Question, reply: Reply) -> AnyResponse:
    before = _replies()
    session[_REPLIES] = set_reply(before, question, reply)
    if not has_room():
        session[_REPLIES] = before
        abort(413)
    return _to_open(_walk())


def _not_finished(walked: Walk) -> AnyResponse:
    """Say that the replies have expired, or go to the question that is open."""
    return render("checker/gone.html") if was_lost() else _to_open(walked)


def _to_open(walked: Walk) -> AnyResponse:
    if walked.open is None:
        return redirect(url_for("checker.show_answer"), 303)
    return redirect(url_for("checker.show_question", step=len(walked.asked)), 303)
