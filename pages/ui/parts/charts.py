"""Charts on a page: built once per view, fitted to its window, with their numbers a click away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from kotaku.charts import of_view, plotly
from kotaku.charts.projector import enlarged
from kotaku.charts.spec import Chart, Empty, alternative, table
from pages.ui.bar import window
from pages.ui.bar.context import Context
from pages.ui.bar.spoken import spoken
from pages.ui.parts import tables

USUAL_PX = 18  # theme.baseFontSize for which the charts are drawn [px]
# Streamlit's own figure template marks the ground with this colour; the browser shows the theme's.
PAPER = "#000038"
# A picture cannot use the page's own letters: those after it must be no wider, or words are cut.
FAMILY = '"Source Sans", Calibri, Carlito, "Arial Narrow", "Liberation Sans Narrow", sans-serif'


def draw(
    page: Context,
    key: str,
    build: Callable[[], Chart],
    *,
    share: float = 1.0,
    height: int | None = None,
    name: str = "",
) -> None:
    """Draw a chart of a view; ``build`` runs at its first use.

    Parameters
    ----------
    page, key : whose chart, and its name among them
    build : makes the chart
    share : of the page's width that the chart has
    height : of the figure, where its place has one [px]
    name : what tells it from the same chart elsewhere on the page
    """
    chart = page.chart(key, build)
    file = f"{page.filters.kab_kota or ''} {chart.name}"
    _draw(chart, id(chart), f"grafik {key}{name}", window.room(share), height, file)
    if height is None:  # a place of a given height has none for more
        numbers(chart, f"{key}{name}")


@st.cache_resource(max_entries=512, show_spinner=False)
def _draw(
    _chart: Chart,
    ident: int,  # noqa: ARG001 -- part of the cache key
    key: str,
    width: float,
    height: int | None,
    file: str,
) -> Chart:
    """Draw a chart that stays as it is; see cards.explain on the id."""
    plot(_chart, key=key, width=width, height=height, file=file)
    return _chart


def numbers(chart: Chart, key: str) -> None:
    """Draw the way to a chart's numbers; the table is made when it is asked for."""
    if isinstance(chart, Empty):
        return
    label = f"Angka{spoken(chart.name)}"
    icon, name = ":material/table:", f"angka {key}"
    with st.popover(label, icon=icon, type="tertiary", key=name, on_change="rerun") as shown:
        if shown.open:
            tables.of_words(table(chart), alt=chart.name)


def plot(
    chart: Chart, *, key: str, width: float | None = None, height: int | None = None, file: str = ""
) -> None:
    """Draw a chart on the page's ground, so that its picture can be read wherever it goes.

    Parameters
    ----------
    chart : the chart; its alternative text tells its values
    key : of the element
    width, height : of its place [px]
    file : words that name the picture; those of the chart when empty
    """
    shown = fitted(chart, width or window.room(), height)
    shown.update_layout(paper_bgcolor=PAPER, font_family=FAMILY)
    config = plotly.config(file or chart.name)
    st.plotly_chart(shown, config=config, key=key, alt=alternative(chart))


def fitted(chart: Chart, width: float, height: int | None = None) -> go.Figure:
    """Return the figure of a chart, its type as large as the theme's, as on a weak projector."""
    return enlarged(plotly.figure(chart, width=width / scale(), height=height), scale())


def scale() -> float:
    """Return how much larger than usual the type of this server's theme is [times]."""
    return float(st.get_option("theme.baseFontSize") or USUAL_PX) / USUAL_PX


def waterfall(page: Context, share: float = 1.0) -> None:
    """Draw the area account as a staircase."""
    draw(page, "tangga", partial(of_view.account, page, source=page.short_source), share=share)


def by_place(page: Context, share: float = 1.0) -> None:
    """Draw where what remains lies: by kab/kota, else by the smaller place that is known."""
    draw(page, "tempat", partial(of_view.places, page, source=page.short_source), share=share)


def reduction_by_unit(page: Context, share: float = 1.0) -> None:
    """Draw how the same works give different hectares by RT and by kawasan."""
    draw(page, "satuan", partial(of_view.by_unit, page, source=page.short_source), share=share)
    st.caption(
        "Data yang sama, satuan berbeda, hektare berbeda: sebut satuan dan metode setiap kali "
        "angka dipakai."
    )


def class_movement(page: Context) -> None:
    """Draw hectares from class to class between the first and the last year in view."""
    draw(page, "perpindahan", partial(of_view.movement, page, source=page.short_source))
