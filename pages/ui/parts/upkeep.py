"""Built assets: their condition, who keeps them up, and what each protects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from kotaku import view
from kotaku.charts import of_view
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct, format_rp
from pages.ui.bar.context import Context
from pages.ui.parts import charts, relapse, tables
from pages.ui.parts.cards import Card

HEADINGS = {
    "id_aset": "ID aset",
    "jenis": "Jenis aset",
    "tempat": "Tempat",
    "kriteria": "Kriteria",
    "volume": "Volume",
    "satuan": "Satuan",
    "tahun_bangun": "Tahun bangun",
    "kondisi_teks": "Kondisi",
    "kpp_teks": "KPP",
    "dana_rp": "Dana setahun (Rp)",
    "melindungi_ha": "Melindungi (ha)",
    "ha_per_juta_rp": "ha per juta Rp",
    "pemeriksaan_terakhir": "Diperiksa",
}
FORMATS: Mapping[str, Callable[..., str]] = {
    "volume": tables.number(0),
    "tahun_bangun": tables.year,
    "dana_rp": tables.number(0),
    "melindungi_ha": tables.number(),
    "ha_per_juta_rp": tables.number(3),
    "pemeriksaan_terakhir": format_date,
}


def cards_of(known: view.Upkeep) -> list[Card]:
    """Return the headline figures of the assets."""
    return [
        Card(
            "Aset tercatat",
            format_number(known.jumlah, 0),
            f"{format_pct(known.part(known.baik), 0)} dalam keadaan baik",
        ),
        Card(
            "KPP aktif",
            format_pct(known.part(known.kpp_aktif), 0),
            f"menjaga {format_number(known.kpp_aktif, 0)} aset",
        ),
        Card(
            "Dana pemeliharaan",
            format_rp(known.dana_rp),
            f"setahun; {format_number(known.tanpa_dana, 0)} aset tanpa dana",
        ),
    ]


def relapse_card(years: pd.DataFrame, satuan: str) -> Card:
    """Return the headline figure of what falls back."""
    last = years.iloc[-1]
    return Card(
        "Kembali kumuh",
        format_ha(float(last["kembali_ha"])),
        f"{format_number(last['jumlah_kembali'], 0)} {satuan} sampai {int(last['tahun'])}; "
        "perkiraan menurut anggapan di bawah",
    )


def conditions(page: Context) -> None:
    """Draw the assets by kind and condition."""
    charts.draw(page, "aset", partial(of_view.assets, page, source=page.short_source), share=0.5)


def listed(frame: pd.DataFrame, *, select: bool) -> None:
    """Draw the assets; ticked ones count as maintained."""
    headings = {c: words for c, words in HEADINGS.items() if c in frame and frame[c].notna().any()}
    tables.show(
        frame,
        headings,
        FORMATS,
        alt="Aset terbangun, yang paling melindungi tiap rupiah di atas",
        key=relapse.CHOSEN if select else None,
        select=select,
        many=True,
    )
