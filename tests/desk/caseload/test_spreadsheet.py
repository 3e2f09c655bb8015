"""A copy of a list is safe to open in a spreadsheet."""

from flask import Flask

from support.crowd import bring_people, change_person
from support.html import sheet
from support.site import SignedIn


def test_a_copy_is_a_file_that_does_nothing(people_app: Flask, signed_in: SignedIn) -> None:
    begins = ("=", "+", "-", "@", "\t", *"＝＋－＠﹢﹣﹦﹫−", " =", "\n=", "\u00a0=")
    bring_people(people_app, len(begins) + 1)
    for n, first in enumerate(begins):
        change_person(people_app, f"crowd-{n:05}", name=f"{first}HYPERLINK({n})")
    response = signed_in("personal-adviser").get("/en/desk/young-people.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="young-people.csv"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.mimetype == "text/csv"
    head, *lines = sheet(response.data)
    assert head == ["Case number", "Name", "Born", "Language", "Adviser", "Account"]
    assert len(lines) == len(begins) + 2
    by_number = {line[0]: line[1] for line in lines}
    found = [by_number[f"N{n:05}"] for n in range(len(begins) + 1)]
    assert [name[:2] for name in found] == [f"'{first[0]}" for first in begins] + ["Cr"]
    own = next(line for line in lines if line[0] == "C1")
    assert own[2:] == ["2008-03-27", "English", "Canaryword personal-adviser", "In use"]
