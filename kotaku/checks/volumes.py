"""Problem volumes against the denominators of their RT."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kotaku import schema
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.measures import denominators, measured, rt_of_condition
from kotaku.checks.words import plain


@check("kekumuhan")
def negative_volumes(data: Data) -> Iterator[Issue]:
    """A negative volume scores 0."""
    volume = measured(data, "volume")
    for row, c in volume.cells(volume.values < 0):
        yield Issue(
            "VOLUME-NEGATIF",
            "kekumuhan",
            (volume.frame.index[row],),
            (volume.columns[c],),
            plain(volume.values[row, c]),
            details={"kriteria": volume.criteria[c].id, "nama": volume.criteria[c].name},
        )


@check("rt", "kekumuhan")
def volumes_over_denominator(data: Data) -> Iterator[Issue]:
    """A volume above its denominator counts as 100 %; a difference of rounding is not told."""
    volume, limits = measured(data, "volume"), data.limits["kelebihan"]
    below = denominators(data, volume)
    slack = np.array([limits["mutlak_ha"] if c.unit == "ha" else 0.0 for c in volume.criteria])
    most = below * (1 + limits["relatif"]) + slack
    for row, c in volume.cells((volume.values > most) & (below > 0)):
        criterion = volume.criteria[c]
        yield Issue(
            "VOLUME-MELEBIHI-PEMBAGI",
            "kekumuhan",
            (volume.frame.index[row],),
            (volume.columns[c],),
            plain(volume.values[row, c]),
            details={
                "kriteria": criterion.id,
                "satuan": criterion.unit,
                "kolom": schema.fields()[criterion.denominator].heading,
                "pembagi": plain(below[row, c]),
            },
        )


@check("rt", "kekumuhan")
def missing_denominators(data: Data) -> Iterator[Issue]:
    """A problem without a denominator scores 0; told once for each denominator of an RT."""
    volume, rt = measured(data, "volume"), data.table("rt")
    at = rt_of_condition(data)
    below = denominators(data, volume)
    problem = (volume.values > 0) & (at >= 0)[:, None]
    for code, empty in (("PEMBAGI-NOL", below == 0), ("PEMBAGI-KOSONG", np.isnan(below))):
        touched: dict[tuple[int, str], set[str]] = {}
        for row, c in volume.cells(problem & empty):
            criterion = volume.criteria[c]
            touched.setdefault((int(at[row]), criterion.denominator), set()).add(criterion.id)
        for (row, column), ids in touched.items():
            heading = schema.fields()[column].heading
            details = {"kolom": heading, "kriteria": ", ".join(sorted(ids))}
            yield Issue(code, "rt", (rt.index[row],), (column,), details=details)
