"""Reads the site when it is imported: for the process that others are forked from (forks.py)."""

import secrets
import tempfile
from pathlib import Path

from kentcare.config import Settings
from support.site import make_app

with tempfile.TemporaryDirectory() as folder:
    make_app(
        Settings(
            database_url=f"sqlite:///{folder}/none.sqlite3",
            secret_key=secrets.token_urlsafe(48),
            instance=Path(folder),
        )
    )
