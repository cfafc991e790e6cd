"""Frames as the evaluation gives them: the published totals of NTT 2019 and NTB 2022."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from kotaku import rules

HOSTILE = '<b onclick="x">Oe</b> <a href="https://jahat.example">$x$</a> @@=1+1'
ACCOUNT = [
    "kab_kota",
    "tahun",
    "status",
    "sumber",
    "luas_awal_ha",
    "pengurangan_ha",
    "pengurangan_kumulatif_ha",
    "sisa_ha",
    "persen",
]


def account(rows):
    """Return an account from (kab_kota, tahun, status, sumber, luas_awal_ha, pengurangan_ha)."""
    frame = pd.DataFrame([(*row, np.nan, np.nan, np.nan) for row in rows], columns=ACCOUNT)
    frame["pengurangan_kumulatif_ha"] = frame.groupby("kab_kota")["pengurangan_ha"].cumsum()
    frame["sisa_ha"] = frame["luas_awal_ha"] - frame["pengurangan_kumulatif_ha"]
    return frame


@pytest.fixture
def ntt():
    return account(
        [
            ("", 2018, "realisasi", "BPM", 202.43, 100.0),
            ("", 2019, "realisasi", "BPM", 202.43, 49.29),
            ("", 2019, "simulasi", "Kolaborasi", 202.43, 40.0),
            ("Kota Kupang", 2018, "realisasi", "BPM", 102.43, 60.0),
            ("Kota Kupang", 2019, "simulasi", "Kolaborasi", 102.43, 40.0),
            (HOSTILE, 2018, "realisasi", "BPM", 100.0, 40.0),
            (HOSTILE, 2019, "realisasi", "BPM", 100.0, 49.29),
        ]
    )


@pytest.fixture
def ntb():
    return account(
        [
            ("", 2021, "terbuka", "", 575.47, 105.59),
            ("", 2022, "realisasi", "", 575.47, 108.38),
        ]
    )


@pytest.fixture
def as_of():
    return date(2022, 2, 27)


@pytest.fixture
def weekly():
    weeks = pd.date_range("2022-02-06", periods=6, freq="7D")
    plan = np.array([10.0, 25, 50, 70, 90, 100])
    real = np.array([10.0, 24, 46, 60, np.nan, np.nan])
    status = ["sesuai", "sesuai", "terlambat", "kritis", None, None]
    frames = [
        pd.DataFrame(
            {
                "minggu": weeks,
                "kab_kota": place,
                "rencana_pct": plan,
                "realisasi_pct": real,
                "deviasi_pp": real - plan,
                "status": status,
            }
        )
        for place in ("", "Kota Kupang", HOSTILE)
    ]
    return pd.concat(frames, ignore_index=True)


@pytest.fixture
def latest(weekly, as_of):
    return weekly[weekly["minggu"] == pd.Timestamp(as_of)]


@pytest.fixture
def activities():
    return pd.DataFrame(
        {
            "kab_kota": "Kota Kupang",
            "kegiatan": [HOSTILE, "Drainase", "Pelatihan"],
            "bobot_pct": [50.0, 30.0, np.nan],
            "mulai": pd.to_datetime(["2022-01-01", "2022-02-01", "2022-03-01"]),
            "selesai": pd.to_datetime(["2022-01-10", "2022-03-01", None]),
            "realisasi_pct": [100.0, 50.0, np.nan],
            "deviasi_pp": [0.0, -12.0, np.nan],
            "status": ["sesuai", "kritis", None],
        }
    )


@pytest.fixture
def reductions():
    """Kota Pekalongan, 12 kawasan: the same works counted by RT and by kawasan [ha]."""
    values = {"rt": [0, 32.4124, 47.9854], "kawasan": [0, 58.6768, 86.5806]}
    return pd.DataFrame(
        [
            {
                "metode": "T",
                "satuan": satuan,
                "skenario": "realisasi",
                "tahun_awal": 2019,
                "tahun": 2020 + i,
                "pengurangan_ha": value,
            }
            for satuan, rows in values.items()
            for i, value in enumerate(rows)
        ]
    )


@pytest.fixture
def regulation():
    return rules.load("permen14_2018")


@pytest.fixture
def units(regulation):
    ids = list(regulation.criterion_ids)
    frame = pd.DataFrame(
        {
            "id_unit": ["a", "b", "c"],
            "nama": ["Oesapa", HOSTILE, "Lasiana"],
            "kab_kota": ["Kota Kupang", "Kota Kupang", HOSTILE],
            "luas_ha": [10.0, 4.0, 1.5],
            "tingkat_awal": ["berat", "sedang", None],
            "tingkat": ["ringan", "tidak_kumuh", None],
            "total_nilai": [20.0, 9.0, np.nan],
        }
    )
    persen = {f"persen_{i}": [80.0, 30.0, np.nan] for i in ids}
    nilai = {f"nilai_{i}": [5.0, 1.0, np.nan] for i in ids}
    return frame.assign(**persen, **nilai)
