"""Mode rakor and follow-ups: who may write, what a turn shows, what the list says.

AppTest runs a page without app.py: header, clock and keys are in tests/browser/test_rakor.py.
"""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from kotaku import paths
from kotaku.meeting import ORIGIN
from kotaku.store import FollowUp, Store
from pages.ui.bar import access, library
from pages.ui.bar.bar import Filters
from pages.ui.rakor import rakor as meetings
from tests.pages.conftest import plain, table, text, turn, words
from web import viewer
from web.follow import turn as follow

NTT = "Contoh NTT 2019"
WRITER = {"role": "presenter", "name": "Penyaji", "kab_kota": None}
FORM = {"formulir_terbuka": True}  # as the button above it leaves it
NTT_FILE = paths.SAMPLES[NTT]
AGENDA = ["", "Kabupaten Ende", "Kota Kupang"]


@pytest.fixture
def store(folder):
    opened = Store.in_folder(folder)
    yield opened
    opened.close()


@pytest.fixture
def rakor(store):
    """A running meeting at Kota Kupang with a late promise."""
    now = datetime.now(UTC)
    writer = store.writer("presenter", "Penyaji")
    opened = writer.open_rakor("Rakor uji", dataset=NTT, agenda=AGENDA, seconds=600, at=now)
    writer.go_to(opened.id, 2, at=now)
    late = date.today() - timedelta(days=12)
    writer.add_follow_up(
        opened.id,
        FollowUp("Kota Kupang", "*lahan* <b>belum</b> bebas", "rapat", "K1", "Askot", late),
        at=now,
    )
    writer.add_note(opened.id, "Kota Kupang", "hadir semua", at=now)
    return opened


def press(app, page, label, **state):
    """Press a button of a page; AppTest forgets page and state after its first run."""
    next(b for b in app.button if label in (b.label, b.key)).click()
    app.switch_page(f"pages/{page}.py")
    for key, value in {"data": NTT, **state}.items():
        app.session_state[key] = value
    return app.run()


def test_the_first_turn_is_the_province_and_starts_from_the_open_data(open_page):
    app = open_page("mode_rakor", NTT)
    assert "202,43 → 48,93 ha" in turn(app)
    assert "Gladi" in turn(app)


