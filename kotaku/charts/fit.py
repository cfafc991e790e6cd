"""How much room a text takes, and texts broken or cut to the room there is [px]."""

from __future__ import annotations

import math
from bisect import bisect
from typing import Final

from kotaku.words.safe import ELLIPSIS, clean

TEXT_PX: Final = 16  # readable from the back row at 1366×768
SMALL_PX: Final = 15
# Widths of letters as parts of the size of type, for the widest face that may draw them (a picture
# cannot use the page's own letters): narrow, wide, digits, capitals; all others between.
_NARROW, _WIDE = frozenset("iljtfr.,:;|'!()[] -·"), frozenset("mwMW%@—")
_SHARE: Final = {"narrow": 0.3, "wide": 0.84, "upper": 0.63, "other": 0.52}


def text_px(text: object, size: float) -> float:
    """Return about how wide a text is on one line [px], rather too wide than too narrow."""
    total = 0.0
    for letter in clean(text):
        kind = (
            "narrow" if letter in _NARROW
            else "wide" if letter in _WIDE
            else "upper" if letter.isupper()
            else "other"
        )  # fmt: skip
        total += _SHARE[kind]
    return total * size


def wrapped(text: object, room: float, *, lines: int = 2, px: float = TEXT_PX) -> list[str]:
    """Return a text as at most ``lines`` lines no wider than ``room`` [px].

    Units never part from their numbers; a word that is too long is cut with an ellipsis, and so is
    what does not fit on the last line.
    """
    words = _together(clean(text).split(" "))
    found: list[str] = []
    for word in words:
        last = f"{found[-1]} {word}" if found else word
        if found and text_px(last, px) <= room:
            found[-1] = last
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [shortened(line, room, px) for line in found] or ["\N{EN DASH}"]


def shortened(text: str, room: float, px: float = TEXT_PX) -> str:
    """Return a line cut to the room [px], with an ellipsis where anything is gone."""
    if text_px(text, px) <= room:
        return text
    most = int(room / (_SHARE["narrow"] * px)) + 1  # letters, if all were narrow
    fitting = bisect(range(most), room, key=lambda n: text_px(text[:n] + ELLIPSIS, px)) - 1
    return text[: max(0, fitting)].rstrip() + ELLIPSIS


def lines_of(source: str, room: float, px: float = SMALL_PX) -> list[str]:
    """Return a source as lines, broken between its parts (" · ") where it can be."""
    found: list[str] = []
    for part in clean(source).strip("· ").split(" · "):
        joined = f"{found[-1]} · {part}" if found else part
        if found and text_px(joined, px) <= room:
            found[-1] = joined
        else:
            found.append(part)
    return [line for part in found if part for line in wrapped(part, room, lines=2, px=px)]


def _together(words: list[str]) -> list[str]:
    """Return words with each number and its unit as one."""
    found: list[str] = []
    for word in words:
        number = bool(found) and word in _UNITS and found[-1][-1:].isdecimal()
        if number or (found and found[-1] in ("Rp", "Rp.")):
            found[-1] += f"\N{NO-BREAK SPACE}{word}"
        else:
            found.append(word)
    return found


_UNITS = frozenset(
    [
        "ha",
        "%",
        "pp",
        "km",
        "m",
        "m2",
        "m²",
        "KK",
        "RT",
        "unit",
        "miliar",
        "juta",
        "triliun",
        "paket",
        "orang",
        "lokasi",
        "hari",
    ]
)


def short_place(name: object) -> str:
    """Return the name of a place for an axis: ``Kabupaten`` shortened, a dash for none."""
    return clean(clean(name).replace("Kabupaten ", "Kab. ", 1)) or "\N{EN DASH}"


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round values of an axis from ``low`` to ``high``, about ``most`` steps apart."""
    raw = ((high - low) or 1.0) / most
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(s * unit for s in (1, 2, 2.5, 5, 10) if s * unit >= raw * 0.999)
    return [step * i for i in range(math.ceil(low / step), int(high / step + 1e-9) + 1)]
