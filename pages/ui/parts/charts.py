"""Charts on a page: built once per view, drawn with one button, that takes its picture."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from kotaku import view
from kotaku.charts.areas import cumulative_reduction, stacked_area_by_place, waterfall_area
from kotaku.charts.base import plotly_config
from kotaku.charts.classes import class_by_place
from kotaku.charts.movement import class_matrix
from kotaku.charts.projector import enlarged
from kotaku.method import movement
from pages.ui.bar.context import Context

USUAL_PX = 18  # theme.baseFontSize for which the figures are drawn [px]
# Streamlit's own figure template marks the ground with this colour; the browser shows the theme's.
PAPER = "#000038"
# A picture cannot use the page's own letters: those after it must be no wider, or words are cut.
FAMILY = '"Source Sans", Calibri, Carlito, "Arial Narrow", "Liberation Sans Narrow", sans-serif'


def draw(page: Context, key: str, build: Callable[[], go.Figure], *, alt: str) -> None:
    """Draw a figure of a view; ``build`` runs at its first use."""
    _draw(page.figure(key, build), key, alt, f"{page.filters.kab_kota or ''} {alt}")


@st.cache_resource(max_entries=512, show_spinner=False, hash_funcs={go.Figure: id})
def _draw(figure: go.Figure, key: str, alt: str, file: str) -> go.Figure:
    """Draw a figure that stays as it is; see cards.explain on the id."""
    plot(figure, key=f"grafik {key}", alt=alt, file=file)
    return figure


def plot(figure: go.Figure, *, key: str, alt: str, file: str = "") -> None:
    """Draw a figure on the page's ground, so that its picture can be read wherever it goes.

    Parameters
    ----------
    figure : the figure; it keeps the ground
    key, alt : of the chart
    file : words that name the picture; those of ``alt`` when empty
    """
    shown = fitted(figure).update_layout(paper_bgcolor=PAPER, font_family=FAMILY)
    st.plotly_chart(shown, config=plotly_config(file or alt), key=key, alt=alt)


def fitted(figure: go.Figure) -> go.Figure:
    """Return a figure whose type is as large as the theme's, as on a weak projector."""
    return enlarged(figure, scale())


def scale() -> float:
    """Return how much larger than usual the type of this server's theme is [times]."""
    return float(st.get_option("theme.baseFontSize") or USUAL_PX) / USUAL_PX


def waterfall(page: Context) -> None:
    """Draw the area account as a staircase."""
    draw(
        page,
        "tangga",
        lambda: waterfall_area(page.account, source=page.short_source),
        alt="Luas kumuh awal, pengurangan per tahun dan sumber, dan sisanya",
    )


def by_place(page: Context) -> None:
    """Draw where what remains lies: by kab/kota, else by the smaller place that is known."""
    if not page.places.empty:
        draw(
            page,
            "tempat",
            lambda: stacked_area_by_place(page.account, source=page.short_source),
            alt="Luas berkurang, simulasi, dan sisa tiap kabupaten/kota",
        )
        return
    draw(page, "tempat", lambda: _classes_by_place(page), alt="Hektare tiap kelas menurut tempat")


def _classes_by_place(page: Context) -> go.Figure:
    now = page.units
    place = view.widest_place(now)
    return class_by_place(now, per=place, source=page.short_source, max_rows=8)


def reduction_by_unit(page: Context) -> None:
    """Draw how the same works give different hectares by RT and by kawasan."""
    draw(
        page,
        "satuan",
        lambda: cumulative_reduction(
            page.evaluation.pengurangan,
            source=page.short_source,
            metode=page.evaluation.settings.metode,
        ),
        alt="Pengurangan kumulatif per tahun menurut satuan hitung",
    )
    st.caption(
        "Data yang sama, satuan berbeda, hektare berbeda: sebut satuan dan metode setiap kali "
        "angka dipakai."
    )


def class_movement(page: Context) -> None:
    """Draw hectares from class to class between the first and the last year in view."""
    years = page.evaluation.kondisi["tahun"]
    first, last = int(years.min()), int(years.max())
    last = min(last, page.filters.tahun or last)
    draw(
        page,
        "perpindahan",
        lambda: class_matrix(
            movement.class_movement(
                page.evaluation.kondisi,
                page.evaluation.settings.satuan,
                "simulasi" if page.filters.simulasi else "realisasi",
                first,
                last,
                page.evaluation.regulation,
            ),
            source=page.short_source,
            awal=str(first or "awal"),
            akhir=str(last or "akhir"),
        ),
        alt="Hektare dari tiap kelas ke tiap kelas",
    )
