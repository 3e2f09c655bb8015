"""A command runs in the context of the whole site, which the outermost command gives it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from click.testing import CliRunner

from kentcare.core.command_line import whole_site


def test_a_command_of_a_group_opens_the_site_of_the_outermost_one() -> None:
    seen: list[str] = []

    @contextmanager
    def open_site() -> Iterator[None]:
        seen.append("opened")
        yield
        seen.append("closed")

    @click.group()
    @click.pass_context
    def outermost(context: click.Context) -> None:
        context.obj = open_site

    @outermost.group()
    def room() -> None:
        pass

    @room.command()
    def work() -> None:
        with whole_site():
            seen.append("worked")

    result = CliRunner().invoke(outermost, ["room", "work"], catch_exceptions=False)
    assert result.exit_code == 0
    assert seen == ["opened", "worked", "closed"]
