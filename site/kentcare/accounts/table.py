"""Who may open which page: the one table. A view that is not here keeps the site from starting.

Whose a record is, is another question: see `whose` in the records.py of people, homes and advocacy.
"""

from kentcare.accounts.rules import ADVOCACY, STAFF, Role
from kentcare.web.access import EVERYBODY, Audience

_SIGNED_IN: Audience = frozenset(Role)
_STAFF: Audience = STAFF
_ADVOCACY: Audience = ADVOCACY


def _only(*roles: Role) -> Audience:
    return frozenset(roles)


_READS_RECORDS = _only(Role.PERSONAL_ADVISER, Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER)
_CHANGES_RECORDS = _only(Role.PERSONAL_ADVISER)
_READS_HOMES = _only(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER)
_INVITES_HOSTS = _only(Role.ACCOMMODATION_OFFICER)
_NAMES_ADVISERS = _only(Role.SERVICE_MANAGER)
_NAMES_ADVOCATES = _only(Role.ADVOCACY_LEAD)
_READS_UNDELIVERED = _only(Role.ADMINISTRATOR, Role.SERVICE_MANAGER, Role.ADVOCACY_LEAD)
_HOST = _only(Role.HOST)
_READS_REPORTS = _only(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER)
_SEES_PROGRESS = _only(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER, Role.PERSONAL_ADVISER)
_LOOKS_AT_PAPERS = _only(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER, Role.TRAINING_COORDINATOR)
_HOLDS = _only(Role.SERVICE_MANAGER)
_LOOKS_AFTER_ACCOUNTS = _only(Role.ADMINISTRATOR, Role.ADVOCACY_LEAD)

