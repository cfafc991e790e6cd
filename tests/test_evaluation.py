"""The evaluation of whole data sets: evidence, levels, order, published figures."""

import numpy as np
import pandas as pd
import pytest

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.evaluation import Settings, evaluate
from tests.pekalongan import sound_kawasan
from tests.tables import CRITERIA, condition, dataset, rt, works

SCORES = {f"nilai_{c}": 3.0 for c in CRITERIA}
KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}


def units(result, satuan="rt", scenario="realisasi"):
    rows = result.kondisi
    return rows[(rows["satuan"] == satuan) & (rows["skenario"] == scenario)]


def test_nothing_gives_empty_frames():
    result = evaluate(Dataset({}))
    assert result.bukti == "tidak_ada"
    assert result.kondisi.empty
    assert result.pengurangan.empty
    assert result.akun_luas.empty
    assert result.jadwal is None
    assert result.temuan == ()
    full = evaluate(dataset(rt=[rt("a")], kekumuhan=[condition("a", v2b=9)]))
    assert list(full.kondisi.columns) == list(result.kondisi.columns)
    assert (full.kondisi.dtypes == result.kondisi.dtypes).all()
    assert list(full.akun_luas.columns) == list(result.akun_luas.columns)


@pytest.mark.parametrize("absent", ["rt", "kekumuhan", "pekerjaan", "lokasi", "pengurangan"])
def test_any_table_may_be_absent(absent):
    rows = {
        "lokasi": [{"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 1}],
        "rt": [rt("a", id_lokasi="1")],
        "kekumuhan": [condition("a", v2b=80)],
        "pekerjaan": [works("a", 2020, "2b", 80)],
        "pengurangan": [{"id_lokasi": "1", "tahun": 2020, "pengurangan_ha": 1}],
    }
    result = evaluate(dataset(**{k: v for k, v in rows.items() if k != absent}))
    assert len(result.akun_luas)


@pytest.mark.parametrize(
    ("row", "bukti", "total"),
    [
        (condition("a", v2b=60), "volume", 3),
        ({f"persen_{c}": 60.0 for c in CRITERIA}, "persen", 48),
        (SCORES, "nilai", 48),
        ({"total_nilai": 41.0}, "total", 41),
        ({**SCORES, "total_nilai": 17.0}, "nilai", 48),  # recomputed, not trusted
        ({**condition("a", v2b=60), **SCORES}, "volume", 3),
        ({**condition("a", v2b=60), **SCORES, "volume_7a": None}, "nilai", 48),
    ],
)
def test_the_best_complete_evidence_is_used(row, bukti, total):
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=[{"id_rt": "a", "tahun": 2019, **row}]))
    assert result.bukti == bukti
    assert units(result)[["bukti", "total_nilai"]].to_numpy().tolist() == [[bukti, total]]


def test_evidence_of_two_kinds_is_put_together_when_neither_is_complete():
    row = condition("a", v2b=60)
    row |= {"volume_7a": None, "persen_7a": 80.0, "volume_7b": None, "nilai_7b": 1.0}
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=[row]))
    assert units(result)[["bukti", "total_nilai"]].to_numpy().tolist() == [["nilai", 9]]


def test_an_incomplete_condition_is_told_and_counts_as_reported():
    row = condition("a", v2b=60) | {"volume_7a": None}
    result = evaluate(dataset(rt=[rt("a"), rt("b")], kekumuhan=[row, condition("b")]))
    assert units(result)["id_unit"].tolist() == ["b"]
    told = [f for f in result.temuan if f.code == "KEKUMUHAN-TIDAK-LENGKAP"]
    assert [(f.row, f.value, f.excludes) for f in told] == [(2, "a", True)]
    assert [(f.rows_in, f.rows_used) for f in result.berkas] == [(4, 3)]


def test_rt_without_condition_is_not_scored():
    result = evaluate(dataset(rt=[rt("a"), rt("b")], kekumuhan=[condition("a", v2b=60)]))
    assert result.pengurangan.query("satuan == 'rt'")["jumlah_unit"].unique().tolist() == [1]


