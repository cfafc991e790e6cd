"""What falls back into kumuh without maintenance: assumptions, years, places, assets."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from kotaku.charts.change import relapse_years
from kotaku.method.relapse import Relapse, RelapseAssumptions, assumptions, relapse
from kotaku.view.assets import CONDITIONS, KPP
from kotaku.view.units import CLASS_WORDS
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import charts, tables, typed

CHOSEN = "aset_dipelihara"
PER_YEAR = "Kembali per tahun (%)"
_PLACES = {"kawasan": "Kawasan", "kelurahan": "Kelurahan", "kecamatan": "Kecamatan"}
_SHARE = {
    PER_YEAR: st.column_config.NumberColumn(
        format="localized", min_value=0, max_value=100, required=True
    )
}


def possible(page: Context) -> bool:
    """Tell whether the data let the years ahead be calculated."""
    return page.evaluation.bukti == "volume" and not page.units.empty


def found(
    page: Context, given: RelapseAssumptions, maintained: frozenset[int] = frozenset()
) -> Relapse:
    """Return the years ahead under the assumptions; ``maintained`` are labels of assets."""
    return relapse(
        page.evaluation.kondisi,
        page.evaluation.regulation,
        page.evaluation.settings.satuan,
        "simulasi" if page.filters.simulasi else "realisasi",
        given=given,
        pemeliharaan=page.dataset.table("pemeliharaan"),
        maintained=maintained,
        unnamed=st.session_state.get("tak_tercatat", True),
    )


def chosen_assets(order: pd.DataFrame) -> frozenset[int]:
    """Return the labels of the assets ticked in the table, which stands in this order."""
    return frozenset(int(order.index[row]) for row in tables.selected(CHOSEN, len(order)))


def ask() -> RelapseAssumptions:
    """Draw the assumptions and return them as edited."""
    given = assumptions()
    with st.expander("Anggapan: bagian yang rusak kembali tiap tahun", icon=":material/tune:"):
        st.caption(f"{plain(given.source)} (tanda {given.mark}); ubah sesuai pengalaman setempat.")
        st.toggle(
            "Hitung juga hasil pekerjaan yang tidak tercatat sebagai aset",
            value=True,
            key="tak_tercatat",
        )
        left, right = st.columns(2)
        with left:
            st.markdown("**Aset tercatat**")
            by_asset = _ask_assets(given)
        with right:
            st.markdown("**Tidak tercatat sebagai aset**")
            shares = _ask_criteria(given)
    return replace(given, shares=shares, by_asset=by_asset)


def _ask_assets(given: RelapseAssumptions) -> dict[tuple[str, str], float]:
    keys = list(given.by_asset)
    rows = [(CONDITIONS[a], KPP[b], given.by_asset[a, b] * 100) for a, b in keys]
    edited = typed.data_editor(
        pd.DataFrame(rows, columns=["Kondisi", "KPP", PER_YEAR]),
        hide_index=True,
        disabled=["Kondisi", "KPP"],
        column_config=_SHARE,
        key="kambuh_aset",
    )
    return dict(zip(keys, edited[PER_YEAR].fillna(0) / 100, strict=True))


def _ask_criteria(given: RelapseAssumptions) -> dict[str, float]:
    rows = [(c, share * 100) for c, share in given.shares.items()]
    edited = typed.data_editor(
        pd.DataFrame(rows, columns=["Kriteria", PER_YEAR]),
        hide_index=True,
        disabled=["Kriteria"],
        column_config=_SHARE,
        key="kambuh",
    )
    return dict(zip(edited["Kriteria"], edited[PER_YEAR].fillna(0) / 100, strict=True))


def years(page: Context, shown: Relapse) -> None:
    """Draw the kumuh area of the years ahead."""
    key = f"kambuh {shown.years.to_numpy().tolist()}"
    charts.draw(
        page,
        key,
        lambda: relapse_years(shown.years, source=page.short_source),
        share=0.5,
    )


def fallen(page: Context, shown: Relapse) -> None:
    """Draw the places that fall back, with the year."""
    places = page.units[["id_unit", *_PLACES]]
    known = {c: words for c, words in _PLACES.items() if places[c].notna().any()}
    tables.show(
        shown.fallen.merge(places, on="id_unit", how="left").assign(
            kelas=lambda rows: rows["tingkat"].map(CLASS_WORDS)
        ),
        {
            "tahun": "Kembali kumuh",
            "nama": page.satuan_label,
            **known,
            "luas_ha": "Luas (ha)",
            "total_awal": "Nilai sekarang",
            "total_nilai": "Nilai tahun itu",
            "kelas": "Kelas tahun itu",
        },
        {
            "tahun": tables.year,
            "luas_ha": tables.number(),
            "total_awal": tables.number(0),
            "total_nilai": tables.number(0),
        },
        alt="Satuan yang kembali kumuh tanpa pemeliharaan, dengan tahunnya",
    )


def classes(shown: Relapse) -> None:
    """Draw the hectares of each class in each year, without and with maintenance."""
    named = shown.classes.assign(kelas=shown.classes["tingkat"].map(CLASS_WORDS))
    tables.show(
        named,
        {
            "tahun": "Tahun",
            "kelas": "Kelas",
            "luas_ha": "Tanpa pemeliharaan (ha)",
            "luas_dipelihara_ha": "Dengan pemeliharaan (ha)",
        },
        {
            "tahun": tables.year,
            "luas_ha": tables.number(),
            "luas_dipelihara_ha": tables.number(),
        },
        alt="Hektare tiap kelas tiap tahun, tanpa dan dengan pemeliharaan",
    )
