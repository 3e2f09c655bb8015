"""How a command gets the site, or only its database: both are made above every room that has commands."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import click

Open = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class SiteOpeners:
    """What `kentcare.cli` puts into the object of the outermost click context, for the functions below."""

    whole_site: Open
    database_and_files: Open


def _openers() -> SiteOpeners:
    found: SiteOpeners = click.get_current_context().find_root().obj
    return found


@contextmanager
def whole_site() -> Iterator[None]:
    """Run a block in the context of the whole site, in English, as on one of its pages.

    For commands that need addresses of pages. Raises ClickException where the settings are not safe.
    """
    with _openers().whole_site():
        yield


@contextmanager
def database_and_files() -> Iterator[None]:
    """Run a block with the database, the stored files and the words of every language, but without pages.

    It starts much sooner than `whole_site`. Raises ClickException where the settings are not safe.
    """
    with _openers().database_and_files():
        yield
