"""Hold the totals written under a table against the sums of its rows."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kotaku import schema
from kotaku.dataset import Unproven
from kotaku.findings import Finding, finding
from kotaku.intake.model import Cell, Sheet, address, letter
from kotaku.intake.reading.listed import ListRows, Marked, is_mean
from kotaku.intake.tables.problems import heading
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.shaped import adds_up, quantity
from kotaku.words.numbers import format_number
from kotaku.words.parsing import read_numbers

WEIGHTED = frozenset({"rencana_pct", "realisasi_pct"})  # a team's is the sum by weights
PERCENTS = WEIGHTED | {"bobot_pct"}  # other percents are not added up


def findings(reader: Reader) -> list[Finding]:
    """Return a finding for each stated total that is neither the sum of all rows above it nor of
    those since the total before it (a subtotal). Means are not compared.
    """
    found: list[Finding] = []
    before = 0
    for total in reader.rows.totals:
        if not is_mean(total):
            for name, column in reader.fields.items():
                if adds_up(name) or name in PERCENTS:
                    stated = _stated(reader.sheet.columns[column].cell(total.row), name)
                    sums = _wanted(reader, name, before, total)
                    if stated is not None and sums and not any(_same(stated, s) for s in sums):
                        found.append(
                            _differs(reader.file, reader.sheet, name, column, total, stated, sums)
                        )
            before = total.row
    return found


def unproven(reader: Reader, found: Sequence[Finding]) -> tuple[Unproven, ...]:
    """Return what rests on totals that are off: nobody knows which figure is the wrong one."""
    names = {letter(column): name for name, column in reader.fields.items()}
    return tuple(
        Unproven(
            quantity(reader.block.tables, names[f.cell.rstrip("0123456789")]),
            reader.file,
            reader.sheet.name,
            f.message,
        )
        for f in found
    )


def _wanted(reader: Reader, name: str, before: int, total: Marked) -> tuple[float, ...]:
    """Return what a total may state, written as its column is."""
    values = reader.converted[name].values.to_numpy(dtype=float)
    sums = _sums(values, reader.rows, before, total)
    if name in reader.shares:  # percents of the households: their mean by households
        every = reader.converted["kk_total"].values.to_numpy(dtype=float)
        wholes = _sums(np.where(np.isnan(values), np.nan, every), reader.rows, before, total)
        means = [s / w for s, w in zip(sums, wholes, strict=True) if w]
        return tuple([m * 100 for m in means] + means)
    if name in WEIGHTED and "bobot_pct" in reader.fields:
        weights = reader.converted["bobot_pct"].values.to_numpy(dtype=float) / 100
        sums += _sums(values * weights, reader.rows, before, total)
    if factor := reader.factor(name):
        sums = (*(s / factor for s in sums), *sums)
    return sums


def _stated(cell: Cell, name: str) -> float | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, float):
        return cell
    if not isinstance(cell, str):
        return None
    unit = "" if schema.criterion_of(name) else schema.fields()[name].unit or ""
    value = read_numbers([cell], unit=unit).values[0]
    return None if math.isnan(value) else value


def _sums(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], rows: ListRows, before: int,
          total: Marked) -> tuple[float, ...]:  # fmt: skip
    """Return the sums that a total may state: of its rows where they are known, else of all above
    it or since the total before.
    """
    above = rows.data < total.row
    if total.span is not None:
        above, before = (rows.data >= total.span[0]) & (rows.data <= total.span[1]), 0
    return (
        float(np.nansum(values[above])),
        float(np.nansum(values[above & (rows.data > before)])),
    )


def _same(stated: float, total: float) -> bool:
    """Tell whether a total agrees to the decimals it was written with."""
    text = repr(stated)
    decimals = len(text.partition(".")[2].rstrip("0")) if "e" not in text else 0
    tolerance: float = max(0.5 / 10.0**decimals, 1e-9 * abs(total))
    return abs(stated - total) <= tolerance * 1.000001


def _differs(
    file: str, sheet: Sheet, name: str, column: int, total: Marked, stated: float,
    sums: tuple[float, ...],
) -> Finding:  # fmt: skip
    nearest = min(sums, key=lambda s: abs(s - stated))
    return finding(
        "TOTAL-TIDAK-COCOK",
        file=file,
        sheet=sheet.name,
        cell=address(column, total.row),
        row=total.row,
        value=format_number(stated, 4),
        kolom=heading(name),
        tertulis=format_number(stated, 4),
        terhitung=format_number(nearest, 4),
    )
