"""Monthly reports of a demonstration: on months that have ended, by a Host of the home."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from kentcare_demo.reports import reports
from kentcare_demo.service import Service
from support.demonstration import NOW, TODAY, service


def test_each_is_by_a_host_of_the_home_on_a_month_that_has_ended(made: Service) -> None:
    found = list(reports(made))
    hosts = {home.id: {host.id for host in home.hosts} for home in made.homes}
    assert len(found) > 100
    about = {tuple(one.row[name] for name in ("home_id", "young_person_id", "month")) for one in found}
    assert len(about) == len(found)
    for one in found:
        assert one.row["month"] < TODAY.replace(day=1)
        assert one.row["author_id"] in hosts[one.row["home_id"]]
        assert one.row["month"] < one.row["sent_at"].date()
        assert one.row["sent_at"] <= NOW


def test_an_officer_has_read_some_and_not_others(made: Service) -> None:
    officers = {home.id: home.officer_id for home in made.homes}
    read_by = [
        (one.row["read_by"], officers[one.row["home_id"]], one.row["read_at"]) for one in reports(made)
    ]
    assert {reader is None for reader, _officer, _at in read_by} == {True, False}
    assert all(reader in (None, officer) for reader, officer, _at in read_by)
    assert all((reader is None) == (at is None) for reader, _officer, at in read_by)


def test_a_young_person_forgets_no_skill() -> None:
    months = defaultdict(list)
    for one in reports(service(NOW + timedelta(days=300))):
        months[one.row["young_person_id"]].append((one.row["month"], one.levels))
    assert max(len({month for month, _levels in path}) for path in months.values()) > 6
    for path in months.values():
        path.sort(key=lambda step: step[0])
        for (_, before), (_, after) in pairwise(path):
            assert all(1 <= before[skill] <= after[skill] <= 4 for skill in before)
