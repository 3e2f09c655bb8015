"""What whoever has looked into a stop says of it."""

from typing import Any

from wtforms import Field, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from kentcare.hosting.safeguarding import labels
from kentcare.hosting.safeguarding.rules import Finding, Follows, problem_with
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm


class LookForm(PostForm):
    """What was found, and what follows."""

    found = RadioField(_l("What did you find?"), validators=[InputRequired(_l("Choose what you found"))])
    follows = SelectMultipleField(
        _l("What follows?"),
        description=_l("Choose each that is done or agreed."),
        validators=[InputRequired(_l("Choose what follows"))],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.found.choices = [(one.value, words) for one, words in labels.found_words().items()]
        self.follows.choices = [(one.value, words) for one, words in labels.follows_words().items()]

    def validate_follows(self, field: Field) -> None:
        if self.found.data in set(Finding) and (why := problem_with(self.what_was_found, self.what_follows)):
            raise ValidationError(labels.problem_words()[why])

    @property
    def what_was_found(self) -> Finding:
        """What they found. Only after the form was valid."""
        return Finding(self.found.data)

    @property
    def what_follows(self) -> list[Follows]:
        """What they say follows. Only after the form was valid."""
        return [Follows(word) for word in self.follows.data]
