"""What the log says meanwhile, as production writes it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kentcare.running.logs import OneObject


@dataclass
class Written:
    """The lines so far."""

    out: io.StringIO

    @property
    def text(self) -> str:
        return self.out.getvalue()

    def lines(self, event: str | None = None) -> list[dict[str, Any]]:
        found = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in found if event in (None, line["event"])]


@contextmanager
def written(level: int = logging.DEBUG) -> Iterator[Written]:
    """Everything that anybody logs, whatever its level."""
    out, root, before = io.StringIO(), logging.getLogger(), logging.getLogger().level
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneObject())
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield Written(out)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
