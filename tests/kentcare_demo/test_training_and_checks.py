"""Training and checks of a demonstration's households."""

import pytest

from kentcare_demo.names import Names
from kentcare_demo.service import Service
from kentcare_demo.training_and_checks import DemoTrainingAndChecks, training_and_checks
from support.demonstration import NOW, TODAY


@pytest.fixture(scope="module")
def papers(made: Service) -> DemoTrainingAndChecks:
    return training_and_checks(made, Names.load())


def test_every_home_has_a_household_and_each_certificate_one_owner(
    made: Service, papers: DemoTrainingAndChecks
) -> None:
    assert [row["home_id"] for row in papers.households] == [home.id for home in made.homes]
    assert len(papers.titles) == len(papers.certificates)
    for row in papers.certificates:
        owners = [row[name] for name in ("account_id", "home_id", "adult_id")]
        assert len([one for one in owners if one is not None]) == 1


def test_there_is_a_gas_certificate_only_where_there_is_gas(papers: DemoTrainingAndChecks) -> None:
    with_gas = {row["home_id"] for row in papers.households if row["has_gas"]}
    certified = {row["home_id"] for row in papers.certificates if row["requirement"] == "gas_safety"}
    assert certified
    assert certified < with_gas


def test_most_were_looked_at_and_what_waits_came_from_a_host(
    made: Service, papers: DemoTrainingAndChecks
) -> None:
    hosts = {host.id for home in made.homes for host in home.hosts}
    waiting = [row for row in papers.certificates if row["is_accepted"] is None]
    assert 0 < len(waiting) < len(papers.certificates) / 10
    assert all(row["added_by"] in hosts and row["decided_by"] is None for row in waiting)
    assert all(row["added_at"] <= NOW for row in waiting)


def test_some_have_run_out(papers: DemoTrainingAndChecks) -> None:
    runs_out = [row["until"] for row in papers.certificates if row["until"]]
    late = [day for day in runs_out if day < TODAY]
    assert 0 < len(late) < len(runs_out) / 4
