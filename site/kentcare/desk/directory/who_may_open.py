"""The table of accounts/table.py, for people to read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.routing import Rule

from kentcare.accounts.accounts.rules import Role
from kentcare.web.access import EVERYBODY, Audience

_PLACE = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Opens:
    """Whoever holds one of `roles` opens `addresses`; everybody does, where there are none."""

    roles: tuple[Role, ...]
    addresses: tuple[str, ...]


def readable(rule: Rule) -> str:
    """An address as people write it: no language before it, and three dots for what changes in it."""
    return _PLACE.sub("…", rule.rule.removeprefix("/<lang:lang>")) or "/"


def by_audience(table: Mapping[str, Audience], rules: Iterable[Rule]) -> list[Opens]:
    """Each audience once, the widest first."""
    found: dict[tuple[Role, ...], set[str]] = {}
    for rule in rules:
        audience = table[rule.endpoint]
        roles = () if audience == EVERYBODY else tuple(role for role in Role if role in audience)
        found.setdefault(roles, set()).add(readable(rule))
    lines = [Opens(roles, tuple(sorted(addresses))) for roles, addresses in found.items()]
    return sorted(lines, key=lambda line: (-len(line.roles or tuple(Role)), line.addresses))


def by_role(lines: Iterable[Opens]) -> dict[Role, list[str]]:
    """What each role opens that not everybody does."""
    every = list(lines)
    return {
        role: sorted(address for line in every if role in line.roles for address in line.addresses)
        for role in Role
    }
