"""The time from `make serve`, where all is installed, to the first answer: less than three seconds."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from support.locks import ROOT

TRIES = 4


def seconds_to_first_answer(instance: str) -> float:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    environment = os.environ | {"KENTCARE_INSTANCE": instance, "MAKEFLAGS": ""}
    start = time.perf_counter()
    server = subprocess.Popen(
        ["make", "--silent", "serve", f"PORT={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
            except urllib.error.URLError:
                time.sleep(0.01)
            else:
                return time.perf_counter() - start
        raise RuntimeError("the server stopped")
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as instance:
        times = [seconds_to_first_answer(instance) for _ in range(TRIES)]
    after = ", ".join(f"{seconds:.2f}" for seconds in times[1:])
    sys.stdout.write(f"with an empty database {times[0]:.2f} s; after that {after} s\n")


if __name__ == "__main__":
    main()
