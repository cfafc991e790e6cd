"""Bring a database to the tables of this version, whatever version made it."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, inspect, text

from kotaku.store.engine import writing
from kotaku.store.errors import TOO_NEW, StoreError

HEAD = "0004"  # the last step; a test holds it against the folder
FOLDER = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = Lock()  # alembic's ``op`` is one for all threads


def upgrade(engine: Engine) -> None:
    """Bring the database to this version, in one transaction that only one process is in.

    Raises
    ------
    StoreError
        A later version of the app made the database.
    """
    with engine.connect() as connection:
        if revision(connection) == HEAD:
            return
    with _ONE_AT_A_TIME, writing(engine) as connection:
        if revision(connection) != HEAD:  # another process may have been first
            _run(connection)


def revision(connection: Connection) -> str | None:
    """Return the step that a database stands at; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _run(connection: Connection) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(FOLDER)
    known = {step.revision for step in script.walk_revisions()}
    if (before := revision(connection)) is not None and before not in known:
        raise StoreError(TOO_NEW)
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda at, _context: script._upgrade_revs("head", at)},
    )
    with Operations.context(context):
        context.run_migrations()
