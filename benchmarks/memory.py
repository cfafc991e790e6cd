"""How much memory the app's server holds, and how fast that grows; only Linux tells it."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from pathlib import Path


def server_mb() -> float | None:
    """Return the resident memory of the app's server that this process started [MB]."""
    if not Path("/proc/self/status").exists():
        return None
    own = f"PPid:\t{os.getpid()}\n".encode()
    sizes = [
        int(line.split()[1]) / 1024
        for process in Path("/proc").glob("[0-9]*")
        if b"app.py" in _told(process / "cmdline") and own in _told(process / "status")
        for line in _told(process / "status").decode().splitlines()
        if line.startswith("VmRSS")
    ]
    return max(sizes, default=None)


def per_hour(measured: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line through (seconds, MB) [MB/hour]."""
    if len(measured) < 2:
        return float("nan")
    seconds, sizes = zip(*measured, strict=True)
    return statistics.linear_regression(seconds, sizes).slope * 3600


def _told(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # the process has ended
        return b""
