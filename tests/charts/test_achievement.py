"""Figures of KPI, access, money, audit and complaints: what they draw and what they never do."""

from __future__ import annotations

from html import unescape

import numpy as np
import pandas as pd
import pytest

from kotaku.charts import achievement
from kotaku.charts.plotly import figure
from tests.charts.conftest import HOSTILE
from tests.charts.test_common import leaves

SOURCE = "Sumber: <b>buku</b>.xlsx · data 30 November 2022"
KPI = pd.DataFrame(
    {
        "indikator": ["KPP berfungsi", HOSTILE, "Belum diisi"],
        "kab_kota": ["", "", ""],
        "persen": [40.0, 400.0, np.nan],
        "status": ["jauh", "tercapai", ""],
    }
)
AKSES = pd.DataFrame(
    {
        "kab_kota": ["", "Ende", HOSTILE],
        "kk_total": [300.0, 100.0, 200.0],
        "air_minum_pct": [90.0, 95.0, np.nan],
        "sanitasi_pct": [80.0, 20.0, 70.0],
        "air_minum_kurang_kk": [5.0, 5.0, np.nan],
        "sanitasi_kurang_kk": [140.0, 80.0, 60.0],
    }
)
STAGES = pd.DataFrame(
    {
        "tahap": ["pagu", "cair"],
        "jumlah_paket": [3, 2],
        "nilai_rp": [2e9, 1.25e9],
        "persen": [100.0, 62.5],
    }
)
SOURCES = pd.DataFrame(
    {
        "sumber_dana": ["APBD", HOSTILE],
        "anggaran_rp": [2e9, np.nan],
        "realisasi_rp": [1e9, 5e8],
        "persen": [50.0, np.nan],
    }
)
KINDS = pd.DataFrame(
    {
        "jenis_pemeriksaan": ["bpkp", "x"],
        "belum": [1, 0],
        "proses": [2, 0],
        "tuntas": [3, 1],
        "tidak_dapat": [0, 0],
    }
)
COUNTED = pd.DataFrame({"nama": ["Keuangan", HOSTILE], "jumlah": [66.0, 4.0], "selesai": [62, 4]})
BUILDERS = {
    "kpi": (KPI, lambda f: figure(achievement.kpi_bars(f, source=SOURCE, cap_pct=150.0))),
    "akses": (AKSES, lambda f: figure(achievement.access_bars(f, source=SOURCE))),
    "corong": (
        STAGES,
        lambda f: figure(
            achievement.funds_funnel(f, {"pagu": "Pagu", "cair": "Cair"}, source=SOURCE)
        ),
    ),
    "kolaborasi": (SOURCES, lambda f: figure(achievement.collaboration_bars(f, source=SOURCE))),
    "audit": (
        KINDS,
        lambda f: figure(achievement.audit_states(f, {"bpkp": "BPKP"}, source=SOURCE)),
    ),
    "pengaduan": (COUNTED, lambda f: figure(achievement.complaint_bars(f, source=SOURCE))),
}


@pytest.mark.parametrize("name", BUILDERS)
def test_text_is_large_and_never_markup(name: str) -> None:
    frame, build = BUILDERS[name]
    fig = build(frame)
    assert fig.layout.separators == ",."
    assert "data 30 November 2022" in fig.layout.annotations[-1].text
    found = leaves(fig)
    assert min(v for k, v in found if k == "size" and v not in (8, 10, 24)) >= 15
    for _, value in found:
        if isinstance(value, str):
            assert not set(value.replace("<br>", "").replace("<extra></extra>", "")) & set("<>$")


@pytest.mark.parametrize("name", BUILDERS)
def test_an_empty_frame_gives_a_sentence(name: str) -> None:
    frame, build = BUILDERS[name]
    fig = build(frame.iloc[:0])
    assert not fig.data
    assert fig.layout.annotations[0].text.startswith("Belum ada")


def test_a_bar_is_capped_and_its_number_is_not() -> None:
    fig = BUILDERS["kpi"][1](KPI)
    assert list(fig.data[0].x) == [40.0, 150.0]
    assert "400,00 % · tercapai" in [unescape(a.text) for a in fig.layout.annotations]


def test_more_than_fit_are_told() -> None:
    many = pd.concat([KPI.head(1)] * 12, ignore_index=True)
    fig = figure(achievement.kpi_bars(many, source="Sumber: a.xlsx", cap_pct=150.0))
    assert len(fig.data[0].x) == 10
    assert "2 indikator lain di tabel" in fig.layout.annotations[-1].text
