"""The store itself: SQLAlchemy over SQLite (one laptop) or PostgreSQL (one server)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from kotaku import paths
from kotaku.store import backup, korkot_code, migrate, presenter_code
from kotaku.store.access import actor
from kotaku.store.engine import address_of, make_engine, place_of
from kotaku.store.errors import explained
from kotaku.store.reader import StoreReader
from kotaku.store.writer import Writer

FILE_NAME = "rakor_kotaku.sqlite3"


class Store(StoreReader):
    """What outlives a session; safe to share between threads and processes.

    Reading is free; writing goes through the handle of ``writer``, which knows who may. A method
    that returns has its change on disk; one that raises StoreError changed nothing.
    """

    def __init__(self, url: str | URL) -> None:
        """Open the store at a database URL, making or upgrading it when needed."""
        self.address = address_of(url)
        self.place = place_of(self.address)
        with explained(self.place):
            self._engine = make_engine(self.address)
            try:
                migrate.upgrade(self._engine)
            except BaseException:
                self._engine.dispose()
                raise

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Store:
        """Open the store that the settings name.

        KOTAKU_DATABASE_URL wins; else a SQLite file in KOTAKU_DATA_DIR, else in paths.STORE.
        """
        address = environ.get("KOTAKU_DATABASE_URL")
        if address:
            return cls(address)
        return cls.in_folder(Path(environ.get("KOTAKU_DATA_DIR") or paths.STORE))

    @classmethod
    def in_folder(cls, folder: Path) -> Store:
        """Open the SQLite store of a folder."""
        return cls(URL.create("sqlite", database=str(folder / FILE_NAME)))

    def close(self) -> None:
        """Let go of the connections; the next call opens new ones."""
        self._engine.dispose()

    def writer(self, role: str, name: str, kab_kota: str | None = None) -> Writer:
        """Return the hand of somebody with a role: presenter, korkot (of a kab/kota) or reader.

        Raises
        ------
        NotAllowed
            A writer without a name, or a korkot without a kab/kota.
        """
        return Writer(self._engine, self.place, actor(role, name, kab_kota))

    def new_presenter_code(self, *, at: datetime, code: str | None = None) -> str:
        """Make the code of the presenter, in the place of the last one, and return it.

        Only its hash is kept. Servers of one database share the code: give all the same ``code``.
        """
        with explained(self.place):
            return presenter_code.new_code(self._engine, at, code)

    def enter_presenter_code(
        self,
        code: str,
        *,
        at: datetime,
        client: str = "",
        name: str = "",
        at_computer: bool = False,
    ) -> None:
        """Do nothing when the code is right; nobody can lock out who sits at the computer.

        Raises
        ------
        NotAllowed
            It is wrong, or this client or all together tried too often; the text says which.
        """
        with explained(self.place):
            presenter_code.enter_code(
                self._engine, code, at, client, name=name, at_computer=at_computer
            )

    def enter_korkot_code(
        self,
        kab_kota: str,
        code: str,
        *,
        at: datetime,
        client: str = "",
        name: str = "",
        at_computer: bool = False,
    ) -> None:
        """Do nothing when the code is that of the kab/kota.

        Raises
        ------
        NotAllowed
            There is none, it is wrong, or there were too many tries; the text says which.
        """
        with explained(self.place):
            korkot_code.enter_code(
                self._engine, kab_kota, code, at, client, name=name, at_computer=at_computer
            )

    def back_up(self, target: Path) -> None:
        """Write everything to one new SQLite file; the app may go on writing meanwhile.

        Raises
        ------
        StoreError
            The file is there already, or cannot be written.
        """
        with explained(self.place):
            backup.back_up(self._engine, target)

    def restore(self, source: Path, *, replace: bool = False) -> None:
        """Put everything of a backup in, all or nothing; ``replace`` lets what is there go.

        Raises
        ------
        StoreError
            The backup is missing or damaged, or the store holds something and may not lose it.
        """
        backup.restore(source, self._engine, self.place, replace=replace)
