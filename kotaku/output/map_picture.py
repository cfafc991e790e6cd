"""The map of a view as a picture, with what it must say to stand alone."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kotaku.charts.fills import FILLS
from kotaku.charts.map import legend
from kotaku.charts.palette import Swatch
from kotaku.charts.picture.mapped import picture
from kotaku.geo import outlines
from kotaku.geo.clip import Window
from kotaku.view import View, drawn_for, map_rows, map_source, map_title, villages

SIZE = (1200, 760)


def map_picture(
    report: View,
    fill: str = "kelas",
    year: int | None = None,
    *,
    rows: pd.DataFrame | None = None,
    looks: Sequence[Swatch] | None = None,
    title: str = "",
    size: tuple[int, int] = SIZE,
    window: Window | None = None,
) -> bytes | None:
    """Return the PNG of the units at the end of a year; None where nothing has a place.

    Parameters
    ----------
    report : the view
    fill : key of FILLS
    year : the last year to look at; None is all
    rows : the units, when they are known already (``kotaku.view.map_rows``)
    looks : the meaning of each of them; what ``fill`` says when None
    title : what stands above; made of place, fill and year when empty
    size : width and height [px]
    window : west, south, east, north [degrees], so that several pictures show the same
    """
    shown = map_rows(report, year) if rows is None else rows
    if shown.empty:
        return None
    seen = FILLS[fill].meanings(shown) if looks is None else looks
    shapes = outlines.whole(report.polygons.shapes) if report.polygons else None
    if shapes is not None:
        owners = drawn_for(report, shown)
        shapes = shapes.assign(id_unit=[owners.get(u, "") for u in shapes["id_unit"].tolist()])
    edges = outlines.whole(report.polygons.boundaries, outlines.BOUNDARY)
    names = _names(report, shown)
    told = {name.casefold() for name, _, _ in names}
    names += [place for place in outlines.named(edges) if place[0].casefold() not in told]
    return picture(
        shown,
        seen,
        shapes,
        title=title or map_title(report, year, FILLS[fill].label),
        legend=legend(shown, seen),
        source=map_source(report),
        names=names,
        boundaries=edges,
        size=size,
        window=window,
    )


def _names(report: View, shown: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Return the names of kelurahan (of kab/kota, where there are several) over them."""
    several = shown["kab_kota"].nunique() > 1
    named = shown["kab_kota"] if several else shown["id_unit"].map(villages(report))
    found = shown.assign(_nama=named).dropna(subset=["_nama"]).groupby("_nama", sort=False)
    middles = found[["bujur", "lintang", "luas_ha"]].agg(
        {"bujur": "mean", "lintang": "max", "luas_ha": "sum"}
    )
    order = middles.sort_values("luas_ha", ascending=False)
    return [(str(name), row.bujur, row.lintang) for name, row in order.iterrows()]
