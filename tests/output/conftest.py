"""Reports of the two samples, of RT data, and of a data set that means harm."""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from kotaku.evaluation import evaluate
from kotaku.intake.understand import build_dataset
from kotaku.view import View
from tests.browser import long_names
from tests.tables import condition, dataset, rt, works

DATA = Path(__file__).resolve().parents[2] / "data"
EVIL = (
    '=HYPERLINK("http://jahat.example","klik")',
    "<script>alert(1)</script> & <a:t/>",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "http://jahat.example/\x00\x07\x1b[31m\u202eterbalik",
    "{=1+1}",
    "Panjang " * 1250,
)


@cache
def of_sample(name):
    path = DATA / name
    data = build_dataset([(path.name, path.read_bytes())])
    found = evaluate(data)
    return View(data, found)


@pytest.fixture(scope="session")
def ntt():
    return of_sample("contoh_ntt_2019.xlsx")


@pytest.fixture(scope="session")
def ntb():
    return of_sample("contoh_ntb_2022.xlsx")


@pytest.fixture(scope="session")
def long_named():
    """The sample of NTT with the longest names and long sentences."""
    data = build_dataset([("nama panjang.xlsx", long_names.workbook())])
    return View(data, evaluate(data))


@pytest.fixture(scope="session")
def measured():
    """Two RT of two kab/kota with volumes; one is treated, one will be."""
    data = dataset(
        profil=[{"kunci": "provinsi", "nilai": "Provinsi P"}],
        rt=[rt("a", kab_kota="Kota K", kawasan="W"), rt("b", kab_kota="Kota L", kawasan="V")],
        kekumuhan=[condition(i, v2a=80, v2b=80, v3a=80, v3b=60) for i in ("a", "b")],
        pekerjaan=[works("a", 2020, "2b", 80), works("b", 2021, "2b", 80, "rencana")],
    )
    found = evaluate(data)
    return View(data, found)


@pytest.fixture(scope="session")
def hostile():
    start, end = pd.Timestamp("2022-01-03"), pd.Timestamp("2022-12-01")
    data = dataset(
        profil=[
            {"kunci": "nama_rakor", "nilai": EVIL[0]},
            {"kunci": "provinsi", "nilai": EVIL[5]},
            {"kunci": "tanggal_data", "nilai": EVIL[3]},
        ],
        lokasi=[{"id_lokasi": t, "kab_kota": t, "luas_sk_ha": 10.0} for t in EVIL],
        pengurangan=[
            {"id_lokasi": t, "kab_kota": t, "tahun": 2022, "sumber": t, "pengurangan_ha": 4.0}
            for t in EVIL
        ],
        master_schedule=[
            {
                "id_kegiatan": t,
                "kab_kota": t,
                "kegiatan": t,
                "bobot_pct": 100,
                "mulai": start,
                "selesai": end,
                "pic": t,
            }
            for t in EVIL
        ],
        progres=[
            {
                "id_kegiatan": t,
                "kab_kota": t,
                "minggu": pd.Timestamp("2022-06-06"),
                "realisasi_pct": 20.0,
                "kendala": t,
            }
            for t in EVIL
        ],
        klaim=[
            {"wilayah": t, "tahun": 2022, "besaran": b, "nilai_klaim": n, "sumber": t}
            for t in EVIL
            for b, n in (("luas_awal", 10.0), ("pengurangan", 4.0), ("sisa", 5.0))
        ],
    )
    found = evaluate(data)
    rtl = pd.DataFrame(
        {
            "kab_kota": EVIL,
            "klaster": EVIL,
            "masalah": EVIL,
            "tindakan": EVIL,
            "tautan": EVIL,
            "pic": EVIL,
            "batas_waktu": [date(2022, 12, 1)] * len(EVIL),
            "status": EVIL,
        }
    )
    return View(data, found, rtl=rtl)


@pytest.fixture(scope="session")
def nothing():
    data = dataset(profil=[{"kunci": "provinsi", "nilai": "Provinsi P"}])
    found = evaluate(data)
    return View(data, found)
