"""Every hostile file against a live server, with an honest reader beside it.

python -m benchmarks.hostile [SECONDS]    all kinds, or as many as fit; prints the waits
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.browser.server import ROOT, serve
from tests.intake.hostile import POISONED, READ, REFUSED
from tests.intake.straining import STRAINING
from tests.web.session import Session

SAMPLE = "data=Contoh NTT 2019"
SIGNATURES = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}
BROKEN = "tidak dapat ditampilkan"  # the page that failed says so, see app.py
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def corpus() -> Mapping[str, Callable[[], bytes]]:
    """Return every hostile or odd file by what it is."""
    refused = {f"refused: {name}": build for name, (build, _) in REFUSED.items()}
    read = {f"odd: {name}": build for name, build in READ.items()}
    poisoned = {f"poisoned: {name}": build for name, build in POISONED.items()}
    straining = {f"straining: {name}": build for name, build in STRAINING.items()}
    return refused | read | poisoned | straining


@dataclass
class Outcome:
    """What happened while hostile files came in."""

    tried: int = 0
    lost: list[str] = field(default_factory=list)  # kinds that broke a page or got no answer
    slowest: tuple[float, str] = (0.0, "")  # seconds until the page had answered, and of which kind
    health_s: list[float] = field(default_factory=list)
    reader_s: list[float] = field(default_factory=list)


def attack(address: str, kinds: Mapping[str, Callable[[], bytes]], seconds: float) -> Outcome:
    """Upload every kind, or as many as fit, while a reader reads and the server is asked."""
    outcome = Outcome()
    end = time.monotonic() + seconds
    with _beside(lambda: outcome.health_s.append(_health(address)), 0.1), \
            Session(address, "ringkasan", SAMPLE) as reader, \
            _beside(lambda: outcome.reader_s.append(_read(reader)), 0.5):  # fmt: skip
        for kind, build in kinds.items():
            if time.monotonic() > end:
                break
            data = build()
            start = time.monotonic()
            if not _answered(address, data):
                outcome.lost.append(kind)
            outcome.tried += 1
            outcome.slowest = max(outcome.slowest, (time.monotonic() - start, kind))
    return outcome


def _answered(address: str, data: bytes) -> bool:
    """Upload a file as a data officer does; tell whether the page stood and said something."""
    ending = SIGNATURES.get(data[:4], "csv")
    try:
        with Session(address, "unggah_data") as officer:
            seen = officer.upload(f"berkas.{ending}", data)
            return bool(seen.texts) and not seen.crashed and BROKEN not in "".join(seen.texts)
    except (OSError, TimeoutError):
        return False


def _health(address: str) -> float:
    start = time.monotonic()
    with _direct.open(f"{address}/_stcore/health", timeout=60):
        return time.monotonic() - start


def _read(reader: Session) -> float:
    start = time.monotonic()
    seen = reader.run()
    assert not seen.crashed
    return time.monotonic() - start


@contextmanager
def _beside(task: Callable[[], None], pause: float) -> Iterator[None]:
    """Do something again and again beside the block; what fails in it fails the block."""
    done, failed = threading.Event(), []

    def again() -> None:
        while not done.wait(pause):
            try:
                task()
            except Exception as error:  # told below
                failed.append(error)
                return

    thread = threading.Thread(target=again, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(120)
    if failed:
        raise failed[0]


def percentile(values: list[float], part: float) -> float:
    """Return the value below which a part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main() -> None:
    """Print the count tried and lost, and the waits of reader and server [s]."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0
    kinds = dict(corpus())
    order = list(kinds)
    Random(len(order)).shuffle(order)
    with tempfile.TemporaryDirectory() as folder, serve(ROOT / "app.py", Path(folder)) as address:
        found = attack(address, {name: kinds[name] for name in order}, seconds)
    print(f"{found.tried} dari {len(kinds)} jenis dicoba, {len(found.lost)} gagal: {found.lost}")
    print(f"paling lama dijawab: {found.slowest[0]:.1f} s ({found.slowest[1]})")
    for words, values in (("server", found.health_s), ("pembaca", found.reader_s)):
        half, most = percentile(values, 0.5), percentile(values, 0.95)
        print(f"{words}: median {half:.3f} s, p95 {most:.3f} s, terlama {max(values):.3f} s")


if __name__ == "__main__":
    main()
