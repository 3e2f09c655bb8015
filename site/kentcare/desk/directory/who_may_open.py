"""The table of accounts/access.py, for people to read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.routing import Rule

from kentcare.accounts.accounts.rules import Role
from kentcare.web.access import EVERYBODY, Audience

_PLACE = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class AudienceAddresses:
    """The addresses that holders of any of `roles` may open; without roles, those that everybody may."""

    roles: tuple[Role, ...]
    addresses: tuple[str, ...]


def readable(rule: Rule) -> str:
    """An address for people to read: without the language, and with “…” for each variable part."""
    return _PLACE.sub("…", rule.rule.removeprefix("/<lang:lang>")) or "/"


def by_audience(table: Mapping[str, Audience], rules: Iterable[Rule]) -> list[AudienceAddresses]:
    """Each audience with all of its addresses, the widest audience first."""
    found: dict[tuple[Role, ...], set[str]] = {}
    for rule in rules:
        audience = table[rule.endpoint]
        roles = () if audience == EVERYBODY else tuple(role for role in Role if role in audience)
        found.setdefault(roles, set()).add(readable(rule))
    lines = [AudienceAddresses(roles, tuple(sorted(addresses))) for roles, addresses in found.items()]
    return sorted(lines, key=lambda line: (-len(line.roles or tuple(Role)), line.addresses))


def by_role(lines: Iterable[AudienceAddresses]) -> dict[Role, list[str]]:
    """The addresses that each role may open, without those that everybody may."""
    every = list(lines)
    return {
        role: sorted(address for line in every if role in line.roles for address in line.addresses)
        for role in Role
    }
