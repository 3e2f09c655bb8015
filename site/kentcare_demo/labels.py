"""Words for each role on the page of the demonstration."""

from kentcare.accounts.accounts.rules import Role
from kentcare.web.language import gettext as _


def become() -> dict[Role, str]:
    """The words on the button for each role."""
    return {
        Role.YOUNG_PERSON: _("Become a young person"),
        Role.APPLICANT: _("Become an applicant"),
        Role.HOST: _("Become a Host"),
        Role.ENQUIRIES_ADVISER: _("Become an enquiries adviser"),
        Role.RECRUITMENT_COORDINATOR: _("Become a recruitment co-ordinator"),
        Role.ASSESSMENT_OFFICER: _("Become an assessment officer"),
        Role.ACCOMMODATION_OFFICER: _("Become an accommodation officer"),
        Role.PERSONAL_ADVISER: _("Become a personal adviser"),
        Role.PANEL_MEMBER: _("Become a member of the Fostering Panel"),
        Role.AGENCY_DECISION_MAKER: _("Become the Agency Decision Maker"),
        Role.HEAD_OF_SERVICE: _("Become the Head of Service"),
        Role.ASSISTANT_DIRECTOR: _("Become the Assistant Director"),
        Role.TRAINING_COORDINATOR: _("Become the training co-ordinator"),
        Role.FINANCE_OFFICER: _("Become the finance officer"),
        Role.SERVICE_MANAGER: _("Become the service manager"),
        Role.ADMINISTRATOR: _("Become the administrator"),
        Role.ADVOCATE: _("Become an advocate"),
        Role.ADVOCACY_LEAD: _("Become the advocacy lead"),
    }


def purposes() -> dict[Role, str]:
    """What somebody with each role does at work. Not all of it is on this site yet."""
    return {
        Role.YOUNG_PERSON: _("Sees who stands beside them, where they live, and who looked at their record."),
        Role.APPLICANT: _("Wants to become a Host, and follows their application."),
        Role.HOST: _("Has a young person living in their home."),
        Role.ENQUIRIES_ADVISER: _("Answers people who ask about becoming a Host, within one working day."),
        Role.RECRUITMENT_COORDINATOR: _("Finds new Hosts: adverts and information events."),
        Role.ASSESSMENT_OFFICER: _("Visits applicants and writes what the Fostering Panel reads."),
        Role.ACCOMMODATION_OFFICER: _("Looks after homes and their Hosts, and sees who lives there."),
        Role.PERSONAL_ADVISER: _("Stands beside their own young people, and invites them to sign in."),
        Role.PANEL_MEMBER: _("Reads the papers of the Fostering Panel and advises on who can be a Host."),
        Role.AGENCY_DECISION_MAKER: _("Decides, after the Fostering Panel, who can be a Host."),
        Role.HEAD_OF_SERVICE: _("Answers for the whole service."),
        Role.ASSISTANT_DIRECTOR: _("Answers for the service to the council, and decides what costs most."),
        Role.TRAINING_COORDINATOR: _("Runs the courses for Hosts, and sees whose training runs out."),
        Role.FINANCE_OFFICER: _("Checks and pays what Hosts and young people are owed."),
        Role.SERVICE_MANAGER: _("Sees every young person and every home, and reads who did what."),
        Role.ADMINISTRATOR: _("Invites colleagues, gives them their roles, and closes accounts."),
        Role.ADVOCATE: _("Works for a charity, and sees only young people who asked them for help."),
        Role.ADVOCACY_LEAD: _("Gives each young person who asks an advocate, and looks after the advocates."),
    }
