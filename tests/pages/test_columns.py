"""The columns of a strange sheet are chosen once, and never again for that layout."""

import json
from pathlib import Path

import pytest

from kotaku.intake.files.kept import KeptReading, kept_to_json
from kotaku.intake.tables.corrections import Correction
from kotaku.store import Store
from tests.intake import books
from tests.pages.conftest import plain, text

HEAD = ["Kode", "Kelurahan", "Besar lahan"]
STRANGE = {"Rekap tim": [["REKAP KOTA KUPANG"], HEAD, ["a", "Oesapa", 12.5], ["b", "Alak", 7.25]]}
NEXT = {"Isi": [["REKAP KABUPATEN ENDE"], HEAD, ["x", "Paupire", 3.0]]}


@pytest.fixture
def strange(tmp_path: Path, stored) -> str:
    return stored(made(tmp_path, "aneh.xlsx", STRANGE))


def made(folder: Path, name: str, sheets) -> Path:
    path = folder / name
    path.write_bytes(books.xlsx(sheets))
    return path


def chooser(app, label: str):
    return next(box for box in app.selectbox if label in box.label)


def button(app, label: str):
    return next(b for b in app.button if b.label == label)


def again(app, changed, data=None):
    """Run the page with what was changed; AppTest forgets page and data set after each run."""
    assert changed
    app.switch_page("pages/unggah_data.py")
    if data:
        app.session_state["data"] = data
    app.run()
    assert not app.exception
    return app


def test_two_choices_are_kept_and_the_next_file_is_read_at_once(
    folder, open_page, strange, at_the_computer, stored, tmp_path
):
    app = open_page("unggah_data", strange)
    assert "Lembar “Rekap tim” belum dikenali" in text(app)
    again(app, chooser(app, "Dibaca sebagai").select("Lokasi"), strange)
    picked = chooser(app, "Luas SK (ha) ada di kolom")
    again(app, picked.select(next(o for o in picked.options if "Besar lahan" in o)), strange)
    again(app, button(app, "Simpan").click(), strange)
    assert "2 dari 2 baris dipakai" in text(app)
    assert "Perlu dipilih" not in text(app)
    (kept,) = Store.in_folder(folder).mappings().values()
    assert (kept["table"], kept["columns"]) == ("lokasi", {"Besar lahan": "luas_sk_ha"})
    later = stored(made(tmp_path, "lagi.xlsx", NEXT))
    app = open_page("unggah_data", later)
    assert "1 dari 1 baris dipakai" in text(app)
    again(app, button(app, "Lupakan").click(), later)
    assert "Perlu dipilih" in text(app)
    assert Store.in_folder(folder).mappings() == {}


def test_who_only_reads_sees_the_columns_and_changes_none(open_page, strange):
    app = open_page("unggah_data", strange)
    assert "belum dikenali" in text(app)
    assert [b.label for b in app.button if b.label == "Simpan"] == []
    assert "Pilihan kolom dibuat di komputer penyaji." in text(app)


def test_a_sample_is_read_as_it_is(open_page, at_the_computer):
    app = open_page("unggah_data", "Contoh NTT 2019")
    assert "Contoh dibaca seperti adanya" in text(app)


def uploader(app):
    return next(u for u in app.file_uploader if "komputer lain" in u.label)


def test_the_sheets_as_read_are_shown_to_who_opens_them(open_page, strange):
    closed = len(open_page("unggah_data", strange).dataframe)
    app = open_page("unggah_data", strange, **{f"isi-{strange}": True})
    assert len(app.dataframe) == closed + 1
    assert app.dataframe[-1].value.astype(str).isin(["Oesapa"]).any(axis=None)


def test_choices_are_taken_in_from_a_file(folder, open_page, strange, at_the_computer):
    app = open_page("unggah_data", strange)
    name = "0123456789abcdef"
    content = kept_to_json(KeptReading({name: Correction({"Luasan": "luas_sk_ha"}, "lokasi")}))
    again(app, uploader(app).upload("pilihan.json", content.encode()), strange)
    assert "1 tata letak akan dipakai." in text(app)
    again(app, button(app, "Pakai").click(), strange)
    assert list(Store.in_folder(folder).mappings()) == [name]
    assert "Luasan: Luas SK (ha)" in str(app.dataframe[-1].value)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 9999, b'{"a": 1}', json.dumps(
    {"0" * 16: {"columns": {"x": "bom"}}}).encode()], ids=range(5))  # fmt: skip
def test_a_hostile_file_of_choices_is_one_sentence(open_page, at_the_computer, data):
    app = open_page("unggah_data")
    again(app, uploader(app).upload("pilihan.json", data))
    assert len(app.error) == 1
    assert "Berkas pilihan kolom" in plain(app.error)


def test_several_files_of_which_one_is_refused(folder, open_page, at_the_computer):
    app = open_page("unggah_data")
    app.file_uploader[0].upload("baik.xlsx", books.xlsx(STRANGE))
    again(app, app.file_uploader[0].upload("rusak.xlsx", b"%PDF-1.7"))
    assert [info.files for info in Store.in_folder(folder).datasets()] == [("baik.xlsx",)]
    assert "rusak.xlsx" in plain(app.error)
    kept = Store.in_folder(folder).trail()
    told = kept[kept["tindakan"] == "berkas_ditolak"]
    assert "rusak.xlsx" in told["objek"].item()
