"""Periods told by how a heading is built: texts that count on, and two marks that alternate.

No word has to be known: "Tahap kerja 1, 2, 3 ..." over columns of figures counts periods, whatever
a period is called, and of two marks that take turns the first is the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

FEWEST = 3  # so many columns make a series
Parts = tuple[str, ...]


def counted(text: str) -> tuple[str, int] | None:
    """Return a text without the number at its end, and that number."""
    bare = text.strip().rstrip(".:)%")
    digits = len(bare) - len(bare.rstrip("0123456789"))
    if not 0 < digits <= 3:
        return None
    letters = "".join(c for c in bare[:-digits].lower() if c.isalpha())
    return (letters, int(bare[-digits:])) if letters else None


def series(columns: Sequence[int], headings: Mapping[int, Parts]) -> dict[int, int]:
    """Return the number of each column whose lowest heading counts on from its neighbours'."""
    found: dict[int, int] = {}
    for run in _runs(columns):
        told = [counted(headings[c][-1]) for c in run]
        start = 0
        while start < len(run):
            end = start + 1
            while end < len(run) and _goes_on(told[end - 1], told[end]):
                end += 1
            numbers = [t[1] for t in told[start:end] if t]
            if len({*numbers}) >= FEWEST and numbers[0] == 1:
                found |= dict(zip(run[start:end], numbers, strict=True))
            start = end
    return found


def _goes_on(before: tuple[str, int] | None, after: tuple[str, int] | None) -> bool:
    """Tell whether one number follows another of the same text, or the count begins again."""
    if before is None or after is None or before[0] != after[0]:
        return False
    return after[1] in (before[1], before[1] + 1, 1)


def _runs(columns: Sequence[int]) -> Iterator[list[int]]:
    """Yield the runs of columns side by side."""
    run: list[int] = []
    for column in sorted(columns):
        if run and column != run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run


def turns(columns: Sequence[int], headings: Mapping[int, Parts]) -> tuple[str, str] | None:
    """Return the two lowest headings that take turns over columns side by side."""
    for run in _runs(columns):
        marks = [_plain(headings[c][-1]) if headings[c] else "" for c in run]
        for start in (0, 1):
            own = marks[start:]
            even, odd = {*own[::2]}, {*own[1::2]}
            if len(own) >= 2 * FEWEST and len(even) == len(odd) == 1 and even != odd:
                first, second = even.pop(), odd.pop()
                if first and second and not (first + second).isdecimal():
                    return first, second
    return None


def halves(columns: Sequence[int], headings: Mapping[int, Parts]) -> tuple[str, str] | None:
    """Return two texts that stand over the same periods, one block beside the other."""
    tops: dict[str, list[Parts]] = {}
    for column in sorted(columns):
        parts = headings[column]
        if len(parts) > 1:
            tops.setdefault(_plain(parts[0]), []).append(parts[1:])
    if len(tops) != 2:
        return None
    (first, a), (second, b) = tops.items()
    return (first, second) if a == b and len(a) >= FEWEST else None


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
