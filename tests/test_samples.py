"""The sample workbooks: published totals to the cent, read back without a galat of their own."""

import importlib.util
import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from kotaku.evaluation import evaluate
from kotaku.geo.points import points
from kotaku.intake.understand import build_dataset
from kotaku.words.numbers import format_number

DATA = Path(__file__).parents[1] / "data"
ENDINGS = ("xlsx", "geojson")
SAMPLES = ("contoh_ntt_2019", "contoh_ntb_2022")


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("build_samples", DATA / "build_samples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def read():
    return {
        name: build_dataset([(f"{name}.{e}", (DATA / f"{name}.{e}").read_bytes()) for e in ENDINGS])
        for name in SAMPLES
    }


def cents(values):
    return sum(Decimal(repr(float(v))) for v in values)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_files_are_what_the_script_builds(build, name):
    spec = build.specification(name)
    assert build.workbook(spec) == (DATA / f"{name}.xlsx").read_bytes()
    assert build.delineations(spec) == (DATA / f"{name}.geojson").read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_in_them_is_wrong_but_the_claim_of_ntb(read, name):
    dataset = read[name]
    galat = [f.code for f in dataset.findings if f.severity == "galat"]
    assert galat == []
    assert all(file.rows_reported == 0 for file in dataset.files)
    found = [f.code for f in evaluate(dataset).temuan if f.severity != "info"]
    assert found == (["KLAIM-TIDAK-MENUTUP"] if name == "contoh_ntb_2022" else [])


@pytest.mark.parametrize("name", SAMPLES)
def test_they_say_that_they_are_an_illustration(read, name):
    profile = read[name].profile
    assert profile["sifat_data"] == "ilustrasi"
    assert "Yang terbit hanya jumlahnya" in profile["catatan"]
    for claim in read[name].table("klaim")["nilai_klaim"]:
        decimals = 0 if claim == int(claim) else 1 if claim == round(claim, 1) else 2
        assert format_number(claim, decimals) in profile["catatan"]


def test_ntt_2019_to_the_cent(read):
    dataset = read["contoh_ntt_2019"]
    lokasi, gone = dataset.table("lokasi"), dataset.table("pengurangan")
    assert cents(lokasi["luas_sk_ha"]) == Decimal("202.43")
    assert cents(gone["pengurangan_ha"]) == Decimal("189.29")
    assert len(lokasi) == lokasi["kelurahan"].nunique() == 32
    assert lokasi["kab_kota"].nunique() == 9
    account = evaluate(dataset).akun_luas
    whole = account[account["kab_kota"] == ""].iloc[-1]
    assert whole["sisa_ha"] == pytest.approx(13.14, abs=1e-9)
    assert round(whole["persen"], 2) == 93.51
    assert set(account["status"]) == {"realisasi", "simulasi"}
    sumba = gone[gone["kab_kota"] == "Kabupaten Sumba Timur"]
    assert cents(sumba.loc[sumba["tahun"] == 2018, "pengurangan_ha"]) == Decimal("54.23")


def test_ntb_2022_to_the_cent(read):
    dataset = read["contoh_ntb_2022"]
    lokasi, gone = dataset.table("lokasi"), dataset.table("pengurangan")
    assert cents(lokasi["luas_sk_ha"]) == Decimal("575.47")
    assert lokasi["kab_kota"].nunique() == 8
    by_status = gone.groupby("status")["pengurangan_ha"].agg(cents)
    assert by_status.to_dict() == {"realisasi": Decimal("108.38"), "terbuka": Decimal("105.59")}
    assert set(gone.loc[gone["status"] == "terbuka", "sumber"]) == {"Belum dirinci"}
    evaluation = evaluate(dataset)
    whole = evaluation.akun_luas[evaluation.akun_luas["kab_kota"] == ""].iloc[-1]
    assert whole["sisa_ha"] == pytest.approx(361.5, abs=1e-9)


def test_ntb_2022_stands_at_98_percent_at_the_end_of_november(read):
    schedule = evaluate(read["contoh_ntb_2022"]).jadwal
    assert schedule.as_of == pd.Timestamp(2022, 11, 30).date()
    assert schedule.latest["realisasi_pct"].iloc[0] == pytest.approx(98.0, abs=1e-9)
    assert len(schedule.latest) == 9
    claims = evaluate(read["contoh_ntb_2022"]).klaim.set_index("besaran")
    assert claims.loc["master_schedule", "putusan"] == "cocok"


@pytest.mark.parametrize("name", SAMPLES)
def test_no_location_is_reduced_by_more_than_it_has(read, name):
    dataset = read[name]
    area = dataset.table("lokasi").set_index("id_lokasi")["luas_sk_ha"]
    gone = dataset.table("pengurangan").groupby("id_lokasi")["pengurangan_ha"].sum()
    assert (gone <= area.reindex(gone.index) + 1e-9).all()
    assert dataset.table("pengurangan")["pengurangan_ha"].gt(0).all()


@pytest.mark.parametrize("name", SAMPLES)
def test_progress_never_falls(read, name):
    rows = read[name].table("progres").sort_values("minggu", kind="stable")
    steps = rows.groupby(["kab_kota", "id_kegiatan"])["realisasi_pct"].diff().dropna()
    assert (steps >= 0).all()


def test_shares_add_up_to_their_total(build):
    shares = build.shared_out(Decimal("10.00"), [1, 1, 1])
    assert shares == [Decimal("3.33"), Decimal("3.33"), Decimal("3.34")]


@pytest.mark.parametrize("name", SAMPLES)
def test_rt_lose_in_each_year_what_their_locations_report(read, name):
    """The illustrated RT follow from the reported hectares, and so they add up to them."""
    dataset = read[name]
    surveyed = set(dataset.table("rt")["id_lokasi"])
    told = dataset.table("pengurangan")
    told = told[told["id_lokasi"].isin(surveyed)]
    by_rt = evaluate(dataset).pengurangan
    by_rt = by_rt[(by_rt["metode"] == "T") & (by_rt["satuan"] == "rt")]
    for skenario, states in (("realisasi", ["realisasi"]), ("simulasi", ["realisasi", "simulasi"])):
        rows = by_rt[by_rt["skenario"] == skenario].set_index("tahun")["pengurangan_ha"]
        for year, gone in rows.items():
            until = told[(told["tahun"] <= year) & told["status"].isin(states)]
            assert gone == pytest.approx(float(until["pengurangan_ha"].sum()), abs=1e-9), year
    assert dataset.table("rt")["kab_kota"].nunique() >= 3


@pytest.mark.parametrize("name", SAMPLES)
def test_works_without_rupiah_or_volume_are_not_in_them(read, name):
    works = read[name].table("pekerjaan")
    assert works["anggaran_rp"].gt(0).all()
    assert works["kegiatan"].str.endswith("(ilustrasi)").all()


@pytest.mark.parametrize("name", SAMPLES)
def test_map_and_table_agree_but_for_what_is_drawn_wrongly_on_purpose(build, read, name):
    faults, units = build.specification(name)["delineasi"], read[name].delineasi.units
    by_status = units.groupby("status")["id_unit"].agg(set).to_dict()
    assert by_status.pop("berbeda") == set(faults["melebar"])
    assert by_status.pop("tanpa_poligon") == set(faults["tanpa_poligon"])
    assert set(by_status) == {"sama"}
    assert units["kab_kota"].nunique() >= 3
    assert len(units) == len(read[name].table("rt"))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_polygon_says_that_it_is_an_illustration(name):
    told = json.loads((DATA / f"{name}.geojson").read_text(encoding="utf-8"))
    assert {f["properties"]["sifat"] for f in told["features"]} == {"ilustrasi"}


@pytest.mark.parametrize(
    ("name", "left", "unlocated"),
    [("contoh_ntt_2019", 13.14, 0.0), ("contoh_ntb_2022", 361.5, 56.46)],
)
def test_the_map_of_rt_leaves_what_the_account_leaves(read, name, left, unlocated):
    """Polygons take the place of their locations; what names no location stays beside the rest."""
    dataset = read[name]
    placed, unplaced = points(evaluate(dataset), polygons=dataset.delineasi)
    assert placed["sisa_ha"].sum() - unplaced["luas_ha"].sum() == pytest.approx(left)
    assert unplaced["luas_ha"].sum() == pytest.approx(unlocated)
    rt = set(dataset.table("rt")["id_rt"])
    assert rt <= set(placed["id_unit"])
    assert placed[placed["id_unit"].isin(rt)]["tingkat"].notna().all()
