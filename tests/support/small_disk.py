"""A disk that is full after a few bytes, for a process that a test starts."""

import subprocess


def own_mounts() -> list[str]:
    """How a process gets a disk of its own here, or nothing where it cannot."""
    for way in (["unshare", "-m"], ["unshare", "-Urm"]):
        tried = subprocess.run(
            [*way, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
        )
        if tried.returncode == 0:
            return way
    return []
