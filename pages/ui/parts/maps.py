"""The map of the units: what colours them, their outlines, and what a click or a row chooses."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

import pandas as pd
import streamlit as st

import kotaku
from kotaku.charts.fills import FILLS, by_score
from kotaku.charts.map import POINTS, legend, location_map
from kotaku.charts.map_outlines import DOTS, POLYGONS, Outlines
from kotaku.charts.palette import Swatch
from kotaku.geo import graticule, outlines
from kotaku.geo.basemap import Tiles
from kotaku.geo.clip import Window
from kotaku.geo.outcome import scored_criteria
from kotaku.output import made
from kotaku.output.map_files import FORMATS, map_file
from kotaku.output.map_picture import map_picture
from kotaku.view import map_rows, map_title, polygon_owners, polygon_rows, villages
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import in_full, plain
from pages.ui.bar import library, window
from pages.ui.bar.bar import DATA
from pages.ui.bar.context import Context, label_of
from pages.ui.parts import text_table, typed
from web import online_map
from web.geometry import shelf

POLYGONS_SHOWN: Final = "Poligon"
CIRCLES: Final = "Lingkaran"
SHAPES: Final = (POLYGONS_SHOWN, CIRCLES)
MOST_LISTED: Final = 300  # units that a list holds; of more, those that fit what was typed
BESIDE: Final = 360  # px of the map over the table
FIND: Final = "RT, kelurahan"
NEAR_TO: Final = "dekat"  # in the address: the shape that a link shows from near
_NUMBER: Final = re.compile("[0-9]{1,9}")
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


def search(units: Mapping[str, str]) -> str | None:
    """Draw the search for a unit by its name, kelurahan or ID; return the one that was found.

    Of many units only those that fit are sent.

    Parameters
    ----------
    units : what each is looked for by, by its id
    """
    names = units
    if len(units) > MOST_LISTED:
        text = typed.text_input("Cari unit", placeholder=FIND, key="peta_teks").casefold().split()
        names = _fitting(units, text)
        if text and not names:
            st.caption("Tidak ada unit yang bernama begitu.")
        if len(names) < 2:
            return next(iter(names), None)
    found: str | None = st.selectbox(
        "Cari unit" if names is units else f"Pilih dari {len(names)}", list(names),
        index=None, format_func=lambda unit: str(names.get(unit, unit)), placeholder=FIND,
        key="peta_cari",
    )  # fmt: skip
    return found


def _fitting(units: Mapping[str, str], parts: Sequence[str]) -> dict[str, str]:
    """Return the first units that fit all of what was typed; none where nothing was."""
    if not parts:
        return {}
    told = ((unit, name, f"{name} {unit}".casefold()) for unit, name in units.items())
    found = ((unit, name) for unit, name, words in told if all(part in words for part in parts))
    return dict(islice(found, MOST_LISTED))


def online() -> Tiles | None:
    """Draw the switch of the online map where an office named one; return it while it is on."""
    try:
        tiles = online_map.chosen(os.environ)
    except ValueError as error:
        st.caption(plain(error))
        return None
    if tiles is None:
        return None
    told = (
        f"Bila dinyalakan, peramban ini meminta gambar peta dari {tiles.host} untuk tempat yang "
        "tampak; server itu tahu tempat mana yang dilihat."
    )
    wanted = st.toggle("Peta dasar daring", key="peta_daring")
    st.caption(plain(told))
    return tiles if wanted else None


def link(page: Context, shape: int, words: str) -> None:
    """Draw a link to the map that shows one shape from near."""
    st.page_link(
        "pages/peta.py", label=plain(words), icon=":material/map:",
        query_params={DATA: label_of(page), NEAR_TO: str(shape)},
    )  # fmt: skip


def asked_for(page: Context) -> Window | None:
    """Return the window around the shape that a link asked for, and say what it is."""
    label = st.query_params.get(NEAR_TO, "")
    shapes = page.polygons.shapes
    if not _NUMBER.fullmatch(label) or int(label) not in shapes.index:
        return None
    own = shapes.loc[[int(label)]]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Diperbesar: {plain(own['nama'].iloc[0], 80)}")
        st.page_link(
            "pages/peta.py", label="Seluruh peta", icon=":material/map:",
            query_params={DATA: label_of(page)},
        )  # fmt: skip
    return outlines.around(own)


def window_of(
    page: Context, rows: pd.DataFrame, owners: pd.Series[str], unit: str | None
) -> Window | None:
    """Return where a unit lies: around its polygons, else its point; None where none is meant."""
    found = rows[rows["id_unit"] == unit] if unit else rows.head(0)
    if found.empty:
        return None
    shapes = page.polygons.shapes
    own = shapes.loc[owners.index[owners == unit]]
    if len(own):
        return outlines.around(own)
    lon, lat = float(found["bujur"].iloc[0]), float(found["lintang"].iloc[0])
    return lon - NEAR, lat - NEAR, lon + NEAR, lat + NEAR


@dataclass(frozen=True)
class Drawn:
    """The polygons of a data set as browsers fetch them, all of them whatever the filters are."""

    shapes: pd.DataFrame  # in the order of their numbers, with their labels
    url: str
    points_url: str
    boundary_url: str | None
    boundary_names: list[tuple[str, float, float]]


def drawn(page: Context) -> Drawn:
    """Return the outlines of the data set that a page shows."""
    assert page.filters.entry is not None
    return _drawn(page.filters.entry, page.filters.regulasi, kotaku.RULES)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={library.Entry: repr})
def _drawn(entry: library.Entry, regulasi: str | None, rules: str) -> Drawn:  # noqa: ARG001 -- key
    found = library.open_entry(entry, regulasi).delineasi.shapes
    rows, edges = outlines.drawn(found), outlines.drawn(found, outlines.BOUNDARY)
    tips = _tips(rows)
    return Drawn(
        rows,
        shelf.put(outlines.geojson(rows, tips)),
        shelf.put(outlines.dots(rows, tips)),
        shelf.put(outlines.geojson(edges)) if len(edges) else None,
        outlines.named(edges),
    )


def _tips(rows: pd.DataFrame) -> list[str]:
    names = rows["nama"].where(rows["nama"] != "", rows["rt_rw"])
    return [
        f"{in_full(name)}, {in_full(village)}\npoligon {format_ha(area)}"
        for name, village, area in zip(
            names, rows["kelurahan"], rows["luas_poligon_ha"], strict=True
        )
    ]


def outlines_of(
    page: Context, rows: pd.DataFrame, looks: list[Swatch], owners: pd.Series[str]
) -> Outlines | None:
    """Return the polygons in the colours of their units; None where there are none.

    Those that the filters leave out keep their lines.
    """
    if not page.polygons:
        return None
    known, by_unit = drawn(page), dict(zip(rows["id_unit"], looks, strict=True))
    looked = {label: by_unit.get(owner, UNJOINED) for label, owner in owners.items()}
    return Outlines(
        known.url,
        known.points_url,
        [looked.get(label) for label in known.shapes.index],
        known.boundary_url,
        known.boundary_names,
    )


def of_year(page: Context, year: int | None, **how: Any) -> str | None:
    """Draw the units at the end of a year (see ``draw``)."""
    return draw(page, map_rows(page, year), polygon_owners(page, year), villages(page), **how)


def draw(
    page: Context,
    rows: pd.DataFrame,
    owners: pd.Series[str],
    places: Mapping[str, str],
    *,
    fill: str,
    shape: str,
    near: Window | None,
    key: str,
    height: int,
    share: float = 1.0,
    tiles: Tiles | None = None,
) -> str | None:
    """Draw the map with its legend; return the id of the unit that was clicked.

    ``share`` is the part of the page's width that it takes.
    ``owners`` names by the label of a shape the row that it draws, ``places`` by the id of a row
    its kelurahan.
    """
    looks = FILLS[fill].meanings(rows)
    polygons = shape == POLYGONS_SHOWN
    shown = outlines_of(page, rows, looks, owners) if polygons else None
    seen = near or _window(page, rows, polygons=polygons)
    event: Any = st.pydeck_chart(
        location_map(
            rows,
            looks=looks,
            outlines=shown,
            villages=places,
            window=seen,
            tiles=tiles,
            grid_url=shelf.put(graticule.geojson(seen or _spread(rows))),
            dark=st.context.theme.type == "dark",
            width=int(window.room(share)),
            height=height,
        ),
        height=height,
        key=key,
        on_select="rerun",
        selection_mode="single-object",
        alt=f"Peta unit menurut {FILLS[fill].label.lower()}",
    )
    _legend(rows, looks, key)
    return _clicked(page, owners, event)


def beside_table(page: Context, chosen: Sequence[int], *, height: int = BESIDE) -> None:
    """Draw the polygons by how they agree with the table, near those that were chosen there.

    Where none was, near the one that a link asked for.
    """
    rows, owners = polygon_rows(page.polygons)
    own = page.polygons.shapes.loc[list(chosen)]
    named = page.polygons.shapes.loc[owners.index, "kelurahan"]
    places = {row: name for row, name in zip(owners, named, strict=True) if name}
    clicked = draw(
        page, rows, owners, places, fill="keraguan", shape=POLYGONS_SHOWN, key="peta_tabel",
        height=height, near=outlines.around(own) if len(own) else asked_for(page),
    )  # fmt: skip
    for unit in [clicked] if clicked else dict.fromkeys(owners.reindex(own.index)):
        row = rows[rows["id_unit"] == unit].iloc[0]
        link(page, int(unit), f"{row['nama']}: buka di halaman Peta")


def _legend(rows: pd.DataFrame, looks: Sequence[Swatch], key: str) -> None:
    """Draw the meanings with their colour, letter, number of units and hectares."""
    told = legend(rows, looks)
    columns = [
        [one.swatch.mark for one in told],
        [one.swatch.label for one in told],
        [format_number(one.units, 0) for one in told],
        [format_ha(one.area_ha) for one in told],
    ]
    texts = text_table.of(
        "Arti warna pada peta", ["Warna", "Arti", "Unit", "Luas"], columns,
        [False, False, True, True],
    )  # fmt: skip
    grounds = [(one.swatch.fill, one.swatch.ink) for one in told]
    text_table.draw(f"{key}_arti", texts, screen=True, grounds=grounds)


def _window(page: Context, rows: pd.DataFrame, *, polygons: bool) -> Window | None:
    """Return the window of the polygons and of the units beside them; None without polygons."""
    if not polygons or not page.polygons:
        return None
    shapes = drawn(page).shapes
    edges = outlines.window(shapes[shapes.index.isin(page.polygons.shapes.index)])
    if edges is None or rows.empty:
        return edges
    lon, lat = rows["bujur"], rows["lintang"]
    west, south, east, north = edges
    return (
        min(west, float(lon.min())), min(south, float(lat.min())),
        max(east, float(lon.max())), max(north, float(lat.max())),
    )  # fmt: skip


def _spread(rows: pd.DataFrame) -> Window:
    """Return the window of the units; the country where there are none."""
    if rows.empty:
        return graticule.COUNTRY
    lon, lat = rows["bujur"], rows["lintang"]
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _clicked(page: Context, owners: pd.Series[str], event: Any) -> str | None:
    chosen = event.selection.objects
    for one in chosen.get(POINTS, ()):
        return str(one["properties"]["id_unit"])
    for one in (*chosen.get(POLYGONS, ()), *chosen.get(DOTS, ())):
        at = one.get("properties", {}).get("i")
        shapes = drawn(page).shapes
        if isinstance(at, int) and 0 <= at < len(shapes):
            return str(owners.get(shapes.index[at], ""))
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
        data=lambda: made.picture(page, fill, year, rows=rows) or b"",
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
        data=lambda: made.FILES.run(
            map_file, rows, FILLS["kelas"].meanings(rows), page.polygons, ending
        ),
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