def test_levels_are_sums_scored_again_and_absent_without_volumes():
    places = {"kab_kota": "Kota K", "kecamatan": "C", "kelurahan": "D", "kawasan": "W"}
    data = {
        "rt": [rt("a", **places), rt("b", **places, jumlah_bangunan=300)],
        "kekumuhan": [condition("a", v1a=100), condition("b", v1a=0)],
    }
    result = evaluate(dataset(**data))
    for satuan in ("kawasan", "kelurahan", "kab_kota"):
        row = units(result, satuan).iloc[0]
        # 100 of 400 buildings: 25 %, score 1; the mean of the RT scores 5 and 0 would be 2.5
        assert (row["persen_1a"], row["nilai_1a"], row["total_nilai"]) == (25, 1, 1)
        assert row["jumlah_bangunan"] == 400
        assert row["luas_ha"] == 2
        assert row["kab_kota"] == "Kota K"
    data["kekumuhan"][1] = {"id_rt": "b", "tahun": 2019, **SCORES}
    result = evaluate(dataset(**data))
    assert set(result.kondisi["satuan"]) == {"rt"}
    assert "SATUAN-TIDAK-DAPAT-DIHITUNG" in {f.code for f in result.temuan}


def test_kawasan_of_one_name_in_two_places_stay_apart():
    result = evaluate(
        dataset(
            rt=[rt("a", kab_kota="X", kawasan="Pesisir"), rt("b", kab_kota="Y", kawasan="Pesisir")],
            kekumuhan=[condition("a"), condition("b")],
        )
    )
    assert units(result, "kawasan")["id_unit"].tolist() == ["X / Pesisir", "Y / Pesisir"]
    assert units(result, "kawasan")["nama"].tolist() == ["Pesisir", "Pesisir"]


def test_place_and_point_follow_the_location():
    result = evaluate(
        dataset(
            lokasi=[
                {
                    "id_lokasi": "1",
                    "kab_kota": "Kota K",
                    "kelurahan": "D",
                    "kawasan": "W",
                    "luas_sk_ha": 1,
                    "lintang": -8.5,
                    "bujur": 118.7,
                }
            ],
            rt=[rt("a", id_lokasi="1", kawasan="Sendiri"), rt("b")],
            kekumuhan=[condition("a"), condition("b")],
        )
    )
    row = units(result).iloc[0]
    assert row[["kab_kota", "kelurahan", "kawasan", "lintang"]].tolist() == [
        "Kota K",
        "D",
        "Sendiri",
        -8.5,
    ]
    assert "SATUAN-SEBAGIAN-TANPA-NAMA" in {f.code for f in result.temuan}


@pytest.mark.parametrize(
    ("more", "year"),
    [
        ({}, 0),
        ({"profil": [{"kunci": "Tanggal_data", "nilai": "30 November 2022"}]}, 2022),
        ({"pekerjaan": [works("a", 2021, "2b", 1)]}, 2020),
    ],
)
def test_conditions_without_a_year(more, year):
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", None, v2b=60)], **more)
    result = evaluate(data)
    assert units(result)["tahun"].iloc[0] == year
    assert "KEKUMUHAN-TAHUN-KOSONG" in {f.code for f in result.temuan}


def test_a_level_that_does_not_exist_falls_back_to_rt_and_says_so():
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", v2b=60)])
    result = evaluate(data, Settings(satuan="kawasan"))
    assert result.settings.satuan == "rt"
    assert "SATUAN-TIDAK-TERSEDIA" in {f.code for f in result.temuan}


def test_the_variant_of_the_mean_is_chosen():
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", v2a=10, v2b=60)])
    plain = units(evaluate(data))["rata_rata_pct"].item()
    scored = units(evaluate(data, Settings(rerata="scored_only")))["rata_rata_pct"].item()
    assert (plain, scored) == (pytest.approx(35 / 7), pytest.approx(30 / 7))


def test_the_old_rule_set_applies_its_floor():
    row = condition("a", **KUMUH) | {f"volume_{c}": 0.0 for c in ("4d", "4e", "6c")}
    row |= {"volume_3b": 30.0}  # 5 + 5 + 5 + 1 = 16: kumuh since 2018, not before
    data = dataset(rt=[rt("a")], kekumuhan=[row])
    assert units(evaluate(data))["tingkat"].item() == "ringan"
    old = evaluate(data, Settings(regulasi="permen02_2016"))
    assert units(old)["tingkat"].item() == "tidak_kumuh"


def frames(result):
    return result.kondisi, result.pengurangan, result.akun_luas


