"""What the log says meanwhile, as production writes it."""

import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kentcare.operations.monitoring.logs import JsonFormatter

# Drawn by lot for each request: any four letters come up in one sooner or later.
_DRAWN = re.compile(r'"(request|reference)":"[0-9a-f]+"')


def but_what_is_drawn(text: str) -> str:
    """Lines of the log without what is drawn by lot, to look in them for what must not be there."""
    return _DRAWN.sub("", text)


@dataclass
class Written:
    """The lines so far."""

    out: io.StringIO

    @property
    def text(self) -> str:
        return self.out.getvalue()

    @property
    def said(self) -> str:
        return but_what_is_drawn(self.text)

    def lines(self, event: str | None = None) -> list[dict[str, Any]]:
        found = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in found if event in (None, line["event"])]


@contextmanager
def written(level: int = logging.DEBUG) -> Iterator[Written]:
    """Everything that anybody logs, whatever its level."""
    out, root, before = io.StringIO(), logging.getLogger(), logging.getLogger().level
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield Written(out)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
