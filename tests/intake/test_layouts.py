"""Headings wherever they stand, rows that are no data, and what is said about them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.intake.tables import headers
from tests.intake import books

RT_HEAD = ["ID RT", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah Bangunan", "Jumlah KK"]
RT_ROWS = [["A", "Alak", 1.5, 10, 12], ["B", "Alak", 2.5, 20, 25], ["C", "Penfui", 4.0, 30, 33]]


def rt(*after: list[object], above: list[list[object]] | None = None, between=()) -> object:
    return books.read({"Data RT": [*(above or []), RT_HEAD, *between, *RT_ROWS, *after]})


def test_titles_and_units_around_the_heading() -> None:
    above = [["DAFTAR RT KUMUH"], ["Rapat koordinasi, data per RT"], []]
    dataset = rt(above=above, between=[["", "", "(Ha)", "(unit)", "(KK)"]])
    assert dataset.table("rt")["_baris"].tolist() == [6, 7, 8]
    assert dataset.sources[0].header_row == 4
    assert dataset.files[0].rows_in == 3


def test_a_row_of_column_numbers_is_no_data() -> None:
    dataset = rt(between=[[1, 2, 3, 4, 5]])
    assert dataset.table("rt")["id_rt"].tolist() == ["A", "B", "C"]


def test_total_that_agrees_is_only_mentioned() -> None:
    dataset = rt(["JUMLAH", None, 8.0, 60, 70])
    (found,) = books.findings(dataset, "BARIS-TOTAL")
    assert (found.row, found.cell) == (5, "A5")
    assert books.findings(dataset, "TOTAL-TIDAK-COCOK") == []
    assert dataset.files[0].rows_in == 3


def test_total_that_differs_names_both_numbers() -> None:
    dataset = rt(["Total", None, 8.0, 61, 70])
    (found,) = books.findings(dataset, "TOTAL-TIDAK-COCOK")
    assert found.cell == "D5"
    assert found.severity == "peringatan"
    assert "61" in found.message
    assert "60" in found.message


def test_a_rounded_total_agrees() -> None:
    rows = [RT_HEAD, ["A", "x", 1.234, 1, 1], ["B", "x", 2.345, 1, 1], ["Total", "", 3.58, 2, 2]]
    assert books.findings(books.read({"RT": rows}), "TOTAL-TIDAK-COCOK") == []


def test_subtotals_then_a_total() -> None:
    rows = [
        RT_HEAD,
        ["A", "x", 1.0, 1, 1],
        ["Sub Total", "", 1.0, 1, 1],
        ["B", "y", 2.0, 2, 2],
        ["Subtotal", "", 2.0, 2, 2],
        ["GRAND TOTAL", "", 3.0, 3, 3],
        ["Rata-rata", "", 1.5, 1.5, 1.5],
    ]
    dataset = books.read({"RT": rows})
    assert dataset.table("rt")["id_rt"].tolist() == ["A", "B"]
    assert len(books.findings(dataset, "BARIS-TOTAL")) == 4
    assert books.findings(dataset, "TOTAL-TIDAK-COCOK") == []


def test_notes_and_repeated_headings_are_no_data() -> None:
    dataset = rt([], ["Sumber: Bappeda, 2019"], RT_HEAD, ["D", "Alak", 1.0, 1, 1])
    assert dataset.table("rt")["id_rt"].tolist() == ["A", "B", "C", "D"]
    assert [f.row for f in books.findings(dataset, "BARIS-CATATAN")] == [6, 7]


def test_places_that_begin_like_a_total_are_data() -> None:
    dataset = rt(["Jumlah Sari RT 1", "Totalan", 1.0, 1, 1])
    assert dataset.files[0].rows_in == 4


def test_indicators_that_begin_like_a_total_are_data() -> None:
    rows = [["Besaran", "Nilai dilaporkan"], ["Jumlah kab/kota", 9], ["sisa", 13.14]]
    dataset = books.read({"Klaim": rows})
    assert dataset.table("klaim")["besaran"].tolist() == ["jumlah_kab_kota", "sisa"]


def test_missing_required_column_reports_every_row() -> None:
    dataset = books.read({"Pekerjaan": [["ID RT", "Tahun", "Kriteria"], ["A", 2020, "2b"]]})
    (found,) = books.findings(dataset, "KOLOM-TIDAK-ADA")
    assert "Volume" in found.message
    assert found.sheet == "Pekerjaan"
    assert dataset.files[0].rows_in == 1
    assert dataset.files[0].rows_used == 0
    books.accounted(dataset)


def test_unknown_sheets_and_columns_are_said() -> None:
    dataset = books.read({"RT": [[*RT_HEAD, "Warna"], *RT_ROWS], "Foto": [["a", "b"], [1, 2]]})
    assert books.findings(dataset, "LEMBAR-TIDAK-DIKENAL")[0].sheet == "Foto"
    assert "Warna" in books.findings(dataset, "KOLOM-TIDAK-DIPAKAI")[0].message


def test_nothing_known_at_all() -> None:
    dataset = books.read({"Foto": [["a", "b"], [1, 2]]})
    assert "LEMBAR-TIDAK-ADA" in books.codes(dataset)
    assert dataset.tables == {}


def test_year_from_the_sheet_and_from_the_title() -> None:
    head = ["ID RT", "Jumlah Bangunan", "Luas Verifikasi (Ha)", "1a", "1b"]
    rows = [head, ["A", 10, 1.0, 7.5, 0.1]]
    named = books.read({"Kumuh 2019": rows})
    assert named.table("kekumuhan")["tahun"].tolist() == [2019]
    titled = books.read({"Data": [["KONDISI TAHUN 2021"], *rows]})
    assert titled.table("kekumuhan")["tahun"].tolist() == [2021]
    silent = books.read({"Data": rows})
    assert silent.table("kekumuhan")["tahun"].isna().all()
    assert "TAHUN-TIDAK-ADA" in books.codes(silent)


def test_own_rt_sheet_goes_before_rt_columns_beside_the_criteria() -> None:
    kumuh = [["ID RT", "Tahun", "Luas Verifikasi (Ha)", "1a", "1b"], ["A", 2019, 9.0, 1.5, 0.5]]
    dataset = books.read({"RT": [RT_HEAD, *RT_ROWS], "Kekumuhan": kumuh})
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [1.5, 2.5, 4.0]
    assert "LEMBAR-RT-KEDUA" in books.codes(dataset)


def test_bare_codes_are_scores_only_when_all_values_are() -> None:
    head = ["ID RT", "Tahun", "1a", "1b"]
    scores = [head, *([f"R{i}", 2019, (0, 1, 3, 5)[i % 4], 5] for i in range(8))]
    dataset = books.read({"Kekumuhan": scores})
    assert "nilai_1a" in dataset.sources[0].columns
    volumes = [head, *([f"R{i}", 2019, i, 5] for i in range(8))]
    assert "volume_1a" in books.read({"Kekumuhan": volumes}).sources[0].columns


def test_a_works_sheet_may_name_rt_by_place() -> None:
    rows = [
        ["Kelurahan", "RT/RW", "Tahun", "Kriteria", "Volume"],
        ["Alak", "RT001-RW002", 2020, "2b", 10.5],
    ]
    dataset = books.read({"RT": [["Kelurahan", "RT/RW", "Luas Verifikasi (Ha)"],
                                 ["Alak", "RT001-RW002", 1.5]], "Pekerjaan": rows})  # fmt: skip
    assert "ID-RT-DIBUAT" in books.codes(dataset)
    assert dataset.table("rt")["id_rt"].tolist() == ["Alak/RT001-RW002"]
    assert "PEKERJAAN-RT-TIDAK-DIKENAL" not in books.codes(dataset)


def test_hidden_rows_and_sheets_are_read_and_said() -> None:
    def hide(book: object) -> None:
        sheet = book.get_worksheet_by_name("RT")
        sheet.set_row(2, None, None, {"hidden": True})
        book.get_worksheet_by_name("Klaim").hide()

    klaim = [["Besaran", "Nilai dilaporkan"], ["sisa", 1.5]]
    dataset = books.read({"RT": [RT_HEAD, *RT_ROWS], "Klaim": klaim}, hide)
    assert books.findings(dataset, "BARIS-TERSEMBUNYI")[0].row == 3
    assert books.findings(dataset, "LEMBAR-TERSEMBUNYI")[0].sheet == "Klaim"
    assert len(dataset.table("rt")) == 3


PLACED = [["1", "Kota Kupang", "Oesapa"], ["2", None, "Alak"], ["3", "Kab. Ende", "Tetandara"]]


@pytest.mark.parametrize(
    ("first", "gone", "table"),
    [
        ("Outstanding Awal", "Realisasi Penanganan Kumuh", "lokasi"),
        ("Deliniasi Awal", "Realisasi Kumuh", "lokasi"),
        ("Pagu", "Realisasi", "bpm"),
        ("Pagu Awal", "Realisasi Dana", "bpm"),
    ],
)
def test_a_column_that_speaks_of_hectares_lends_no_list_its_money(first, gone, table) -> None:
    unit = "(ha)" if table == "lokasi" else "(Rp)"
    scale = 1 if table == "lokasi" else 10**7
    head = [["No", "Kab/Kota", "Kel/Desa", first, gone], [None] * 3 + [None, 2019]]
    rows = [[*p, scale * a, scale * b] for p, a, b in
            zip(PLACED, (12.5, 8.25, 30.0), (2.5, 8.25, 4.0), strict=True)]  # fmt: skip
    dataset = books.read({"Tabel 1": [*head, [None] * 3 + [unit] * 2, *rows]})
    assert len(dataset.table(table)) == 3
    assert ("bpm" in dataset.tables) == (table == "bpm")


@pytest.mark.parametrize("words", ["Luas Kumuh per 31 Des {} (Ha)", "Sisa Kumuh 31/12/{}"])
def test_hectares_at_three_days_are_no_schedule(words) -> None:
    head = ["Kab/Kota", "Nama Kelurahan", None, "Luas Kawasan Kumuh (hektar)"]
    head += [words.format(year) for year in (2017, 2018, 2019)]
    rows = [
        ["KOTA KUPANG", "Oesapa", None, 36.88, 20.5, 18.25, 9.75],
        [None, "Alak", None, 2.1, 2.1, 1.94, 1.55],
        ["KABUPATEN ENDE", "Tetandara", None, 36.1, 24.05, "tdk ada", "tdk ada"],
        [None, "Mautapaga", None, 24.92, 10.97, 10.97, 4.54],
    ]
    dataset = books.read({"Data": [["Rekap Kumuh"], [], head, *rows]})
    assert "master_schedule" not in dataset.tables
    assert dataset.table("lokasi")["luas_sk_ha"].sum() == pytest.approx(100)  # as weights do


@pytest.mark.parametrize(
    ("number", "total"), [((None, None), "KALTENG"), (("I", "B"), "Σ"), (("1.", "2."), "Jumlah")]
)
def test_a_heading_said_again_after_a_group_begins_no_table_and_the_sum_stays_one(number, total):
    head = ["No", "Kelurahan", "Luas Kumuh Awal (Ha)", "Realisasi 2019 (Ha)", "Realisasi 2020 (Ha)"]
    rows = [
        [number[0], "KOTA PALANGKA RAYA", None, None, None],
        [1, "Palangka", 38.89, 5.62, 1.0],
        [2, "Langkai", 51.7, 9.71, 2.0],
        [number[1], "KOTA BANDA ACEH", None, None, None],
        head,
        [1, "Peunayong", 43.31, 8.66, 3.0],
        [2, "Punge Jurong", 3.67, 1.13, 0.5],
        [None, total, 137.57, 25.12, 6.5],
    ]
    dataset = books.read({"Tabel 1": [["LAMPIRAN"], head, *rows]})
    known = dataset.table("lokasi")
    assert known["luas_sk_ha"].sum() == pytest.approx(137.57)
    assert known["kab_kota"].value_counts().to_dict() == {
        "KOTA PALANGKA RAYA": 2,
        "KOTA BANDA ACEH": 2,
    }


@pytest.mark.parametrize("numbered", [True, False])
def test_targets_and_achievements_in_hectares_are_no_schedule_of_a_day(numbered: bool) -> None:
    head = ["Kel/Desa", "Kondisi Awal Kumuh (ha)", "Target 2016 (HA)", "Realisasi 2016 (hektar)",
            "SISA LUASAN (ha)"]  # fmt: skip
    rows = [
        *([["(1)", "(2)", "(3)", "(4)", "(5)"]] if numbered else []),
        ["Kota Samarinda", None, None, None, None],
        ["Bukuan", 48.03, 8.5, 7.61, 40.42],
        ["Sidomulyo", 13.6, 6.39, 5.69, 7.91],
        ["Kota Palangka Raya", None, None, None, None],
        ["Langkai", 38.37, 7.4, 6.61, 31.76],
        ["Rekap", 100.0, 22.29, 19.91, 80.09],  # as weights do
    ]
    dataset = books.read({"Lampiran": [["REKAPITULASI LUASAN KAWASAN KUMUH"], [], head, *rows]})
    assert {*dataset.tables} <= {"lokasi", "pengurangan"}
    assert dataset.table("lokasi")["luas_sk_ha"].sum() == pytest.approx(100.0)
    done = dataset.table("pengurangan").query("status == 'realisasi'")
    assert done["pengurangan_ha"].sum() == pytest.approx(19.91)


def test_a_unit_below_a_heading_makes_it_one() -> None:
    head = [["Kel./Kamp.", "Posisi Des. 2018", "Posisi Des. 2019"], [None, "(Ha)", "(HA)"]]
    rows = [["Kota Jayapura", 11.16, 6.47], ["Awiyo", 2.54, 0.0], ["Bhayangkara", 8.62, 6.47]]
    dataset = books.read({"Data": [["Data Luasan Kumuh"], [], *head, *rows]})
    assert dataset.table("lokasi")["luas_sk_ha"].sum() == pytest.approx(11.16)
    assert dataset.table("pengurangan")["pengurangan_ha"].sum() == pytest.approx(4.69)


@pytest.mark.parametrize("done", ["Kegiatan {} (hektar)", "Capaian {} (ha)", "Realisasi {} [Ha]"])
def test_what_says_hectares_is_no_activity_percent_or_money(done) -> None:
    head = ["Kab/Kota", "Kelurahan", "Luas Kumuh Awal (Ha)", done.format(2020), done.format(2021),
            "Posisi Akhir (hektar)"]  # fmt: skip
    rows = [
        ["Kota Ternate", "Dufa Dufa", "28,05 ha", "11,10 ha", "1,56 ha", "15,39 ha"],
        [None, "Sangaji", "14,24 ha", "2,85 ha", "NIHIL", "11,39 ha"],
        ["Kota Jayapura", "Yobe", "6,76 ha", "NIHIL", "1,35 ha", "5,41 ha"],
    ]
    dataset = books.read({"Lembar1": [["Data Luasan Kumuh"], [], head, *rows]})
    assert {*dataset.tables} <= {"lokasi", "pengurangan"}
    assert dataset.table("lokasi")["luas_sk_ha"].sum() == pytest.approx(49.05)
    assert dataset.table("pengurangan")["pengurangan_ha"].sum() == pytest.approx(16.86)


def test_dates_in_a_schedule() -> None:
    rows = [
        ["ID kegiatan", "Kegiatan", "Bobot (%)", "Mulai", "Selesai"],
        ["K1", "Jalan", 0.4, "7 Januari 2019", date(2019, 3, 1)],
        ["K2", "Drainase", 0.6, 43472, "Nopember 2019"],
    ]

    def as_date(book: object) -> None:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        book.get_worksheet_by_name("Master Schedule").write_datetime(1, 4, date(2019, 3, 1), style)

    table = books.read({"Master Schedule": rows}, as_date).table("master_schedule")
    assert table["mulai"].dt.date.tolist() == [date(2019, 1, 7)] * 2
    assert table["selesai"].dt.date.tolist() == [date(2019, 3, 1), date(2019, 11, 30)]
    assert table["bobot_pct"].tolist() == [40.0, 60.0]


@pytest.mark.parametrize(
    ("heading", "table", "field"),
    [
        ("KAB/KOTA", "lokasi", "kab_kota"),
        ("Luas  SK\n(Ha)", "lokasi", "luas_sk_ha"),
        ("Luas SK Ha", "lokasi", "luas_sk_ha"),
        ("luasFlag", "rt", "luas_flag_ha"),
        ("rt-rw", "rt", "rt_rw"),
        ("1a", "kekumuhan", "?_1a"),
        ("volume_1a", "kekumuhan", "volume_1a"),
        ("Skor 2b", "kekumuhan", "nilai_2b"),
        ("4c (%)", "kekumuhan", "persen_4c"),
        ("7bn", "kekumuhan", "nilai_7b"),
        ("2a Cakupan pelayanan jalan lingkungan (m)", "kekumuhan", "volume_2a"),
        ("Kepadatan Bangunan (Ha)", "kekumuhan", "volume_1b"),
    ],
)
def test_headings(heading: str, table: str, field: str) -> None:
    found = headers.match(heading, table)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("heading", ["8a", "1z", "Tahap 1 a", "RT 2 a", "", "Keterangan lain"])
def test_no_criterion(heading: str) -> None:
    assert headers.match(heading, "kekumuhan") is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["data", "empty", "total", "note", "broken"]),
        ),
        max_size=12,
    ),
    st.integers(0, 5),
)
def test_every_row_is_used_or_reported(kinds: list[str], above: int) -> None:
    rows: list[list[object]] = [["judul"] for _ in range(above)]
    rows.append(RT_HEAD)
    for i, kind in enumerate(kinds):
        rows.append(
            {
                "data": [f"R{i}", "x", 1.5, 10, 10],
                "empty": [],
                "total": ["Total", None, 99.0, 1, 1],
                "note": [f"Catatan {i}"],
                "broken": [f"R{i}", "x", "belum diukur", 10, 10],
            }[kind]
        )
    text = "\n".join(";".join("" if v is None else str(v) for v in row) for row in rows)
    from kotaku.intake.understand import build_dataset

    dataset = build_dataset([("rt.csv", text.replace(".", ",").encode())])
    (file,) = dataset.files
    assert file.rows_in == kinds.count("data") + kinds.count("broken")
    assert file.rows_used == kinds.count("data")
    assert len(books.findings(dataset, "ANGKA-WAJIB-TIDAK-TERBACA")) == kinds.count("broken")
