"""The page of upkeep on a data set with conditions, works and named assets."""

import pytest

from kotaku.output.template import write_template
from tests.pages.conftest import text
from tests.tables import condition, dataset, rt, works

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}


@pytest.fixture
def book(tmp_path, stored):
    known = {"jenis": "Jalan", "kriteria": "2b", "kondisi": "rusak_berat", "kpp_aktif": "tidak"}
    tables = dataset(
        rt=[rt(i, kab_kota="Kota K", kawasan="W") for i in "ab"],
        kekumuhan=[condition(i, **KUMUH) for i in "ab"],
        pekerjaan=[works(i, 2020, "2b", 80, "realisasi") for i in "ab"],
        pemeliharaan=[
            {"id_aset": "1", "id_rt": "a", "dana_rp": 2_000_000, **known},
            {"id_aset": "2", "id_rt": "b", "dana_rp": 1_000_000, **known},
        ],
    ).tables
    path = tmp_path / "aset.xlsx"
    with path.open("wb") as file:
        write_template(file, prefill=tables)
    return stored(path)


def test_what_falls_back_and_what_each_asset_protects(open_page, book):
    app = open_page("pencegahan", book)
    assert "Tanpa pemeliharaan 2 RT atau 2,00 ha kembali kumuh pada 2025." in text(app)
    assert [m.value for m in app.metric] == ["2", "0 %", "Rp 3.000.000", "2,00 ha"]
    listed = next(d.value for d in app.dataframe if "Melindungi (ha)" in d.value.columns)
    assert listed["ID aset"].tolist() == ["2", "1"]  # the dearer one protects less per rupiah
    assert listed["ha per juta Rp"].tolist() == [1.0, 0.5]


def test_ticking_assets_tells_what_keeping_them_saves(open_page, book):
    chosen = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app = open_page("pencegahan", book, aset_dipelihara=chosen)
    said = text(app)
    assert "Memelihara 1 aset pilihan (Rp 1.000.000 setahun) menahan 1,00 ha sampai 2025." in said
    assert "Tanpa pemeliharaan 1 RT atau 1,00 ha" in said
