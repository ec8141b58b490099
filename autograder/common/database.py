"""Reach a gradebook's database so that nobody waits for it for ever, and tell which trouble passes by itself."""

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool, Pool

T = TypeVar("T")
PATIENCE = 120.0
"""Seconds to wait for another program that holds the gradebook, for its server to come back, and for an answer."""

CONNECT = 15
"""Seconds in which a server must let us in."""

LOCK = "5s"
"""How long a server waits for a row that another program holds before it says so."""

HELD = ("55P03", "40P01", "40001")
"""PostgreSQL's codes for: the row is held, two programs wait for each other, they wrote the same."""

CLASHES = 3
"""So many times may another program add a row that was about to be added here."""

logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # we tell of a lost connection in a line


def address(url: str) -> str:
    """Return a database's address with a limit on how long a connection may take, where its driver knows one."""
    found = make_url(url)
    if found.get_driver_name() in ("psycopg", "psycopg2") and "connect_timeout" not in found.query:
        found = found.update_query_dict({"connect_timeout": str(CONNECT)})
    return found.render_as_string(hide_password=False)


def with_retries(work: Callable[[], T], say: Callable[[str], None]) -> T:
    """Do something that is all or nothing; do it again while the trouble is one that passes, for some time.

    Raises DBAPIError if it is no such trouble, or lasts.
    """
    deadline, told, is_lost, clashes = time.monotonic() + PATIENCE, "", False, 0
    while True:
        try:
            with watched(PATIENCE), plain_errors():
                return work()
        except DBAPIError as problem:
            is_lost = is_lost or problem.connection_invalidated
            clashes += isinstance(problem, IntegrityError)
            why = what_passes(problem, is_lost)
            if why is None or clashes > CLASHES or time.monotonic() > deadline:
                raise
            if why != told:
                say(f"{why}; waiting for it")
            told = why
        time.sleep(0.5)


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Raise the database's own error in place of nbgrader's InvalidEntry, and without the page of SQL that it logs."""
    log = logging.getLogger("tornado.application")
    log.addFilter(_is_no_rollback)
    try:
        yield
    except Exception as problem:
        if isinstance(problem, api.InvalidEntry) and isinstance(problem.__context__, DBAPIError):
            raise problem.__context__ from problem
        raise
    finally:
        log.removeFilter(_is_no_rollback)


def _is_no_rollback(record: logging.LogRecord) -> bool:
    return "Rolling back session" not in str(record.msg)


def what_passes(problem: DBAPIError, is_lost: bool) -> str | None:
    """Return what is wrong if it may soon be over, else None. `is_lost`: the connection broke, now or before."""
    said = str(problem.orig)
    if "locked" in said or getattr(problem.orig, "sqlstate", None) in HELD:
        return "the gradebook is locked by another program"
    if isinstance(problem, IntegrityError):
        return "another program writes into the gradebook"
    if is_lost or "is starting up" in said:
        return "the gradebook's server is gone"
    return None


@contextlib.contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Cut connections that are used meanwhile when a server says nothing for so long, as if it had hung up."""
    used: list = []

    def note(connection: object, *others: object) -> None:
        if hasattr(connection, "fileno"):  # it leads to a server
            used.append(connection)

    timer = threading.Timer(seconds, cut, (used,))
    timer.daemon = True
    listeners = ((Pool, "connect", note), (Pool, "checkout", note), (Engine, "begin", limit_locks))
    for listener in listeners:
        event.listen(*listener)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        for listener in listeners:
            event.remove(*listener)
        timer.join()  # workers are forked from this process: with no other thread in it


def cut(connections: list) -> None:
    """Shut the sockets of connections down; who waits there is told that the server is gone."""
    for connection in connections:
        with (
            contextlib.suppress(Exception),  # it is closed already
            socket.socket(fileno=os.dup(connection.fileno())) as theirs,
        ):
            theirs.shutdown(socket.SHUT_RDWR)


def limit_locks(connection: Connection) -> None:
    """Let a transaction that begins fail rather than wait for another program's for ever."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"set local lock_timeout = '{LOCK}'")


def other_version(url: str) -> str | None:
    """Say why nbgrader can't work on a database's tables as they are: another version made them. Else None."""
    if make_url(url).get_backend_name() == "sqlite" and not is_file(url):
        return None
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        tables = inspect(connection)
        names = set(tables.get_table_names())
        if (revision := revision_of(connection, names)) and not is_known(revision):
            return f"was made by a newer nbgrader (its tables are {revision}); pip install --upgrade nbgrader"
        for table in api.Base.metadata.sorted_tables:
            if table.name in names:
                there = {column["name"] for column in tables.get_columns(table.name)}
                if not there.issuperset(table.c.keys()):
                    return "was made by an older nbgrader; `nbgrader db upgrade` renews it"
    return None


def stamp(connection: Connection, revision: Callable[[], str | None]) -> None:
    """Note the revision of tables that were made just now, where nbgrader was ended before it could."""
    names = set(inspect(connection).get_table_names())
    if revision_of(connection, names):
        return
    if "alembic_version" not in names:
        connection.execute(text("create table alembic_version (version_num varchar(32) not null)"))
    connection.execute(text("insert into alembic_version values (:revision)"), {"revision": revision()})


def is_file(url: str) -> bool:
    """Say whether an SQLite address names a file that is there."""
    return bool(name := make_url(url).database) and Path(name).is_file()


def revision_of(connection: Connection, tables: set[str]) -> str | None:
    """Return the name of the revision that a database's tables have, None where it isn't told."""
    if "alembic_version" not in tables:
        return None
    return connection.scalar(text("select version_num from alembic_version"))


def is_known(revision: str) -> bool:
    """Say whether the nbgrader that is installed knows a revision; each is a file of its own there."""
    return any(Path(ALEMBIC_DIR, "versions").glob(f"{revision}_*.py"))


@contextlib.contextmanager
def reading_revision_here() -> Iterator[None]:
    """Let nbgrader read its tables' revision in this process: it starts a program for that, which takes seconds."""
    kept, api.get_alembic_version = api.get_alembic_version, newest_revision
    try:
        yield
    finally:
        api.get_alembic_version = kept


def newest_revision() -> str | None:
    """Return the name of the revision that nbgrader's tables have when they are made anew."""
    return ScriptDirectory(ALEMBIC_DIR).get_current_head()
