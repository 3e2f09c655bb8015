"""Stores to put files into: a folder, and a real server that speaks S3."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kentcare.config import Settings
from support.patience import ONE_TRY, until

KEY_ID, SECRET = "test-key", "test-secret"  # of a server that a test starts


@pytest.fixture(scope="session")
def bucket(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Settings]:
    """Settings that lead to a bucket of a server on this machine."""
    root = tmp_path_factory.mktemp("s3")
    (root / "bucket").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    rclone = Path(sys.executable).with_name("rclone")
    command = [
        str(rclone),
        "serve",
        "s3",
        "--addr",
        f"127.0.0.1:{port}",
        "--auth-key",
        f"{KEY_ID},{SECRET}",
        str(root),
    ]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def is_listening() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), ONE_TRY).close()
        except OSError:
            return False
        return True

    until(is_listening)
    yield replace(
        settings,
        files="s3://bucket/files",
        s3_endpoint=f"http://127.0.0.1:{port}",
        s3_key_id=KEY_ID,
        s3_secret=SECRET,
    )
    server.kill()
    server.wait()


@pytest.fixture(params=["folder", "bucket"])
def where(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Settings:
    if request.param == "bucket":
        found: Settings = request.getfixturevalue("bucket")
        return found
    return replace(settings, instance=tmp_path)
