"""One unit opened up: criteria before and after, the works between, the source cells."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from kotaku.charts.classes import criteria_profile
from kotaku.explain.figures import explain_unit
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import charts, check_sheets, tables

NUMBERS = ("volume_awal", "volume_akhir", "pembagi", "persen_awal", "persen_akhir")
SCORES = ("nilai_awal", "nilai_akhir")


def show(page: Context, unit: pd.Series) -> None:
    """Draw how the score of one unit came about."""
    scenario = "simulasi" if page.filters.simulasi else "realisasi"
    found = explain_unit(
        page.dataset,
        page.evaluation,
        str(unit["satuan"]),
        str(unit["id_unit"]),
        int(unit["tahun"]),
        scenario,
    )
    explanation = replace(found, source=page.source_line)
    st.markdown(f"##### {plain(explanation.title)}")
    st.caption(f"{plain(explanation.method)} · {plain(explanation.unit)}")
    st.code(explanation.formula, language=None, wrap_lines=True)
    check_sheets.draw(explanation)
    if explanation.criteria is not None:
        tables.show(
            explanation.criteria,
            {
                "kriteria": "Kode",
                "nama": "Kriteria",
                "satuan": "Satuan",
                "volume_awal": "Volume awal",
                "volume_akhir": "Volume akhir",
                "pembagi": "Pembagi",
                "persen_awal": "Persen awal",
                "persen_akhir": "Persen akhir",
                "nilai_awal": "Nilai awal",
                "nilai_akhir": "Nilai akhir",
                "sel": "Sel sumber",
            },
            {
                **dict.fromkeys(NUMBERS, tables.number()),
                **dict.fromkeys(SCORES, tables.number(0)),
            },
            alt="Kriteria satuan ini, awal dan akhir",
        )
    if explanation.works is not None and not explanation.works.empty:
        st.markdown("**Pekerjaan yang mengubahnya**")
        tables.show(
            explanation.works,
            {
                "id_rt": "RT",
                "tahun": "Tahun",
                "kriteria": "Kriteria",
                "volume": "Volume",
                "kegiatan": "Kegiatan",
                "sumber_dana": "Sumber dana",
                "status": "Status",
                "sel": "Sel sumber",
            },
            {"tahun": tables.year, "volume": tables.number()},
            alt="Pekerjaan pada satuan ini",
        )
    rows = page.evaluation.kondisi
    own = rows[
        (rows["satuan"] == unit["satuan"])
        & (rows["id_unit"] == unit["id_unit"])
        & (rows["skenario"] == scenario)
    ].sort_values("tahun")
    charts.draw(
        page,
        f"profil {unit['id_unit']}",
        lambda: criteria_profile(
            unit, page.evaluation.regulation, source=page.short_source, awal=own.iloc[0]
        ),
    )