def test_a_reader_sees_the_turn_of_the_meeting_and_no_form(open_page, rakor, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    app = open_page("mode_rakor", NTT)
    assert "44,84 → 15,02 ha" in turn(app)
    assert "2 lewat batas waktu (terlama 14 hari)" in turn(app)
    assert "Simpan RTL" not in [b.label for b in app.button]


def test_a_follower_sees_the_very_turn_of_the_presenter(open_page, rakor, store):
    app = open_page("mode_rakor", NTT, penulis=WRITER)
    followed = follow.now(store, datetime.now(UTC))
    assert followed.turn == 2
    assert words(followed.html) == turn(app)


def test_what_is_taught_during_a_meeting_does_not_move_its_figures(open_page, store, stored):
    label = stored(NTT_FILE)
    entry, now = library.shelf()[label], datetime.now(UTC)
    writer = store.writer("presenter", "Penyaji")
    opened = writer.open_rakor("Rakor uji", dataset=entry.key, agenda=AGENDA, seconds=600, at=now)
    meetings.hold(writer, opened, Filters(entry, simulasi=False, tahun=2018))
    writer.save_mapping("0123456789abcdef", {"luas": "abaikan"}, at=now)
    assert library.shelf()[label].choices != entry.choices
    held = meetings.filters_of(opened)
    assert (held.entry, held.simulasi, held.tahun) == (entry, False, 2018)
    assert "dipakai sepanjang rakor" in words(follow.now(store, now).html)


def test_a_note_takes_one_press(open_page, rakor, store):
    app = open_page("mode_rakor", NTT, penulis=WRITER, **FORM)
    app.text_area[0].set_value("pagu kurang")
    press(app, "mode_rakor", "Simpan catatan", penulis=WRITER, **FORM)
    assert [n.text for n in store.notes(rakor.id, "Kota Kupang")] == ["hadir semua", "pagu kurang"]


def test_an_empty_follow_up_gets_a_sentence_and_nothing_is_kept(open_page, rakor, store):
    app = open_page("mode_rakor", NTT, penulis=WRITER, **FORM)
    press(app, "mode_rakor", "Simpan RTL", penulis=WRITER, **FORM)
    assert "Isi masalah atau tindakan" in plain(app.error)
    assert len(store.follow_ups()) == 1


def test_a_follow_up_keeps_the_figure_it_came_from_and_where_it_stands(open_page, rakor, store):
    app = open_page("mode_rakor", NTT, penulis=WRITER, **FORM)
    link, status = (
        next(s for s in app.selectbox if s.label == label) for label in ("Terkait", "Status")
    )
    assert "Sisa kumuh 15,02 ha" in link.options
    app.text_area[0].set_value("lahan sengketa")
    link.set_value("Sisa kumuh 15,02 ha")
    status.set_value("berjalan")
    press(app, "mode_rakor", "Simpan RTL", penulis=WRITER, **FORM)
    kept = store.follow_ups().set_index("masalah").loc["lahan sengketa"]
    assert (kept["tautan"], kept["status"]) == ("Sisa kumuh 15,02 ha", "berjalan")
    listed = table(open_page("tindak_lanjut", NTT), "Terkait")
    assert "Sisa kumuh 15,02 ha" in set(listed["Terkait"])


def test_the_list_says_age_and_lateness(open_page, rakor):
    app = open_page("tindak_lanjut", NTT)
    shown = table(app, "Terkait")
    own = shown[shown["Terkait"] != ORIGIN]
    assert list(own["Keterlambatan"]) == ["lewat 12 hari"]
    assert list(own["Umur"]) == ["hari ini"]
    assert "5 RTL terbuka, 3 lewat batas waktu" in text(app)  # four of the file


def test_a_wrong_code_lets_nobody_in(open_page, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    app = open_page("tindak_lanjut", NTT)
    app.text_input[0].set_value("Tamu")
    app.text_input[1].set_value("bukan kode")
    press(app, "tindak_lanjut", "Masuk")
    assert "Kode penyaji salah" in plain(app.error)
    assert "penulis" not in app.session_state


def as_korkot(store):
    """Somebody who entered the code of Kabupaten Ende."""
    store.writer("presenter", "Penyaji").new_korkot_code("Kabupaten Ende", at=datetime.now(UTC))
    since = store.korkot_codes()["Kabupaten Ende"]
    return {"role": "korkot", "name": "K", "kab_kota": "Kabupaten Ende", "sejak": since}


def test_a_new_code_ends_the_right_of_who_had_the_old_one(open_page, rakor, store, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    korkot = as_korkot(store)
    app = open_page("tindak_lanjut", NTT, penulis=korkot)
    assert "Simpan" in [b.label for b in app.button]
    as_korkot(store)
    app = open_page("tindak_lanjut", NTT, penulis=korkot)
    assert app.session_state["penulis"] is None
    assert "Simpan" not in [b.label for b in app.button]


def test_the_code_of_the_presenter_makes_nobody_a_korkot(open_page, rakor, store, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    app = open_page("tindak_lanjut", NTT)
    next(r for r in app.radio if r.label == "Masuk sebagai").set_value("Korkot")
    next(s for s in app.selectbox if "korkot" in s.label).set_value("Kabupaten Ende")
    app.text_input[0].set_value("Tamu")
    app.text_input[1].set_value(access.code())
    press(app, "tindak_lanjut", "Masuk")
    assert "Belum ada kode korkot untuk Kabupaten Ende" in plain(app.error)
    assert "penulis" not in app.session_state


def test_a_korkot_may_not_speak_for_another_place(open_page, rakor, store):
    korkot = as_korkot(store)
    app = open_page("mode_rakor", NTT, penulis=korkot, **FORM)
    app.text_area[0].set_value("bukan wilayah saya")
    press(app, "mode_rakor", "Simpan catatan", penulis=korkot, **FORM)
    assert "hanya dapat mengubah bagian Kabupaten Ende" in plain(app.error)
    assert len(store.notes(rakor.id)) == 1


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("::ffff:127.0.0.1", True),
        ("::1", True),
        ("192.168.1.7", False),
        ("bukan alamat", False),
    ],
)
def test_only_this_machine_is_the_laptop(address, here):
    assert viewer.is_loopback(address) is here


def test_follow_ups_of_the_file_are_taken_once(open_page, stored, store, tmp_path):
    book = tmp_path / "rtl.xlsx"
    with pd.ExcelWriter(book) as out:
        pd.DataFrame({"Kab/Kota": ["Kota Bima"], "Luas SK (ha)": [3.5]}).to_excel(
            out, sheet_name="Lokasi", index=False
        )
        pd.DataFrame(
            {"Kab/Kota": ["Kota Bima"] * 2, "Masalah": ["lahan", "audit"], "Status": "Baru"}
        ).to_excel(out, sheet_name="RTL", index=False)
    label = stored(book)
    app = open_page("tindak_lanjut", label, penulis=WRITER)
    press(app, "tindak_lanjut", "Ambil 2 RTL dari berkas", penulis=WRITER, data=label)
    assert set(store.follow_ups()["masalah"]) == {"lahan", "audit"}
    app = open_page("tindak_lanjut", label, penulis=WRITER)
    assert not [b.label for b in app.button if "RTL dari berkas" in b.label]
