"""What a long form says of itself. The mechanism that keeps and sends it is in page.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Response
from werkzeug.datastructures import MultiDict

from kentcare.services.long_forms.rules import Upgrade, Words, brought_up
from kentcare.web.post_form import PostForm


class Boxes(PostForm):
    """The base of a long form's boxes. page.py looks at its token, and loses nothing where that is old."""


@dataclass(frozen=True, slots=True)
class LongForm:
    """A form that is kept as it is typed, and sent once."""

    name: str
    # Goes up when a box is renamed, split or taken away, with an upgrade from the version before.
    version: int
    boxes: type[Boxes]
    template: str
    # Puts the frame around it: `render_portal`, or `render` where nobody has to be signed in.
    render: Callable[..., Response]
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)
    # Whether photographs and papers may be sent with it.
    takes_files: bool = False
    # Shows the reference once it is sent.
    sent_template: str = "long_forms/sent.html"

    def filled(self, words: Words) -> Boxes:
        """The boxes with what was typed in them, just as it was typed. With nothing, as they begin."""
        typed = MultiDict((name, value) for name, values in words.items() for value in values)
        return self.boxes(formdata=typed)

    def of_today(self, words: Words, made_for: int) -> Words:
        """What was typed into an older version, in today's boxes."""
        return brought_up(words, made_for, self.version, self.upgrades)
