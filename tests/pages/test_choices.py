"""What people chose for columns and rows is in force at once, and goes when it is taken back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kotaku.intake.files.kept import correction_to_keep
from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.guesses import guesses
from kotaku.store import Store, Writer
from tests.pages.conftest import text

AT = datetime(2026, 1, 1, tzinfo=UTC)
STRANGE = "Kabupaten,Kelurahan,Besaran lahan\nEnde,Paupire,5\nEnde,Onekore,7\n".replace(",", ";")


@pytest.fixture
def hand(folder: Path) -> Writer:
    return Store.in_folder(folder).writer("presenter", "Uji")


@pytest.fixture
def strange(tmp_path: Path, stored: Callable[[Path], str]) -> str:
    path = tmp_path / "aneh.csv"
    path.write_text(STRANGE)
    return stored(path)


def test_a_mapping_is_in_force_at_once_and_can_be_forgotten(open_page, hand, strange):
    assert not open_page("ringkasan", strange).metric
    (area,) = guesses([("aneh.csv", STRANGE.encode())])
    chosen = Correction(columns={"Besaran lahan": "luas_sk_ha"})
    hand.save_mapping(area.fingerprint, correction_to_keep(chosen), at=AT)
    assert open_page("ringkasan", strange).metric[0].value == "12,00 ha"
    hand.save_mapping(area.fingerprint, None, at=AT)
    assert not open_page("ringkasan", strange).metric


def test_a_kept_mapping_that_makes_no_sense_any_more_is_left(open_page, hand, strange):
    for kept in ({"columns": {"Besaran lahan": "tidak_ada"}}, {"columns": 3}, "rusak", [1]):
        hand.save_mapping("0" * 16, kept, at=AT)
        open_page("ringkasan", strange)


def test_a_decision_between_two_files_is_in_force_at_once(folder, open_page, hand):
    a = b"Kabupaten;Kelurahan;Luas SK (ha)\nEnde;Paupire;5\n"
    pairs = [
        (hand.save_upload(name, data, at=AT, rules_version=""), name)
        for name, data in (("a.csv", a), ("b.csv", a.replace(b"5", b"9")))
    ]
    label = f"a.csv + b.csv · {hand.save_dataset(pairs, at=AT)[:6]}"
    assert open_page("ringkasan", label).metric[0].value == "5,00 ha"
    hand.save_decision("lokasi|Ende|Paupire", "b.csv", at=AT)
    assert open_page("ringkasan", label).metric[0].value == "9,00 ha"
    hand.save_decision("jatah_giliran:1", {"Ende": 60}, at=AT)
    assert open_page("ringkasan", label).metric[0].value == "9,00 ha"


def test_who_only_reads_sees_how_to_get_in_instead_of_the_uploader(open_page):
    app = open_page("unggah_data")
    assert not app.file_uploader
    assert "Anda hanya membaca" in text(app)
    assert any("Kode penyaji" in t.label for t in app.text_input)


def test_who_sits_before_the_computer_uploads_without_a_code(folder, open_page, at_the_computer):
    app = open_page("unggah_data")
    app.file_uploader[0].upload("a.csv", STRANGE.encode()).run()
    assert not app.exception
    store = Store.in_folder(folder)
    assert [info.files for info in store.datasets()] == [("a.csv",)]
    assert set(store.trail()["oleh"]) == {"Petugas data"}
