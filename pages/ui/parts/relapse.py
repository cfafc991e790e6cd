"""What falls back into kumuh without maintenance: assumptions, years, places, assets."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from kotaku.charts.change import relapse_years
from kotaku.method.relapse import Relapse, RelapseAssumptions, assumptions, relapse
from kotaku.once import once
from kotaku.view.assets import CONDITIONS, KPP, assets_frame
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


@dataclass(frozen=True)
class Asked:
    """What a viewer assumes of the years ahead; ``unnamed`` works count as well as assets."""

    shares: tuple[tuple[str, float], ...]
    by_asset: tuple[tuple[tuple[str, str], float], ...]
    unnamed: bool

    @property
    def assumptions(self) -> RelapseAssumptions:
        """The assumptions as the calculation takes them."""
        return replace(assumptions(), shares=dict(self.shares), by_asset=dict(self.by_asset))


def possible(page: Context) -> bool:
    """Tell whether the data let the years ahead be calculated."""
    return page.evaluation.bukti == "volume" and not page.units.empty


@once
def found(page: Context, asked: Asked, maintained: frozenset[int] = frozenset()) -> Relapse:
    """Return the years ahead under the assumptions; ``maintained`` are labels of assets."""
    return relapse(
        page.evaluation.kondisi,
        page.evaluation.regulation,
        page.evaluation.settings.satuan,
        "simulasi" if page.filters.simulasi else "realisasi",
        given=asked.assumptions,
        pemeliharaan=page.dataset.table("pemeliharaan"),
        maintained=maintained,
        unnamed=asked.unnamed,
    )


@once
def ordered(shown: Relapse) -> pd.DataFrame:
    """Return the assets in the order to read."""
    return assets_frame(shown.assets)


def chosen_assets(order: pd.DataFrame) -> frozenset[int]:
    """Return the labels of the assets ticked in the table, which stands in this order."""
    return frozenset(int(order.index[row]) for row in tables.selected(CHOSEN, len(order)))


def ask() -> Asked:
    """Draw the assumptions and return them as edited."""
    given = assumptions()
    with st.expander("Anggapan: bagian yang rusak kembali tiap tahun", icon=":material/tune:"):
        st.caption(f"{plain(given.source)} (tanda {given.mark}); ubah sesuai pengalaman setempat.")
        unnamed = st.toggle(
            "Hitung juga hasil pekerjaan yang tidak tercatat sebagai aset",
            value=True,
            key="tak_tercatat",
        )
        left, right = st.columns([4, 3])
        with left:
            st.markdown("**Aset tercatat**")
            by_asset = _ask_assets(given)
        with right:
            st.markdown("**Tidak tercatat sebagai aset**")
            shares = _ask_criteria(given)
    return Asked(tuple(shares.items()), tuple(by_asset.items()), unnamed)


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
    known = {c: words for c, words in _PLACES.items() if page.units[c].notna().any()}
    tables.show(
        _fallen(shown, page),
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


@once
def _fallen(shown: Relapse, page: Context) -> pd.DataFrame:
    places = page.units[["id_unit", *_PLACES]]
    rows = shown.fallen.merge(places, on="id_unit", how="left")
    return rows.assign(kelas=rows["tingkat"].map(CLASS_WORDS))


def classes(shown: Relapse) -> None:
    """Draw the hectares of each class in each year, without and with maintenance."""
    tables.show(
        _classes(shown),
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


@once
def _classes(shown: Relapse) -> pd.DataFrame:
    return shown.classes.assign(kelas=shown.classes["tingkat"].map(CLASS_WORDS))
