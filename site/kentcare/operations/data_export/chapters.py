"""Everything that is held about somebody, in chapters. A room that comes to hold something adds one here.

It is about one account, that of whoever is signed in. Nothing about anybody else is in it, but the names of
those who work for them and of those who looked at their record.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.record import Record
from kentcare.desk.directory import handover
from kentcare.hosting.arrangements.records import arranged as arrangements
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.reports.records import sent as sent_reports
from kentcare.hosting.reports.skills import records as skills
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.services.answers import records as answers
from kentcare.services.cover import records as cover
from kentcare.services.files import records as files
from kentcare.services.long_forms import records as long_forms
from kentcare.services.messages import records as messages
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.passkeys import records as passkeys
from kentcare.sign_in.sessions import records as sessions
from kentcare.sign_in.sso import records as sso
from kentcare.sign_in.staff import records as staff

ExportRow = Mapping[str, object]
Chapters = dict[str, Sequence[ExportRow]]


def chapters(viewer: Viewer, today: date) -> Chapters:
    """Every chapter by its name, including those that are empty."""
    record = young_people.own_record(viewer)
    trail = audit.held_about(viewer.id, viewer.ref, record.id if record else None)
    return {
        "account": _account(viewer),
        "roles": [
            {"role": one.role.value, "since": one.given_at} for one in administration.held_by(viewer.id)
        ],
        "record": _record(record) if record else [],
        "lived": arrangements.held_about(record.id) if record else [],
        "homes": _homes(viewer, today),
        "work": [{"role": role.value, "number": much} for role, much in handover.work_of(viewer.id).items()],
        "covers": cover.held_about(viewer.id),
        "terms": terms.held_about(viewer.id),
        "calendar": calendar.held_about(viewer.id),
        "reports": sent_reports.held_about(viewer.id, record.id if record else None),
        "certificates": certificates.held_about(viewer.id),
        "taken_back": reversals.held_about(viewer.id),
        "skills": skills.held_about(record.id) if record else [],
        "halted": safeguarding.held_about(viewer.id, record.id if record else None),
        "messages": [*messages.held_about(viewer.id), *answers.held_about(viewer.id)],
        "forms": long_forms.held_about(viewer.id),
        "files": files.held_about(viewer.id),
        "sessions": sessions.held_about(viewer.id),
        "attempts": codes.held_about(viewer.id),
        "proofs": _proofs(viewer),
        "council": sso.held_about(viewer.id),
        "looks": trail["looks"],
        "done_to_account": trail["account"],
        "did": trail["did"],
    }


def _account(viewer: Viewer) -> list[ExportRow]:
    person = accounts.by_id(viewer.id)
    if person is None:
        return []
    return [
        {
            "name": person.name,
            "mobile": person.mobile,
            "email": person.email,
            "language": person.language,
            "state": person.state,
            "invited_at": person.invited_at,
            "look_again_by": person.review_by,
            "may_tell_old_address": person.may_tell_old_address,
        }
    ]


def _record(record: Record) -> list[ExportRow]:
    return [
        {
            "name": record.name,
            "case_number": record.case_number,
            "born": record.born,
            "language": record.language,
            "adviser": record.adviser,
            "changed_at": record.changed_at,
        }
    ]


def _homes(viewer: Viewer, today: date) -> list[ExportRow]:
    """The homes of a Host with their places, without who lives there and without why it was decided."""
    found: list[ExportRow] = []
    for home in homes.own(viewer, today):
        found.append(
            {"home": home.name, "home_number": home.home_number, "area": home.area, "officer": home.officer}
        )
        found += [
            {
                "home": home.name,
                "places": said.places,
                "from_day": said.from_day,
                "to_day": said.to_day,
                "decided_by": said.decided_by,
                "decided_on": said.decided_on,
            }
            for said in terms.of_home(viewer, home)
            if not said.replaced_at
        ]
    return found


def _proofs(viewer: Viewer) -> list[ExportRow]:
    """Since when somebody has had each proof of who they are, without anything secret."""
    found: list[ExportRow] = []
    proofs = staff.credentials_of(viewer.id)
    if proofs.password_since:
        found.append({"password_since": proofs.password_since})
    if proofs.app_since:
        found.append({"app_since": proofs.app_since, "codes_left": proofs.codes_left})
    return found + [
        {"passkey": key.name, "added_at": key.added_at, "used_at": key.used_at}
        for key in passkeys.passkeys_of(viewer.id)
    ]
