"""What falls back into kumuh without maintenance, as a section of a page."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from kotaku import summary
from kotaku.figures.relapse import relapse_years
from kotaku.method.relapse import Relapse, assumptions, relapse
from kotaku.text.safe import plain
from pages.shared import charts, context, tables
from pages.shared.context import Context


def show(page: Context) -> None:
    """Draw the years ahead, the units that fall back, and the assumptions behind it."""
    if page.evaluation.bukti != "volume":
        context.lacks("lembar RT dan Kekumuhan dengan volume dan pembagi")
    found = _found(page, _shares(page))
    st.markdown(f"#### {plain(summary.relapse_answer(found.years, page.satuan_label))}")
    charts.draw(
        page,
        f"kambuh {sorted(found.assumptions.shares.items())}",
        lambda: relapse_years(found.years, source=page.short_source),
        alt="Luas kumuh tiap tahun tanpa pemeliharaan",
    )
    last = found.units[found.units["tahun"] == found.units["tahun"].max()]
    st.markdown("**Satuan yang kembali kumuh pada tahun terakhir**")
    places = page.units[["id_unit", "kawasan", "kecamatan"]]
    tables.show(
        last[last["kembali_kumuh"]].merge(places, on="id_unit", how="left"),
        {
            "nama": "Nama",
            "kawasan": "Kawasan",
            "kecamatan": "Kecamatan",
            "luas_ha": "Luas (ha)",
            "total_nilai": "Nilai",
        },
        {"luas_ha": tables.number(), "total_nilai": tables.number(0)},
        alt="Satuan yang kembali kumuh tanpa pemeliharaan",
    )


def _shares(page: Context) -> dict[str, float]:
    given = assumptions()
    with st.expander("Asumsi: bagian yang rusak kembali tiap tahun", icon=":material/tune:"):
        st.caption(f"{plain(given.source)} (tanda {given.mark}); ubah sesuai pengalaman setempat.")
        edited = st.data_editor(
            pd.DataFrame(
                [
                    (c.id, c.name, given.shares.get(c.id, 0.0) * 100)
                    for c in page.evaluation.regulation.criteria
                ],
                columns=["Kode", "Kriteria", "Kembali per tahun (%)"],
            ),
            hide_index=True,
            disabled=["Kode", "Kriteria"],
            column_config={
                "Kembali per tahun (%)": st.column_config.NumberColumn(min_value=0, max_value=100)
            },
            key="kambuh",
        )
    return dict(zip(edited["Kode"], edited["Kembali per tahun (%)"] / 100, strict=True))


def _found(page: Context, shares: dict[str, float]) -> Relapse:
    return relapse(
        page.evaluation.kondisi,
        page.evaluation.regulation,
        page.evaluation.settings.satuan,
        "simulasi" if page.filters.simulasi else "realisasi",
        given=replace(assumptions(), shares=shares),
    )
