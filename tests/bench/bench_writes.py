"""How many small writes a second, and how long the unlucky ones wait: two processes, sixteen threads each."""

import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from kentcare.db import migrate, records
from kentcare.db.attach import attach

PROCESSES, THREADS, SECONDS = 2, 5, 5.0


def write_for_a_while(app: Flask, name: str, waits: list[float]) -> None:
    """Each write reads first, as a real one does."""
    end, count = time.perf_counter() + SECONDS, 0
    while (start := time.perf_counter()) < end:
        with app.app_context():
            records.set_mark(f"{name}-{count}", datetime.now(UTC))
        waits.append(time.perf_counter() - start)
        count += 1


def one_process(address: str, worker: int, results: "multiprocessing.Queue[list[float]]") -> None:
    app = Flask("bench")
    attach(app, address)
    waits: list[float] = []
    threads = [
        threading.Thread(target=write_for_a_while, args=(app, f"{worker}-{number}", waits))
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put(waits)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        migrate.upgrade(address)
        results: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
        workers = [
            multiprocessing.Process(target=one_process, args=(address, number, results))
            for number in range(PROCESSES)
        ]
        for worker in workers:
            worker.start()
        waits = [wait for _ in workers for wait in results.get()]
        for worker in workers:
            worker.join()
    parts = statistics.quantiles(waits, n=100)
    sys.stdout.write(
        f"{len(waits) / SECONDS:,.0f} writes a second; half within {parts[49] * 1000:.0f} ms, "
        f"99 in 100 within {parts[98] * 1000:.0f} ms, the slowest {max(waits) * 1000:.0f} ms\n"
    )


if __name__ == "__main__":
    main()
