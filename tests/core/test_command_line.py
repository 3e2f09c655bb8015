"""A command runs in the context that it asks the outermost command for: the whole site, or the database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import click
import pytest
from click.testing import CliRunner

from kentcare.core.command_line import SiteOpeners, database_and_files, whole_site


@pytest.mark.parametrize(("asks", "opened"), [(whole_site, "site"), (database_and_files, "database")])
def test_a_command_of_a_group_opens_what_it_asks_the_outermost_one_for(
    asks: Callable[[], AbstractContextManager[None]], opened: str
) -> None:
    seen: list[str] = []

    def opener(name: str) -> Callable[[], AbstractContextManager[None]]:
        @contextmanager
        def open_it() -> Iterator[None]:
            seen.append(f"{name} opened")
            yield
            seen.append(f"{name} closed")

        return open_it

    @click.group()
    @click.pass_context
    def outermost(context: click.Context) -> None:
        context.obj = SiteOpeners(whole_site=opener("site"), database_and_files=opener("database"))

    @outermost.group()
    def room() -> None:
        pass

    @room.command()
    def work() -> None:
        with asks():
            seen.append("worked")

    result = CliRunner().invoke(outermost, ["room", "work"], catch_exceptions=False)
    assert result.exit_code == 0
    assert seen == [f"{opened} opened", "worked", f"{opened} closed"]
