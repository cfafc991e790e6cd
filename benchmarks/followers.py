"""From the presenter's step to the last follower: 52 and 200 phones on the light page.

python -m benchmarks.followers        opens a server of its own on the NTB sample
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from kotaku import paths
from kotaku.intake.understand import build_dataset
from kotaku.store import Store

PORT, STEPS = 8799, 5
SETTLE_S, PAUSE_S = 10.0, 3.0  # nobody presses twice within so short a time
COUNTS = (52, 200)


def main() -> None:
    """Print the median and the worst time to the last of so many followers [s]."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KOTAKU_DATA_DIR": folder}
        command = [sys.executable, "-m", "streamlit", "run", "app.py",
                   f"--server.port={PORT}", "--server.headless=true"]  # fmt: skip
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait()
            store = Store.in_folder(Path(folder))
            for count in COUNTS:
                times = sorted(asyncio.run(_measure(store, count)))
                print(f"{count} pengikut: median {times[len(times) // 2]:.2f} s, "
                      f"terburuk {times[-1]:.2f} s")  # fmt: skip
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return


async def _measure(store: Store, count: int) -> list[float]:
    name, path = next(reversed(paths.SAMPLES.items()))
    places = build_dataset([(path.name, path.read_bytes())]).kab_kota
    writer = store.writer("presenter", "Ukur")
    now = lambda: datetime.now(UTC)  # noqa: E731
    session = writer.open_rakor("Ukur", dataset=name, agenda=("", *places), seconds=600, at=now())
    followers = [Follower() for _ in range(count)]
    await asyncio.gather(*(one.connect() for one in followers))
    await asyncio.sleep(SETTLE_S)  # the data are opened once, before anybody waits
    times = []
    for step in range(1, STEPS + 1):
        for one in followers:
            one.told.clear()
        begin = time.perf_counter()
        await asyncio.to_thread(writer.go_to, session.id, step, at=now(), running=True)
        await asyncio.gather(*(asyncio.wait_for(one.told.wait(), 30) for one in followers))
        times.append(time.perf_counter() - begin)
        await asyncio.sleep(PAUSE_S)
    for one in followers:
        one.close()
    return times


class Follower:
    """Listens for news and fetches the turn, as the page's script does."""

    def __init__(self, port: int = PORT) -> None:
        """Follow the server at a port of this machine."""
        self.told = asyncio.Event()
        self.bytes = 0
        self._port = port
        self._task: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None  # a writer let go closes the line

    async def connect(self) -> None:
        """Ask for news from now on."""
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(b"GET /ikut/kabar HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await self._writer.drain()
        self._task = asyncio.create_task(self._listen(reader))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data:"):
                self.bytes = await _turn(self._port)
                self.told.set()

    def close(self) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()


async def _turn(port: int) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /ikut/giliran HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    await writer.drain()
    body = await reader.read()
    writer.close()
    return len(body)


if __name__ == "__main__":
    main()
