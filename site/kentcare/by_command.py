"""The whole site for a command that needs it: its store of files, its words, its settings."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kentcare.config import Settings, UnsafeSettings
from kentcare.languages.listed import ENGLISH


@contextmanager
def whole_site() -> Iterator[None]:
    """In English, as on a page of it. Raises ClickException where the settings are not safe."""
    # Imported here, because the command line must not load a web site to say what it can do.
    from kentcare import create_app

    try:
        site = create_app(Settings.from_env())
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None
    with site.test_request_context(f"/{ENGLISH}/"):
        yield
