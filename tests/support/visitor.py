"""Somebody who answers the checker's questions, by test client."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.offer.checker.replies import NO_END
from support.html import Page, attribute, one, page_of, text_of

Answers = dict[str, object]

# 19, in care from March 2022 until 18, at university, about to move, waiting for a benefit.
STUDENT: Answers = {
    "born": ("1", "5", "2007"),
    "care": "yes",
    "care_1.from": ("", "3", "2022"),
    "care_1.still": "yes",
    "authority": "kent",
    "living": "student_accommodation",
    "study": "higher",
    "full_time": "yes",
    "study.to": ("", "6", "2029"),
    "in_plan": "yes",
    "immigration": "none",
    "true_now": ["moving"],
    "benefit": "none",
}
UNKNOWN = "?"


class CheckerVisitor:
    """Walks from page to page as a browser does, following each redirect."""

    def __init__(self, client: FlaskClient, answers: Answers, tag: str = "en") -> None:
        self.client = client
        self.answers = answers
        self.asked: list[str] = []
        self.addresses: list[str] = []
        self._read: tuple[TestResponse, Page] | None = None
        self.response = self.go(f"/{tag}/checker")

    @property
    def page(self) -> Page:
        """The page as it stands, read once."""
        if self._read is None or self._read[0] is not self.response:
            self._read = (self.response, page_of(self.response))
        return self._read[1]

    @property
    def heading(self) -> str:
        return text_of(one(self.page, "h1"))

    @property
    def question(self) -> str | None:
        field = self.page.select_one("input[name=question]")
        return attribute(field, "value") if field else None

    def go(self, path: str) -> TestResponse:
        self.response = self.client.get(path)
        while self.response.status_code == 303:
            path = self.response.location
            self.response = self.client.get(path)
        self.addresses.append(path)
        return self.response

    def reply(self, answer: object) -> TestResponse:
        """Post a reply to the question on the page: a choice, a list, (day, month, year) or `?`."""
        form = self.page.select_one("form")
        assert form is not None
        data: dict[str, object] = {
            attribute(field, "name"): (field.attr("value") or "")
            for field in form.select("input[type=hidden]")
        }
        if isinstance(answer, tuple):
            data |= dict(zip(("reply-day", "reply-month", "reply-year"), answer, strict=True))
        elif answer == UNKNOWN and form.select_one("button[name=unknown]"):
            data["unknown"] = "1"
        elif answer == NO_END:
            data["no_end"] = "1"
        else:
            data["reply"] = answer
        posted = self.client.post(attribute(form, "action"), data=data)
        if posted.status_code == 303:
            return self.go(posted.location)
        self.response = posted
        return posted

    def finish(self) -> "CheckerVisitor":
        """Answer all that is asked: what was not said is not known, or is the last choice on the page."""
        while (question := self.question) is not None:
            self.asked.append(question)
            self.reply(self.answer_to(question))
            assert self.response.status_code == 200, f"{question}: {self.page.select('.govuk-error-message')}"
            assert len(self.asked) < 60, "it asks for ever"
        return self

    def answer_to(self, question: str) -> object:
        offered = [
            attribute(box, "value") for box in self.page.select("input[type=radio], input[type=checkbox]")
        ]
        answer = self.answers.get(question, UNKNOWN)
        if isinstance(answer, list):
            return [ticked for ticked in answer if ticked in offered]
        if offered and answer not in offered:
            return [] if self.page.select("input[type=checkbox]") else offered[-1]
        return answer


def with_answers(**changed: object) -> Answers:
    """The student with other answers; "__" in a name stands for the full stop in it."""
    return STUDENT | {name.replace("__", "."): value for name, value in changed.items()}
