"""The forms for lists: a file, or pasted text."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import Field, TextAreaField
from wtforms.validators import ValidationError

from kentcare.desk.imports.csv_text import NotUtf8, decode, is_readable, showable
from kentcare.hosting.arrangements.forms import OverPlacesForm
from kentcare.hosting.terms.records import said as terms
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm


class ListForm(PostForm):
    """A list as a file or pasted; either is enough, and a file counts before pasted text."""

    file = FileField(_l("A CSV file"))
    text = TextAreaField(_l("Or paste the list here, with its headings"))

    @property
    def list_text(self) -> str:
        return self.text.data or ""

    @property
    def shown(self) -> str:
        """The list with a visible sign for each character that a page cannot show."""
        return self.list_text if is_readable(self.list_text) else showable(self.list_text)

    def validate_file(self, field: Field) -> None:
        if not field.data:
            return
        try:
            self.text.data = decode(field.data.read())
        except NotUtf8:
            raise ValidationError(
                _("This file cannot be read. In Excel, save it as “CSV UTF-8”, and choose it again")
            ) from None

    def validate_text(self, field: Field) -> None:
        if not self.list_text.strip() and not self.file.errors:
            raise ValidationError(_("Choose a file, or paste the list"))

    def is_to_be_written(self, button: str | None) -> bool:
        """Whether the second button was pressed. A file that comes with it has not been checked yet."""
        return button == "1" and not self.file.data


class CaseSystemListForm(ListForm, OverPlacesForm):
    """A list from the case system, and who decided it where more live in a home than it has places."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(deciders=terms.may_decide(), may_be_nobody=True, **kwargs)
