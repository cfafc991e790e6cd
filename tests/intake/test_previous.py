"""A data set against the one before it."""

from __future__ import annotations

from kotaku.dataset import Dataset
from kotaku.intake.files.previous import compare, same_province
from kotaku.intake.understand import build_dataset
from tests.intake import books
from tests.test_samples import DATA

PLACES = ["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)"]
RT = ["ID RT", "Kabupaten/Kota", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)"]
DONE = ["ID lokasi", "Tahun", "Status", "Pengurangan (ha)"]
WEEK = ["Kabupaten/Kota", "ID kegiatan", "Minggu", "Realisasi (%)"]
KUPANG, ENDE = "Kota Kupang", "Kabupaten Ende"
BASE = {
    "Lokasi": [PLACES, ["L1", KUPANG, "Alak", 10.0], ["L2", KUPANG, "Oesapa", 5.0],
               ["L3", ENDE, "Paupire", 8.0]],
    "Pengurangan": [DONE, ["L1", 2020, "realisasi", 4.0], ["L3", 2020, "simulasi", 2.0]],
}  # fmt: skip


def said(previous: Dataset, now: Dataset) -> dict[str, str]:
    return {f.code: f.message for f in compare(previous, now)}


def changed(**sheets: list[list[object]]) -> Dataset:
    return books.read({**BASE, **sheets})


def test_the_same_data_say_nothing():
    assert compare(books.read(BASE), books.read(BASE)) == ()


def test_a_sample_against_itself_says_nothing():
    path = DATA / "contoh_ntt_2019.xlsx"
    dataset = build_dataset([(path.name, path.read_bytes())])
    assert compare(dataset, dataset) == ()


def test_an_area_that_changes_a_lot_is_said_with_its_cell():
    rows = [*BASE["Lokasi"][:1], ["L1", KUPANG, "Alak", 13.5], *BASE["Lokasi"][2:]]
    found = {f.code: f for f in compare(books.read(BASE), changed(Lokasi=rows))}
    one = found["LUAS-LOKASI-BERUBAH"]
    assert (one.cell, one.place) == ("D2", KUPANG)
    assert "dulu 10 ha, sekarang 13,5 ha (1,35 kali)" in one.message
    total = found["LUAS-WILAYAH-BERUBAH"]
    assert "23,00 ha, sekarang 26,50 ha (+3,50 ha, 15,22 %)" in total.message


def test_a_small_change_is_rounding():
    rows = [*BASE["Lokasi"][:1], ["L1", KUPANG, "Alak", 10.05], *BASE["Lokasi"][2:]]
    assert compare(books.read(BASE), changed(Lokasi=rows)) == ()


def test_a_renumbered_location_is_the_same_by_its_name():
    rows = [*BASE["Lokasi"][:1], ["X9", KUPANG, "ALAK", 10.0], *BASE["Lokasi"][2:]]
    done = [DONE, ["X9", 2020, "realisasi", 4.0], ["L3", 2020, "simulasi", 2.0]]
    assert compare(books.read(BASE), changed(Lokasi=rows, Pengurangan=done)) == ()


def test_what_is_gone_is_said_once():
    without = changed(Lokasi=BASE["Lokasi"][:3], Pengurangan=BASE["Pengurangan"][:2])
    ende = said(books.read(BASE), without)
    assert set(ende) == {"WILAYAH-HILANG"}
    assert "Kabupaten Ende" in ende["WILAYAH-HILANG"]
    assert "8,00 ha" in ende["WILAYAH-HILANG"]
    oesapa = said(books.read(BASE), changed(Lokasi=[*BASE["Lokasi"][:2], BASE["Lokasi"][3]]))
    assert "1 lokasi (5,00 ha) tidak ada lagi: Oesapa" in oesapa["LOKASI-HILANG"]
    sheet = said(books.read(BASE), changed(Pengurangan=[DONE]))
    assert "Pengurangan dulu berisi 1 baris" in sheet["LEMBAR-HILANG"]


def test_a_past_reduction_that_changes_is_said_and_a_simulation_may():
    done = [DONE, ["L1", 2020, "realisasi", 6.0], ["L3", 2020, "simulasi", 3.0]]
    found = said(books.read(BASE), changed(Pengurangan=done))
    assert set(found) == {"PENGURANGAN-LAMA-BERUBAH"}
    assert "dulu 4,00 ha, sekarang 6,00 ha" in found["PENGURANGAN-LAMA-BERUBAH"]


def test_rt_are_told_together():
    units = [[f"{n}", KUPANG, "Alak", f"RT {n:03} RW 001", 0.5] for n in range(1, 11)]
    before = books.read({"RT": [RT, *units]})
    fewer = [[*row[:4], 2.0 if row[0] in ("2", "3") else 0.5] for row in units[1:]]
    found = said(before, books.read({"RT": [RT, *fewer]}))
    assert "1 RT (0,50 ha) tidak ada lagi" in found["RT-HILANG"]
    assert "2 RT berubah luasnya lebih dari 33 %" in found["LUAS-RT-BERUBAH"]


def test_progress_of_a_past_week_that_changes_is_said():
    def weeks(first: float) -> Dataset:
        rows = [[KUPANG, "K1", "06/11/2022", first], [KUPANG, "K1", "13/11/2022", 60.0]]
        plan = [["Kegiatan", "ID kegiatan", "Kab/Kota", "Bobot (%)"], ["Jalan", "K1", KUPANG, 100]]
        return books.read({"Master Schedule": plan, "Progres": [WEEK, *rows]})

    assert "K1 50 → 40 %" in said(weeks(50.0), weeks(40.0))["PROGRES-LAMA-BERUBAH"]


def test_the_same_province():
    def of(province: str, place: str) -> Dataset:
        return books.read({"Profil": [["Kunci", "Nilai"], ["provinsi", province]],
                           "Lokasi": [PLACES, ["L1", place, "Alak", 1.0]]})  # fmt: skip

    ntt = of("Nusa Tenggara Timur", KUPANG)
    assert same_province(ntt, of("nusa tenggara  timur", ENDE))
    assert not same_province(ntt, of("Nusa Tenggara Barat", KUPANG))
    assert same_province(ntt, books.read({"Lokasi": [PLACES, ["L9", KUPANG, "Alak", 1.0]]}))
    assert not same_province(ntt, books.read({"Lokasi": [PLACES, ["L9", ENDE, "A", 1.0]]}))
