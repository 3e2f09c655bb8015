"""What `kentcare serve` has Granian load answers as the site does."""

import asyncio
from pathlib import Path

import pytest

from kentcare.rsgi import create_application
from support.rsgi import RsgiBrowser


def test_it_is_the_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path))

    async def what() -> None:
        browser = RsgiBrowser(create_application())
        assert (await browser.get("/en/money")).status == 200
        assert (await browser.get("/healthz")).body == b"ok"

    asyncio.run(what())
