"""Parse a scanned workbook in a child process that may crash without harm."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import numpy as np

from kotaku.intake.model import Column, Marks, Sheet, UnreadableFile, address
from kotaku.intake.safe import limits

CHILD = Path(__file__).with_name("child.py")
CAPS = ("memori_baca", "waktu_prosesor", "bidang_sel")
LAST_YEAR = 2100  # a later day is a slip, or stands for no end: left a text, told as unread
_SLOTS = threading.BoundedSemaphore(2)  # more children than cores only cost memory


class Parser:
    """A child process that is started early and parses ``path`` once the scan let it through.

    Use it as a context: leaving it ends the child, whatever happened.
    """

    def __init__(self, path: Path, *, file: str) -> None:
        """Start the child; it waits."""
        self.file = file
        self._path = path

    def __enter__(self) -> Self:
        """Start the child while the caller scans."""
        _SLOTS.acquire()
        try:
            self._process = subprocess.Popen(  # noqa: S603  (own interpreter, own script, no shell)
                [sys.executable, "-I", str(CHILD), str(self._path),
                 *(str(limits.value(name)) for name in CAPS)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # with backtraces on, the out-of-memory handler of the parser hangs
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )  # fmt: skip
        except OSError:
            _SLOTS.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self._process.kill()
        self._process.communicate()
        _SLOTS.release()

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets of the workbook.

        Raises
        ------
        UnreadableFile
            When the child crashes, is refused memory, takes too long or cannot read the file.
        """
        try:
            out, words = self._process.communicate(b"GO\n", timeout=limits.value("waktu_baca"))
        except subprocess.TimeoutExpired as error:
            raise limits.exceeded("waktu_baca", file=self.file) from error
        if self._process.returncode:
            raise _failure(self._process.returncode, words, self.file)
        return tuple(_sheets(out, self.file))


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
        day = datetime.fromisoformat(values[place])
        values[place] = day if day.year <= LAST_YEAR else day.date().isoformat()
    at = texts["at"]
    if rest := texts.get("rest"):  # every row below these holds a text
        below = range(len(numbers) - rest, len(numbers))
        first = below.start - len(at)
        at = range(first, below.stop) if at == list(range(first, below.start)) else [*at, *below]
    return Column(numbers, at, values)


def _range(corners: list[list[int]]) -> str:
    (top, left), (bottom, right) = corners
    return f"{address(left, top + 1)}:{address(right, bottom + 1)}"
