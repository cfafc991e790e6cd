"""How much room a text takes, and texts broken to the room there is, never cut [px]."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kotaku.words.numbers import bound
from kotaku.words.safe import clean

TEXT_PX: Final = 16  # readable from the back row at 1366×768
SMALL_PX: Final = 15
BOUND: Final = "\N{NO-BREAK SPACE}"
# Widths of letters as parts of the size of type, for the widest face that may draw them (a picture
# cannot use the page's own letters): narrow, wide, digits, capitals; all others between.
_NARROW, _WIDE = frozenset("iljtfr.,:;|'!()[] -·"), frozenset("mwMW%@—")
_SHARE: Final = {"narrow": 0.3, "wide": 0.84, "upper": 0.63, "other": 0.52}


def text_px(text: object, size: float) -> float:
    """Return about how wide a text is on one line [px], rather too wide than too narrow."""
    return _wide(clean(text)) * size


def _wide(line: str) -> float:
    """Return how wide a line is in sizes of its type."""
    return sum(map(_letter, line))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    kind = (
        "narrow" if letter in _NARROW
        else "wide" if letter in _WIDE
        else "upper" if letter.isupper()
        else "other"
    )  # fmt: skip
    return _SHARE[kind]


def wrapped(text: object, room: float, *, px: float = TEXT_PX) -> list[str]:
    """Return a whole text as lines no wider than ``room`` [px].

    Units never part from their numbers, whatever the room; any other word that is wider than a line
    goes on in the next.
    """
    found: list[str] = []
    free = 0.0  # on the last line
    for word in bound(clean(text)).split(" "):
        wide = _wide(word) * px
        if found and wide + _SHARE["narrow"] * px <= free:
            found[-1] += f" {word}"
            free -= wide + _SHARE["narrow"] * px
        else:
            found += _parts(word, room, px) if wide > room else [word]
            free = room - _wide(found[-1]) * px
    return [line for line in found if line] or ["\N{EN DASH}"]


def unbroken(text: object, room: float, px: float = TEXT_PX) -> bool:
    """Tell whether every word of a text finds room on a line of its own."""
    return all(text_px(word, px) <= room for word in bound(clean(text)).split(" "))


def _parts(word: str, room: float, px: float) -> Iterator[str]:
    """Yield a word as pieces of a line's width, of a letter at least."""
    most = int(room / (_SHARE["narrow"] * px)) + 1  # letters, if all were narrow
    while BOUND not in word and (len(word) > most or text_px(word, px) > room):
        fitting = bisect(range(1, most), room, key=lambda n: text_px(word[:n], px))
        yield word[: max(1, fitting)]
        word = word[max(1, fitting) :]
    yield word


def lines_of(source: str, room: float, px: float = SMALL_PX) -> list[str]:
    """Return a source as lines, broken between its parts (" · ") where it can be."""
    found: list[str] = []
    for part in clean(source).strip("· ").split(" · "):
        joined = f"{found[-1]} · {part}" if found else part
        if found and text_px(joined, px) <= room:
            found[-1] = joined
        else:
            found.append(part)
    return [line for part in found if part for line in wrapped(part, room, px=px)]


def short_place(name: object) -> str:
    """Return the name of a place for an axis: ``Kabupaten`` shortened, a dash for none."""
    return clean(clean(name).replace("Kabupaten ", "Kab. ", 1)) or "\N{EN DASH}"


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round values of an axis from ``low`` to ``high``, about ``most`` steps apart."""
    raw = ((high - low) or 1.0) / most
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(s * unit for s in (1, 2, 2.5, 5, 10) if s * unit >= raw * 0.999)
    return [step * i for i in range(math.ceil(low / step), int(high / step + 1e-9) + 1)]
