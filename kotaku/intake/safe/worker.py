"""The understanding child: does one task of this package on hostile files, and ends.

Run as a file with ``python -I worker.py ROOT MEMORY_BYTES CPU_SECONDS``, where ROOT holds the
package. It imports what understanding needs, waits on standard input for one task and writes one
answer, both said plainly (plain.py).
"""

from __future__ import annotations

import logging
import os
import struct
import sys
from importlib import import_module
from typing import Any

# Understood before the task comes, so that words, rules and libraries are there.
WARMING = (
    b"id_rt;kab_kota;kelurahan;luas verifikasi (ha);jumlah bangunan;1a;skor 2b\nA;B;C;1;2;3;4\n"
)
FINE, UNREADABLE, TOO_LARGE, FAILED = b"+", b"?", b"M", b"!"


def main() -> int:
    """Do the task that standard input tells and write the answer to standard output."""
    sys.path.insert(0, sys.argv[1])
    from kotaku.intake.safe import plain
    from kotaku.intake.safe.child import limit
    from kotaku.intake.tables.guesses import guesses
    from kotaku.intake.understand import build_dataset

    logging.basicConfig(format="%(message)s")
    build_dataset([("a.csv", WARMING)])
    guesses([("a.csv", WARMING)])
    out = os.dup(1)
    os.dup2(2, 1)  # what is printed by mistake is no answer
    (length,) = struct.unpack("<Q", sys.stdin.buffer.read(8) or bytes(8))
    if not length:
        return 0  # nobody needs this child any more
    task = sys.stdin.buffer.read(length)
    limit(*map(int, sys.argv[2:4]))
    module, name, args, kwargs = plain.loads(task)
    mark, answer = _done(module, name, args, kwargs)
    with os.fdopen(out, "wb") as stream:
        stream.write(mark + struct.pack("<Q", len(answer)))
        stream.write(answer)
    return 0


def _done(module: str, name: str, args: Any, kwargs: Any) -> tuple[bytes, bytes]:
    """Return how the task ended and what came of it."""
    from kotaku.intake.model import UnreadableFile
    from kotaku.intake.safe import plain

    try:
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
