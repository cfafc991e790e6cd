"""Two snapshots held against each other: nothing invented, nothing lost, both ways alike."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.snapshots import compare, hindrances
from kotaku.view import Scope
from tests.snapshots.cases import counted, potret, potrets, reduced, reported

few = settings(max_examples=20, deadline=None)
SWAPPED = {"baru": "hilang", "hilang": "baru"}


def steps(comparison):
    return dict(zip(comparison.tangga["kunci"], comparison.tangga["ha"], strict=True))


def test_a_meeting_and_the_next():
    before = reported(
        {"id_lokasi": "a", "kelurahan": "A"},
        {"id_lokasi": "b", "kelurahan": "B"},
        reductions=[reduced("a", 4.0), reduced("b", 2.0, status="simulasi")],
    )
    after = reported(
        {"id_lokasi": "a", "kelurahan": "A", "luas_sk_ha": 11.0},
        {"id_lokasi": "b", "kelurahan": "B"},
        {"id_lokasi": "c", "kelurahan": "C", "luas_sk_ha": 5.0},
        reductions=[reduced("a", 4.0), reduced("b", 3.0), reduced("c", 1.0)],
    )
    found = compare(potret(before), potret(after))
    assert steps(found) == pytest.approx(
        {
            "dulu": 16.0,
            "baru": 4.0,
            "koreksi_awal": 1.0,
            "realisasi": -3.0,
            "kini": 18.0,
        }
    )
    rows = found.baris.set_index("nama")
    assert dict(rows["perubahan"]) == {"A": "berubah", "B": "berubah", "C": "baru"}
    assert rows.loc["B", "selisih_sisa_ha"] == pytest.approx(-3.0)
    figures = found.angka.set_index("kunci")
    assert figures.loc["sisa_ha", "selisih"] == pytest.approx(2.0)
    assert figures.loc["luas_awal_ha", "selisih"] == pytest.approx(6.0)


def test_a_unit_that_changes_class():
    found = compare(potret(counted("a", "b")), potret(counted("a", "b", done=("a",))))
    (row,) = found.baris.to_dict("records")
    assert (row["nama"], row["tingkat_sebelum"], row["tingkat_sesudah"]) == (
        "a",
        "ringan",
        "tidak_kumuh",
    )
    assert steps(found) == pytest.approx({"dulu": 2.0, "realisasi": -1.0, "kini": 1.0})


def test_ids_given_anew_are_recognised_by_their_place():
    before = reported({"id_lokasi": "1", "kelurahan": "Oesapa"}, {"id_lokasi": "2"})
    after = reported({"id_lokasi": "X-01", "kelurahan": "oesapa "}, {"id_lokasi": "2"})
    assert compare(potret(before), potret(after)).baris.empty


def test_two_locations_of_one_name_are_not_guessed():
    before = reported({"id_lokasi": "1", "kelurahan": "A"}, {"id_lokasi": "2", "kelurahan": "A"})
    after = reported({"id_lokasi": "3", "kelurahan": "A"}, {"id_lokasi": "4", "kelurahan": "A"})
    states = compare(potret(before), potret(after)).baris["perubahan"]
    assert sorted(states) == ["baru", "baru", "hilang", "hilang"]


def test_from_reports_to_conditions_is_a_step_of_its_own():
    known = counted("a", "b")
    first = reported({"id_lokasi": "x", "kab_kota": "Kota K", "luas_sk_ha": 3.0})
    before, after = potret(first), potret(known)
    assert "Beda metode" in " ".join(hindrances(before, after))
    alike = replace(before, cara=after.cara)
    found = compare(alike, after)
    assert steps(found) == pytest.approx({"dulu": 3.0, "baru": 1.0, "dasar": -2.0, "kini": 2.0})


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ({"metode": "T"}, {"metode": "K_T0"}, "Beda metode"),
        ({"satuan": "rt"}, {"satuan": "kawasan"}, "Beda satuan hitung"),
        ({"view": Scope(simulasi=True)}, {"view": Scope(simulasi=False)}, "Beda skenario"),
        ({"view": Scope(tahun=2020)}, {"view": Scope()}, "Beda tahun terakhir"),
    ],
)
def test_figures_counted_differently_are_refused(one, other, word):
    data = counted("a", "b", done=("a",))
    with pytest.raises(ValueError, match=word):
        compare(potret(data, **one), potret(data, **other))


def test_accounts_of_different_decrees_are_refused_with_a_sentence():
    old, new = (
        potret(reported({"id_lokasi": "a", "nomor_sk": f"SK {n}", "tahun_sk": year}))
        for n, year in ((1, 2016), (2, 2020))
    )
    with pytest.raises(ValueError, match=r"Kota K memakai SK 1 \(2016\) lawan SK 2 \(2020\)"):
        compare(old, new)
    again = potret(reported({"id_lokasi": "a", "nomor_sk": "SK No. 1", "tahun_sk": 2016}))
    assert compare(old, again).baris.empty


def test_another_version_of_the_rules_is_said():
    one = potret(counted("a"))
    other = replace(one, cara=replace(one.cara, versi="2"))
    assert any("versi aplikasi" in text for text in compare(one, other).catatan)


MANY = [
    reduced("a", 4.0, tahun=2020),
    reduced("a", 1.0, status="simulasi", tahun=2022),
    reduced("b", 2.5, status="terbuka"),
    reduced("b", 12.0, tahun=2022),
    reduced(None, 3.0, tahun=2022),
    reduced("tidak ada", 0.5),
    reduced(None, 7.0, kab_kota="Kabupaten tanpa luas awal"),
]


@pytest.mark.parametrize("view", [Scope(), Scope(simulasi=False), Scope(tahun=2021)])
def test_rows_add_up_to_the_account(view):
    places = [{"id_lokasi": "a"}, {"id_lokasi": "b"}, {"id_lokasi": None, "luas_sk_ha": 1.5}]
    one = potret(reported(*places, reductions=MANY), view=view)
    assert one.angka["luas_awal_ha"] == 21.5
    assert one.baris["sisa_ha"].sum() == pytest.approx(one.angka["sisa_ha"])
    for name in ("realisasi_ha", "simulasi_ha", "terbuka_ha"):
        assert one.baris[name].sum() == pytest.approx(one.angka[name])
    beyond = one.baris[one.baris["jenis"] == "tanpa_lokasi"]
    assert beyond["realisasi_ha"].sum() == (0.5 if view.tahun else 3.5)


@pytest.mark.parametrize(
    ("metode", "satuan"), [("T", "rt"), ("K_T0", "kawasan"), ("K_tahun", "rt"), ("R0", "rt")]
)
def test_units_add_up_to_the_account_by_every_method(metode, satuan):
    data = counted(*"abcde", done=("a", "b"), planned=("c",))
    for view in (Scope(), Scope(simulasi=False)):
        one = potret(data, metode=metode, satuan=satuan, view=view)
        assert one.cara.metode == metode
        assert one.baris["sisa_ha"].sum() == pytest.approx(one.angka["sisa_ha"], abs=1e-7)
        assert set(one.baris["jenis"]) == {satuan}


@few
@given(potrets())
def test_a_snapshot_does_not_differ_from_itself(one):
    found = compare(one, one)
    assert found.empty
    assert set(found.tangga["kunci"]) <= {"dulu", "kini"}


@few
@given(potrets(), potrets())
def test_the_staircase_closes_and_runs_backwards(before, after):
    there, back = compare(before, after), compare(after, before)
    for found in (there, back):
        sizes = steps(found)
        middle = sum(v for k, v in sizes.items() if k not in ("dulu", "kini"))
        assert sizes["dulu"] + middle == pytest.approx(sizes["kini"], abs=1e-7)
        assert "lain" not in sizes
    forth = {SWAPPED.get(k, k): -v for k, v in steps(there).items() if k not in ("dulu", "kini")}
    assert {k: v for k, v in steps(back).items() if k not in ("dulu", "kini")} == pytest.approx(
        forth, abs=1e-7
    )
    assert list(back.angka["selisih"]) == pytest.approx(list(-there.angka["selisih"]))
    assert list(back.akun["selisih_ha"]) == pytest.approx(list(-there.akun["selisih_ha"]))
    assert told(back, -1) == told(there, 1)


def told(found, sign):
    rows = zip(found.baris["perubahan"], found.baris["selisih_sisa_ha"], strict=True)
    swap = SWAPPED if sign < 0 else {}
    return sorted((swap.get(state, state), round(sign * gap, 6) + 0.0) for state, gap in rows)


@few
@given(potrets(), potrets(), st.integers(0, 99))
def test_the_order_of_rows_plays_no_part(before, after, seed):
    def mixed(one):
        frames = {n: getattr(one, n).sample(frac=1, random_state=seed) for n in ("baris", "akun")}
        return replace(one, **frames)

    plain, other = compare(before, after), compare(mixed(before), mixed(after))
    assert steps(other) == pytest.approx(steps(plain))
    assert told(other, 1) == told(plain, 1)
