"""Lists for tests, how a browser hands one in, and what it answers."""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from kentcare.cases.young_people import records as young_people
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.desk.imports.rules import COLUMNS, ListKind
from support import the_cast
from support.forms import token
from support.html import attribute, page_of, text_of

PEOPLE = ",".join(COLUMNS[ListKind.YOUNG_PEOPLE])
HOMES = ",".join(COLUMNS[ListKind.HOMES])
STAYS = ",".join(COLUMNS[ListKind.ARRANGEMENTS])
HOUSEHOLDS = ",".join(COLUMNS[ListKind.HOUSEHOLDS])
TERMS = ",".join(COLUMNS[ListKind.TERMS])
LEAVERS = "email,hand_on_to"

ADDRESS = {
    ListKind.YOUNG_PEOPLE: "/en/desk/bring-in/young-people",
    ListKind.HOMES: "/en/desk/bring-in/homes",
    ListKind.ARRANGEMENTS: "/en/desk/bring-in/arrangements",
    ListKind.HOUSEHOLDS: "/en/desk/bring-in/households",
    ListKind.TERMS: "/en/desk/bring-in/terms",
}
YOUNG_PEOPLE = ADDRESS[ListKind.YOUNG_PEOPLE]
THE_LEAVERS = "/en/desk/leavers"


def listed(headings: str, *lines: str) -> str:
    return "\n".join([headings, *lines]) + "\n"


def as_csv(rows: Iterable[Mapping[str, str]], columns: Iterable[str], delimiter: str = ",") -> str:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def by_command(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, file: Path, kind: ListKind, text: str
) -> Callable[..., Result]:
    """Bring in a list on the command line, from a file of these words: `run("--few-places")`."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_key)
    file.write_text(text)

    def run(*more: str) -> Result:
        return CliRunner().invoke(main, ["people", "import", kind.value, str(file), "--write", *more])

    return run


def hand_in(
    client: FlaskClient,
    address: str,
    text: str = "",
    *,
    file: bytes | None = None,
    button: str = "check",
    **more: str,
) -> TestResponse:
    """What the page answers. The last button is pressed on the page that showed what the list would do."""
    data: dict[str, object] = {"csrf_token": token(client, address), "text": text, button: "1", **more}
    if button == "write" and file is None and "shown" not in more:
        data = {"shown": shown(hand_in(client, address, text)), **data}
    if file is not None:
        data["file"] = FileStorage(BytesIO(file), "list.csv")
    # The test client would leave a long one in a file that it does not close.
    boundary, body = encode_multipart(data)
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def shown(response: TestResponse) -> str:
    """The fingerprint of what a page says that a list would do; empty where there is nothing to write."""
    field = page_of(response).select_one("input[name=shown]")
    return attribute(field, "value") if field else ""


def previewed(response: TestResponse) -> list[list[str]]:
    """Each row of the table of what would change: who, what happens, what is here now, what the list says."""
    page = page_of(response)
    return [[text_of(cell) for cell in row.select("th, td")] for row in page.select("table.list tbody tr")]


def numbers(response: TestResponse) -> dict[str, str]:
    """What a page says that a list would do, or has done."""
    page = page_of(response)
    pairs = page.select("dl.pairs div")
    return {
        term.text: number.text
        for pair in pairs
        if (term := pair.select_one("dt"))
        and (number := pair.select_one("dd"))
        and not pair.select_one("code")
    }


def text_in_the_box(response: TestResponse) -> str:
    box = page_of(response).select_one("textarea#text")
    assert box is not None
    assert attribute(box, "dir") == "ltr"
    return box.text


def told(response: TestResponse) -> list[str]:
    """Each fault, beginning with its line."""
    page = page_of(response)
    return [text_of(item) for item in page.select("ul.rows li")]


def can_write(response: TestResponse) -> bool:
    return page_of(response).select_one("button[name=write]") is not None


ADVISER = the_cast.email("personal-adviser")


# One unchanged, one changed and one new young person, once the cast is there.
GOOD = listed(
    PEOPLE,
    f"C1,{the_cast.CANARY} young-person,2008-03-27,en,{ADVISER}",
    f"C1-2,{the_cast.CANARY} renamed,27/03/2008,العربية,{ADVISER}",
    "N1,Sam Example,2009-01-02,,",
)


def kept(app: Flask) -> dict[str, tuple[str, str]]:
    """The name and language of each young person, by case number."""
    with app.app_context():
        return {
            number: (facts.name, facts.language)
            for number, (_, facts) in young_people.from_case_system().items()
        }
