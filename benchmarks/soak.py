"""A whole meeting at once: a hall of readers, a hall of followers, turns and notes, for long.

And the moment before it: everybody opens the address that was just read out.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.beside import stands
from benchmarks.followers import Follower
from benchmarks.memory import per_hour, server_mb
from benchmarks.timing import Figure, percentile
from kotaku import paths
from kotaku.intake.understand import build_dataset
from kotaku.store import Store, Writer
from tests.browser.server import serve
from tests.web.session import Session

READERS, FOLLOWERS, ARRIVING = 52, 52, 60
SERVED_S = 5.0  # until the last of those who arrive has the page
REST_S = 15.0  # a reader looks so long at a page, on average
TURN_S, SAMPLE_S = 20.0, 5.0
WARM = 0.25  # part of the time in which caches may still fill
PAGES = ("ringkasan", "pengurangan_kumuh", "tingkat_kekumuhan", "master_schedule", "kpi", "dana",
         "kualitas_data", "tindak_lanjut", "riwayat", "laporan", "peta")  # fmt: skip
NAME, PATH = next(iter(paths.SAMPLES.items()))
QUERY = urlencode({"data": NAME})
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Outcome:
    """What happened in the meeting."""

    reruns_s: list[float] = field(default_factory=list)
    told_s: list[float] = field(default_factory=list)  # from a turn's writing to the last follower
    memory: list[tuple[float, float]] = field(default_factory=list)  # (seconds, MB)
    errors: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)  # confirmed, by number


def soak(seconds: float) -> list[Figure]:
    """Hold a meeting for so long; memory, waits, errors and notes that are gone."""
    found = Outcome()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store.in_folder(folder / "data")
        with serve(folder, anew=True) as address, ExitStack() as hall:
            readers = [hall.enter_context(_reader(address)) for _ in range(READERS)]
            end = time.monotonic() + seconds
            with _measured(found), _reading(readers, end, found):
                asyncio.run(_meeting(store, address, end, found))
            kept = {note.number: note.text for s in store.sessions() for note in store.notes(s.id)}
        store.close()
    lost = {number for number, text in found.notes.items() if kept.get(number) != text}
    warm = [(at, size) for at, size in found.memory if at > seconds * WARM]
    sizes = [size for _, size in warm]
    held = f"{sizes[0]:.0f} to {sizes[-1]:.0f} MB, most {max(sizes):.0f}" if sizes else ""
    who = f"{READERS} readers, {FOLLOWERS} followers, {seconds / 60:.0f} minutes"
    return [
        Figure("soak, growth of the server's memory, once warm", per_hour(warm), "MB/h",
               detail=held),
        Figure("soak, reader's wait, p95", percentile(found.reruns_s, 0.95), "s", 1.0,
               f"{len(found.reruns_s)} pages, longest {max(found.reruns_s):.2f} s; {who}"),
        Figure("soak, turn to the last follower, p95", percentile(found.told_s, 0.95), "s", 1.0,
               f"{len(found.told_s)} turns, longest {max(found.told_s):.2f} s"),
        Figure("soak, errors", len(found.errors), "", 0, "; ".join(found.errors[:3])),
        Figure("soak, lost notes", len(lost), "", 0, f"of {len(found.notes)}"),
    ]  # fmt: skip


def arrivals() -> list[Figure]:
    """Time a hall that opens a page in the same second, when one has looked at it before."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder), anew=True) as address:
        _arrive(address, threading.Barrier(1))
        together = threading.Barrier(ARRIVING)
        with ThreadPoolExecutor(ARRIVING) as people:
            waits = [*people.map(lambda _: _arrive(address, together), range(ARRIVING))]
    last = Figure(f"last of {ARRIVING} readers who arrive at once", max(waits), "s", SERVED_S,
                  f"median {percentile(waits, 0.5):.2f} s")  # fmt: skip
    return [last]


def _arrive(address: str, together: threading.Barrier) -> float:
    """Return the seconds from asking for the page until the server has sent all of it."""
    together.wait(60)
    start = time.monotonic()
    with _direct.open(f"{address}/ringkasan?{QUERY}", timeout=120) as page:
        page.read()
    with Session(address, "ringkasan", QUERY) as reader:
        seconds = time.monotonic() - start
        if wrong := _wrong(reader):
            raise RuntimeError(wrong)
    return seconds


def _reader(address: str) -> Session:
    return Session(address, random.choice(PAGES), QUERY)


def _wrong(reader: Session) -> str:
    """Return what is wrong with the page that a reader sees; "" when it stands."""
    return "" if stands(reader.seen) else f"{reader.page}: {reader.seen.texts[-1:]}"


@contextmanager
def _measured(found: Outcome) -> Iterator[None]:
    """Note the server's memory every few seconds."""
    done, start = threading.Event(), time.monotonic()

    def look() -> None:
        while not done.wait(SAMPLE_S):
            if (size := server_mb()) is not None:
                found.memory.append((time.monotonic() - start, size))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def _reading(readers: list[Session], end: float, found: Outcome) -> Iterator[None]:
    """Let each reader go from page to page, at a pace of their own."""

    def read(reader: Session) -> None:
        while (rest := random.expovariate(1 / REST_S)) + time.monotonic() < end:
            time.sleep(rest)
            reader.page = random.choice(PAGES)
            start = time.monotonic()
            try:
                reader.run()
            except (OSError, TimeoutError) as error:
                found.errors.append(f"{reader.page}: {error}")
                return
            found.reruns_s.append(time.monotonic() - start)
            if wrong := _wrong(reader):
                found.errors.append(wrong)

    with ThreadPoolExecutor(len(readers)) as people:
        for reader in readers:
            people.submit(read, reader)
        yield


async def _meeting(store: Store, address: str, end: float, found: Outcome) -> None:
    """Go from turn to turn, write a note at each, and time the last follower who hears of it."""
    places = build_dataset([(PATH.name, PATH.read_bytes())]).kab_kota
    agenda = ("", *places)
    writer = store.writer("presenter", "Ukur")
    rakor = writer.open_rakor("Ukur", dataset=NAME, agenda=agenda, seconds=600, at=_now())
    followers = [Follower(urlsplit(address).port or 0) for _ in range(FOLLOWERS)]
    await asyncio.gather(*(one.connect() for one in followers))
    await asyncio.sleep(min(10.0, TURN_S))  # the first turn is drawn before anybody waits for one
    turn = 0
    while time.monotonic() + TURN_S < end:
        turn = turn % (len(agenda) - 1) + 1
        for one in followers:
            one.told.clear()
        start = time.monotonic()
        await asyncio.to_thread(writer.go_to, rakor.id, turn, at=_now())
        try:
            async with asyncio.timeout(30):
                await asyncio.gather(*(one.told.wait() for one in followers))
            found.told_s.append(time.monotonic() - start)
        except TimeoutError:
            deaf = sum(not one.told.is_set() for one in followers)
            found.errors.append(f"{deaf} followers heard nothing of turn {turn}")
        await asyncio.to_thread(_note, writer, rakor.id, agenda[turn], found)
        await asyncio.sleep(TURN_S)
    for one in followers:
        one.close()


def _note(writer: Writer, rakor: str, place: str, found: Outcome) -> None:
    text = f"catatan {len(found.notes)}"
    found.notes[writer.add_note(rakor, place, text, at=_now())] = text


def _now() -> datetime:
    return datetime.now(UTC)
