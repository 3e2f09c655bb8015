"""A PostgreSQL database with two roles: one that owns the tables, and one for the site."""

import secrets
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from kentcare.db import migrate


@dataclass(frozen=True)
class Both:
    """A database, as its owner and as the site. `role` is the site's."""

    owner: str
    site: str
    role: str


def two_roles(server: str) -> Both:
    """A database with every table, on which the site's role, whose name needs quoting, has no rights yet."""
    name, owner, role = (f"{what}_{secrets.token_hex(6)}" for what in ("test", "owner", 'site-"1"'))
    with psycopg.connect(server, autocommit=True) as connection:
        for words in (
            "CREATE ROLE {owner} LOGIN",
            "CREATE ROLE {role} LOGIN",
            "CREATE DATABASE {name} OWNER {owner}",
        ):
            named = {"name": name, "owner": owner, "role": role}
            quoted = {what: sql.Identifier(one) for what, one in named.items()}
            connection.execute(sql.SQL(words).format(**quoted))
    at = make_url(server).set(database=name)
    of_owner, of_site = (at.set(username=one).render_as_string(hide_password=False) for one in (owner, role))
    migrate.upgrade(of_owner)
    return Both(of_owner, of_site, role)


def plain(address: str) -> psycopg.Connection:
    """A connection that does as it is told, statement by statement."""
    return psycopg.connect(address.replace("+psycopg", ""), autocommit=True)
