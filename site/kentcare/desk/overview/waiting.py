"""What waits for a member of staff. Each room that has work for staff adds its lines here."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from markupsafe import Markup

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.advocacy import records as advocacy
from kentcare.cases.assignments import records as assignments
from kentcare.cases.invitations import records as invitations
from kentcare.core.clock import LONDON, now
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.rules import ReportStanding
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.terms.records import crowded
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.hosting.training_and_checks.rules import RequirementKind
from kentcare.services.cover import records as cover
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from kentcare.web.formats import day
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line on the first page: its words, and the address of the page where the work is done."""

    words: str
    address: str


def waiting_for(viewer: Viewer, today: date) -> list[Waiting]:
    """Everything that waits for somebody, the most urgent first."""
    found = [*_halted(viewer), *_covers(viewer, today), *_messages(viewer, now())]
    found += [*_crowded(viewer, today), *_reports(viewer, today), *_papers(viewer, today)]
    if viewer.has(Role.ADMINISTRATOR, Role.ADVOCACY_LEAD) and (
        late := administration.to_review(viewer, today)
    ):
        words = ngettext("%(num)s account to look at again", "%(num)s accounts to look at again", late)
        found.append(Waiting(words, url_for("directory.list_colleagues", order="review", page=1)))
    if viewer.has(Role.SERVICE_MANAGER) and (number := administration.number_invited_again()):
        words = ngettext(
            "%(num)s person was invited again: speak to them",
            "%(num)s people were invited again: speak to them",
            number,
        )
        found.append(Waiting(words, url_for("directory.list_invited_again")))
    if number := assignments.number_without_adviser(viewer):
        words = ngettext(
            "%(num)s young person has no adviser", "%(num)s young people have no adviser", number
        )
        found.append(Waiting(words, url_for("caseload.list_young_people", order="adviser", page=1)))
    if number := assignments.number_without_officer(viewer):
        words = ngettext("%(num)s home has no officer", "%(num)s homes have no officer", number)
        found.append(Waiting(words, url_for("caseload.list_homes", order="officer", page=1)))
    if number := advocacy.without_advocate(viewer):
        words = ngettext("%(num)s case has no advocate", "%(num)s cases have no advocate", number)
        found.append(Waiting(words, url_for("advocacy.list_cases")))
    if number := invitations.number_without_account(viewer):
        words = ngettext(
            "%(num)s young person has no account yet", "%(num)s young people have no account yet", number
        )
        found.append(Waiting(words, url_for("caseload.list_young_people", order="account", page=1)))
    if number := invitations.number_without_host(viewer):
        words = ngettext("%(num)s home has no Host account", "%(num)s homes have no Host account", number)
        found.append(Waiting(words, url_for("caseload.list_homes", order="hosts", page=1)))
    return found


def _halted(viewer: Viewer) -> list[Waiting]:
    if not viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER, Role.PERSONAL_ADVISER):
        return []
    number = safeguarding.waiting(viewer)
    words = ngettext(
        "%(num)s report was halted: somebody may be at risk. Ring the Host now",
        "%(num)s reports were halted: somebody may be at risk. Ring the Hosts now",
        number,
    )
    return [Waiting(words, url_for("safeguarding.list_stops"))] if number else []


def _covers(viewer: Viewer, today: date) -> list[Waiting]:
    """The colleagues for whom an officer covers, so that what waits below may be theirs."""
    if not viewer.has(Role.ACCOMMODATION_OFFICER):
        return []
    return [
        Waiting(
            Markup(_("You cover for %(name)s until %(day)s"))  # noqa: S704  # our words; the name is escaped
            % {"name": Markup("<bdi>{}</bdi>").format(one.officer), "day": day(one.to_day)},
            url_for("caseload.list_covers"),
        )
        for one in cover.done_by(viewer, today)
    ]


def _crowded(viewer: Viewer, today: date) -> list[Waiting]:
    if not viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER):
        return []
    number = crowded.number(viewer, today)
    words = ngettext(
        "%(num)s home has more young people than places",
        "%(num)s homes have more young people than places",
        number,
    )
    return [Waiting(words, url_for("terms.list_crowded", page=1))] if number else []


def _reports(viewer: Viewer, today: date) -> list[Waiting]:
    if viewer.has(Role.ACCOMMODATION_OFFICER):
        standing = [one.standing for one in report_lists.of_officer(viewer, today)]
        late, new = standing.count(ReportStanding.LATE), standing.count(ReportStanding.SENT)
        lines = [
            (late, "late", ngettext("%(num)s report is late", "%(num)s reports are late", late)),
            (new, "new", ngettext("%(num)s new report to read", "%(num)s new reports to read", new)),
        ]
    else:
        late = reminders.escalated(viewer, today)
        words = ngettext(
            "%(num)s report is late for more than two weeks",
            "%(num)s reports are late for more than two weeks",
            late,
        )
        lines = [(late, "late", words)]
    return [
        Waiting(words, url_for("reports.list_for_desk", which=which, page=1))
        for number, which, words in lines
        if number
    ]


def _papers(viewer: Viewer, today: date) -> list[Waiting]:
    kinds: list[RequirementKind] = []
    if viewer.has(Role.ACCOMMODATION_OFFICER):
        kinds.append("check")
    if viewer.has(Role.TRAINING_COORDINATOR, Role.ACCOMMODATION_OFFICER):
        kinds.append("training")
    # An officer follows up training that is late; the training co-ordinator decides about certificates.
    looks_at = {"check": Role.ACCOMMODATION_OFFICER, "training": Role.TRAINING_COORDINATOR}
    found = []
    for kind in kinds:
        late = sum(one.state.is_owed for one in requirement_lines.for_desk(viewer, today, kind))
        new = len(certificates.to_decide(viewer, kind)) if viewer.has(looks_at[kind]) else 0
        lines = [
            (late, "late", _late_words(kind, late)),
            (new, "new", ngettext("%(num)s certificate to look at", "%(num)s certificates to look at", new)),
        ]
        for number, which, words in lines:
            if number:
                where = url_for("training_and_checks.list_for_desk", kind=kind, which=which, page=1)
                found.append(Waiting(words, where))
    if viewer.has(Role.ACCOMMODATION_OFFICER) and (number := len(requirement_lines.without_approval(viewer))):
        words = ngettext(
            "%(num)s home has no day of approval", "%(num)s homes have no day of approval", number
        )
        found.append(Waiting(words, url_for("caseload.list_unapproved", page=1)))
    return found


def _late_words(kind: RequirementKind, number: int) -> str:
    if kind == "training":
        return ngettext("%(num)s course is late", "%(num)s courses are late", number)
    return ngettext("%(num)s check is late", "%(num)s checks are late", number)


def _messages(viewer: Viewer, moment: datetime) -> list[Waiting]:
    if not viewer.has(Role.ADMINISTRATOR, Role.SERVICE_MANAGER, Role.ADVOCACY_LEAD):
        return []
    found, where = [], url_for("directory.list_undelivered")
    if since := outbox.not_sending_since(moment):
        words = _("No message has gone out since %(time)s", time=f"{since.astimezone(LONDON):%H:%M}")
        found.append(Waiting(words, where))
    if number := len(messages.undelivered(viewer)):
        words = ngettext("%(num)s message did not arrive", "%(num)s messages did not arrive", number)
        found.append(Waiting(words, where))
    return found
