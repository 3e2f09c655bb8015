"""A copy of content/ in which an entitlement says something else."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from kentcare.paths import CONTENT


def copied_content(folder: Path, **changed: Any) -> Path:
    """A copy of content/ in which the file on the weekly allowance says something more."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    path = content / "offer" / "weekly_allowance.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8")) | changed
    path.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return content
