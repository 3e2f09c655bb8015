"""The programme of content/hosting/requirements.yaml."""

from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.rules import (
    TimeSpan,
)


def test_the_core_lapses_after_three_years_and_the_rest_never() -> None:
    for one in programme().of_kind("training"):
        assert (one.lapses == TimeSpan(36, "month")) is (one.stage == "core"), one.slug
    stages = [one.stage for one in programme().of_kind("training")]
    assert {stage: stages.count(stage) for stage in stages} == {
        "before": 1,
        "core": 5,
        "first": 3,
        "second": 3,
        "third": 2,
        "any": 1,
        "groups": 1,
    }
