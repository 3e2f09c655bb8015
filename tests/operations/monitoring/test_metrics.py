"""The numbers for Prometheus: requests, and what waits in the database."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from kentcare.config import Settings
from support.monitoring import TOKEN
from support.site import make_app

Numbers = dict[str, float]


@pytest.fixture
def numbers(measured: Flask) -> Callable[[], Numbers]:
    def ask() -> Numbers:
        response = measured.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        lines = (line.rpartition(" ") for line in response.text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}

    return ask


def test_requests_are_counted_by_view_and_by_class_of_status(
    measured: Flask, numbers: Callable[[], Numbers]
) -> None:
    def seen() -> list[float]:
        found = numbers()
        names = (
            'kentcare_requests_total{status="2xx",view="pages.show_page"}',
            'kentcare_requests_total{status="4xx",view="none"}',
            'kentcare_request_seconds_count{view="pages.show_page"}',
            'kentcare_requests_total{status="2xx",view="web.say_alive"}',
        )
        return [found.get(name, 0) for name in names]

    before, client = seen(), measured.test_client()
    client.get("/en/money")
    client.get("/en/money")  # ready by now
    client.get("/en/nowhere")
    client.get("/healthz")
    assert [now - then for now, then in zip(seen(), before, strict=True)] == [2, 1, 2, 1]


def test_what_never_happened_is_older_than_any_alarm(numbers: Callable[[], Numbers]) -> None:
    found = numbers()
    assert found["kentcare_database_up"] == 1
    for name in ("outbox_beat_age_seconds", "backup_age_seconds"):
        assert found[f"kentcare_{name}"] == float("inf")
    for name in (
        "messages_waiting",
        "messages_oldest_waiting_seconds",
        "messages_undelivered",
        "drafts_kept",
        "files_waiting",
        "files_oldest_waiting_seconds",
    ):
        assert found[f"kentcare_{name}"] == 0


def test_a_database_that_is_away_is_told_and_the_rest_with_it(settings: Settings) -> None:
    app = make_app(
        replace(settings, database_url="postgresql://nobody@127.0.0.1:9/none", metrics_token=TOKEN)
    )
    told = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "kentcare_database_up 0.0" in told
    assert "kentcare_requests_total" in told
    assert "kentcare_messages_waiting" not in told
