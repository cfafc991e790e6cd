"""What people type, made fit to be kept by any database."""

from __future__ import annotations

from kotaku.store.errors import StoreError
from kotaku.words.safe import clean

LINE, TEXT = 300, 4000  # letters kept of a line, of a text
EMPTY = "{what} belum diisi."
LONG = "{what} terlalu panjang: paling banyak {limit} huruf."


def line(text: str, what: str, *, empty: bool = False) -> str:
    """Return one line without control characters.

    Raises
    ------
    StoreError
        It is empty or too long; nothing is cut off silently.
    """
    return _fit(clean(text), what, LINE, empty=empty)


def lines(text: str, what: str, *, empty: bool = False) -> str:
    """Return text whose lines stay apart, without control characters.

    Raises
    ------
    StoreError
        It is empty or too long; nothing is cut off silently.
    """
    kept = "\n".join(clean(part) for part in text.splitlines()).strip()
    return _fit(kept, what, TEXT, empty=empty)


def _fit(text: str, what: str, limit: int, *, empty: bool) -> str:
    if not text and not empty:
        raise StoreError(EMPTY.format(what=what))
    if len(text) > limit:
        raise StoreError(LONG.format(what=what, limit=f"{limit:,}".replace(",", ".")))
    return text
