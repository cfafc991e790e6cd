"""The commands ``cadangkan`` and ``pulihkan``: everything the store holds, as one file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kotaku.store import Store, StoreError

REFUSED = 2


def register(commands: Any) -> None:
    """Add the commands; they work on the store that the app of the same settings opens."""
    cadangkan = commands.add_parser("cadangkan", help="tulis seluruh penyimpanan ke satu berkas")
    cadangkan.add_argument("out", metavar="KELUARAN")
    cadangkan.set_defaults(command=lambda options: _told(_cadangkan, options))
    pulihkan = commands.add_parser("pulihkan", help="isi penyimpanan dari berkas cadangan")
    pulihkan.add_argument("file", metavar="BERKAS")
    pulihkan.add_argument("--timpa", action="store_true", help="ganti isi penyimpanan yang ada")
    pulihkan.set_defaults(command=lambda options: _told(_pulihkan, options))


def _told(command: Callable[[Store, argparse.Namespace], str], options: argparse.Namespace) -> int:
    try:
        store = Store.from_environment(os.environ)
        try:
            print(command(store, options))
        finally:
            store.close()
    except StoreError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


def _cadangkan(store: Store, options: argparse.Namespace) -> str:
    store.back_up(Path(options.out))
    return f"Cadangan ditulis ke {options.out}: {_content(store)}"


def _pulihkan(store: Store, options: argparse.Namespace) -> str:
    store.restore(Path(options.file), replace=options.timpa)
    return f"Penyimpanan dipulihkan dari {options.file}: {_content(store)}"


def _content(store: Store) -> str:
    counts = (len(store.datasets()), len(store.sessions()), len(store.follow_ups()))
    if not any(counts):
        return f"KOSONG, tidak ada set data, rakor, atau RTL. Penyimpanan: {store.place}."
    return "{} set data, {} rakor, {} RTL.".format(*counts)
