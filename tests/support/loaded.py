"""Which modules with pages a command loads, asked of a process of its own."""

import os
import subprocess
import sys

from kentcare.config import Settings

_RUN_AND_TELL = """
import sys
from kentcare.cli import main
try:
    main()
finally:
    print(*sorted(name for name in sys.modules if name.split(".")[-1] == "views"), file=sys.stderr)
"""


def views_loaded_by(command: str, settings: Settings) -> list[str]:
    """The modules of views that `kentcare COMMAND` loads. Fails where the command does or prints nothing."""
    run = subprocess.run(
        [sys.executable, "-c", _RUN_AND_TELL, *command.split()],
        env=os.environ | {"DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout
    return run.stderr.split()
