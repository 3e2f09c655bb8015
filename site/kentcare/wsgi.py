"""What a WSGI server loads: `kentcare.wsgi:create_application`, a factory.

`kentcare serve` does it by itself. Another server is told to call it, such as
`gunicorn "kentcare.wsgi:create_application()"`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kentcare.cli import errors_for_operators

if TYPE_CHECKING:
    from flask import Flask

# The status by which a worker of gunicorn says that it is no use to start another.
_DOES_NOT_START = 3


def create_application() -> Flask:
    """The whole site with the settings of the environment.

    Where an operator can mend what keeps it from starting, that is said in a sentence, as `kentcare` says it,
    and the process ends. Anything else is raised.
    """
    try:
        with errors_for_operators():
            # Imported here: what is wrong with KENTCARE_DATA shows at the first import.
            from kentcare import create_app
            from kentcare.core.garbage import not_collected

            with not_collected():
                site = create_app()
    except click.ClickException as error:
        error.show()
        sys.exit(_DOES_NOT_START)
    return site
