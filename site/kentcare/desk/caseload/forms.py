"""Forms to change a record, to invite a young person or a Host, and to say who is away."""

from typing import Any

from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kentcare.accounts.accounts.addresses import Address, cannot_get_texts, read_address
from kentcare.accounts.accounts.records import Person
from kentcare.desk.caseload.labels import choices_of_language, language_name
from kentcare.services.cover.rules import MOST_DAYS, CoverDays, CoverProblem
from kentcare.sign_in.portal.forms import to_choose
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import RoughDateField, printable

_MOST_LETTERS = 120
_OF_SOMEBODY_ELSE = {"autocomplete": "off", "spellcheck": False}
NEW = "new"


class ChangeForm(PostForm):
    """The name and language of a record. Everything else comes from the case system."""

    name = StringField(
        _l("Name"),
        description=_l("What they want to be called, in full."),
        filters=[printable],
        validators=[
            # Not InputRequired: spaces are no name.
            DataRequired(_l("Write their name")),
            Length(max=_MOST_LETTERS, message=_l("Write a shorter name")),
        ],
        render_kw=_OF_SOMEBODY_ELSE,
    )
    language = RadioField(
        _l("Which language do they read?"),
        validators=[InputRequired(_l("Choose a language"))],
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        """Make the form. `now`: the language of the record, which the site need not offer yet."""
        super().__init__(*args, **kwargs)
        choices = dict(choices_of_language())
        self.language.choices = list(({now: language_name(now)} | choices).items())


class _InvitationForm(PostForm):
    """A form with a mobile number or an e-mail address. `found`: the address, once the form is valid."""

    found: Address

    def validate_address(self, field: Field) -> None:
        address = read_address(field.data)
        if address is None:
            if cannot_get_texts(field.data):
                raise ValidationError(
                    _("This number cannot get texts. Write a mobile number or an e-mail address")
                )
            raise ValidationError(
                _("This is no mobile number and no e-mail address. Check each number and letter")
            )
        self.found = address


def _address() -> StringField:
    return StringField(
        _l("Their mobile number or e-mail address"),
        description=_l("It must be theirs alone. Whoever reads its messages can sign in."),
        filters=[printable],
        validators=[InputRequired(_l("Write their mobile number or e-mail address"))],
        render_kw=_OF_SOMEBODY_ELSE,
    )


class InviteYoungPersonForm(_InvitationForm):
    """The mobile number or e-mail address with which a young person is invited: either alone is enough.

    Of somebody who has an account it asks, too, whether a message to the old one is safe.
    """

    address = _address()
    safe = RadioField(
        _l("Is it safe to write to their old number or e-mail?"),
        description=_l(
            "We tell it that the account uses another now. Say no if somebody who may harm them reads it. A "
            "service manager hears of the invitation either way."
        ),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validators=[InputRequired(_l("Choose if it is safe"))],
    )

    def __init__(self, *args: Any, is_again: bool, **kwargs: Any) -> None:
        """Make the form. `is_again`: whether they have an account already."""
        super().__init__(*args, **kwargs)
        if not is_again:
            del self.safe

    @property
    def is_safe(self) -> bool:
        """Whether the old address is told."""
        return "safe" in self and self.safe.data == "yes"


class InviteHostForm(_InvitationForm):
    """Whom to invite to a home: somebody new, or a Host who has an account already."""

    who = RadioField(_l("Who is it?"), validators=[InputRequired(_l("Choose who it is"))], default=NEW)
    name = StringField(
        _l("Their name"),
        description=_l("Only for somebody new."),
        filters=[printable],
        validators=[Length(max=_MOST_LETTERS, message=_l("Write a shorter name"))],
        render_kw=_OF_SOMEBODY_ELSE,
    )
    address = _address()

    def __init__(self, *args: Any, hosts: list[Person], **kwargs: Any) -> None:
        """Make the form. `hosts`: the Hosts of the home who may be invited again."""
        super().__init__(*args, **kwargs)
        again = [(host.ref, host.name) for host in hosts]
        self.who.choices = [*again, (NEW, _("Somebody new"))]

    @property
    def chosen(self) -> str | None:
        """The ref of who is invited again; None for somebody new."""
        return None if self.who.data == NEW else str(self.who.data)

    def validate_name(self, field: Field) -> None:
        if self.who.data == NEW and not field.data:
            raise ValidationError(_("Write their name"))


class CoverForm(PostForm):
    """Who is away, who covers, and from when until when."""

    officer = SelectField(_l("Who is away?"), validate_choice=False)
    covered_by = SelectField(_l("Who covers?"), validate_choice=False)
    from_day = RoughDateField(_l("The first day"), [InputRequired(_l("Write the first day"))])
    to_day = RoughDateField(
        _l("The last day"),
        [InputRequired(_l("Write the last day"))],
        description=_l("That day is still covered."),
    )

    def __init__(self, *, officers: list[Person], own: int | None, **kwargs: Any) -> None:
        """Make the form. `own`: the id of an officer who sets a cover for themself; None for a manager."""
        super().__init__(**kwargs)
        self._own = own
        self._officers = {one.ref: one for one in officers}
        # An invitation does no work yet.
        self._able = {one.ref: one for one in officers if one.state == "active" and one.id != own}
        self.officer.choices = to_choose(officers)
        self.covered_by.choices = to_choose(list(self._able.values()))
        if own is not None:
            del self.officer

    def validate_officer(self, field: Field) -> None:
        if field.data not in self._officers:
            raise ValidationError(_("Choose who is away"))

    def validate_covered_by(self, field: Field) -> None:
        if field.data not in self._able:
            raise ValidationError(_("Choose who covers"))

    def wanted(self) -> CoverDays:
        """What was asked for. Only once the form is valid."""
        first, last = self.from_day.data, self.to_day.data
        return CoverDays(
            officer_id=self._own or self._officers[self.officer.data].id,
            covered_by_id=self._able[self.covered_by.data].id,
            from_day=first.first_day(),
            to_day=last.last_day(),
        )

    def refuse(self, why: CoverProblem) -> None:
        """Show the error for a refusal at the field that it is about."""
        field, words = {
            CoverProblem.SAME_PERSON: (self.covered_by, _("Choose somebody else: they are away themself")),
            CoverProblem.BACKWARDS: (self.to_day, _("The last day is before the first. Check both")),
            CoverProblem.IN_THE_PAST: (self.from_day, _("This day is over. The first day is today or later")),
            CoverProblem.TOO_LONG: (
                self.to_day,
                _("This is longer than %(num)s days. Choose an earlier last day", num=MOST_DAYS),
            ),
            CoverProblem.COVERED_ALREADY: (
                self.from_day,
                _("Somebody covers on some of these days already. End that first"),
            ),
            CoverProblem.COVER_IS_AWAY: (
                self.covered_by,
                _("They are away themself on some of these days. Choose somebody else"),
            ),
            CoverProblem.COVERS_FOR_ANOTHER: (
                self.from_day,
                _("Whoever is away covers for a colleague on some of these days. End that first"),
            ),
        }[why]
        field.errors = [words]
