"""What a post that could not be saved held, so that the page that says so can send it once more."""

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from kentcare.web.origin import SAFE_METHODS, is_from_elsewhere

_TOKEN = "csrf_token"  # noqa: S105  # the name of a field
# Parts of the names of fields that never stand in a page.
_SECRET = ("password", "code", "secret")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A post that was not saved: its fields in their order, and whether files came with it."""

    fields: tuple[tuple[str, str], ...]
    has_files: bool

    @property
    def words(self) -> list[str]:
        """What somebody wrote, to read and to copy: each text of more than one word."""
        return [text for _, text in self.fields if len(text.split()) > 1]


def unsaved() -> Unsaved | None:
    """What the present post held; None where it is no form of this site, or could not be read.

    Passwords and codes are left out: their form then asks for them again.
    """
    if request.method in SAFE_METHODS or is_from_elsewhere():
        return None
    try:
        fields = tuple((name, text) for name, texts in request.form.lists() for text in texts)
        has_files = any(file.filename for file in request.files.values())
    except RequestEntityTooLarge:
        return None
    if not any(name == _TOKEN for name, _ in fields):
        return None
    kept = tuple(field for field in fields if not any(sign in field[0].casefold() for sign in _SECRET))
    return Unsaved(kept, has_files)
