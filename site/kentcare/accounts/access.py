"""The access table: which roles may open which view. A view that is missing keeps the site from starting.

Whose record it is that a view shows is decided by the records.py of its room, for each record anew.
"""

from kentcare.accounts.accounts.rules import ADVOCACY, STAFF, Role
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
_READS_CERTIFICATES = _only(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER, Role.TRAINING_COORDINATOR)
_SAYS_TERMS = _only(Role.SERVICE_MANAGER)
_SETS_HOLDS = _only(Role.SERVICE_MANAGER)
_MANAGES_ACCOUNTS = _only(Role.ADMINISTRATOR, Role.ADVOCACY_LEAD)

TABLE: dict[str, Audience] = {
    # The public site
    "pages.show_home": EVERYBODY,
    "pages.show_page": EVERYBODY,
    "pages.search": EVERYBODY,
    "pages.show_offline": EVERYBODY,
    "pages.find": EVERYBODY,
    "language_choice.choose_language": EVERYBODY,
    "sitemap.send_sitemap": EVERYBODY,
    "checker.begin": EVERYBODY,
    "checker.show_question": EVERYBODY,
    "checker.take_reply": EVERYBODY,
    "checker.show_answer": EVERYBODY,
    "checker.show_kept": EVERYBODY,
    "checker.show_everything": EVERYBODY,
    "checker.show_move": EVERYBODY,
    "checker.try_home": EVERYBODY,
    "checker.show_sheet": EVERYBODY,
    "checker.download_dates": EVERYBODY,
    "checker.start_again": EVERYBODY,
    "files.show_file": EVERYBODY,  # the record that a file belongs to decides who may open it
    "files.show_list": EVERYBODY,  # likewise; and asking again and again does not extend a session
    "web.leave": EVERYBODY,
    "web.say_alive": EVERYBODY,
    "web.send_worker": EVERYBODY,
    "web.send_icon": EVERYBODY,
    "web.send_touch_icon": EVERYBODY,
    "web.send_robots": EVERYBODY,
    "web.send_security_txt": EVERYBODY,
    "monitoring.say_ready": EVERYBODY,
    "monitoring.show_metrics": EVERYBODY,  # to whoever has the token
    # Signing in
    "sessions.ask_address": EVERYBODY,
    "sessions.take_address": EVERYBODY,
    "sessions.ask_code": EVERYBODY,
    "sessions.take_code": EVERYBODY,
    "sessions.send_again": EVERYBODY,
    "sessions.ask_birthday": EVERYBODY,
    "sessions.take_birthday": EVERYBODY,
    # Being signed in
    "portal.go_home": _SIGNED_IN,
    "sessions.show_signed_out": EVERYBODY,
    "sessions.sign_out": EVERYBODY,  # also where the session is over already
    "sessions.say_left": EVERYBODY,  # it tells only whether there is a session, and how long it has
    "sessions.stay": _SIGNED_IN,
    "portal.show_account": _SIGNED_IN,
    "portal.choose": _SIGNED_IN,
    "portal.end_one": _SIGNED_IN,
    "portal.sign_out_everywhere": _SIGNED_IN,
    "data_export.show": _SIGNED_IN,
    "data_export.take": _SIGNED_IN,
    # A young person's own pages
    "my_pages.show_home": _only(Role.YOUNG_PERSON),
    "my_pages.show_looks": _only(Role.YOUNG_PERSON),
    # Hosts and those who want to be
    "host_pages.show_home": _only(Role.HOST),
    "host_pages.show_application": _only(Role.APPLICANT),
    "calendar_feed.show_address": _HOST,
    "calendar_feed.make_address": _HOST,
    "calendar_feed.stop_address": _HOST,
    "calendar_feed.send_days": EVERYBODY,  # to whoever has the token
    # Signing in as a colleague
    "staff.ask_password": EVERYBODY,
    "staff.take_password": EVERYBODY,
    "staff.ask_second": EVERYBODY,
    "staff.take_second": EVERYBODY,
    "staff.ask_passkey": EVERYBODY,
    "staff.take_passkey": EVERYBODY,
    "staff.ask_invitation": EVERYBODY,
    "staff.take_invitation": EVERYBODY,
    "staff.ask_first_proofs": EVERYBODY,
    "staff.take_first_proofs": EVERYBODY,
    "sso.go_there": EVERYBODY,
    "sso.come_back": EVERYBODY,
    "sso.take_answer": EVERYBODY,
    # A colleague's own password, authenticator app and passkeys
    "staff.show_credentials": _STAFF,
    "staff.ask_new_password": _STAFF,
    "staff.change_password": _STAFF,
    "staff.ask_new_authenticator": _STAFF,
    "staff.change_authenticator": _STAFF,
    "staff.show_recovery_codes": _STAFF,
    "staff.renew_recovery_codes": _STAFF,
    "staff.start_passkey": _STAFF,
    "staff.add_passkey": _STAFF,
    "staff.remove_passkey": _STAFF,
    # The desk
    "overview.show_home": _STAFF,
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
    "directory.list_colleagues": _MANAGES_ACCOUNTS,
    "directory.ask_invite": _MANAGES_ACCOUNTS,
    "directory.invite": _MANAGES_ACCOUNTS,
    "directory.show_colleague": _MANAGES_ACCOUNTS,
    "directory.invite_again": _MANAGES_ACCOUNTS,
    "directory.unlink_council_account": _MANAGES_ACCOUNTS,
    "directory.set_roles": _MANAGES_ACCOUNTS,
    "directory.review": _MANAGES_ACCOUNTS,
    "directory.close": _MANAGES_ACCOUNTS,
    "directory.show_trail": _only(Role.SERVICE_MANAGER),
    "directory.list_invited_again": _only(Role.SERVICE_MANAGER),
    "directory.mark_spoken_to": _only(Role.SERVICE_MANAGER),
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
    "arrangements.ask_over_places": _READS_REPORTS,
    "arrangements.say_over_places": _READS_REPORTS,
    # Places of homes
    "terms.show_home": _READS_HOMES,
    "terms.list_crowded": _READS_HOMES,
    "terms.ask": _SAYS_TERMS,
    "terms.say": _SAYS_TERMS,
    "terms.ask_put_right": _SAYS_TERMS,
    "terms.put_right": _SAYS_TERMS,
    "terms.ask_take_back": _SAYS_TERMS,
    "terms.take_back": _SAYS_TERMS,
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
    "reports.take_back": _READS_REPORTS,
    # Training and checks
    "training_and_checks.show_training": _HOST,
    "training_and_checks.show_checks": _HOST,
    "training_and_checks.add": _HOST,
    "training_and_checks.take": _HOST,
    "training_and_checks.show_line": _HOST,
    "training_and_checks.list_for_desk": _READS_CERTIFICATES,
    "training_and_checks.show": _READS_CERTIFICATES,
    "training_and_checks.decide": _READS_CERTIFICATES,
    "training_and_checks.take_back": _READS_CERTIFICATES,
    "training_and_checks.show_host": _READS_CERTIFICATES,
    "training_and_checks.show_home": _READS_HOMES,
    "training_and_checks.ask_seen": _READS_CERTIFICATES,
    "training_and_checks.have_seen": _READS_CERTIFICATES,
    "households.ask": _READS_HOMES,
    "households.change": _READS_HOMES,
    "households.add_adult": _READS_HOMES,
    "households.adult_has_left": _READS_HOMES,
    "households.take_back": _READS_HOMES,
    "skills.show": _SEES_PROGRESS,
    "skills.show_own": _only(Role.YOUNG_PERSON),
    "safeguarding.list_stops": _READS_RECORDS,
    "safeguarding.show_stop": _READS_RECORDS,
    "safeguarding.look_into": _READS_RECORDS,
    "safeguarding.open_again": _READS_RECORDS,
    # How long things are kept
    "retention.show_schedule": _SETS_HOLDS,
    "retention.list_holds": _SETS_HOLDS,
    "retention.hold": _SETS_HOLDS,
    "retention.lift": _SETS_HOLDS,
    # Lists from the case system
    "imports.ask": _only(Role.ADMINISTRATOR),
    "imports.take": _only(Role.ADMINISTRATOR),
    "imports.ask_leavers": _MANAGES_ACCOUNTS,
    "imports.take_leavers": _MANAGES_ACCOUNTS,
    # Advocacy
    "advocacy.list_cases": _ADVOCACY,
    "advocacy.show_case": _ADVOCACY,
    "advocacy.ask_advocate": _NAMES_ADVOCATES,
    "advocacy.name_advocate": _NAMES_ADVOCATES,
}
