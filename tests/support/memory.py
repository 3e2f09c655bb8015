"""Where the temporary files of the tests lie: in memory, where no commit waits for a disk."""

import os
import shutil
import tempfile
from pathlib import Path

# What Linux mounts for it. In a container it may be small, or refuse to run what lies in it.
IN_MEMORY = Path("/dev/shm")  # noqa: S108  # every name in it is made by tempfile
# Bytes. The suite takes about a quarter of them.
ENOUGH = 2 * 1024**3


def is_usable(folder: Path) -> bool:
    """Whether the files of the tests fit into a folder, and may be written and run there."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    return shutil.disk_usage(folder).free >= ENOUGH and not os.statvfs(folder).f_flag & os.ST_NOEXEC


def keep_temporary_files(folder: Path = IN_MEMORY) -> None:
    """Let this process, and each that it starts, make its temporary files in a folder that is in memory.

    Files stay on the disk where there is no such folder, and where whoever runs the tests has set TMPDIR.
    """
    if "TMPDIR" not in os.environ and is_usable(folder):
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
