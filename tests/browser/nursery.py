"""A process that has the app's libraries in it and forks a server for each that is asked for.

Server after server, the libraries, the samples and the packed files of the browser would take most
of the processor time of the browser's tests. Nobody has spoken to a server that comes from here:
what a process keeps of its people and its store is empty.

One serves all processes of a run. It hears on a socket, a line of JSON at a time: {"start": ...} is
answered by a process id, {"ended": id} by whether that one has ended, {"end": id} ends it.
"""

from __future__ import annotations

import atexit
import gc
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from functools import cache, partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"
SETTING = "KOTAKU_UJI_PEMBIBITAN"  # the address of the socket
OPENED = ("ringkasan", "peta", "mode_rakor", "tindak_lanjut", "laporan", "unggah_data")


def share() -> str:
    """Start the process, which ends with this one, and return the address of its socket."""
    folder = tempfile.TemporaryDirectory(prefix="uji-")
    address = str(Path(folder.name) / "pembibitan")
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind(address)
        heard.listen()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.nursery", str(heard.fileno())],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[heard.fileno()],
            start_new_session=True,
        )
    atexit.register(folder.cleanup)
    atexit.register(process.communicate)  # it ends when nobody holds its input
    os.environ[SETTING] = address
    return address


def ask(**what: Any) -> Any:
    """Return the answer to one line; the first server waits until everything is known."""
    with socket.socket(socket.AF_UNIX) as line, line.makefile("rw") as said:
        line.connect(os.environ.get(SETTING) or share())
        print(json.dumps(what), file=said, flush=True)
        return json.loads(said.readline())


class Forked:
    """A server that was forked."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        """Have it forked."""
        told = {"command": command, "environment": environment, "log": str(log)}
        self._pid = ask(start=told)

    def has_ended(self) -> bool:
        """Tell whether it ended by itself."""
        return bool(ask(ended=self._pid))

    def end(self) -> None:
        """End it and its children."""
        ask(end=self._pid)


def main() -> None:
    """Fork until whoever started this ends; learn everything when the first server is wanted."""
    heard = socket.socket(fileno=int(sys.argv[1]))
    living: set[int] = set()
    learned = False
    while 0 not in select.select([heard, 0], [], [])[0]:
        if not learned:
            learn()
            learned = True
        line, _ = heard.accept()
        with line, line.makefile("rw") as said:
            ((word, told),) = json.loads(said.readline()).items()
            print(json.dumps(done(word, told, living)), file=said, flush=True)
    for pid in living:
        os.killpg(pid, signal.SIGKILL)


def done(word: str, told: Any, living: set[int]) -> int | bool:
    """Do what is asked and return the answer."""
    if word == "start":
        pid = fork(**told)
        living.add(pid)
        return pid
    if word == "end" and told in living:
        os.killpg(told, signal.SIGKILL)
    gone = told not in living or os.waitpid(told, os.WNOHANG * (word == "ended"))[0] > 0
    if gone:
        living.discard(told)
    return gone


def learn() -> None:
    """Open some pages of a sample, and keep what is the same for every server."""
    logging.disable()  # Streamlit warns of what is asked outside a server
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    from kotaku import paths
    from kotaku.evaluation import Settings
    from kotaku.intake.safe.apart import READING
    from kotaku.output import made
    from pages.ui.bar import library
    from web import assets

    script = sys.modules["__main__"]
    sample, path = next(iter(paths.SAMPLES.items()))
    read = cache(partial(library.build_dataset, library.files(library.Entry(sample, sample=path))))
    library.build_dataset, build = lambda _files, **how: read(**how), library.build_dataset
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOTAKU_DATA_DIR"] = folder
        for page in OPENED:
            app = AppTest.from_file(str(APP), default_timeout=120)
            app.session_state["terdaftar"] = True  # as app.py leaves it
            app.session_state["data"] = sample
            app.switch_page(f"pages/{page}.py")
            app.run()
            assert not app.exception
        library.store().close()
        st.cache_resource.clear()
        st.cache_data.clear()
    sys.modules["__main__"] = script
    library.evaluated(library.Entry(sample, sample=path), None, Settings())
    library.build_dataset = build
    for room in (READING, made.FILES):  # each server starts its own
        room.close()
    for name in assets._known():
        assets.asset_of(name)
    logging.disable(logging.NOTSET)
    gc.collect()
    gc.freeze()  # the servers share what is here


def fork(command: list[str], environment: dict[str, str], log: str) -> int:
    """Return the process id of a new server, which a command of Streamlit starts."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()  # so that its children end with it
        os.closerange(3, 1024)
        for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, log, os.O_WRONLY | os.O_CREAT)):
            os.dup2(os.open(path, how), number)
        os.dup2(1, 2)
        os.environ.clear()
        os.environ.update(environment)
        from streamlit.web import cli

        sys.argv = command
        cli.main()
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
