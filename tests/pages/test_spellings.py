"""One click accepts an official spelling; another takes it back."""

from pathlib import Path

import pytest

from kotaku.intake.files.spelling import spelling_key
from kotaku.store import Store
from tests.pages.conftest import text

DATA = "Kabupaten;Kelurahan;Luas SK (ha)\nKab. Lombok Tenggah;Praya;5\nBima;Rabangodu;2\n"
KEY = spelling_key("kab_kota", "", "Kab. Lombok Tenggah")


@pytest.fixture
def label(tmp_path: Path, stored) -> str:
    path = tmp_path / "ejaan.csv"
    path.write_text(DATA)
    return stored(path)


def press(app, label: str, words: str):
    next(b for b in app.button if words in b.label).click()
    app.switch_page("pages/unggah_data.py")
    app.session_state["data"] = label
    app.run()
    assert not app.exception
    return app


def test_accepting_and_taking_back(folder, open_page, at_the_computer, label):
    app = open_page("unggah_data", label)
    assert {"Pakai Kabupaten Bima", "Pakai Kota Bima"} <= {b.label for b in app.button}
    press(app, label, "Pakai ejaan resmi")
    assert Store.in_folder(folder).decisions() == {KEY: "Kabupaten Lombok Tengah"}
    assert "dibaca sebagai **Kabupaten Lombok Tengah**" in text(app)
    press(app, label, "Kembalikan")
    assert Store.in_folder(folder).decisions() == {}
    assert "dibaca sebagai **" not in text(app)


def test_who_only_reads_sees_the_proposal_and_no_button(open_page, label):
    app = open_page("unggah_data", label)
    assert "mungkin Kabupaten Lombok Tengah" in text(app)
    assert [b.label for b in app.button if b.label.startswith("Pakai ")] == []
