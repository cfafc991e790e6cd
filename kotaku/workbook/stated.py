"""Hold what a recap states is left against what its own rows leave."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kotaku.checks.engine import limits
from kotaku.findings import Finding
from kotaku.text.numbers import format_number
from kotaku.workbook.convert import convert
from kotaku.workbook.model import address
from kotaku.workbook.reader import Reader

_AREAS = ("luas_sk_ha", "luas_verifikasi_ha")


def findings(reader: Reader) -> list[Finding]:
    """Return a finding for each row whose stated remainder is not area minus reductions [ha]."""
    area = next((n for n in _AREAS if n in reader.fields), None)
    if "sisa_ha" not in reader.fields or area is None:
        return []
    start, left = (_values(reader, n) for n in (area, "sisa_ha"))
    taken = _taken(reader)
    if taken is None:
        return []
    slack = limits()["pengurangan"]["toleransi_ha"] + 1e-9
    found: list[Finding] = []
    for i in np.flatnonzero(np.abs(start - taken - left) > slack):
        row = int(reader.rows.data[i])
        found.append(
            reader.finding(
                "SISA-TIDAK-COCOK",
                cell=address(reader.fields["sisa_ha"], row),
                row=row,
                value=format_number(float(left[i]), 4),
                awal=format_number(float(start[i]), 4),
                pengurangan=format_number(float(taken[i]), 4),
                hitung=format_number(float(start[i] - taken[i]), 4),
            )
        )
    return found


def _taken(reader: Reader) -> npt.NDArray[np.float64] | None:
    if reader.block.wide:
        columns = [convert(reader.cells(i), "pengurangan_ha").values for i in reader.block.wide]
        taken: npt.NDArray[np.float64] = np.nansum(np.array(columns, dtype=np.float64), axis=0)
        return taken
    if "pengurangan_ha" in reader.fields:
        return np.nan_to_num(_values(reader, "pengurangan_ha"))
    return None


def _values(reader: Reader, name: str) -> npt.NDArray[np.float64]:
    values: npt.NDArray[np.float64] = reader.converted[name].values.to_numpy(dtype=np.float64)
    return values
