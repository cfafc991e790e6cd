"""Timing that holds on a busy machine: several runs, taken in turn, the median quoted."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure and the bar it is held against (None: told, not judged)."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Whether the bar holds."""
        if self.bar is None:
            return ""
        return "ok" if self.value <= self.bar else "ABOVE"


def in_turn(
    actions: Sequence[Callable[[], object]],
    runs: int,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Return the median seconds of each action; A B A B …, so that both see the same machine.

    One run of each goes first and does not count. ``clock`` may be the processor's.
    """
    times: list[list[float]] = [[] for _ in actions]
    for run in range(runs + 1):
        for action, seconds in zip(actions, times, strict=True):
            gc.collect()
            start = clock()
            action()
            if run:
                seconds.append(clock() - start)
    return [statistics.median(seconds) for seconds in times]


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which a part (0..1) of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
