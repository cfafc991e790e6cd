"""Charts that more than one page draws."""

from __future__ import annotations

import streamlit as st

from kotaku import summary
from kotaku.figures.areas import cumulative_reduction, stacked_area_by_place
from kotaku.figures.classes import class_by_place
from pages.shared.context import Context


def by_place(page: Context) -> None:
    """Draw where what remains lies: by kab/kota, else by the smaller place that is known."""
    if not page.places.empty:
        st.plotly_chart(
            stacked_area_by_place(page.account, source=page.short_source),
            alt="Luas berkurang, simulasi, dan sisa tiap kabupaten/kota",
        )
        return
    now = summary.units_now(
        page.evaluation.kondisi,
        satuan=page.evaluation.settings.satuan,
        simulasi=page.filters.simulasi,
        sampai_tahun=page.filters.tahun,
    )
    st.plotly_chart(
        class_by_place(now, per=summary.widest_place(now), source=page.short_source, max_rows=8),
        alt="Hektare tiap kelas menurut tempat",
    )


def reduction_by_unit(page: Context) -> None:
    """Draw how the same works give different hectares by RT and by kawasan."""
    st.plotly_chart(
        cumulative_reduction(page.evaluation.pengurangan, source=page.short_source),
        alt="Pengurangan kumulatif per tahun menurut satuan hitung",
    )
    st.caption(
        "Data yang sama, satuan berbeda, hektare berbeda: sebut satuan dan metode setiap kali "
        "angka dipakai."
    )
