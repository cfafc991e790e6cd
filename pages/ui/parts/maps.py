"""The map of the units: what colours them, their outlines, and what a click or a row chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from kotaku.charts.fills import FILLS, by_score
from kotaku.charts.map import POINTS, POLYGONS, Outlines, legend, location_map
from kotaku.charts.palette import Swatch
from kotaku.geo import outlines
from kotaku.geo.model import Delineations
from kotaku.geo.states import scored_criteria
from kotaku.output.map_files import FORMATS, map_file
from kotaku.output.map_picture import map_picture
from kotaku.view import map_rows, map_title
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import clean, plain
from pages.ui.bar.context import Context
from web.geometry import shelf

POLYGONS_SHOWN: Final = "Poligon"
CIRCLES: Final = "Lingkaran"
SHAPES: Final = (POLYGONS_SHOWN, CIRCLES)
NEAR: Final = 0.004  # degrees around one unit, some 450 m
UNJOINED: Final = Swatch("lepas", "Poligon tanpa baris di tabel", "·", "#d7dde2", "")
SMALL: Final = (600, 420)  # px of one of many maps


def choose_fill(rows: pd.DataFrame) -> str:
    """Draw what can colour these units and return the choice; only what is known is offered."""
    known = {
        "kelas": True,
        "sisa": rows["tingkat"].isna().any(),
        "tahun": rows["tahun_tuntas"].notna().any() or rows["kembali"].any(),
        "kriteria": rows["kriteria"].notna().any(),
        "dana": rows["anggaran_rp"].notna().any(),
        "keraguan": rows["status_poligon"].notna().any(),
    }
    offered = [key for key in FILLS if known[key]]
    return st.segmented_control(
        "Warna menurut", offered, default=offered[0], format_func=lambda k: FILLS[k].label,
        key="peta_warna", required=True,
    )  # fmt: skip


def place_of(rows: pd.DataFrame, unit: str | None) -> tuple[float, float] | None:
    """Return longitude and latitude of a unit; None where none is meant."""
    found = rows[rows["id_unit"] == unit] if unit else rows.head(0)
    if found.empty:
        return None
    return float(found["bujur"].iloc[0]), float(found["lintang"].iloc[0])


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Delineations: id})
def shapes_of(found: Delineations) -> tuple[pd.DataFrame, str, str | None, Any]:
    """Return the outlines of delineations, where browsers fetch them, and their window."""
    rows = outlines.drawn(found.shapes)
    borders = outlines.drawn(found.shapes, outlines.BOUNDARY)
    url = shelf.put(outlines.geojson(rows, _tips(rows)))
    border_url = shelf.put(outlines.geojson(borders, [""] * len(borders))) if len(borders) else None
    return rows, url, border_url, outlines.window(rows)


def _tips(rows: pd.DataFrame) -> list[str]:
    names = rows["nama"].where(rows["nama"] != "", rows["rt_rw"])
    return [
        f"{clean(name, 60)}, {clean(village, 40)}\npoligon {format_ha(area)}"
        for name, village, area in zip(
            names, rows["kelurahan"], rows["luas_poligon_ha"], strict=True
        )
    ]


def outlines_of(page: Context, rows: pd.DataFrame, looks: list[Swatch]) -> Outlines | None:
    """Return the polygons in the colours of their units; None where there are none."""
    if not page.polygons:
        return None
    shapes, url, border_url, _ = shapes_of(page.polygons)
    by_unit = dict(zip(rows["id_unit"], looks, strict=True))
    return Outlines(url, [by_unit.get(unit, UNJOINED) for unit in shapes["id_unit"]], border_url)


def draw(
    page: Context,
    rows: pd.DataFrame,
    *,
    fill: str,
    shape: str,
    near: tuple[float, float] | None,
    key: str,
    height: int,
) -> str | None:
    """Draw the map with its legend; return the id of the unit that was clicked."""
    looks = FILLS[fill].meanings(rows)
    polygons = shape == POLYGONS_SHOWN
    shown = outlines_of(page, rows, looks) if polygons else None
    event: Any = st.pydeck_chart(
        location_map(
            rows,
            looks=looks,
            outlines=shown,
            window=_window(page, near, polygons=polygons),
            dark=st.context.theme.type == "dark",
            width=1300,
            height=height,
        ),
        height=height,
        key=key,
        on_select="rerun",
        selection_mode="single-object",
        alt=f"Peta unit menurut {FILLS[fill].label.lower()}",
    )
    _legend(rows, looks, key)
    return _clicked(page, event)


def _legend(rows: pd.DataFrame, looks: Sequence[Swatch], key: str) -> None:
    """Draw the meanings with their colour, letter, number of units and hectares."""
    told = legend(rows, looks)
    frame = pd.DataFrame(
        {
            "Warna": [entry.swatch.mark for entry in told],
            "Arti": [entry.swatch.label for entry in told],
            "Unit": [format_number(entry.units, 0) for entry in told],
            "Luas": [format_ha(entry.area_ha) for entry in told],
        }
    )
    styles = [
        f"background-color: {entry.swatch.fill}; color: {entry.swatch.ink}; font-weight: 600"
        for entry in told
    ]
    st.dataframe(
        frame.style.apply(lambda _: styles, subset=["Warna"]),
        hide_index=True,
        height="content",
        key=f"{key}_arti",
        alt="Arti warna pada peta",
    )


def _window(
    page: Context, near: tuple[float, float] | None, *, polygons: bool
) -> tuple[float, float, float, float] | None:
    if near is not None:
        lon, lat = near
        return lon - NEAR, lat - NEAR, lon + NEAR, lat + NEAR
    return shapes_of(page.polygons)[3] if polygons and page.polygons else None


def _clicked(page: Context, event: Any) -> str | None:
    chosen = event.selection.objects
    for one in chosen.get(POINTS, ()):
        return str(one["id_unit"])
    for one in chosen.get(POLYGONS, ()):
        at = one.get("properties", {}).get("i")
        shapes = shapes_of(page.polygons)[0]
        if isinstance(at, int) and 0 <= at < len(shapes):
            return str(shapes["id_unit"].iloc[at])
    return None


def card(rows: pd.DataFrame, unit: str) -> None:
    """Draw what is known of one unit, in one line."""
    found = rows[rows["id_unit"] == unit]
    if found.empty:
        st.caption("Poligon ini belum punya baris di tabel.")
        return
    row = found.iloc[0]
    look = FILLS["kelas"].meanings(found)[0]
    parts = [f"**{plain(row['nama'], 80)}**", look.label.lower()]
    parts.append(f"luas {format_ha(row['luas_ha'])}, sisa {format_ha(row['sisa_ha'])}")
    if pd.notna(row["tahun_tuntas"]):
        parts.append(f"tuntas {int(row['tahun_tuntas'])}")
    if pd.notna(row["kriteria"]):
        parts.append(f"{format_number(int(row['kriteria']), 0)} kriteria tersisa")
    st.markdown(" · ".join(parts))


def download_picture(page: Context, rows: pd.DataFrame, fill: str, year: int | None) -> None:
    """Draw the download of the map as a picture."""
    st.download_button(
        "Gambar (PNG)",
        data=lambda: map_picture(page, fill, year, rows=rows) or b"",
        file_name="peta.png",
        mime="image/png",
        icon=":material/image:",
        on_click="ignore",
        key="peta_png",
    )


def download(page: Context, rows: pd.DataFrame, ending: str) -> None:
    """Draw the download of the units as a map file."""
    driver, media_type = FORMATS[ending]
    st.download_button(
        {"KML": "Google Earth (KML)", "GPKG": "GeoPackage"}.get(driver, driver),
        data=lambda: map_file(rows, FILLS["kelas"].meanings(rows), page.polygons, ending),
        file_name=f"kumuh.{ending}",
        mime=media_type,
        icon=":material/map:",
        on_click="ignore",
        key=f"peta_{ending}",
    )


def small_multiples(page: Context, years: Sequence[int]) -> None:
    """Draw one small map a year by class, then one for each criterion that still has a score."""
    if not st.toggle("Gambar peta kecil", key="peta_kecil"):
        return
    st.markdown("**Kelas pada akhir tiap tahun**")
    _grid(
        [
            (f"yr{year}", partial(map_picture, page, "kelas", year, size=SMALL,
                                  title=map_title(page, year, "kelas")))
            for year in years
        ]
    )  # fmt: skip

    criteria = scored_criteria(page.evaluation, page.filters.tahun)
    if not criteria:
        return
    st.markdown("**Nilai tiap kriteria sekarang**")
    rows = map_rows(page, page.filters.tahun)
    _grid(
        [
            (code, partial(map_picture, page, "kelas", size=SMALL, rows=rows,
                           looks=by_score(rows, scores), title=f"{code} {name}"))
            for code, name, scores in criteria
        ]
    )  # fmt: skip


def _grid(pictures: Sequence[tuple[str, Any]]) -> None:
    """Draw pictures three in a row."""
    for start in range(0, len(pictures), 3):
        for column, (_, build) in zip(st.columns(3), pictures[start : start + 3], strict=False):
            image = build()
            if image is not None:
                column.image(image)
