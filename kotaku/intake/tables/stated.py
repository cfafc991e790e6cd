"""Hold the remainder and the percents that a recap states against its own hectares."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kotaku import schema
from kotaku.checks.limits import limits
from kotaku.findings import Finding
from kotaku.intake.model import address
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.shares import AREAS
from kotaku.words.numbers import format_number

Floats = npt.NDArray[np.float64]


def findings(reader: Reader) -> list[Finding]:
    """Return a finding for each stated remainder [ha] and percent that the hectares contradict."""
    area = next((n for n in AREAS if n in reader.fields), None)
    taken = None if area is None else _taken(reader)
    if area is None or taken is None:
        return []
    start = _values(reader, area)
    left = _values(reader, "sisa_ha") if "sisa_ha" in reader.fields else start - taken
    return [
        *_remainders(reader, start, taken, left),
        *_percents(reader, "persen_pengurangan", taken, start),
        *_percents(reader, "persen_sisa", left, start),
    ]


def _remainders(reader: Reader, start: Floats, taken: Floats, left: Floats) -> Iterator[Finding]:
    slack = limits()["pengurangan"]["toleransi_ha"] + 1e-9
    for i in np.flatnonzero(np.abs(start - taken - left) > slack):
        row = int(reader.rows.data[i])
        yield reader.finding(
            "SISA-TIDAK-COCOK",
            cell=address(reader.fields["sisa_ha"], row),
            row=row,
            value=format_number(float(left[i]), 4),
            awal=format_number(float(start[i]), 4),
            pengurangan=format_number(float(taken[i]), 4),
            hitung=format_number(float(start[i] - taken[i]), 4),
        )


def _percents(reader: Reader, name: str, part: Floats, start: Floats) -> Iterator[Finding]:
    if name not in reader.fields:
        return
    told = _values(reader, name)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(start > 0, part / start * 100, np.nan)
    slack = _slack(told)
    for i in np.flatnonzero(np.abs(own - told) > slack):
        row = int(reader.rows.data[i])
        yield reader.finding(
            "PERSEN-REKAP-TIDAK-COCOK",
            cell=address(reader.fields[name], row),
            row=row,
            value=format_number(float(told[i]), 2),
            kolom=schema.fields()[name].heading,
            bagian=format_number(float(part[i]), 4),
            awal=format_number(float(start[i]), 4),
            hitung=format_number(float(own[i]), 2),
        )


def _slack(told: Floats) -> float:
    """Return half of the last digit that the column prints, and never less than the tolerance."""
    known = told[~np.isnan(told)]
    digits = next((d for d in range(3) if np.allclose(known, known.round(d), atol=1e-9)), 2)
    return float(max(limits()["pengurangan"]["toleransi_pp"], 0.5 * 10.0**-digits)) + 1e-9


def _taken(reader: Reader) -> Floats | None:
    if reader.block.wide:
        shares = [reader.share(i) for i in reader.block.wide]
        columns = [share.converted["pengurangan_ha"].values for share in shares]
        taken: Floats = np.nansum(np.array(columns, dtype=np.float64), axis=0)
        return taken
    if "pengurangan_ha" in reader.fields:
        return np.nan_to_num(_values(reader, "pengurangan_ha"))
    return None


def _values(reader: Reader, name: str) -> Floats:
    values: Floats = reader.converted[name].values.to_numpy(dtype=np.float64)
    return values
