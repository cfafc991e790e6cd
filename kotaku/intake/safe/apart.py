"""Do a task on hostile files in a child process with limits of memory, processor and clock.

Whatever a file makes our code do, the server goes on: the child is ended and a sentence is said.
One child waits ready, so that nobody waits for its imports; each does one task, so that nothing of
a file stays behind and its memory is given back at once.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, ParamSpec, TypeVar

from kotaku import paths
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import limits, plain
from kotaku.intake.safe.worker import FINE, TOO_LARGE, UNREADABLE

P = ParamSpec("P")
T = TypeVar("T")
LOG = logging.getLogger(__name__)
WORKER = Path(__file__).with_name("worker.py")
CAPS = ("memori_paham", "prosesor_paham")
MOST_ANSWER = 1_000_000_000  # bytes
_SLOTS = threading.BoundedSemaphore(2)  # more children than cores only cost memory
_HEAD = struct.Struct("<cQ")


class _Child:
    """One child, from its start to its only answer."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603  (own interpreter, own script, no shell)
            [
                sys.executable,
                "-I",
                str(WORKER),
                str(paths.ROOT),
                *map(str, map(limits.value, CAPS)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            start_new_session=os.name == "posix",  # so that its own child ends with it
        )
        self.late = False

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def ask(self, task: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Return how the task ended and its answer; (b"", b"") when the child died."""
        clock = threading.Timer(seconds, self._too_late)
        clock.daemon = True
        clock.start()
        try:
            _into(self.process.stdin).write(struct.pack("<Q", len(task)) + task)
            _into(self.process.stdin).flush()
            head = _into(self.process.stdout).read(_HEAD.size)
            mark, length = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0)
            answer = _into(self.process.stdout).read(length) if length <= MOST_ANSWER else b""
            return (mark, answer) if len(answer) == length else (b"", b"")
        except OSError:
            return b"", b""
        finally:
            clock.cancel()
            self.end()

    def _too_late(self) -> None:
        self.late = True
        self._kill()

    def end(self) -> None:
        """End the child and everything it started."""
        self._kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                _into(pipe).close()
        self.process.wait()

    def _kill(self) -> None:
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()


class _Waiting:
    """The child that waits ready."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None
        atexit.register(self.close)

    def take(self) -> _Child:
        """Return a child that nobody else uses."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None and not child.lives:
            child.end()
            child = None
        return child or _Child()

    def prepare(self) -> None:
        """Let a child wait when none does."""
        with self._lock:
            if self._child is None:
                self._child = _Child()

    def close(self) -> None:
        """End the child that waits."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.end()


_waiting = _Waiting()
prepare = _waiting.prepare


def run(task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function of this package returns, called in a child.

    Arguments and result are plain: numbers, texts, bytes, frames, dataclasses of this package. A
    file's name in the sentence is left to the caller, who knows how many there are.

    Raises
    ------
    UnreadableFile
        What the function raised, or that it needed more memory or time than there is.
    RuntimeError
        The function failed in a way that nobody foresaw; the child's log says how.
    """
    said = plain.dumps((task.__module__, task.__qualname__, args, kwargs))
    with _SLOTS:
        child = _waiting.take()
        mark, answer = child.ask(said, limits.value("waktu_paham"))
    prepare()
    if mark == FINE:
        with suppress(plain.NotPlainError):
            found: T = plain.loads(answer)
            return found
    if mark == UNREADABLE:
        with suppress(plain.NotPlainError):
            raise UnreadableFile.of(plain.loads(answer))
    raise _failure(child, mark)


def _failure(child: _Child, mark: bytes) -> Exception:
    if mark == TOO_LARGE or child.process.returncode == -getattr(signal, "SIGABRT", 0):
        return limits.exceeded("memori_paham", file="")
    if child.late:
        return limits.exceeded("waktu_paham", file="")
    if mark:
        return RuntimeError("the task failed in the child")
    LOG.error("anak pembaca berakhir dengan kode %s", child.process.returncode)
    return limits.exceeded("prosesor_paham", file="")


def _into(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise BrokenPipeError
    return pipe
