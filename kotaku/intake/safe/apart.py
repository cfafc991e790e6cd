"""Do a task in a child process with limits of memory, processor and clock.

Whatever a file makes our code do, the server goes on: the child is ended and a sentence is said. A
child has its imports behind it before the task comes, so that nobody waits for them; each does one
task in a folder of its own, so that nothing of a file stays behind and its memory is given back at
once.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import signal
import struct
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ParamSpec, TypeVar

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import limits, plain
from kotaku.intake.safe.children import Child, Nursery, Waiting, can_fork
from kotaku.intake.safe.worker import FINE, TOO_LARGE, UNREADABLE

P = ParamSpec("P")
T = TypeVar("T")
LOG = logging.getLogger(__name__)
MOST_ANSWER = 1_000_000_000  # bytes
PREFIX = "rakor-"  # of the folder of a task
LEFT_S = 3600  # no task takes so long: an older folder is of a server that was killed
_HEAD = struct.Struct("<cQ")


@dataclass
class Room:
    """Where children of one kind work: what they know beforehand, and what they may use.

    Parameters
    ----------
    warm : "module:function" called before the first task, so that words, rules and libraries are
        there
    caps : names of the limits of memory [bytes] and processor [s]
    clock : name of the limit by the clock [s]
    at_once : children that work at the same time; who asks for more waits
    """

    warm: str
    caps: tuple[str, str]
    clock: str
    at_once: int
    forks: bool = field(default_factory=can_fork)

    def __post_init__(self) -> None:
        """Start nothing yet."""
        self._slots = threading.BoundedSemaphore(self.at_once)
        self._source = (Nursery if self.forks else Waiting)(self.warm)
        atexit.register(self.close)

    def prepare(self) -> None:
        """Have the next task find its imports done."""
        self._source.prepare()

    def close(self) -> None:
        """End whatever waits; the next task starts it again."""
        self._source.close()

    def run(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function of this package returns, called in a child.

        Arguments and result are plain: numbers, texts, bytes, frames, dataclasses of this package.
        A file's name in the sentence is left to the caller, who knows how many there are.

        Raises
        ------
        UnreadableFile
            What the function raised, or that it needed more memory or time than there is.
        RuntimeError
            The function failed in a way that nobody foresaw; the child's log says how.
        """
        clear_left()
        with self._slots, TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
            said = plain.dumps((folder, task.__module__, task.__qualname__, args, kwargs))
            child = self._source.take()
            asked = _Asked(child, limits.value(self.clock))
            mark, answer = asked.ask(tuple(map(limits.value, self.caps)), said)
        self.prepare()
        if mark == FINE:
            with suppress(plain.NotPlainError):
                found: T = plain.loads(answer)
                return found
        if mark == UNREADABLE:
            with suppress(plain.NotPlainError):
                raise UnreadableFile.of(plain.loads(answer))
        raise self._failure(asked, mark)

    def _failure(self, asked: _Asked, mark: bytes) -> Exception:
        memory, processor = self.caps
        if mark == TOO_LARGE or asked.code == -getattr(signal, "SIGABRT", 0):
            return limits.exceeded(memory, file="")
        if asked.late:
            return limits.exceeded(self.clock, file="")
        if mark:
            return RuntimeError("the task failed in the child")
        LOG.error("anak berakhir dengan kode %s", asked.code)
        return limits.exceeded(processor, file="")


@cache
def clear_left() -> None:
    """Remove, once a process, what tasks of a server that was killed left of somebody's file."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # of another user, or gone meanwhile
            if folder.stat().st_mtime < time.time() - LEFT_S:
                shutil.rmtree(folder)


class _Asked:
    """A child, from its task to its only answer."""

    def __init__(self, child: Child, seconds: float) -> None:
        self._child, self._seconds = child, seconds
        self.late = False
        self.code: int | None = None  # with which it ended

    def ask(self, caps: tuple[int, ...], task: bytes) -> tuple[bytes, bytes]:
        """Return how the task ended and its answer; (b"", b"") when the child died."""
        clock = threading.Timer(self._seconds, self._too_late)
        clock.daemon = True
        clock.start()
        try:
            self._child.say.write(struct.pack("<3Q", *caps, len(task)) + task)
            self._child.say.flush()
            head = self._child.hear.read(_HEAD.size)
            mark, length = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0)
            answer = self._child.hear.read(length) if length <= MOST_ANSWER else b""
            return (mark, answer) if len(answer) == length else (b"", b"")
        except OSError:
            return b"", b""
        finally:
            clock.cancel()
            self.code = self._child.end()

    def _too_late(self) -> None:
        self.late = True
        self._child.kill()


READING = Room(  # more children than cores only cost memory
    "kotaku.intake.ready_to_read:warm", ("memori_paham", "prosesor_paham"), "waktu_paham", 2
)


def run(task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns that is called on hostile files, in a child; see Room."""
    return READING.run(task, *args, **kwargs)