TABLE: dict[str, Audience] = {
    # The public site
    "pages.show_home": EVERYBODY,
    "pages.show_page": EVERYBODY,
    "pages.search": EVERYBODY,
    "pages.find": EVERYBODY,
    "door.open_door": EVERYBODY,
    "checker.begin": EVERYBODY,
    "checker.show_question": EVERYBODY,
    "checker.take_reply": EVERYBODY,
    "checker.show_answer": EVERYBODY,
    "checker.show_sheet": EVERYBODY,
    "checker.download_dates": EVERYBODY,
    "checker.start_again": EVERYBODY,
    "files.show_file": EVERYBODY,  # by the rule of the record that it belongs to
    "web.leave": EVERYBODY,
    "web.say_alive": EVERYBODY,
    "running.say_ready": EVERYBODY,
    "running.show_metrics": EVERYBODY,  # who has the token
    # Signing in
    "signin.ask_address": EVERYBODY,
    "signin.take_address": EVERYBODY,
    "signin.ask_code": EVERYBODY,
    "signin.take_code": EVERYBODY,
    "signin.send_again": EVERYBODY,
    "signin.ask_birthday": EVERYBODY,
    "signin.take_birthday": EVERYBODY,
    # Being signed in
    "portal.go_home": _SIGNED_IN,
    "signin.show_signed_out": EVERYBODY,
    "signin.sign_out": EVERYBODY,  # a session that is over is signed out, too
    "signin.say_left": EVERYBODY,  # it says nothing but whether there is one
    "signin.stay": _SIGNED_IN,
    "portal.show_account": _SIGNED_IN,
    "portal.choose": _SIGNED_IN,
    "portal.end_one": _SIGNED_IN,
    "portal.sign_out_everywhere": _SIGNED_IN,
    "everything.show": _SIGNED_IN,
    "everything.take": _SIGNED_IN,
    # A young person's own pages
    "me.show_home": _only(Role.YOUNG_PERSON),
    "me.show_looks": _only(Role.YOUNG_PERSON),
    # Hosts and those who want to be
    "hosts.show_home": _only(Role.HOST),
    "hosts.show_application": _only(Role.APPLICANT),
    "feeds.show_address": _HOST,
    "feeds.make_address": _HOST,
    "feeds.stop_address": _HOST,
    "feeds.send_days": EVERYBODY,  # who has the token
    # How colleagues come in
    "colleagues.ask_password": EVERYBODY,
    "colleagues.take_password": EVERYBODY,
    "colleagues.ask_second": EVERYBODY,
    "colleagues.take_second": EVERYBODY,
    "colleagues.ask_passkey": EVERYBODY,
    "colleagues.take_passkey": EVERYBODY,
    "colleagues.ask_invitation": EVERYBODY,
    "colleagues.take_invitation": EVERYBODY,
    "colleagues.ask_first_proofs": EVERYBODY,
    "colleagues.take_first_proofs": EVERYBODY,
    "council.go_there": EVERYBODY,
    "council.come_back": EVERYBODY,
    "council.take_answer": EVERYBODY,
    # What a colleague proves who they are with
    "colleagues.show_proofs": _STAFF,
    "colleagues.ask_new_password": _STAFF,
    "colleagues.change_password": _STAFF,
    "colleagues.ask_new_app": _STAFF,
    "colleagues.change_app": _STAFF,
    "colleagues.show_recovery_codes": _STAFF,
    "colleagues.renew_recovery_codes": _STAFF,
    "colleagues.start_passkey": _STAFF,
    "colleagues.add_passkey": _STAFF,
    "colleagues.remove_passkey": _STAFF,
    # The desk
    "desk.show_home": _STAFF,
    # Young people's records and homes
    "caseload.list_young_people": _READS_RECORDS,
    "caseload.search_young_people": _READS_RECORDS,
    "caseload.export_young_people": _READS_RECORDS,
    "caseload.show_young_person": _READS_RECORDS,
    "caseload.ask_change": _CHANGES_RECORDS,
    "caseload.change": _CHANGES_RECORDS,
    "caseload.ask_invite": _CHANGES_RECORDS,
    "caseload.invite": _CHANGES_RECORDS,
    "caseload.ask_adviser": _NAMES_ADVISERS,
    "caseload.name_adviser": _NAMES_ADVISERS,
    "caseload.list_homes": _READS_HOMES,
    "caseload.show_home": _READS_HOMES,
    "caseload.list_late": _READS_HOMES,
    "caseload.list_unapproved": _READS_HOMES,
    "caseload.show_timeline": _READS_HOMES,
    "caseload.export_homes": _READS_HOMES,
    "caseload.ask_invite_host": _INVITES_HOSTS,
    "caseload.invite_host": _INVITES_HOSTS,
    "caseload.ask_officer": _NAMES_ADVISERS,
    "caseload.name_officer": _NAMES_ADVISERS,
    "caseload.list_covers": _READS_HOMES,
    "caseload.ask_cover": _READS_HOMES,
    "caseload.cover": _READS_HOMES,
    "caseload.end_cover": _READS_HOMES,
    # People and access
    "directory.list_colleagues": _LOOKS_AFTER_ACCOUNTS,
    "directory.ask_invite": _LOOKS_AFTER_ACCOUNTS,
    "directory.invite": _LOOKS_AFTER_ACCOUNTS,
    "directory.show_colleague": _LOOKS_AFTER_ACCOUNTS,
    "directory.invite_again": _LOOKS_AFTER_ACCOUNTS,
    "directory.set_roles": _LOOKS_AFTER_ACCOUNTS,
    "directory.review": _LOOKS_AFTER_ACCOUNTS,
    "directory.close": _LOOKS_AFTER_ACCOUNTS,
    "directory.show_trail": _only(Role.SERVICE_MANAGER),
    "directory.list_undelivered": _READS_UNDELIVERED,
    "directory.have_seen_undelivered": _READS_UNDELIVERED,
    "directory.show_table": _only(Role.SERVICE_MANAGER, Role.ADMINISTRATOR),
    # Arrangements
    "arrangements.show_home": _READS_REPORTS,
    "arrangements.ask_begin": _READS_REPORTS,
    "arrangements.begin": _READS_REPORTS,
    "arrangements.ask_first_day": _READS_REPORTS,
    "arrangements.change_first_day": _READS_REPORTS,
    "arrangements.ask_level": _READS_REPORTS,
    "arrangements.change_level": _READS_REPORTS,
    "arrangements.ask_end": _READS_REPORTS,
    "arrangements.end": _READS_REPORTS,
    "arrangements.ask_take_back": _READS_REPORTS,
    "arrangements.take_back": _READS_REPORTS,
    # Monthly reports
    "reports.list_reports": _HOST,
    "reports.show": _HOST,
    "reports.take": _HOST,
    "reports.show_stop": _HOST,
    "reports.pass_stop": _HOST,
    "reports.show_sent": _HOST,
    "reports.amend": _HOST,
    "reports.show_sent_stop": _HOST,
    "reports.pass_sent_stop": _HOST,
    "reports.remove_unsent": _HOST,
    "reports.list_for_desk": _READS_REPORTS,
    "reports.show_for_desk": _READS_REPORTS,
    "reports.answer": _READS_REPORTS,
    "reports.have_read": _READS_REPORTS,
    "reports.keep_for_supervision": _READS_REPORTS,
    # Training and checks
    "requirements.show_training": _HOST,
    "requirements.show_checks": _HOST,
    "requirements.add": _HOST,
    "requirements.take": _HOST,
    "requirements.show_line": _HOST,
    "requirements.list_for_desk": _LOOKS_AT_PAPERS,
    "requirements.show": _LOOKS_AT_PAPERS,
    "requirements.decide": _LOOKS_AT_PAPERS,
    "requirements.show_host": _LOOKS_AT_PAPERS,
    "requirements.show_home": _READS_HOMES,
    "requirements.ask_seen": _LOOKS_AT_PAPERS,
    "requirements.have_seen": _LOOKS_AT_PAPERS,
    "households.ask": _READS_HOMES,
    "households.change": _READS_HOMES,
    "households.add_adult": _READS_HOMES,
    "households.adult_has_left": _READS_HOMES,
    "skills.show": _SEES_PROGRESS,
    "skills.show_own": _only(Role.YOUNG_PERSON),
    "danger.list_stops": _READS_REPORTS,
    "danger.look_into": _READS_REPORTS,
    # How long things are kept
    "retention.show_schedule": _HOLDS,
    "retention.list_holds": _HOLDS,
    "retention.hold": _HOLDS,
    "retention.lift": _HOLDS,
    # Lists from the case system
    "imports.ask": _only(Role.ADMINISTRATOR),
    "imports.take": _only(Role.ADMINISTRATOR),
    "imports.ask_leavers": _LOOKS_AFTER_ACCOUNTS,
    "imports.take_leavers": _LOOKS_AFTER_ACCOUNTS,
    # Advocates
    "advocacy.list_cases": _ADVOCACY,
    "advocacy.show_case": _ADVOCACY,
    "advocacy.ask_advocate": _NAMES_ADVOCATES,
    "advocacy.name_advocate": _NAMES_ADVOCATES,
    # A demonstration alone has these
    "demo.choose": EVERYBODY,
    "demo.become": EVERYBODY,
    "demo.show_messages": EVERYBODY,
}
