"""A list whose records stand side by side is read, shown as it lies, and mended."""

import pytest

from kotaku.intake.files.kept import Answer
from kotaku.view import check
from kotaku.view.list_choices import corrections
from tests.intake import books
from tests.view.test_list_sheets import seen

PACKAGES = [
    ["Kab/Kota", "Kota Bima", "Kota Bima", "Kab. Dompu"], ["Desa", "Melayu", "Sarae", "Bada"],
    ["BKM", "Guyub", "Rukun", "Maju"], ["Dana BPM", 350e6, 410e6, 275e6],
    ["Dana keluar", 120e6, 95e6, "belum"],
]  # fmt: skip
GRANTS = [
    ["KOLABORASI 2021"], [], [None, "Urut", 1, 2], [None, "Sumber", "CSR Bank", "APBD"],
    [None, "Kegiatan", "Jalan beton", "Selokan"], [None, "Anggaran (Rp juta)", 250, 400],
    [None, "Realisasi (Rp juta)", 200, 100],
]  # fmt: skip
HOMES = [
    ["Kab/Kota", "Kota Bima", "Kab. Dompu"], ["Jumlah KK", 800, 900],
    ["KK akses air minum", 600, 700], ["KK akses sanitasi", 555, 645], ["Periode", 2021, 2021],
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "table", "field", "values", "cell"),
    [
        (PACKAGES, "bpm", "pagu_rp", [350e6, 410e6, 275e6], "C4"),
        (GRANTS, "kolaborasi", "anggaran_rp", [250e6, 400e6], "D6"),
        (HOMES, "akses", "kk_air_minum", [600, 700], "C3"),
    ],
)
def test_records_side_by_side_are_read_with_the_cells_of_the_file(rows, table, field, values, cell):
    _, dataset = seen({"Isi": rows})
    frame = dataset.table(table)
    assert list(frame[field]) == pytest.approx(values)
    found = dataset.cell(table, frame.index[1], field)
    assert found is not None
    assert found.cell == cell
    books.accounted(dataset)


def test_a_list_on_its_side_has_fields_at_rows_and_roles_over_columns():
    one, dataset = seen({"Isi": PACKAGES})
    board = check.board(one)
    assert board["miring"]
    assert [(r["nomor"], r["kata"]) for r in board["baris"]][:2] == [("A", "judul baris"),
                                                                     ("B", "data")]  # fmt: skip
    words = [(c["huruf"], c["kata"]) for c in board["kolom"]]
    assert words[1:4] == [("2", "Kelurahan/Desa"), ("3", "BKM/LKM"), ("4", "Pagu (Rp)")]
    (lost,) = [f for f in dataset.findings if f.code == "ANGKA-TIDAK-TERBACA"]
    assert lost.cell == "D5"


def test_what_is_said_of_a_list_on_its_side_is_followed():
    one, _ = seen({"Isi": PACKAGES})
    gone = check.answers(one, [{"jenis": "baris", "baris": [3], "peran": "diabaikan"}])
    assert [a.tanya for a in gone.values()] == ["Kolom C:"]
    answers = {kode: a.jawaban for kode, a in gone.items() if isinstance(a, Answer)}
    again, dataset = seen({"Isi": PACKAGES}, answers)
    assert dataset.table("bpm")["pagu_rp"].sum() == pytest.approx(625e6)
    assert check.board(again)["baris"][2]["kata"] == "abaikan kolom ini"
    edit = {"jenis": "kolom", "kolom": 3, "arti": "pagu_rp", "satuan": "ribu"}
    kept = corrections(one, [edit], {})
    _, dataset = seen({"Isi": PACKAGES}, chosen=kept)
    assert dataset.table("bpm")["pagu_rp"].sum() == pytest.approx(1035e9)
    unused = corrections(one, [{"jenis": "kolom", "kolom": 4, "arti": ""}], {})
    assert seen({"Isi": PACKAGES}, chosen=unused)[1].table("bpm")["cair_rp"].isna().all()


@pytest.mark.parametrize(
    "rows",
    [
        [["Kab/Kota", "Kota Bima"], ["Desa", "Melayu"], ["BKM", "Guyub"], ["Dana BPM", 350e6]],
        [["Luas kumuh", 10, 20], ["Kelurahan", "Melayu", "Sarae"], ["Kecamatan", "Rasanae", "Asa"]],
        [["BKM", "Dana BPM", "Desa"], ["Guyub", 350e6, "Melayu"], ["Rukun", 410e6, "Sarae"]],
    ],
)  # fmt: skip
def test_one_record_areas_and_upright_lists_are_not_turned(rows):
    _, dataset = seen({"Isi": rows})
    assert not any(c.isdecimal() for s in dataset.sources if s.table == "bpm" for c in
                   s.columns.values())  # fmt: skip
