"""Makes requirements.lock and requirements-test.lock from pyproject.toml. Used by `make lock`."""

import subprocess
import sys
from pathlib import Path

from support.locks import LOCK, TEST_LOCK, fingerprint

ROOT = Path(__file__).resolve().parents[1]
# Extras are kept: without them the pip of Debian 12 looks past the pinned version for `coverage[toml]`.
SETTINGS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-strip-extras",
)
QUIET = ("--quiet", "--no-emit-index-url", "--no-emit-find-links")


def make(lock: Path, *more: str) -> None:
    """Writes the lock, headed by the fingerprint of the dependencies that it was made from."""
    command: list[str | Path] = [
        Path(sys.executable).parent / "uv",
        "pip",
        "compile",
        "pyproject.toml",
        *SETTINGS,
        *QUIET,
        *more,
    ]
    subprocess.run([*command, f"--output-file={lock}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    lock.write_text(f"# made by `make lock` from dependencies {fingerprint()}\n{lock.read_text()}")


if __name__ == "__main__":
    make(LOCK, "--extra=build", *sys.argv[1:])
    # The tests run with the versions that the site runs with.
    make(TEST_LOCK, "--extra=build", "--extra=test", f"--constraint={LOCK}", *sys.argv[1:])
