"""Engines for SQLite and PostgreSQL, set up so that the same code behaves the same on both.

A transaction reads unless it says that it writes. A reading one cannot change a row: the database itself
refuses. On SQLite a writing one waits at its start until no other writer is at work. On PostgreSQL many write
at once: each of their statements sees what was saved before it, and they wait only for what they lock, as
db/locks.py does. docs/decisions/0032-locks-by-subject.md says why.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError

from kentcare.operator_error import OperatorError
from kentcare.setting_formats import normal_url

# The execution option by which a connection says that its next transaction writes.
WRITES = "kentcare_writes"
# The one by which it says for how many seconds it may wait for another writer.
WAITS = "kentcare_waits"
WAIT_SECONDS = 5.0
# How long a connection to PostgreSQL may take to come about. Without it the driver waits for 130 seconds
# where packets are swallowed, and every thread with it. An address may say another.
CONNECT_SECONDS = 5
# How long what was sent to PostgreSQL may go without a sign that it arrived, in milliseconds: a server that
# is gone without a word is otherwise waited for for a quarter of an hour.
_ARRIVE_MS = 20_000
# Under which a connection to SQLite keeps which file it has open.
_FILE = "kentcare_file"


def make_folder(url: URL) -> None:
    """Make the folder of a SQLite file: SQLite makes the file only. Raises OperatorError."""
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).resolve().parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperatorError(
                f"The folder of the database, {folder}, cannot be made: {error.strerror}. "
                "Set DATABASE_URL or KENTCARE_INSTANCE to where the site may write."
            ) from error


def engine_options(url: URL) -> dict[str, Any]:
    """The keyword arguments of create_engine for a database URL."""
    options: dict[str, Any] = {"pool_timeout": WAIT_SECONDS}
    if url.get_backend_name() == "sqlite":
        # The interpreter's own SQLite may be old enough to corrupt a database in WAL mode.
        from pysqlite3 import dbapi2

        return options | {"module": dbapi2}
    patience = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": _ARRIVE_MS}
    own = {name: value for name, value in patience.items() if name not in url.query}
    return options | {"pool_pre_ping": True, "connect_args": own}


def prepare(
    engine: Engine,
    *,
    foreign_keys: bool = True,
    wait_seconds: float = WAIT_SECONDS,
    makes_file: bool = True,
) -> Engine:
    """Give every connection of the engine our settings, and make each transaction read-only or writing.

    `wait_seconds` is how long a writer waits for another: on PostgreSQL for each lock. `makes_file`: whether
    SQLite makes a file that is not there. An empty one in the place of what is missing would hide that.
    """
    if engine.dialect.name == "sqlite":
        _keep_to_file(engine, makes_file)
        event.listen(engine, "connect", _sqlite_settings(foreign_keys, wait_seconds))
        event.listen(engine, "begin", _begin_sqlite(wait_seconds))
    else:
        event.listen(engine, "begin", _begin_postgresql(wait_seconds))
    return engine


def build_engine(address: str, *, foreign_keys: bool = True, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """An engine outside the web application: for migrations and for tests."""
    url = normal_url(address)
    engine = create_engine(url, **engine_options(url))
    return prepare(engine, foreign_keys=foreign_keys, wait_seconds=wait_seconds)


def _keep_to_file(engine: Engine, makes_file: bool) -> None:
    """Use a connection only while its file is the one at its path.

    What is written to a file that was moved away, removed or replaced is lost with the last process that has
    it open. So such a connection is made again, which fails where there is no file.
    """
    name = engine.url.database
    if not name or name == ":memory:":
        return
    file = Path(name)

    def refuse_missing(*_: Any) -> None:
        if not makes_file and not file.exists():
            raise engine.dialect.loaded_dbapi.OperationalError("unable to open database file")

    def remember(_connection: Any, record: Any) -> None:
        record.info[_FILE] = _identity(file)

    def ensure_same(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get(_FILE) != _identity(file):
            raise DisconnectionError

    event.listen(engine, "do_connect", refuse_missing)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", ensure_same)


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells a file from another that has taken its name; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sqlite_settings(foreign_keys: bool, wait_seconds: float) -> Callable[[Any, Any], None]:
    settings = (
        f"busy_timeout = {int(wait_seconds * 1000)}",  # first, because turning WAL on may have to wait
        "journal_mode = WAL",
        "synchronous = FULL",  # a saved answer survives a power cut
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        # 16 MB. A long list outgrows the usual 2 MB, and then takes four times as long, in which others wait.
        "cache_size = -16384",
        "recursive_triggers = ON",  # or REPLACE removes a row without asking the rules about removing
    )

    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    return on_connect


def _begin_sqlite(wait_seconds: float) -> Callable[[Connection], None]:
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes, waits = options.get(WRITES, False), options.get(WAITS, wait_seconds)
        if connection.info.setdefault(WAITS, wait_seconds) != waits:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(waits * 1000)}")
            connection.info[WAITS] = waits
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return on_begin


def _begin_postgresql(wait_seconds: float) -> Callable[[Connection], None]:
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(WRITES, False):
            waits = int(options.get(WAITS, wait_seconds) * 1000)
            connection.exec_driver_sql(
                f"SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {waits}"
            )
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return on_begin
