"""What a room says of its long form. form_request.py keeps what is typed into it, and sends it once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Response
from werkzeug.datastructures import MultiDict

from kentcare.services.long_forms.rules import Upgrade, Words, upgraded
from kentcare.web.post_form import PostForm


class LongFormFields(PostForm):
    """The base of the fields of a long form.

    LongFormRequest checks the form's token itself, and loses nothing where the token is old.
    """


@dataclass(frozen=True, slots=True)
class LongForm:
    """A form that is kept while it is typed, and sent once."""

    name: str
    # Goes up when a field is renamed, split or removed, with an upgrade from the version before.
    version: int
    # Makes the fields: their class, or a function where they depend on what the form is about.
    fields: Callable[..., LongFormFields]
    template: str
    # Renders a template: `render_portal`, or `render` where nobody has to be signed in.
    render: Callable[..., Response]
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)
    # Whether photographs and papers may be sent with it.
    takes_files: bool = field(default=False, kw_only=True)
    # Shows the reference once the form is sent.
    sent_template: str = "long_forms/sent.html"

    def filled(self, words: Words) -> LongFormFields:
        """The fields with what was typed into them, just as it was typed, and not yet validated."""
        typed = MultiDict((name, value) for name, values in words.items() for value in values)
        return self.fields(formdata=typed)

    def in_todays_fields(self, words: Words, made_for: int) -> Words:
        """What was typed into version `made_for` of the form, in the fields of today's version."""
        return upgraded(words, made_for, self.version, self.upgrades)
