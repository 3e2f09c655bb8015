"""Where the words, figures and translations live, in a checkout and in a wheel."""

import os
from pathlib import Path

from kentcare.operator_error import OperatorError, wrong_setting

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    if override := os.environ.get("KENTCARE_DATA"):
        return Path(override).resolve()
    in_wheel = _PACKAGE / "_data"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1]


DATA = _data_root()
CONTENT = DATA / "content"
TRANSLATIONS = DATA / "translations"

# Without this, a wrong path would show as a site that silently speaks English only.
for _folder in (CONTENT, TRANSLATIONS):
    if not _folder.is_dir():
        _holder = "the folder that holds content and translations"
        if os.environ.get("KENTCARE_DATA"):
            raise OperatorError(
                wrong_setting("KENTCARE_DATA", f"is {DATA}, and {_folder} is missing", _holder)
            )
        raise OperatorError(f"{_folder} is missing. Set KENTCARE_DATA to {_holder}.")


def instance() -> Path:
    """Where the database and other things made at run time go; git-ignored in a checkout."""
    chosen = os.environ.get("KENTCARE_INSTANCE")
    return Path(chosen).resolve() if chosen else DATA / ".instance"
