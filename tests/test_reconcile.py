"""Published figures: every case of hectare arithmetic in print, and the two rakor against data."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.reconcile import COLUMNS, CountedFigure, figures, reconcile

CASES = Path(__file__).parent / "cases" / "aggregate_cases.csv"
COLUMN_OF = {
    "luas_awal": "luas_awal_ha",
    "pengurangan": "pengurangan_ha",
    "sisa": "sisa_ha",
    "persen_pengurangan": "persen_pengurangan_published",
    "persen_sisa": "persen_sisa_published",
}


def cases():
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def claims(wilayah="NTB", tahun=2022, sumber="laporan", **figures):
    rows = [
        {
            "wilayah": wilayah,
            "tahun": tahun,
            "besaran": kind,
            "nilai_klaim": value,
            "sumber": sumber,
            "_sumber": 0,
            "_baris": number,
        }
        for number, (kind, value) in enumerate(figures.items(), start=2)
    ]
    return schema.conform(pd.DataFrame(rows), "klaim")


SOURCE = [SourceTable("rakor.xlsx", "Klaim", "klaim", 1, {"nilai_klaim": "D"})]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case_id"])
def test_every_case_in_print_gets_its_verdict(case):
    printed = {kind: float(case[c]) for kind, c in COLUMN_OF.items() if case[c]}
    found, findings = reconcile(claims(case["wilayah"], 2019, case["source"], **printed))
    wrong = set(found.loc[found["putusan"] == "tidak_cocok", "besaran"])
    assert bool(wrong) is (case["check"] == "INCONSISTENT")
    assert bool(findings) is bool(wrong)
    by_kind = found.set_index("besaran")["nilai_hitung"]
    if "sisa" in printed and case["recomputed_sisa_ha"]:
        assert by_kind["sisa"] == pytest.approx(float(case["recomputed_sisa_ha"]), abs=1e-9)
    if "persen_pengurangan" in printed and case["pengurangan_ha"]:
        percent = float(case["recomputed_persen_pengurangan"])
        assert by_kind["persen_pengurangan"] == pytest.approx(percent, abs=0.005)


NTB = {"luas_awal": 575.47, "pengurangan": 108.38, "sisa": 361.5}


def test_the_missing_hectares_of_ntb_are_named_and_asked_for():
    found, findings = reconcile(claims(**NTB), sources=SOURCE)
    (gap,) = findings
    assert (gap.code, gap.severity, gap.sheet, gap.cell) == (
        "KLAIM-TIDAK-MENUTUP",
        "galat",
        "Klaim",
        "D4",
    )
    assert "575,47 − 108,38 = 467,09 ha, bukan 361,5 ha" in gap.message
    assert "105,59 ha" in gap.message
    assert gap.advice.startswith("Minta rincian 105,59 ha")
    left = found.set_index("besaran").loc["sisa"]
    assert left["selisih"] == pytest.approx(-105.59, abs=1e-9)
    assert found["nilai_klaim"].tolist() == [575.47, 108.38, 361.5]  # nothing is mended


def test_a_remainder_too_large_is_told_the_other_way():
    _, findings = reconcile(claims(luas_awal=10.0, pengurangan=4.0, sisa=7.25))
    assert [f.code for f in findings] == ["KLAIM-SISA-BERLEBIH"]
    assert "1,25 ha" in findings[0].message


@pytest.mark.parametrize(
    ("figures_in_print", "wrong"),
    [
        ({"luas_awal": 100.0, "pengurangan": 30.01, "sisa": 69.98}, False),
        ({"luas_awal": 100.0, "pengurangan": 30.02, "sisa": 70.03}, True),
        ({"luas_awal": 100.0, "pengurangan": 30.04, "sisa": 69.9}, True),
        ({"luas_awal": 100.0, "pengurangan": 30.04, "sisa": 69.91}, True),
        ({"luas_awal": 100.0, "pengurangan": 30.05, "sisa": 69.9}, False),
        ({"luas_awal": 3.0, "pengurangan": 1.0, "persen_pengurangan": 33.34}, False),
        ({"luas_awal": 3.0, "pengurangan": 1.0, "persen_pengurangan": 33.35}, True),
        ({"luas_awal": 3.0, "pengurangan": 1.0, "persen_pengurangan": 33.3}, False),
        ({"luas_awal": 3.0, "sisa": 2.0, "persen_pengurangan": 33.0}, False),
        ({"luas_awal": 3.0, "sisa": 2.0, "persen_sisa": 67.0}, False),
        ({"luas_awal": 3.0, "sisa": 2.0, "persen_sisa": 68.0}, True),
    ],
)
def test_tolerances_follow_the_decimals_in_print(figures_in_print, wrong):
    # 100 − 30,04 = 69,96 against 69,9: 0,06 apart, one decimal allows 0,05
    _, findings = reconcile(claims(**figures_in_print))
    assert bool(findings) is wrong


def test_a_figure_alone_cannot_be_tested():
    found, findings = reconcile(claims(luas_awal=575.47))
    assert list(found["putusan"]) == ["tidak_dapat_dihitung"]
    assert found["nilai_hitung"].isna().all()
    assert findings == ()


def test_reports_of_different_sources_are_not_mixed():
    both = pd.concat([claims(luas_awal=10.0, pengurangan=4.0), claims(sumber="koran", sisa=9.0)])
    _, findings = reconcile(both)
    assert findings == ()


def test_two_figures_for_one_thing_are_told():
    both = pd.concat([claims(sisa=9.0), claims(sisa=8.0).assign(_baris=3)])
    _, findings = reconcile(both, sources=SOURCE)
    assert [(f.code, f.cell) for f in findings] == [("KLAIM-GANDA", "D3")]


def account():
    rows = [
        ("", 2021, "terbuka", 105.59),
        ("", 2022, "realisasi", 108.38),
        ("", 2022, "simulasi", 20.0),
        ("Kota Bima", 2022, "realisasi", 8.0),
    ]
    frame = pd.DataFrame(rows, columns=["kab_kota", "tahun", "status", "pengurangan_ha"])
    return frame.assign(luas_awal_ha=frame["kab_kota"].map({"": 575.47, "Kota Bima": 47.6}))


def data_figures():
    latest = pd.DataFrame({"kab_kota": ["", "Kota Bima"], "realisasi_pct": [98.0, 96.5]})
    places = pd.DataFrame({"kab_kota": ["Kota Bima", "Kota Bima"], "kelurahan": ["A", "B"]})
    return figures(
        account(),
        "Nusa Tenggara Barat",
        schedule=latest,
        locations=places,
        as_of_year=2022,
    )


@pytest.mark.parametrize(
    ("kind", "value", "verdict", "words"),
    [
        ("pengurangan", 108.38, "cocok", "realisasi 2022 saja"),
        ("pengurangan", 213.97, "cocok", "sampai 2022 tanpa simulasi"),
        ("pengurangan", 233.97, "cocok", "sampai 2022 dengan simulasi"),
        ("pengurangan", 200.0, "tidak_cocok", "sampai 2022 dengan simulasi"),
        ("sisa", 361.5, "cocok", "tanpa simulasi"),
        ("luas_awal", 575.47, "cocok", "luas awal"),
        ("persen_pengurangan", 37.18, "cocok", "tanpa simulasi"),
        ("master_schedule", 98.0, "cocok", "Master Schedule"),
        ("master_schedule", 96.0, "tidak_cocok", "Master Schedule"),
        ("jumlah_kab_kota", 1, "cocok", "Lokasi"),
        ("jumlah_kelurahan", 3, "tidak_cocok", "Lokasi"),
    ],
)
def test_claims_against_the_data(kind, value, verdict, words):
    claim = claims("Provinsi Nusa Tenggara Barat", **{kind: value})
    found, findings = reconcile(claim, data_figures())
    assert found["putusan"].tolist() == [verdict]
    assert words in found["penjelasan"].iloc[0]
    assert [f.code for f in findings] == (["KLAIM-BERBEDA-DARI-DATA"] * (verdict != "cocok"))


def test_a_claim_that_fits_the_data_may_still_not_close():
    found, findings = reconcile(claims("Nusa Tenggara Barat", **NTB), data_figures())
    left = found[found["besaran"] == "sisa"]
    assert left["putusan"].tolist() == ["tidak_cocok", "cocok"]
    assert [f.code for f in findings] == ["KLAIM-TIDAK-MENUTUP"]


def test_places_are_compared_by_name_whatever_the_spelling():
    own = {("Kabupaten Ende", 2019): {"sisa": [CountedFigure(4.0, "sampai 2019")]}}
    found, _ = reconcile(claims("KAB. ENDE", 2019, sisa=4.0), own)
    assert found["putusan"].tolist() == ["cocok"]


def test_nothing_claimed_is_an_empty_frame_with_all_columns():
    found, findings = reconcile(schema.conform(pd.DataFrame(), "klaim"))
    assert list(found.columns) == list(COLUMNS)
    assert found.empty
    assert findings == ()
