"""A real server of the app, on a port and a data folder of its own."""

import os
import random
import signal
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from kotaku.intake.safe.children import can_fork
from run import projector
from tests.browser import nursery
from tests.browser.nursery import APP, ROOT

START_S = 60
_direct = urllib.request.build_opener(
    urllib.request.ProxyHandler({}),
    # only to see that it is up; who tests a certificate checks it
    urllib.request.HTTPSHandler(context=ssl._create_unverified_context()),
)


class Trap(socketserver.ThreadingTCPServer):
    """Stands where a proxy would and keeps the first line of whatever wants to leave."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Caught)
        self.caught: list[str] = []

    @property
    def environment(self) -> dict[str, str]:
        """The settings that lead a program's requests here."""
        address = f"http://127.0.0.1:{self.server_address[1]}"
        names = ("http_proxy", "https_proxy", "all_proxy")
        return {key: address for name in names for key in (name, name.upper())}


class _Caught(socketserver.StreamRequestHandler):
    server: Trap

    def handle(self) -> None:
        self.server.caught.append(self.rfile.readline().decode(errors="replace").strip())


def projector_settings() -> dict[str, str]:
    """Return the settings that ``run.py --proyektor`` gives, as variables of an environment."""
    found = {}
    for option in projector():
        name, _, value = option.removeprefix("--").partition("=")
        words = "".join(f"_{c}" if c.isupper() else c for c in name).replace(".", "_")
        found[f"STREAMLIT_{words.upper()}"] = value
    return found


@contextmanager
def serve(
    folder: Path,
    *,
    port: int | None = None,
    anew: bool = False,
    script: Path = APP,
    **settings: str,
) -> Iterator[str]:
    """Serve the app until the block ends; yields its address.

    At the end the server must have asked for nothing outside this machine.

    Parameters
    ----------
    folder : Path
        Empty folder for what the app keeps and for the server's log.
    port : int, optional
        Where it listens; a free one when None.
    anew : bool
        Start it as users do. Where a process can fork, a server comes from the nursery otherwise,
        which has the libraries and the samples in it already.
    script : Path
        Another script of Streamlit than the app, which starts as users do.
    **settings : str
        Further variables of its environment.
    """
    port = port or _free_port()
    scheme = "https" if "STREAMLIT_SERVER_SSL_CERT_FILE" in settings else "http"
    address = f"{scheme}://127.0.0.1:{port}"
    log = folder / "server.log"
    command = [
        "streamlit",
        "run",
        str(script),
        f"--server.port={port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
    ]
    plain = anew or script != APP or not can_fork()
    start = _Started if plain else nursery.Forked
    with _trap() as trap:
        environment = {
            **os.environ,
            **trap.environment,
            "KOTAKU_DATA_DIR": str(folder / "data"),
            **settings,
        }
        process = start(command, environment, log)
        try:
            _wait_until_healthy(address, process, log)
            yield address
        finally:
            process.end()
    assert not trap.caught, trap.caught


class _Process(Protocol):
    def has_ended(self) -> bool:
        """Tell whether it ended by itself."""

    def end(self) -> None:
        """End it and its children."""


class _Started:
    """A server with an interpreter of its own."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that its children end with it
            )

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def end(self) -> None:
        if hasattr(os, "killpg"):
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait(timeout=10)


@contextmanager
def _trap() -> Iterator[Trap]:
    with Trap() as trap:
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        yield trap
        trap.shutdown()


def _free_port() -> int:
    """Return a port that neither another process of the tests nor an outgoing line takes."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + 1_000 * (worker % 10)
    while True:
        port = first + random.randrange(1_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _wait_until_healthy(address: str, process: _Process, log: Path) -> None:
    for _ in range(START_S * 10):
        if process.has_ended():
            break
        try:
            with _direct.open(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer:\n{log.read_text(errors='replace')}")
