"""Locations with their authority, and the methods side by side."""

import pytest

from kotaku import view
from kotaku.evaluation import Settings, evaluate
from tests.tables import condition, dataset, rt, works

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}
SK = {
    "id_lokasi": "1",
    "kab_kota": "X",
    "kawasan": "W",
    "kelurahan": "L",
    "luas_sk_ha": 12.0,
    "kewenangan": "kab/kota",
    "nilai_strategis": "di kawasan strategis",
    "kependudukan": "sedang",
    "sosial_ekonomi_budaya": "punya potensi",
}
TABLES = {
    "rt": [rt(i, kab_kota="X", kawasan="W", luas_verifikasi_ha=6.0) for i in "ab"],
    "kekumuhan": [condition(i, **KUMUH) for i in "ab"],
    "pekerjaan": [works("a", 2020, "2a", 80)],
}


def test_a_kawasan_has_its_class_and_what_the_sk_tells():
    tables = dataset(lokasi=[SK], **TABLES)
    found = view.locations(view.View(tables, evaluate(tables)))
    assert found[["nama", "kelas", "kewenangan", "kewenangan_luas"]].to_numpy().tolist() == [
        ["W", "Ringan", "kab/kota", "provinsi"]
    ]
    assert (found["urutan"].iloc[0], found["pertimbangan"].iloc[0]) == (3, "tinggi")
    assert view.locations_answer(found) == (
        "Kewenangan menurut luas: provinsi 1 lokasi; urutan prioritas diketahui untuk 1 lokasi."
    )


def test_without_rt_data_only_the_authority_is_known():
    tables = dataset(lokasi=[SK])
    found = view.locations(view.View(tables, evaluate(tables)))
    assert found["urutan"].isna().all()
    assert "belum diketahui: isi pertimbangan lain" in view.locations_answer(found)


@pytest.mark.parametrize("skenario", ["realisasi", "simulasi"])
def test_the_matrix_holds_every_method_and_level_of_one_year(skenario):
    names = {"rt": "RT", "kawasan": "Kawasan", "kelurahan": "Kelurahan", "kab_kota": "Kab/kota"}
    result = evaluate(dataset(**TABLES), Settings())
    table = view.methods_matrix(result.pengurangan, skenario, None, names)
    assert table.columns.tolist() == ["RT", "Kawasan", "Kab/kota"]
    assert set(table.index) == {"T", "K_T0", "K_tahun", "R0"}
    assert table.loc["T", "RT"] == 6.0  # RT a at 15; the kawasan stays at 16
    assert view.methods_matrix(result.pengurangan, skenario, 2019, names).loc["T", "RT"] == 0
