"""An honest reader beside whatever happens to a server, in a process of its own.

``python -m benchmarks.beside ADDRESS PAGE QUERY`` reads the page again and again and asks the
server whether it lives, until its input ends; then it prints what both waited. The same question
is put to a server that does nothing: what that one waits is the machine's doing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests.web.session import Seen, Session

ROOT = Path(__file__).parents[1]
BROKEN = "tidak dapat ditampilkan"  # the page that failed says so, see app.py
PAUSES = {"reader": 0.2, "health": 0.05, "nothing": 0.05}  # seconds between two of a kind
PATIENCE_S = 120
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Waits:
    """Seconds that each answer took."""

    reader: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    nothing: list[float] = field(default_factory=list)  # of the server that does nothing
    failed: list[str] = field(default_factory=list)


def stands(seen: Seen) -> bool:
    """Tell whether a page was drawn whole."""
    return bool(seen.texts) and not seen.crashed and BROKEN not in "".join(seen.texts)


@contextmanager
def beside(address: str, page: str, query: str) -> Iterator[Waits]:
    """Read and ask while the block runs; the waits are there when it has ended."""
    waits = Waits()
    command = [sys.executable, "-m", "benchmarks.beside", address, page, query]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()  # it has begun
        try:
            yield waits
        finally:
            said, _ = reader.communicate("", timeout=2 * PATIENCE_S)
            waits.__dict__.update(json.loads(said))


class _Nothing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


def _serve_nothing() -> None:
    server = HTTPServer(("127.0.0.1", 0), _Nothing)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def _again(kind: str, task: Callable[[], None], waits: Waits, done: threading.Event) -> None:
    while not done.wait(PAUSES[kind]):
        start = time.monotonic()
        try:
            task()
        except Exception as error:  # told, and the others go on
            waits.failed.append(f"{kind}: {error!r}")
            return
        getattr(waits, kind).append(time.monotonic() - start)


def _ask(url: str) -> None:
    with _direct.open(url, timeout=PATIENCE_S):
        pass


def main(address: str, page: str, query: str) -> None:
    """Read until the input ends and print the waits."""
    command = [sys.executable, "-m", "benchmarks.beside"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as idle:
        assert idle.stdout is not None
        nothing = f"http://127.0.0.1:{int(idle.stdout.readline())}"
        with Session(address, page, query) as reader:

            def read() -> None:
                if not stands(reader.run()):
                    raise RuntimeError(f"{page} broke: {reader.seen.texts[-1:]}")

            tasks = {"reader": read, "health": lambda: _ask(f"{address}/_stcore/health"),
                     "nothing": lambda: _ask(nothing)}  # fmt: skip
            waits, done = Waits(), threading.Event()
            threads = [
                threading.Thread(target=_again, args=(kind, task, waits, done))
                for kind, task in tasks.items()
            ]
            for one in threads:
                one.start()
            print("mulai", flush=True)
            sys.stdin.read()
            done.set()
            for one in threads:
                one.join()
        idle.kill()
    print(json.dumps(waits.__dict__))


if __name__ == "__main__":
    main(*sys.argv[1:]) if sys.argv[1:] else _serve_nothing()
