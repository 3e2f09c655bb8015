"""How a command gets the whole site, which stands above every room that has commands."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import click

# Makes the site for one command. `kentcare.cli` puts it into the object of the outermost click context.
OpenSite = Callable[[], AbstractContextManager[None]]


@contextmanager
def whole_site() -> Iterator[None]:
    """Run a block in the context of the whole site, in English, as on one of its pages.

    Raises ClickException where the settings are not safe.
    """
    open_site: OpenSite = click.get_current_context().find_root().obj
    with open_site():
        yield
