"""A process that writes without end and tells each round once it is confirmed."""

import itertools
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from kotaku.store import FollowUp, Store, Writer

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
AGENDA = ["Ende", "Belu"]
ROWS_A_ROUND = 5  # of the trail


def hand(store: Store) -> Writer:
    """Return a hand that may write everything."""
    return store.writer("presenter", "Uji")


def content(marker: str, number: int) -> bytes:
    """Return bytes that anyone can make again from the marker and the number."""
    return f"{marker} {number} ".encode() * 2_000


def write(url: str, rakor: str, marker: str, count: int | None, tell: Callable[..., object]):
    """Write an upload, a data set, a turn, a follow-up and its change each round."""
    writer = Store(url).writer("presenter", marker)
    for number in range(count) if count else itertools.count():
        name = f"{marker}-{number}.xlsx"
        sha256 = writer.save_upload(name, content(marker, number), at=AT, rules_version="1")
        dataset = writer.save_dataset([(sha256, name)], at=AT)
        writer.go_to(rakor, number % 2, at=AT)
        follow_up = writer.add_follow_up(rakor, FollowUp("Ende", masalah=name), at=AT)
        writer.change_follow_up(follow_up, at=AT, seen=1, status="selesai")
        tell((marker, number, dataset, follow_up))


if __name__ == "__main__":
    write(*sys.argv[1:4], int(sys.argv[4]), print)
