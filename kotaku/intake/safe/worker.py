"""The child of apart.py: does one task of this package, and ends.

Run as a file with ``python -I worker.py ROOT WARM [SOCKET]``, where ROOT holds the package and WARM
names the function that has everything imported. Without SOCKET it waits on standard input for one
task and writes one answer, both said plainly (plain.py). With it, it forks a child for each pair
of pipes that comes through the socket, and tells with which code a child ended that is asked for.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import struct
import sys
import tempfile
from contextlib import suppress
from importlib import import_module

FINE, UNREADABLE, TOO_LARGE, FAILED = b"+", b"?", b"M", b"!"
BEHIND = 5  # steps of priority behind the server: readers come first
HEAD = struct.Struct("<3Q")  # memory [bytes], processor [s], length of the task
_NUMBER = struct.Struct("<i")


def main() -> int:
    """Do the task that standard input tells, or fork until the socket is closed."""
    sys.path.insert(0, sys.argv[1])
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    logging.basicConfig(format="%(message)s")
    module, _, name = sys.argv[2].partition(":")
    getattr(import_module(module), name)()
    if len(sys.argv) > 3:
        return nurse(int(sys.argv[3]))
    answer = os.dup(1)
    os.dup2(2, 1)  # what is printed by mistake is no answer
    return serve(0, answer)


def nurse(at: int) -> int:
    """Fork a child for each pair of pipes that comes; end all of them when nobody is there."""
    import socket

    gc.collect()
    gc.freeze()  # the children share what is here
    control = socket.socket(fileno=at)
    children: set[int] = set()
    while True:
        word, pipes, _, _ = socket.recv_fds(control, _NUMBER.size, 2)
        if len(pipes) == 2:
            pid = os.fork()
            if not pid:
                control.close()
                os._exit(_own_life(*pipes))
            os.setpgid(pid, pid)  # so that what it starts ends with it
            children.add(pid)
            for pipe in pipes:
                os.close(pipe)
            control.sendall(_NUMBER.pack(pid))
        elif len(word) == _NUMBER.size:
            (pid,) = _NUMBER.unpack(word)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if pid in children else 0
            children.discard(pid)
            control.sendall(_NUMBER.pack(code))
        else:
            break
    for pid in children:
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
    return 0


def _own_life(task: int, answer: int) -> int:
    try:
        return serve(task, answer)
    except BaseException:
        logging.getLogger(__name__).exception("anak gagal")
        return 1


def serve(task: int, answer: int) -> int:
    """Read one task from a pipe and write its answer into another."""
    with os.fdopen(task, "rb") as asked, os.fdopen(answer, "wb") as told:
        head = asked.read(HEAD.size)
        if len(head) < HEAD.size:
            return 0  # nobody needs this child any more
        memory, processor, length = HEAD.unpack(head)
        from kotaku.intake.safe.child import limit

        said = asked.read(length)
        limit(memory, processor)
        mark, made = _done(said)
        told.write(mark + struct.pack("<Q", len(made)))
        told.write(made)
    return 0


def _done(said: bytes) -> tuple[bytes, bytes]:
    """Return how the task ended and what came of it."""
    from kotaku.intake.model import UnreadableFile
    from kotaku.intake.safe import plain

    module = name = ""
    try:
        tempfile.tempdir, module, name, args, kwargs = plain.loads(said)
        return FINE, plain.dumps(getattr(import_module(module), name)(*args, **kwargs))
    except UnreadableFile as error:
        return UNREADABLE, plain.dumps(error.finding)
    except MemoryError:
        return TOO_LARGE, b""
    except Exception:  # the server says a sentence; who looks after it finds this
        logging.getLogger(__name__).exception("tugas gagal: %s.%s", module, name)
        return FAILED, b""


if __name__ == "__main__":
    sys.exit(main())
