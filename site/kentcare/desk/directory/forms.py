"""Forms to invite a colleague, change their roles and close their account."""

from collections.abc import Collection, Mapping

from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kentcare.accounts.accounts.addresses import Address, read_address
from kentcare.accounts.accounts.rules import Role, RoleRefusal
from kentcare.desk.directory.records import WorkToHandOver
from kentcare.sign_in.portal.page import role_labels
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.language import ngettext
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import printable


class _FormWithRefusals(PostForm):
    def refuse(self, field: str, words: str) -> None:
        """Show an error at a field: one that only the database can know."""
        self[field].errors = [*self[field].errors, words]


def _roles_field() -> SelectMultipleField:
    """A new one for each form: its fields, and what is wrong with them, stand in the order of making."""
    return SelectMultipleField(
        _l("What they do here"),
        validate_choice=False,  # in words of our own, below
        description=_l("Choose as few as they need. Each opens more of the site."),
    )


class _RoleChoice(_FormWithRefusals):
    """A choice of roles, among those that whoever fills it in may give."""

    roles = _roles_field()

    def offer(self, roles: Collection[Role]) -> None:
        """The roles that whoever fills this in may give."""
        words = role_labels()
        self.roles.choices = [SelectChoice(role.value, words[role]) for role in Role if role in roles]

    def validate_roles(self, field: Field) -> None:
        offered = {choice.value for choice in field.choices}
        if not field.data:
            raise ValidationError(self._nothing_chosen())
        if not offered.issuperset(field.data):
            raise ValidationError(refused_words(RoleRefusal.NOT_YOURS_TO_GIVE))

    def _nothing_chosen(self) -> str:
        return refused_words(RoleRefusal.NOTHING_LEFT)

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that were chosen."""
        return frozenset(role for role in Role if role in self.roles.data)


class InviteColleagueForm(_RoleChoice):
    """The name, e-mail address and roles of a new colleague."""

    name = StringField(
        _l("Their name"),
        filters=[printable],
        validators=[
            DataRequired(_l("Write their name")),
            Length(max=120, message=_l("This name is too long. Use 120 letters or fewer")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": False},
    )
    email = StringField(
        _l("Their e-mail address at work"),
        description=_l("The invitation goes there. Nobody else may read this mailbox."),
        filters=[printable],
        validators=[DataRequired(_l("Write their e-mail address"))],
        render_kw={"autocomplete": "off", "spellcheck": False, "type": "email"},
    )
    roles = _roles_field()
    found: Address

    def _nothing_chosen(self) -> str:
        # Nobody has an account yet that could be closed.
        return _("Choose what they do here")

    def validate_email(self, field: Field) -> None:
        address = read_address(field.data)
        if address is None or address.channel != "email":
            raise ValidationError(_("This is no e-mail address. Check each letter"))
        self.found = address


# The name of the field that says who takes over the work of a role.
HANDOVER_FIELDS = {
    Role.PERSONAL_ADVISER: "young_people",
    Role.ACCOMMODATION_OFFICER: "homes",
    Role.ADVOCATE: "cases",
}


class _HandoverFields(_FormWithRefusals):
    """Who takes over the work that is in the name of somebody who loses a role or leaves."""

    young_people = SelectField(validate_choice=False)
    homes = SelectField(validate_choice=False)
    cases = SelectField(validate_choice=False)

    def ask_who_takes_on(self, work: Mapping[Role, WorkToHandOver]) -> None:
        """Ask only about roles of which there is work to hand over."""
        for role, name in HANDOVER_FIELDS.items():
            if role not in work:
                del self[name]
                continue
            self[name].label.text = _work_words(role, work[role].number)
            nobody = _("Choose somebody") if work[role].others else _("Nobody yet: there is nobody else")
            self[name].choices = [("", nobody), *((other.ref, other.name) for other in work[role].others)]

    @property
    def takers(self) -> dict[Role, str]:
        """The ref of whoever takes over the work of a role; empty where nobody was chosen."""
        return {role: self[name].data or "" for role, name in HANDOVER_FIELDS.items() if name in self}


def _work_words(role: Role, number: int) -> str:
    if role == Role.PERSONAL_ADVISER:
        words = ngettext(
            "Who takes on their %(num)s young person?", "Who takes on their %(num)s young people?", number
        )
    elif role == Role.ADVOCATE:
        words = ngettext("Who takes on their %(num)s case?", "Who takes on their %(num)s cases?", number)
    else:
        words = ngettext("Who takes on their %(num)s home?", "Who takes on their %(num)s homes?", number)
    return str(words)


class RolesForm(_RoleChoice, _HandoverFields):
    """The roles of a colleague, and who takes over the work of those that they lose."""


class CloseForm(_HandoverFields):
    """Closing the account of a colleague who has left."""

    sure = SelectMultipleField(
        _l("Are you sure?"),
        validators=[InputRequired(_l("Tick the box if you are sure"))],
        validate_choice=False,
        choices=[SelectChoice("yes", _l("I am sure that they have left"))],
    )


def refused_words(why: RoleRefusal) -> str:
    """Why a role cannot be given."""
    words = {
        RoleRefusal.NOT_YOURS_TO_GIVE: _("You cannot give this role. Ask somebody who can"),
        RoleRefusal.YOUR_OWN: _("This is your own account. Somebody else has to change it"),
        RoleRefusal.ADVOCACY_ISOLATION: _(
            "An advocate works for nobody else here, so they hold no other role"
        ),
        RoleRefusal.NEEDS_AN_ACCOUNT_OF_THEIR_OWN: _("A young person’s account holds no other role"),
        RoleRefusal.NOTHING_LEFT: _("Choose one role or more. Have they left? Then close the account"),
    }
    return str(words[why])
