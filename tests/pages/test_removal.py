"""Stored data are taken away from the start page, without being opened."""

from datetime import UTC, datetime

import pytest

from kotaku.store import Store
from pages.ui.bar import access, library


@pytest.fixture
def poisoned(stored, tmp_path, monkeypatch):
    def opened(*_, **__):
        raise AssertionError("the file was opened")

    path = tmp_path / "racun.csv"
    path.write_bytes(b"(" * 1000)
    label = stored(path)
    monkeypatch.setattr(library, "understood", opened)
    return label


def press(app, label, **state):
    next(b for b in app.button if b.label == label).click()
    app.switch_page("pages/mulai.py")
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def test_the_presenter_deletes_without_opening(open_page, folder, poisoned):
    who = {"role": "presenter", "name": "Penyaji"}
    press(open_page("mulai", penulis=who), "Hapus untuk selamanya", penulis=who)
    assert Store.in_folder(folder).datasets() == []


def test_a_reader_is_not_offered_to_delete(open_page, poisoned, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    labels = [b.label for b in open_page("mulai").button]
    assert not any("Hapus" in label for label in labels)


def test_a_korkot_of_another_place_is_refused_with_a_sentence(open_page, folder, poisoned):
    who = {"role": "korkot", "name": "Ani", "kab_kota": "Ende"}
    app = press(open_page("mulai", penulis=who), "Hapus untuk selamanya", penulis=who)
    assert "Hanya penyaji" in app.error[0].value
    assert len(Store.in_folder(folder).datasets()) == 1


def test_the_data_of_a_running_meeting_are_kept_with_a_sentence(open_page, folder, poisoned):
    who = {"role": "presenter", "name": "Penyaji"}
    store = Store.in_folder(folder)
    (info,) = store.datasets()
    store.writer("presenter", "Penyaji").open_rakor(
        "Rakor uji", dataset=info.id, agenda=[""], seconds=600, at=datetime.now(UTC)
    )
    app = press(open_page("mulai", penulis=who), "Hapus untuk selamanya", penulis=who)
    assert "Data ini sedang dipakai Rakor uji" in app.error[0].value
    assert store.datasets() == [info]
    store.close()


def test_the_code_is_shown_on_request_only(open_page, at_computer):
    app = open_page("unggah_data", penulis=None)
    said = " ".join(e.value for e in [*app.markdown, *app.caption, *app.code])
    assert access.code() not in said


@pytest.fixture
def at_computer(monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: True)
