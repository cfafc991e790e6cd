"""Decide by its values what a criterion's column holds when its heading does not say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kotaku import rules
from kotaku.findings import Finding, finding
from kotaku.intake.model import Column
from kotaku.intake.tables.block import Block
from kotaku.words.parsing import read_numbers

OPEN = "?_"
REASONS = {"nilai": "semua isinya 0, 1, 3 atau 5", "volume": "isinya bukan hanya 0, 1, 3 dan 5"}
FEWEST_ROWS = 5  # fewer rows of 0, 1, 3 and 5 may as well be volumes


def decide(
    block: Block, cells: Callable[[int], Column], *, file: str, sheet: str
) -> tuple[dict[int, str], list[Finding]]:
    """Return the field of every column; ``?_1a`` becomes ``volume_1a`` or ``nilai_1a``.

    All open columns of a sheet hold one measure. They are scores when every value is a score of
    the regulation (0, 1, 3, 5) on at least five rows, else volumes.
    """
    fields = {i: m.field for i, m in block.columns.items()}
    unsure = [i for i, name in fields.items() if name.startswith(OPEN)]
    if not unsure:
        return fields, []
    scores = {0.0, *(float(b.score) for r in rules.all_regulations() for b in r.bands)}
    values = [_known(cells(i)) for i in unsure]
    rows = max((len(v) for v in values), default=0)
    seen = {float(x) for v in values for x in np.unique(v)}
    scored = seen <= scores and len(seen) > 1 and rows >= FEWEST_ROWS
    measure = "nilai" if scored else "volume"
    decided = {
        i: name.replace(OPEN, f"{measure}_") if i in unsure else name for i, name in fields.items()
    }
    taken: dict[str, int] = {}
    for (
        i,
        name,
    ) in decided.items():  # a heading that names its measure goes before one that does not
        if name not in taken or taken[name] in unsure:
            taken[name] = i
    kept = {i: name for name, i in taken.items()}
    numeric = any("NUMERIK" in block.headings.get(i, "").upper() for i in unsure)
    if not scored and not numeric:
        return kept, []
    words = {"ukuran": "nilai (skor)" if scored else "volume", "alasan": REASONS[measure]}
    return kept, [finding("KOLOM-DITAFSIRKAN", file=file, sheet=sheet, **words)]  # type: ignore[arg-type]


def _known(column: Column) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    texts = [v for v in column.values if isinstance(v, str)]
    every = np.concatenate([column.numbers, np.asarray(read_numbers(texts).values, dtype=float)])
    known: np.ndarray[tuple[int], np.dtype[np.float64]] = every[~np.isnan(every)]
    return known
