"""Every hostile upload, export after export and pasted texts against a live server, at once.

An honest reader goes on reading beside them, and the server is asked whether it lives: what both
wait is the figure. The uploads are those of ``tests/intake/corpus.py``.
"""

from __future__ import annotations

import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

from benchmarks.beside import PATIENCE_S, Waits, beside, stands
from benchmarks.timing import Figure, percentile
from tests.browser.server import ROOT, serve
from tests.intake.corpus import Hostile, corpus
from tests.web.session import Session

SAMPLE = "data=Contoh NTT 2019"
PLACES = (  # more files than the server remembers
    "", "&kab=Kabupaten Belu", "&kab=Kabupaten Ende", "&kab=Kota Kupang"
)  # fmt: skip
READER_S, HEALTH_S = 1.0, 1.0  # the reader's wait, p95, and the longest of the server's
_MOST = (
    tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["server"]["maxUploadSize"] << 20
)
PAUSE_S = 0.2  # between two exports, two pastes
PASTED = "Angka laporan"  # the part of Kualitas data that takes whole paragraphs
PASTES: Mapping[str, str] = {  # texts that a pattern could lose itself in
    "digits": "7" * 50_000,
    "dotted digits and ha": "7." * 25_000 + "ha",
    "sentences": "Pengurangan 189,29 ha atau 93,51 % sampai 2019, sisa 13,14 ha. " * 800,
    "openings": "(" * 50_000,
    "blanks": "1" + " " * 50_000 + "ha",
    "percents": "1 % " * 12_000,
    "just the length": "1 ha " * 799,
    "places": "kota kupang " * 4_000,
    "markup": "<script>1 ha</script>[a](b)" * 1_800,
    "marks on marks": "1\u0301" * 25_000,
}


@dataclass
class Outcome:
    """What happened while hostile things came in."""

    tried: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DONE, 0))
    lost: list[str] = field(default_factory=list)  # what broke a page or got no answer
    slowest: tuple[float, str] = (0.0, "")  # seconds until an upload was answered, its kind
    waits: Waits = field(default_factory=Waits)

    def note(self, what: str, kind: str, done: Callable[[], bool]) -> None:
        """Do one thing, count it, and keep its name where it was lost."""
        start, why = time.monotonic(), "the page broke"
        try:
            survived = done()
        except (OSError, ValueError) as error:  # no answer, or none that was asked for
            survived, why = False, str(error)[:200] or type(error).__name__
        self.tried[what] += 1
        if not survived:
            self.lost.append(f"{what} {kind}: {why}")
        if what == UPLOAD:
            self.slowest = max(self.slowest, (time.monotonic() - start, kind))


DONE = UPLOAD, EXPORT, PASTE = "upload", "export", "paste"


def attack(
    address: str, kinds: Mapping[str, Hostile], seconds: float, *, least: int = 1
) -> Outcome:
    """Upload every kind, or as many as fit, while others export and paste and a reader reads."""
    outcome = Outcome()
    exports, pastes = _exports(address, outcome), _pastes(address, outcome)
    with beside(address, "ringkasan", SAMPLE) as outcome.waits, \
            _again(lambda: next(exports)), _again(lambda: next(pastes)):  # fmt: skip
        end = time.monotonic() + seconds
        for kind, made in kinds.items():
            if time.monotonic() > end and outcome.tried[UPLOAD] >= least:
                break
            name, data = made.file()
            outcome.note(UPLOAD, kind, lambda n=name, d=data: _uploaded(address, n, d))  # type: ignore[misc]
        late = time.monotonic() + PATIENCE_S
        while not all(outcome.tried.values()) and time.monotonic() < late:
            time.sleep(0.1)  # a short draw of uploads waits for one of the others
    return outcome


def _uploaded(address: str, name: str, data: bytes) -> bool:
    """Upload a file as a data officer does; tell whether the page stood and said something."""
    with Session(address, "unggah_data") as officer:
        try:
            return stands(officer.upload(name, data))
        except OSError:
            if len(data) <= _MOST:
                raise
            return stands(officer.again())  # refused while it came in, and the page goes on


def _exports(address: str, outcome: Outcome) -> Iterator[None]:
    """Ask for the files that the page Laporan offers, of one place after the other: each is new."""
    for place in cycle(PLACES):
        with Session(address, "laporan", f"{SAMPLE}{place}") as visitor:
            for number, file in enumerate(visitor.seen.downloads):
                outcome.note(EXPORT, str(number), lambda v=visitor, f=file: bool(v.download(f)))  # type: ignore[misc]
                yield


def _pastes(address: str, outcome: Outcome) -> Iterator[None]:
    """Paste one text after the other where sentences of a report are looked at, without end."""
    with Session(address, "kualitas_data", SAMPLE) as visitor:
        (tabs,) = visitor.seen.tabs
        (box,) = visitor.type({tabs: PASTED}).fields
        for kind, text in cycle(PASTES.items()):
            told = {tabs: PASTED, box: text}
            outcome.note(PASTE, kind, lambda told=told: stands(visitor.type(told)))  # type: ignore[misc]
            yield


@contextmanager
def _again(task: Callable[[], None]) -> Iterator[None]:
    """Do something again and again beside the block; what fails in it fails the block."""
    done, failed = threading.Event(), []

    def again() -> None:
        while not done.wait(PAUSE_S):
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


def siege(seconds: float, seed: int | None = None) -> list[Figure]:
    """Try the whole corpus in an order of its own, or as much of it as fits."""
    kinds = dict(corpus())
    order = list(kinds)
    Random(seed).shuffle(order)
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder), anew=True) as address:
        found = attack(address, {name: kinds[name] for name in order}, seconds)
    lost = "; ".join([*found.lost, *found.waits.failed])
    tried = ", ".join(f"{count} {what}s" for what, count in found.tried.items())
    of_all = f"{tried}; the corpus holds {len(kinds)} kinds"
    survived = sum(found.tried.values()) - len(found.lost)
    return [
        Figure("siege, tried", sum(found.tried.values()), "", detail=of_all),
        Figure("siege, survived", survived, ""),
        Figure("siege, lost", len(found.lost), "", bar=0, detail=lost),
        Figure(
            "siege, slowest answer to an upload", found.slowest[0], "s", detail=found.slowest[1]
        ),
        *_waits("reader's wait for a page", found.waits.reader, READER_S),
        *_waits("server's answer to health", found.waits.health, None, most=HEALTH_S),
    ]


def _waits(
    what: str, seconds: list[float], bar: float | None, *, most: float | None = None
) -> list[Figure]:
    return [
        Figure(
            f"siege, {what}, p50", percentile(seconds, 0.5), "s", detail=f"{len(seconds)} times"
        ),
        Figure(f"siege, {what}, p95", percentile(seconds, 0.95), "s", bar),
        Figure(f"siege, {what}, longest", max(seconds), "s", most),
    ]
