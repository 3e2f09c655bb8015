"""Metrics for Prometheus: the requests to this host, and the state of the site in the database.

`kentcare serve` sets a folder in which its processes count together (the multiprocess mode of
prometheus_client), so that any of them answers for all.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from math import inf

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from kentcare.core import clock
from kentcare.operations.monitoring import records

__all__ = ["CONTENT_TYPE", "FOLDER", "exposition", "note"]

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # what prometheus_client calls the setting
_REGISTRY = CollectorRegistry()
_REQUESTS = Counter(
    "kentcare_requests",
    "Requests answered, by view and by class of status.",
    ["view", "status"],
    registry=_REGISTRY,
)
_SECONDS = Histogram(
    "kentcare_request_seconds",
    "How long an answer took, by view.",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_REGISTRY,
)


def note(view: str, status: int, seconds: float) -> None:
    """Count one answered request. `seconds`: how long the answer took."""
    requests, duration = _of(view, f"{status // 100}xx")
    requests.inc()
    duration.observe(seconds)


@lru_cache(maxsize=1024)
def _of(view: str, status: str) -> tuple[Counter, Histogram]:
    return _REQUESTS.labels(view, status), _SECONDS.labels(view)


def exposition() -> bytes:
    """The metrics of this host and of the site, in the text format of Prometheus."""
    requests = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(requests)  # type: ignore[no-untyped-call]  # it has none
    else:
        requests = _REGISTRY
    site_health = CollectorRegistry()
    site_health.register(_HealthCollector())
    return generate_latest(requests) + generate_latest(site_health)


class _HealthCollector:
    """Asks the database when the metrics are asked for."""

    def collect(self) -> Iterable[Metric]:
        return [GaugeMetricFamily(name, words, value) for name, words, value in _gauges(clock.now())]


def _gauges(now: datetime) -> Iterator[tuple[str, str, float]]:
    found = records.site_health(now)
    yield "kentcare_database_up", "1 where the database answers.", float(found is not None)
    if found is None:
        return
    yield "kentcare_messages_waiting", "Messages that are due or being tried again.", found.waiting
    yield (
        "kentcare_messages_oldest_waiting_seconds",
        "How long the oldest of them has waited.",
        found.oldest_waiting.total_seconds(),
    )
    yield "kentcare_messages_undelivered", "Messages given up, that nobody has seen to.", found.undelivered
    yield (
        "kentcare_outbox_beat_age_seconds",
        "Since a process that sends messages said that it runs; +Inf: never.",
        _seconds(found.outbox_beat),
    )
    yield "kentcare_backup_age_seconds", "Since a copy was made; +Inf: never.", _seconds(found.backup)
    yield "kentcare_drafts_kept", "Forms begun and not sent.", found.drafts
    yield "kentcare_files_waiting", "Files that nobody has looked at yet.", found.files_waiting
    yield (
        "kentcare_files_oldest_waiting_seconds",
        "How long the oldest of them has waited.",
        found.oldest_file_waiting.total_seconds(),
    )


def _seconds(age: timedelta | None) -> float:
    """An age in seconds; infinite where the thing has never happened, so that every alarm on it is raised."""
    return inf if age is None else age.total_seconds()
