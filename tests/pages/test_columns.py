"""The columns of a strange sheet are chosen once, and never again for that layout."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kotaku.intake.files.kept import KeptReading, correction_to_keep, kept_to_json
from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.guesses import guesses
from kotaku.store import Store
from tests.intake import books
from tests.pages.conftest import plain, text

AT = datetime(2026, 1, 1, tzinfo=UTC)
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


def test_an_unknown_sheet_asks_what_it_holds_and_a_choice_is_kept_and_forgotten(
    folder, open_page, strange, at_the_computer, stored, tmp_path
):
    app = open_page("unggah_data", strange)
    assert "Lembar ini belum dikenali: pilih isinya, lalu arti kolomnya." in text(app)
    (area,) = guesses([("aneh.xlsx", books.xlsx(STRANGE))])
    chosen = Correction({"Besar lahan": "luas_sk_ha"}, "lokasi")
    writer = Store.in_folder(folder).writer("presenter", "Uji")
    writer.save_mapping(area.fingerprint, correction_to_keep(chosen), at=AT)
    later = stored(made(tmp_path, "lagi.xlsx", NEXT))
    app = open_page("unggah_data", later, **{f"periksa-{later}": True})
    assert "1 dari 1 baris dipakai" in text(app)
    assert "Perlu dipilih" not in text(app)
    again(app, button(app, "Lupakan pilihan").click(), later)
    assert "Perlu dipilih" in text(app)
    assert Store.in_folder(folder).mappings() == {}


def test_who_only_reads_sees_the_sheet_and_changes_nothing(open_page, strange):
    app = open_page("unggah_data", strange)
    assert "belum dikenali" in text(app)
    assert [b.label for b in app.button if "lembar ini" in b.label] == []
    assert "Perubahan dibuat di komputer penyaji." in text(app)


def test_a_sample_is_read_as_it_is(open_page, at_the_computer):
    app = open_page("unggah_data", "Contoh NTT 2019", **{"periksa-Contoh NTT 2019": True})
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
