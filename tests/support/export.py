"""The file with everything about somebody, as a browser gets it."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from support.forms import token

PAGE = "/{}/account/everything"


@dataclass(frozen=True)
class Archive:
    """What lies in the file that somebody downloads."""

    names: list[str]
    page: str
    held: dict[str, Any]
    content: Callable[[str], bytes]

    @property
    def everything(self) -> str:
        return self.page + json.dumps(self.held, ensure_ascii=False)


def taken(client: FlaskClient, tag: str = "en") -> Archive:
    """What somebody who is signed in downloads, in a language."""
    address = PAGE.format(tag)
    response = client.post(address, data={"csrf_token": token(client, address)})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == "attachment; filename=copy.zip"
    assert response.headers["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(response.data))
    return Archive(
        archive.namelist(),
        archive.read("everything.html").decode(),
        json.loads(archive.read("everything.json")),
        archive.read,
    )
