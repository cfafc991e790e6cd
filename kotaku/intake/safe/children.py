"""Child processes that know everything beforehand.

On Linux one process imports once and forks a child for each task, in a hundredth of a second. Where
a fork is no safe copy (macOS) or unknown (Windows), one child waits ready and the next is started
when it is taken.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from kotaku import paths

WORKER = Path(__file__).with_name("worker.py")
_NUMBER = struct.Struct("<i")


class Child(Protocol):
    """A process that does one task."""

    say: IO[bytes]
    hear: IO[bytes]

    def kill(self) -> None:
        """End it and everything it started."""

    def end(self) -> int | None:
        """End it, close its pipes, and return the code it ended with (None: nobody knows)."""


def can_fork() -> bool:
    """Tell whether a process with its libraries loaded may be copied on this system."""
    return sys.platform == "linux"


def _start(warm: str, *more: str, **how: object) -> subprocess.Popen[bytes]:
    below = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # on Windows
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # noqa: S603  (own script)
        [sys.executable, "-I", str(WORKER), str(paths.ROOT), warm, *more],
        env={
            **os.environ,
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "JE_ARROW_MALLOC_CONF": "background_thread:false",  # what forks has one thread
        },
        start_new_session=os.name == "posix",  # so that its own child ends with it
        creationflags=below,
        **how,
    )


def _kill(pid: int) -> None:
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


class _Started:
    """A child with an interpreter of its own."""

    def __init__(self, warm: str) -> None:
        self.process = _start(warm, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.say: IO[bytes] = self.process.stdin
        self.hear: IO[bytes] = self.process.stdout

    def kill(self) -> None:
        if os.name == "posix":
            _kill(self.process.pid)
        else:
            with suppress(OSError):
                self.process.kill()

    def end(self) -> int | None:
        self.kill()
        for pipe in (self.say, self.hear):
            with suppress(OSError):
                pipe.close()
        return self.process.wait()


class Waiting:
    """The child that waits ready."""

    def __init__(self, warm: str) -> None:
        """Start none yet."""
        self._warm = warm
        self._lock = threading.Lock()
        self._child: _Started | None = None

    def take(self) -> Child:
        """Return a child that nobody else uses."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None and child.process.poll() is not None:
            child.end()
            child = None
        return child or _Started(self._warm)

    def prepare(self) -> None:
        """Let a child wait when none does."""
        with self._lock:
            if self._child is None:
                self._child = _Started(self._warm)

    def close(self) -> None:
        """End the child that waits."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.end()


class _Forked:
    """A child that a nursery forked."""

    def __init__(self, nursery: _Nursing, pid: int, say: int, hear: int) -> None:
        self._nursery, self._pid = nursery, pid
        self.say: IO[bytes] = os.fdopen(say, "wb")
        self.hear: IO[bytes] = os.fdopen(hear, "rb")

    def kill(self) -> None:
        _kill(self._pid)  # still its own: nobody has waited for it

    def end(self) -> int | None:
        self.kill()
        for pipe in (self.say, self.hear):
            with suppress(OSError):
                pipe.close()
        return self._nursery.buried(self._pid)


class _Nursing:
    """One process that forks, from its start to its end."""

    def __init__(self, warm: str) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            at = theirs.fileno()
            self._process = _start(warm, str(at), stdin=subprocess.DEVNULL, pass_fds=(at,))
        self._lock = threading.Lock()

    def child(self) -> _Forked:
        """Return a new child.

        Raises
        ------
        OSError
            The process is gone.
        """
        (task, say), (hear, answer) = os.pipe(), os.pipe()
        try:
            with self._lock:
                socket.send_fds(self._ours, [b"+"], [task, answer])
                pid = self._heard()
        except OSError:
            os.close(say)
            os.close(hear)
            raise
        finally:
            os.close(task)
            os.close(answer)
        return _Forked(self, pid, say, hear)

    def buried(self, pid: int) -> int | None:
        """Return the code with which a child ended; None when the nursery is gone."""
        with suppress(OSError), self._lock:
            self._ours.sendall(_NUMBER.pack(pid))
            return self._heard()
        return None

    def _heard(self) -> int:
        said = self._ours.recv(_NUMBER.size)
        if len(said) != _NUMBER.size:
            raise BrokenPipeError
        number: int = _NUMBER.unpack(said)[0]
        return number

    def end(self) -> None:
        """End the process and its children."""
        self._ours.close()  # it ends what it forked, and itself
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            _kill(self._process.pid)
            self._process.wait()


class Nursery:
    """The process that forks children, started when one is wanted and again when it died."""

    def __init__(self, warm: str) -> None:
        """Start nothing yet."""
        self._warm = warm
        self._lock = threading.Lock()
        self._nursing: _Nursing | None = None

    def prepare(self) -> None:
        """Start it when it does not run."""
        self._there()

    def _there(self) -> _Nursing:
        with self._lock:
            if self._nursing is None:
                self._nursing = _Nursing(self._warm)
            return self._nursing

    def take(self) -> Child:
        """Return a child that nobody else uses."""
        nursing = self._there()
        try:
            return nursing.child()
        except OSError:
            self._lost(nursing)
            return self._there().child()

    def _lost(self, nursing: _Nursing) -> None:
        with self._lock:
            if self._nursing is nursing:
                self._nursing = None
        nursing.end()

    def close(self) -> None:
        """End it."""
        with self._lock:
            nursing, self._nursing = self._nursing, None
        if nursing is not None:
            nursing.end()
