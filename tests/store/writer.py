"""A process that saves uploads without end and prints each id once it is confirmed."""

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from kotaku.store import Store

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)


def content(marker: str, number: int) -> bytes:
    """Return bytes that anyone can make again from the marker and the number."""
    return f"{marker} {number} ".encode() * 2_000


def main(folder: str, marker: str, count: int | None) -> None:
    store = Store.in_folder(Path(folder))
    for number in range(count) if count else itertools.count():
        name = f"{marker}-{number}.xlsx"
        sha256 = store.save_upload(name, content(marker, number), at=AT, rules_version="1")
        dataset = store.save_dataset([(sha256, name)], at=AT)
        print(number, dataset, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