def test_the_order_of_rows_plays_no_part():
    rng = np.random.default_rng(7)
    places = [{"kab_kota": f"K{i % 3}", "kawasan": f"W{i % 5}"} for i in range(20)]
    data = dataset(
        rt=[rt(f"r{i}", luas_verifikasi_ha=0.1 * i, **places[i]) for i in range(20)],
        kekumuhan=[condition(f"r{i}", v2b=3.3 * i, v6a=100, v6b=80, v7a=90) for i in range(20)],
        pekerjaan=[works(f"r{i % 20}", 2020 + i % 3, "2b", 0.7 * i) for i in range(40)],
    )
    shuffled = {
        name: frame.iloc[rng.permutation(len(frame))] for name, frame in data.tables.items()
    }
    other = Dataset(shuffled, data.findings, data.sources, data.files)
    for one, two in zip(frames(evaluate(data)), frames(evaluate(other)), strict=True):
        pd.testing.assert_frame_equal(one, two, rtol=1e-12)


def test_duplicate_rows_count_once():
    data = dataset(rt=[rt("a"), rt("a")], kekumuhan=[condition("a", v2b=60), condition("a")])
    assert units(evaluate(data))["total_nilai"].tolist() == [3]


# --- Kota Pekalongan: 12 sound kawasan of a city's own workbook --------------------------------


@pytest.fixture(scope="module")
def pekalongan(shared):
    return sound_kawasan(shared)


def test_pekalongan_known_answers(pekalongan):
    result = evaluate(pekalongan)
    rows = result.pengurangan.query("skenario == 'realisasi' and metode == 'T'")
    rows = rows.set_index(["satuan", "tahun"])
    assert rows.loc[("rt", 2019), "jumlah_unit"] == 145
    assert rows.loc[("rt", 2019), "luas_ha"] == pytest.approx(127.4117, abs=5e-5)
    assert rows.loc[("rt", 2019), "kumuh_awal_ha"] == pytest.approx(126.4317, abs=5e-5)
    assert rows.loc[("kawasan", 2019), "kumuh_awal_ha"] == pytest.approx(104.2822, abs=5e-5)
    for year, by_rt, by_kawasan in (
        (2021, 32.4124, 58.6768),
        (2022, 47.9854, 86.5806),
        (2023, 62.0346, 89.0783),
    ):
        assert rows.loc[("rt", year), "pengurangan_ha"] == pytest.approx(by_rt, abs=5e-5)
        assert rows.loc[("kawasan", year), "pengurangan_ha"] == pytest.approx(by_kawasan, abs=5e-5)
    assert set(result.kondisi["satuan"]) == {"rt", "kawasan"}


def test_pekalongan_published_scores_of_the_baseline(pekalongan, shared):
    published = pd.read_csv(shared / "real/pekalongan/published_scores_2019_2023.csv")
    published = published[published["Tahun"] == 2019].assign(id=lambda f: f["id_rt"].astype("str"))
    ours = units(evaluate(pekalongan)).query("tahun == 2019").set_index("id_unit")
    theirs = published.set_index("id").loc[ours.index]
    same = (
        theirs[[f"{c}n" for c in CRITERIA]].to_numpy()
        == ours[[f"nilai_{c}" for c in CRITERIA]].to_numpy()
    )
    assert same.mean() > 0.99  # the city's own rows hold single typing differences
    assert (theirs["totalNilai"] == ours["total_nilai"]).mean() > 0.98


# --- Kabupaten Serang: 602 RT of which only scores are published ---------------------------------


def test_serang_scores(shared):
    published = pd.read_csv(shared / "real/serang_rt.csv", skipinitialspace=True)
    scores = published[[c for c in published.columns if c.strip().endswith("NUMERIK")]]
    scores.columns = [f"nilai_{c}" for c in CRITERIA]
    ids = [f"s{i}" for i in range(len(published))]
    tables = {
        "rt": schema.conform(
            pd.DataFrame({"id_rt": ids, "luas_verifikasi_ha": published["LUAS (Ha)"]}), "rt"
        ),
        "kekumuhan": schema.conform(scores.assign(id_rt=ids, tahun=2020), "kekumuhan"),
    }
    result = evaluate(Dataset(tables))
    rows = units(result)
    assert result.bukti == "nilai"
    assert set(result.kondisi["satuan"]) == {"rt"}
    by_class = rows.groupby("tingkat")["luas_ha"].agg(["size", "sum"])
    assert by_class["size"].to_dict() == {"ringan": 564, "sedang": 38}
    assert by_class.loc["ringan", "sum"] == pytest.approx(1049.435, abs=5e-4)
    assert by_class.loc["sedang", "sum"] == pytest.approx(64.481, abs=5e-4)
    by_id = rows.set_index("id_unit")["total_nilai"]
    assert by_id[ids].tolist() == published["Bobot Kumuh"].tolist()
