"""translations/languages.toml, the one list of languages."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from kentcare import paths


@dataclass(frozen=True, slots=True)
class Language:
    """A row of the list of languages.

    `tag` is what stands in addresses, `locale` what Babel calls it, `plural` the rule of gettext.
    `is_pseudo`: English made strange, to see what cannot be translated; only for tests.
    """

    tag: str
    name: str
    direction: str
    locale: str
    plural: str
    offered: bool
    translated_by: str | None = None
    checked_by: str | None = None
    checked_on: date | None = None
    is_pseudo: bool = False

    @property
    def is_english(self) -> bool:
        return self.tag == "en"

    @property
    def is_unchecked(self) -> bool:
        """Nobody qualified has read the translation."""
        return not self.is_english and self.checked_by is None


ENGLISH = "en"

# The rooms whose pages are for staff and Hosts, as folders below site/. Their words are
# marked for translation as all others are, in a list of their own, and nobody translates them yet.
ENGLISH_ONLY_ROOMS = (
    "kentcare/advocacy",
    "kentcare/desk/caseload",
    "kentcare/desk/directory",
    "kentcare/desk/imports",
    "kentcare/desk/overview",
    "kentcare/hosting/arrangements",
    "kentcare/hosting/host_pages",
    "kentcare/hosting/households",
    "kentcare/hosting/terms",
    "kentcare/hosting/reports",
    "kentcare/hosting/reversals",
    "kentcare/hosting/safeguarding",
    "kentcare/hosting/training_and_checks",
    "kentcare/operations/holds",
    "kentcare/operations/retention",
    "kentcare/sign_in/sso",
    "kentcare/sign_in/staff",
    "kentcare_demo",
)
# Rooms inside those whose pages a young person reads too: they are in every language.
TRANSLATED_ROOMS = ("kentcare/hosting/reports/skills",)
# The blueprints of ENGLISH_ONLY_ROOMS. Each has the name of its room but for the demonstration's.
ENGLISH_ONLY = frozenset(
    "demo" if room == "kentcare_demo" else room.rpartition("/")[2] for room in ENGLISH_ONLY_ROOMS
)


@cache
def every_language() -> dict[str, Language]:
    """Each language by its tag, in the order of the list.

    Raises TypeError where a row has a field too many or too few.
    """
    text = (paths.TRANSLATIONS / "languages.toml").read_text(encoding="utf-8")
    return {row["tag"]: Language(**row) for row in tomllib.loads(text)["language"]}


def offered_tags() -> list[str]:
    """The tags of the languages that a reader can choose."""
    return [language.tag for language in every_language().values() if language.offered]
