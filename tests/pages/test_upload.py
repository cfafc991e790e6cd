"""Who may upload, what the page says about a file, and the template filled with it."""

import io

from kotaku.intake.understand import build_dataset
from kotaku.output.template import write_template
from kotaku.store import Store
from tests.intake import books
from tests.pages.conftest import text

ROWS = [["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)"],
        ["L1", "Kota Kupang", "Alak", 3], ["L2", "Kota Kupang", "Oesapa", 4]]  # fmt: skip


def hide(book) -> None:
    book.worksheets()[0].set_row(2, None, None, {"hidden": True})
    sheet = book.add_worksheet("Simpanan")
    sheet.write_row(0, 0, ["Wilayah", "Tahun", "Besaran", "Nilai dilaporkan"])
    sheet.write_row(1, 0, ["Kota Kupang", 2019, "luas awal", 7])
    sheet.hide()


def test_hidden_rows_and_sheets_are_said(open_page, stored, tmp_path):
    path = tmp_path / "tersembunyi.xlsx"
    path.write_bytes(books.xlsx({"Lokasi": ROWS}, hide))
    said = text(open_page("unggah_data", stored(path)))
    assert "Lembar “Lokasi”: 1 baris tersembunyi ikut dibaca" in said
    assert "Lembar “Simpanan” tersembunyi di Excel tetapi ikut dibaca" in said


def test_a_korkot_with_the_code_uploads_under_the_own_name(folder, open_page):
    who = {"role": "korkot", "name": "Korkot", "kab_kota": "Kota Kupang"}
    app = open_page("unggah_data", penulis=who)
    app.file_uploader[0].upload("a.xlsx", books.xlsx({"Lokasi": ROWS}))
    app.switch_page("pages/unggah_data.py")
    app.session_state["penulis"] = who
    app.run()
    assert set(Store.in_folder(folder).trail()["oleh"]) == {"Korkot"}


def test_the_template_filled_with_what_was_understood_is_read_the_same():
    dataset = books.read({"Lokasi": ROWS})
    buffer = io.BytesIO()
    write_template(buffer, prefill=dataset.tables)
    again = build_dataset([("terisi.xlsx", buffer.getvalue())])
    for column in ("id_lokasi", "kab_kota", "kelurahan", "luas_sk_ha"):
        assert again.table("lokasi")[column].tolist() == dataset.table("lokasi")[column].tolist()
