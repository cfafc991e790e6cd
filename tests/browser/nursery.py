"""A process that has the app's libraries in it and forks a server for each that is asked for.

Server after server, the libraries, the samples and the packed files of the browser would take most
of the processor time of the browser's tests. Nobody has spoken to a server that comes from here:
what a process keeps of its people and its store is empty.

Run as a script it takes a line of JSON at a time: {"start": ...} answers a process id,
{"ended": id} tells whether that one has ended, {"end": id} ends it.
"""

from __future__ import annotations

import atexit
import gc
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from functools import cache, partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"
OPENED = ("ringkasan", "peta", "mode_rakor", "tindak_lanjut", "laporan", "unggah_data")


class Nursery:
    """The process, as the tests see it."""

    def __init__(self) -> None:
        """Start it; the first server waits until it knows everything."""
        command = [sys.executable, "-m", "tests.browser.nursery"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._lock = threading.Lock()
        atexit.register(self._process.communicate)

    def ask(self, **what: Any) -> Any:
        """Return the answer to one line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())


class Forked:
    """A server that was forked."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        """Have it forked."""
        told = {"command": command, "environment": environment, "log": str(log)}
        self._pid = of_this_process().ask(start=told)

    def has_ended(self) -> bool:
        """Tell whether it ended by itself."""
        return bool(of_this_process().ask(ended=self._pid))

    def end(self) -> None:
        """End it and its children."""
        of_this_process().ask(end=self._pid)


@cache
def of_this_process() -> Nursery:
    """Return the nursery of this process of tests."""
    return Nursery()


def main() -> None:
    """Learn everything, then fork until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what is printed by mistake is no answer
    logging.disable()  # Streamlit warns of what is asked outside a server
    learn()
    logging.disable(logging.NOTSET)
    gc.collect()
    gc.freeze()  # the servers share what is here
    living: set[int] = set()
    for line in sys.stdin:
        ((word, told),) = json.loads(line).items()
        if word == "start":
            answer: int | bool = fork(**told)
            living.add(answer)
        else:
            if word == "end" and told in living:
                os.killpg(told, signal.SIGKILL)
            answer = told not in living or os.waitpid(told, os.WNOHANG * (word == "ended"))[0] > 0
            if answer:
                living.discard(told)
        print(json.dumps(answer), file=answers, flush=True)
    for pid in living:
        os.killpg(pid, signal.SIGKILL)


def learn() -> None:
    """Open some pages of a sample, and keep what is the same for every server."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    from kotaku import paths
    from kotaku.evaluation import Settings
    from kotaku.intake.safe.apart import READING
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
    READING.close()  # each server starts its own
    for name in assets._known():
        assets.asset_of(name)


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
