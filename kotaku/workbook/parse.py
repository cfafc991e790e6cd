"""Parse a scanned workbook in a child process that may crash without harm."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from kotaku.workbook import limits
from kotaku.workbook.model import Column, Marks, Sheet, UnreadableFile, address

CHILD = Path(__file__).with_name("child.py")


def parse(path: Path, *, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook at ``path``.

    Raises
    ------
    UnreadableFile
        When the child crashes, is refused memory, takes too long or cannot read the file.
    """
    return tuple(_sheets(_run(path, file), file))


def _run(path: Path, file: str) -> bytes:
    command = [sys.executable, "-I", str(CHILD), str(path)]
    caps = ("memori_baca", "waktu_prosesor", "bidang_sel")
    try:
        done = subprocess.run(  # noqa: S603  (own interpreter, own script, no shell)
            [*command, *(str(limits.value(name)) for name in caps)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.value("waktu_baca"),
            # with backtraces on, the out-of-memory handler of the parser hangs
            env={**os.environ, "RUST_BACKTRACE": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise limits.exceeded("waktu_baca", file=file) from error
    if done.returncode:
        raise _failure(done.returncode, done.stderr, file)
    return done.stdout


def _failure(code: int, words: bytes, file: str) -> UnreadableFile:
    if b"MemoryError" in words or b"memory allocation" in words:
        return limits.exceeded("memori_baca", file=file)
    if b"OverflowError" in words:
        return limits.exceeded("bidang_sel", file=file)
    if b"assword" in words:
        return UnreadableFile("BERKAS-BERSANDI", file=file)
    if code == 3:
        return UnreadableFile("BERKAS-RUSAK", file=file, sebab="isinya tidak dapat diuraikan")
    return UnreadableFile("BERKAS-GAGAL-DIBACA", file=file)


def _sheets(data: bytes, file: str) -> list[Sheet]:
    try:
        (length,) = struct.unpack_from("<Q", data)
        entries = json.loads(data[8 : 8 + length])
        sheets: list[Sheet] = []
        offset = 8 + length
        for entry in entries:
            height = entry["height"]
            columns = []
            for texts in entry["columns"]:
                # a copy, so that a small column does not keep the whole message alive
                numbers = np.frombuffer(data, dtype="<f8", count=height, offset=offset).copy()
                columns.append(_column(numbers, texts))
                offset += 8 * height
            marks = Marks(hidden=entry["hidden"], merged=tuple(map(_range, entry["merged"])))
            sheets.append(Sheet(entry["name"], tuple(columns), marks))
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise UnreadableFile("BERKAS-GAGAL-DIBACA", file=file) from error
    return sheets


def _column(numbers: np.ndarray[Any, np.dtype[np.float64]], texts: dict[str, Any]) -> Column:
    values = texts["values"]
    for place in texts["dates"]:
        values[place] = datetime.fromisoformat(values[place])
    return Column(numbers, texts["at"], values)


def _range(corners: list[list[int]]) -> str:
    (top, left), (bottom, right) = corners
    return f"{address(left, top + 1)}:{address(right, bottom + 1)}"
