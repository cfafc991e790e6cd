"""Take stored data away by itself after so many days, where a setting asks for that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from kotaku.store import Store, StoreError

SETTING = "KOTAKU_SIMPAN_HARI"  # days that uploads and data sets are kept
BY_ITSELF = "Penghapusan otomatis"  # in the trail
AGAIN_S = 6 * 3600
LOG = logging.getLogger(__name__)
NO_DAYS = f"{SETTING} harus bilangan bulat hari, paling sedikit 1; tidak ada yang dihapus."


def days_of(environ: Mapping[str, str]) -> int | None:
    """Return for how many days data are kept; None keeps them.

    Raises
    ------
    ValueError
        The setting is no number of days: deleting by a guess would lose data.
    """
    said = environ.get(SETTING, "").strip()
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and 1 <= len(said) <= 6 and int(said) >= 1):
        raise ValueError(NO_DAYS)
    return int(said)


def remove(store: Store, days: int, at: datetime) -> int:
    """Take away what was kept for longer; return how many data sets went."""
    return store.writer("presenter", BY_ITSELF).remove_older(days, at=at)


async def keep_removing(environ: Mapping[str, str]) -> None:
    """Look at once and then every six hours, as long as the server runs."""
    try:
        days = days_of(environ)
    except ValueError as error:
        print(error, flush=True)
        return
    while days is not None:
        try:
            await asyncio.to_thread(_once, environ, days)
        except StoreError as error:
            LOG.warning("penghapusan otomatis: %s", error)
        await asyncio.sleep(AGAIN_S)


def _once(environ: Mapping[str, str], days: int) -> None:
    store = Store.from_environment(environ)
    try:
        remove(store, days, datetime.now(UTC))
    finally:
        store.close()
