"""Finds the demonstration, a package of its own that is never installed in production."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

PACKAGE = "kentcare_demo"


class NoDemonstration(Exception):
    """The package with the demonstration is not installed here."""


def is_installed() -> bool:
    """Whether the demonstration can be loaded here."""
    return find_spec(PACKAGE) is not None


def module(name: str) -> ModuleType:
    """Import a module of the demonstration by its name there, such as "views".

    Raises NoDemonstration where the site was installed without it.
    """
    try:
        return import_module(f"{PACKAGE}.{name}")
    except ModuleNotFoundError as error:
        if error.name != PACKAGE:
            raise
        raise NoDemonstration(f"The demonstration ({PACKAGE}) is not installed here.") from None
