"""Kualitas data: two files that differ are decided on the page; sentences are judged."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kotaku.store import Store
from pages.ui.bar import access
from tests.intake import books
from tests.pages.conftest import table, text

AT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = b"Kabupaten;Kelurahan;Luas SK (ha)\nEnde;Paupire;5\nEnde;Onekore;7\n"
LATER = FIRST.replace(b";5", b";9").replace(b";7", b";8")
NTT = "Contoh NTT 2019"


@pytest.fixture
def two_files(folder: Path) -> str:
    hand = Store.in_folder(folder).writer("presenter", "Uji")
    pairs = [
        (hand.save_upload(name, data, at=AT, rules_version=""), name)
        for name, data in (("a.csv", FIRST), ("b.csv", LATER))
    ]
    return f"a.csv + b.csv · {hand.save_dataset(pairs, at=AT)[:6]}"


def area(open_page: Callable, label: str) -> str:
    return open_page("ringkasan", label).metric[0].value


def button(app, label: str):
    return next(b for b in app.button if b.label == label)


def rerun(app, label: str, part: str, **state):
    """Run again after a click; AppTest forgets page and state after its first run."""
    app.switch_page("pages/kualitas_data.py")
    for key, value in {"data": label, "bagian": part, **state}.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def test_a_person_decides_and_takes_it_back(two_files, folder, open_page, at_the_computer):
    assert area(open_page, two_files) == "12,00 ha"
    app = open_page("kualitas_data", two_files, bagian="Berkas berbeda")
    assert "2 belum diputuskan" in text(app)
    sides = app.dataframe[0].value
    assert "5  (C2)" in sides.iloc[0].tolist()
    assert "9  (C2)" in sides.iloc[0].tolist()
    button(app, "Pakai b.csv").click()
    rerun(app, two_files, "Berkas berbeda")
    assert "1 belum diputuskan" in text(app)
    assert area(open_page, two_files) == "16,00 ha"
    app = open_page("kualitas_data", two_files, bagian="Berkas berbeda")
    chosen = app.selectbox(key="konflik_dipilih")
    chosen.select(next(o for o in chosen.options if "sudah diputuskan" in o))
    rerun(app, two_files, "Berkas berbeda")
    button(app, "Tarik kembali keputusan").click()
    rerun(app, two_files, "Berkas berbeda")
    assert area(open_page, two_files) == "12,00 ha"
    trail = Store.in_folder(folder).trail()
    assert trail["tindakan"].tolist().count("pilih_keputusan") == 2


def test_one_file_for_all_that_wait(two_files, open_page, at_the_computer):
    app = open_page("kualitas_data", two_files, bagian="Berkas berbeda")
    button(app, "Pakai b.csv untuk 2 baris").click()
    rerun(app, two_files, "Berkas berbeda")
    assert "semuanya sudah diputuskan" in text(app)
    assert area(open_page, two_files) == "17,00 ha"


def test_who_only_reads_sees_both_sides_and_no_buttons(two_files, open_page):
    app = open_page("kualitas_data", two_files, bagian="Berkas berbeda")
    assert len(app.dataframe[0].value) == 3
    assert not [b for b in app.button if b.label.startswith("Pakai")]
    assert "Yang memutuskan adalah penyaji" in text(app)


def test_a_korkot_sees_both_sides_and_does_not_decide(two_files, open_page):
    korkot = {"role": "korkot", "name": "Uji", "kab_kota": "Ende"}
    app = open_page("kualitas_data", two_files, bagian="Berkas berbeda", penulis=korkot)
    assert len(app.dataframe[0].value) == 3
    assert not [b for b in app.button if b.label.startswith("Pakai")]


def test_a_pasted_sentence_is_judged(open_page):
    app = open_page("kualitas_data", NTT, bagian="Angka laporan")
    sentence = "Sumba Timur 2018: dari 63,08 ha tertangani 54,23 ha (79,65 %), sisa 8,85 ha."
    rerun(app, NTT, "Angka laporan", kalimat_laporan=sentence)
    assert "1 dari 4 angka tidak cocok" in text(app)
    judged = app.dataframe[0].value.set_index("Besaran")
    assert judged.loc["persen pengurangan", "Dihitung"] == "85,97 %"


def test_an_upload_joins_the_open_data_which_stay_as_they_are(
    two_files, folder, open_page, at_the_computer
):
    app = open_page("unggah_data", two_files, cara_unggah="Gabungkan dengan data yang terbuka")
    third = b"Kabupaten;Kelurahan;Luas SK (ha)\nSikka;Beru;4\n"
    app.file_uploader[0].upload("a.csv", third)
    app.switch_page("pages/unggah_data.py")
    app.session_state["data"] = two_files
    app.session_state["cara_unggah"] = "Gabungkan dengan data yang terbuka"
    app.run()
    assert not app.exception
    sets = {info.files for info in Store.in_folder(folder).datasets()}
    assert sets == {("a.csv", "b.csv"), ("a.csv", "b.csv", "a (2).csv")}


def test_who_sent_what_counts_those_of_the_data_before(two_files, folder, open_page):
    hand = Store.in_folder(folder).writer("presenter", "Uji")
    one = hand.save_upload(
        "c.csv", FIRST.replace(b"Ende;Onekore;7\n", b""), at=AT, rules_version=""
    )
    late = datetime(2026, 2, 1, tzinfo=UTC)
    other = b"Kabupaten;Kelurahan;Luas SK (ha)\nSikka;Beru;4\nEnde;Paupire;5\n"
    more = hand.save_upload("d.csv", other, at=late, rules_version="")
    first = hand.save_dataset([(more, "d.csv")], at=datetime(2026, 1, 2, tzinfo=UTC))
    label = f"c.csv · {hand.save_dataset([(one, 'c.csv')], at=late)[:6]}"
    app = open_page("kualitas_data", label, bagian="Siapa mengirim apa")
    assert "1 dari 2 kab/kota mengirim semua lembar; belum mengirim: Sikka (apa pun)" in text(app)
    assert "1 Januari 2026" in app.dataframe[1].value["Diunggah"][0]
    app = open_page("kualitas_data", label, bagian="Dibanding sebelumnya")
    assert app.selectbox(key="data_sebelumnya").value == f"d.csv · {first[:6]}"
    assert "Sikka ada pada data sebelumnya" in table(app, "Apa yang berubah")["Apa yang berubah"][0]


def test_without_earlier_data_there_is_nothing_to_compare(open_page):
    app = open_page("kualitas_data", NTT, bagian="Dibanding sebelumnya")
    assert "Belum ada data yang lebih lama" in text(app)


def test_scores_say_what_the_data_cannot_say(two_files, open_page):
    app = open_page("kualitas_data", two_files, bagian="Skor tim")
    scores = app.dataframe[0].value.set_index("Kab/kota").loc["Ende"]
    assert scores["Ketepatan waktu"] == "–"
    assert scores["Kesesuaian dengan sumber lain"] == "0 % kurang"
    assert "Ende (kesesuaian dengan sumber lain 0 %)" in text(app)
    counted = app.dataframe[1].value
    assert "Cocok: baris di dua berkas 0 dari 2." in set(counted["Cara menghitung"])


def test_originals_are_for_who_may_change_the_data(open_page, stored, tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(books.xlsx({"Lokasi": [["ID lokasi", "Luas SK (ha)"], ["L1", 3]]}))
    label = stored(path)
    monkeypatch.setattr(access, "on_laptop", lambda: True)
    names = [b.proto.label for b in open_page("kualitas_data", label).get("download_button")]
    assert any("bertanda" in name for name in names)
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    names = [b.proto.label for b in open_page("kualitas_data", label).get("download_button")]
    assert names
    assert not any("bertanda" in name for name in names)
