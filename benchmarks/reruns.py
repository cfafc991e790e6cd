"""What a rerun of a page costs the server, against an empty Streamlit page on the same machine.

A client speaks Streamlit's own protocol over the websocket: the time runs from the rerun message
to the message that the script has finished, so it holds running the script, making its messages
and sending them, and no browser.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks import province
from benchmarks.memory import server_mb
from benchmarks.timing import Figure
from kotaku import paths
from kotaku.store import Store
from tests.browser.server import ROOT, serve

EMPTY = "import streamlit as st\n"
RT_STORED = 2_000  # a province with every RT measured
PEKALONGAN = ROOT.parent / "shared" / "real" / "pekalongan" / "pekalongan_a.xlsx"
HALL, OF_MANY_RT = "ringkasan", "tingkat_kekumuhan"  # the page of a hall; the one of most rows
LACKS = b"Halaman ini memerlukan"  # what the data do not hold no page can show
BROKEN = (  # an empty state or an excuse is not the page that is to be timed
    b"Belum ada data yang dibuka",
    b"Halaman ini tidak dapat ditampilkan",
)
WARM_UP = 3  # reruns that are not timed
PATIENCE_S = 120
HALL_RUNS = 3


@dataclass(frozen=True)
class Rerun:
    """One rerun as the server's client saw it."""

    seconds: float
    size: int  # bytes over the websocket


class LacksSheetsError(RuntimeError):
    """The data do not hold what the page shows."""


class Session:
    """One viewer of a page."""

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        """Open the page and wait until it stands."""
        self._socket, self._page, self._query = socket, page, query
        self.rerun()

    def rerun(self) -> Rerun:
        """Run the page once more and wait until it has finished."""
        message = BackMsg()
        message.rerun_script.page_name = self._page
        message.rerun_script.query_string = self._query
        start, size = time.perf_counter(), 0
        self._socket.send(message.SerializeToString())
        while True:
            data = self._socket.recv(timeout=PATIENCE_S)
            size += len(data)
            answer = ForwardMsg.FromString(data)
            if answer.delta.new_element.HasField("exception"):
                raise RuntimeError(f"{self._page}: {answer.delta.new_element.exception.message}")
            if LACKS in data:
                raise LacksSheetsError(f"{self._page} of {self._query}")
            if any(words in data for words in BROKEN):
                raise RuntimeError(f"{self._page} does not show {self._query}")
            if answer.WhichOneof("type") != "script_finished":
                continue
            if answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return Rerun(time.perf_counter() - start, size)


@contextmanager
def sessions(address: str, count: int, page: str, query: str) -> Iterator[list[Session]]:
    """Open a page for many viewers."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(connect(url, subprotocols=["streamlit"], max_size=None, proxy=None))
            for _ in range(count)
        ]
        yield [Session(socket, page, query) for socket in sockets]


def stored_province(folder: Path) -> str:
    """Keep a made-up province in the app's data folder and return the label it is shown under."""
    return stored(folder, province.FILE, province.workbook(RT_STORED))


def stored(folder: Path, name: str, data: bytes) -> str:
    """Keep a workbook in the app's data folder and return the label it is shown under."""
    store = Store.in_folder(folder)
    at = datetime(2019, 8, 8, tzinfo=UTC)
    writer = store.writer("presenter", "Benchmark")
    sha256 = writer.save_upload(name, data, at=at, rules_version="")
    dataset = writer.save_dataset([(sha256, name)], at=at)
    store.close()
    return f"{name} · {dataset[:6]}"


def reruns(viewers: Sequence[int], runs: int) -> list[Figure]:
    """Time the reruns of every page against those of an empty page.

    Of each page the data are told that it takes longest with: the samples, Pekalongan where it lies
    beside the project, and on the page of most rows a province of RT.

    Parameters
    ----------
    viewers : sequence of int
        How many sessions rerun at once; more than one look at the page of a hall only.
    runs : int
        Reruns of a session that is alone.
    """
    figures: list[Figure] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        script = folder / "empty.py"
        script.write_text(EMPTY)
        (folder / "a").mkdir()
        (folder / "b").mkdir()
        kept = folder / "b" / "data"
        shown, many = [*paths.SAMPLES], stored_province(kept)
        if PEKALONGAN.is_file():
            shown.append(stored(kept, PEKALONGAN.name, PEKALONGAN.read_bytes()))
        shipped = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}  # as Streamlit is without settings
        empty = stack.enter_context(serve(folder / "a", script=script, **shipped))
        app = stack.enter_context(serve(folder / "b", anew=True))
        for count in sorted(viewers, reverse=True):
            if count > 1:  # a hall first: its memory is that of a rakor, which shows one data set
                figures.append(_compare(empty, app, HALL, shown[:1], count, HALL_RUNS)[0])
                figures += _memory(count)
                continue
            for page in sorted(path.stem for path in (ROOT / "pages").glob("*.py")):
                own = [*shown, many] if page == OF_MANY_RT else shown
                figures += _compare(empty, app, page, own, count, runs)
    return figures


def _compare(
    empty: str, app: str, page: str, shown: Sequence[str], count: int, runs: int
) -> list[Figure]:
    """Return how much longer a page takes than an empty one with the data it takes longest with."""
    found: list[list[Figure]] = []
    for label in shown:
        try:
            with (
                sessions(empty, count, "", "") as nothing,
                sessions(app, count, page, urlencode({"data": label})) as seen,
            ):
                found.append(_timed(page, label, nothing, seen, runs))
        except LacksSheetsError:
            continue
    return max(found, key=lambda one: one[0].value)


def _timed(
    page: str, label: str, nothing: list[Session], shown: list[Session], runs: int
) -> list[Figure]:
    count, low, high = len(shown), list[Rerun](), list[Rerun]()
    for number in range(-WARM_UP if count == 1 else 0, runs):
        # in turn, so that both see the same machine
        first, second = _at_once(nothing), _at_once(shown)
        if number >= 0:
            low += first
            high += second
    base, cost = (statistics.median(r.seconds for r in rs) for rs in (low, high))
    size = statistics.median(r.size for r in high) / 1e3
    told = f"{cost * 1e3:.0f} ms / {base * 1e3:.0f} ms; {label}"
    name = f"rerun of {page} / empty page, {count} at once"
    return [
        Figure(name, cost / base, "x", bar=1.5, detail=told),
        Figure(f"websocket bytes of {page}", size, "KB", bar=300.0),
    ]


def _memory(count: int) -> list[Figure]:
    """Return the resident memory of the app's server while a hall looks on; only Linux tells it."""
    size = None if count == 1 else server_mb()
    if size is None:
        return []
    return [Figure(f"memory of the server with {count} sessions", size, "MB", bar=350.0)]


def _at_once(viewers: list[Session]) -> list[Rerun]:
    results: list[Rerun] = []
    threads = [
        threading.Thread(target=lambda s=viewer: results.append(s.rerun())) for viewer in viewers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(results) != len(viewers):
        raise RuntimeError(f"{len(viewers) - len(results)} of {len(viewers)} reruns failed")
    return results
