"""What a person chose once counts for every file of that layout."""

from __future__ import annotations

from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.guesses import guesses
from kotaku.intake.understand import build_dataset
from tests.intake import books

ODD = [["kode", "daerah kerja", "besar", "rumah"], ["A", "Alak", 1.5, 10], ["B", "Alak", 2.5, 20]]
CHOICE = {"kode": "id_rt", "daerah kerja": "kelurahan", "besar": "luas_verifikasi_ha",
          "#3": "jumlah_bangunan"}  # fmt: skip


def test_nonsense_headings_are_asked_about_and_then_known() -> None:
    files = [("a.xlsx", books.xlsx({"Lembar": ODD}))]
    assert build_dataset(files).tables == {}
    (asked,) = guesses(files)
    assert (asked.kind, asked.header_row) == ("tidak dikenal", 1)
    assert asked.columns[2].samples == ("1,5", "2,5")
    chosen = {asked.fingerprint: Correction(CHOICE, table="rt")}
    dataset = build_dataset(files, chosen)
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [1.5, 2.5]
    other = [("b.xlsx", books.xlsx({"Lain": [ODD[0], ["C", "Oesapa", 3.0, 30]]}))]
    assert build_dataset(other, chosen).table("rt")["id_rt"].tolist() == ["C"]


def test_a_layout_is_known_a_year_later() -> None:
    def sheet(*years: int) -> list[tuple[str, bytes]]:
        head = ["Kode", "Kelurahan", f"Besar lahan {years[0]}", *(f"Capaian {y}" for y in years)]
        rows = [head, ["a", "Oesapa", 12.5, *(1.0 for _ in years)]]
        return [(f"{years[0]}.xlsx", books.xlsx({"Rekap tim": rows}))]

    (asked,) = guesses(sheet(2018, 2019))
    chosen = {asked.fingerprint: Correction({"Besar lahan 2018": "luas_sk_ha"}, "lokasi")}
    for years in ((2018, 2019), (2019, 2020), (2019, 2020, 2021)):
        read = build_dataset(sheet(*years), chosen)
        assert read.table("lokasi")["luas_sk_ha"].tolist() == [12.5], years
    other = [("x.xlsx", books.xlsx({"Rekap tim": [["Kode", "Kelurahan", "Harga"], ["a", "b", 1]]}))]
    assert guesses(other)[0].fingerprint != asked.fingerprint


def test_a_guess_is_overruled() -> None:
    rows = [["ID RT", "Luas Verifikasi (Ha)", "Luas Flag (ha)", "Jumlah Bangunan"],
            ["A", 1.0, 2.0, 10]]  # fmt: skip
    files = [("a.xlsx", books.xlsx({"RT": rows}))]
    (asked,) = guesses(files)
    columns = {"Luas Verifikasi (Ha)": "abaikan", "Luas Flag (ha)": "luas_verifikasi_ha"}
    dataset = build_dataset(files, {asked.fingerprint: Correction(columns)})
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [2.0]
    (now,) = guesses(files, {asked.fingerprint: Correction(columns)})
    assert now.fingerprint == asked.fingerprint
    assert now.columns[2].field == "luas_verifikasi_ha"


def test_a_year_and_a_place_can_be_given() -> None:
    rows = [
        ["No", "Kelurahan", "Luas kumuh awal (ha)", "Pengurangan kumuh", "Luas kumuh akhir"],
        [1, "Alak", 5, 2, 3],
    ]
    files = [("a.xlsx", books.xlsx({"Rekap": rows}))]
    unnamed = build_dataset(files)
    assert {"KAB-KOTA-TIDAK-DISEBUT", "TAHUN-TIDAK-ADA"} <= books.codes(unnamed)
    assert unnamed.table("lokasi")["kab_kota"].isna().all()
    (asked,) = guesses(files)
    given = Correction(year=2020, given={"kab_kota": "Kota Kupang"})
    dataset = build_dataset(files, {asked.fingerprint: given})
    assert dataset.table("pengurangan")["tahun"].tolist() == [2020]
    assert dataset.table("lokasi")["kab_kota"].tolist() == ["Kota Kupang"]
    assert not {"KAB-KOTA-TIDAK-DISEBUT", "TAHUN-TIDAK-ADA"} & books.codes(dataset)


def test_alike_is_taken_and_told_a_doubt_is_asked() -> None:
    rows = [["ID RT", "Kelurahn", "Luas Verifikasi (ha)", "Jmlh bangunan rusak"],
            ["A", "Alak", 1.0, 3]]  # fmt: skip
    dataset = books.read({"Data": rows})
    assert dataset.table("rt")["kelurahan"].tolist() == ["Alak"]
    assert books.findings(dataset, "KOLOM-MIRIP")[0].cell == "B1"
    assert dataset.table("rt")["jumlah_bangunan"].isna().all()


def test_numbers_are_asked_about_where_words_stand() -> None:
    rows = [["ID RT", "Kelurahan", "Luas Verifikasi (ha)", "Bangunan"]]
    rows += [[f"R{i}", "Alak", 1.0, "permanen"] for i in range(6)]
    dataset = books.read({"RT": rows})
    (asked,) = books.findings(dataset, "KOLOM-DITANYAKAN")
    assert asked.cell == "D1"
    assert "ANGKA-TIDAK-TERBACA" not in books.codes(dataset)


def test_square_metres_are_converted_and_told() -> None:
    rows = [["ID RT", "Kelurahan", "Luas Verifikasi (m2)"], ["A", "Alak", "15.000"],
            ["B", "Alak", 2500]]  # fmt: skip
    dataset = books.read({"RT": rows})
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [1.5, 0.25]
    assert "ha" in books.findings(dataset, "SATUAN-DIUBAH")[0].message


def test_the_day_of_progress_can_be_given_and_nonsense_changes_nothing() -> None:
    rows = [["Kegiatan", "Bobot (%)", "Rencana (%)", "Realisasi (%)"], ["Audit", 100, 90, 80]]
    files = [("a.xlsx", books.xlsx({"Master Schedule": rows}))]
    (asked,) = guesses(files)
    assert "minggu" in asked.missing
    dated = build_dataset(files, {asked.fingerprint: Correction(given={"minggu": "2022-11-30"})})
    (day,) = dated.table("progres")["minggu"]
    assert str(day.date()) == "2022-11-30"
    for given in ({"minggu": "besok"}, {"bobot_pct": "x"}, {"mulai": "1e99"}, {"pic": "=1"}):
        dataset = build_dataset(files, {asked.fingerprint: Correction(given=given)})
        assert dataset.table("master_schedule")["bobot_pct"].tolist() == [100.0]
