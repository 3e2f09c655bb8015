"""What is wrong with a database, in sentences for whoever runs the site."""

from pathlib import Path

from sqlalchemy.exc import DatabaseError

from kentcare.db import migrate
from kentcare.setting_formats import is_this_machine, normal_url

_MOST_NAMED = 5
_INSUFFICIENT_PRIVILEGE = "42501"  # SQLSTATE


def fault_of(address: str, setting: str = "DATABASE_URL", *, may_be_newer: bool = False) -> str | None:
    """What keeps the site from working with a database, and what to do; None where nothing does.

    It does not answer, or stands at another migration than this code. `setting` is where the address is from.
    `may_be_newer`: a database with later migrations is good enough, as while servers are upgraded one by one.
    """
    url = normal_url(address)
    # To connect to a file that is not there would make it.
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return f"There is no database at {url.database}. Check {setting}, or make it: kentcare db upgrade."
    try:
        stands_at = migrate.version(address)
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        return (
            f"The database does not answer: {place_of(address)}. The reason: {reason.removesuffix('.')}. "
            f"Check {setting}, and that the database is running."
        )
    newest = migrate.newest()
    where = f"The database, {place_of(address)},"
    if stands_at is None:
        return f"{where} has no tables of this site yet. Run: kentcare db upgrade."
    if not migrate.is_enough(stands_at):
        return f"{where} is at {stands_at}, not at {newest}. Run: kentcare db upgrade."
    if stands_at != newest and not may_be_newer:
        return f"{where} is at {stands_at}, not at {newest}. Install the newer version of the site."
    return schema_fault(address)


def schema_fault(address: str) -> str | None:
    """What to do about a database whose tables are not those that its migration makes; None where they are.

    As where a branch has used the same number for another migration.
    """
    if lacks := migrate.lacking(address):
        listed = ", ".join(lacks[:_MOST_NAMED]) + (", …" if len(lacks) > _MOST_NAMED else "")
        return (
            f"The database, {place_of(address)}, has the number of this version and not its tables. "
            f"It lacks: {listed}. Restore a backup, or ask whoever changed it. "
            "kentcare db check lists every difference."
        )
    return None


def is_unverified(address: str) -> bool:
    """Whether the database is on another machine and the certificate of its server is not checked."""
    url = normal_url(address)
    host = str(url.host or url.query.get("host") or "")
    is_here = not host or host.startswith(("/", "@")) or is_this_machine(host)
    is_checked = url.query.get("sslmode") in {"verify-full", "verify-ca"}
    return url.get_backend_name() != "sqlite" and not is_here and not is_checked


def lacks_privilege(error: DatabaseError) -> bool:
    """Whether PostgreSQL refused something because the role may not do it."""
    return getattr(error.orig, "sqlstate", None) == _INSUFFICIENT_PRIVILEGE


def place_of(address: str) -> str:
    """Where a database is, without the password that stands in its address."""
    url = normal_url(address)
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    port = f":{url.port}" if url.port else ""
    return f"“{url.database or ''}” on {url.host or url.query.get('host') or 'this machine'}{port}"
