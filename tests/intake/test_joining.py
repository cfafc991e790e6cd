"""Several files together: spellings, conflicts, decisions, who sent what."""

from __future__ import annotations

import pytest

from kotaku.intake.files.joining import coverage, decision_key
from kotaku.intake.understand import build_dataset
from tests.intake import books

HEAD = ["ID RT", "Kabupaten/Kota", "Kelurahan", "Luas Verifikasi (Ha)"]


def file(name: str, rows: list[list[object]]) -> tuple[str, bytes]:
    return name, books.xlsx({"RT": [HEAD, *rows]})


def test_one_place_written_three_ways() -> None:
    dataset = build_dataset(
        [
            file("a.xlsx", [["1", "Kab. Ende", "Tetandara", 1.0]]),
            file("b.xlsx", [["2", "Kabupaten Ende", "TETANDARA", 2.0]]),
            file("c.xlsx", [["3", "ENDE", "Kel. Tetandara", 4.0]]),
        ]
    )
    rt = dataset.table("rt")
    assert set(rt["kab_kota"]) == {"Kabupaten Ende"}
    assert rt["kelurahan"].nunique() == 1
    said = books.findings(dataset, "NAMA-DISAMAKAN")
    assert {f.severity for f in said} == {"info"}
    assert all(word in said[0].message for word in ("Kab. Ende", "ENDE"))


def test_kota_bima_is_not_kabupaten_bima_and_bima_alone_is_asked() -> None:
    rows = [["1", "Kota Bima", "A", 1.0], ["2", "Kab. Bima", "B", 1.0], ["3", "Bima", "C", 1.0]]
    dataset = build_dataset([file("a.xlsx", rows)])
    assert dataset.table("rt")["kab_kota"].tolist() == ["Kota Bima", "Kab. Bima", "Bima"]
    (asked,) = books.findings(dataset, "EJAAN-WILAYAH")
    assert (asked.value, asked.cell) == ("Bima", "B4")
    assert "52.06" in asked.message
    assert "52.72" in asked.message


def test_a_misspelt_place_is_proposed_and_stays() -> None:
    dataset = build_dataset([file("a.xlsx", [["1", "Kab. Lombok Tenggah", "A", 1.0]])])
    assert dataset.table("rt")["kab_kota"].tolist() == ["Kab. Lombok Tenggah"]
    assert "Lombok Tengah" in books.findings(dataset, "EJAAN-WILAYAH")[0].message


@pytest.mark.parametrize(("chosen", "area"), [(None, 1.5), ("b.xlsx", 2.5)])
def test_two_files_differ_about_one_rt(chosen: str | None, area: float) -> None:
    files = [
        file("a.xlsx", [["1", "Kota Kupang", "Alak", 1.5]]),
        file("b.xlsx", [["1", "Kota Kupang", "Alak", 2.5], ["2", "Kota Kupang", "Alak", 1.0]]),
    ]
    decisions = {decision_key("rt", ("1",)): chosen} if chosen else None
    dataset = build_dataset(files, decisions=decisions)
    books.accounted(dataset)
    assert sorted(dataset.table("rt")["luas_verifikasi_ha"]) == sorted([area, 1.0])
    (found,) = books.findings(dataset, "KONFLIK-DIPUTUSKAN" if chosen else "KONFLIK-BERKAS")
    assert found.severity == ("info" if chosen else "galat")
    assert "1,5" in found.message
    assert "2,5" in found.message
    assert found.place == "Kota Kupang"


def test_the_same_row_in_two_files_counts_once() -> None:
    row = ["1", "Kota Kupang", "Alak", 1.5]
    dataset = build_dataset([file("a.xlsx", [row]), file("b.xlsx", [row])])
    books.accounted(dataset)
    assert len(dataset.table("rt")) == 1
    assert "BARIS-SAMA-DI-BERKAS-LAIN" in books.codes(dataset)


def test_a_recap_beside_the_list_of_locations_does_not_count_twice() -> None:
    places = [["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Kawasan", "Luas SK (ha)"],
              ["L1", "Kota Kupang", "Alak", "Pesisir", 10.0]]  # fmt: skip
    recap = [["Rekap Kota Kupang tahun 2020"], ["No", "Kelurahan", "Luas kumuh awal (ha)",
             "Pengurangan kumuh", "Luas kumuh akhir"], [1, "Alak", 10.0, 4.0, 6.0]]  # fmt: skip
    dataset = books.read({"Lokasi": places, "Rekap": recap})
    books.accounted(dataset)
    assert dataset.table("lokasi")["luas_sk_ha"].sum() == 10.0
    assert dataset.table("pengurangan")["pengurangan_ha"].tolist() == [4.0]


def test_who_sent_what() -> None:
    dataset = build_dataset(
        [
            file("a.xlsx", [["1", "Kota Kupang", "Alak", 1.5]]),
            ("b.xlsx", books.xlsx({"Master Schedule": [["Kegiatan", "Kab/Kota", "Bobot (%)"],
                                                       ["Jalan", "Kab. Ende", 100]]})),
        ]
    )  # fmt: skip
    sent = coverage(dataset).set_index(["kab_kota", "tabel"])
    assert sent.loc[("Kota Kupang", "rt"), "berkas"] == "a.xlsx"
    assert sent.loc[("Kota Kupang", "master_schedule"), "baris"] == 0
    assert sent.loc[("Kab. Ende", "master_schedule"), "berkas"] == "b.xlsx"
